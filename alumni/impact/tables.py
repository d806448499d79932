"""The national figures as a table, a workbook and a document: what the page shows, with its sources."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_countries import countries

from alumni.impact.models import FrozenReport
from alumni.impact.selectors.found import Terms
from alumni.impact.selectors.national import Line, Stated, Table
from foundation.films.financing_wording import comma
from foundation.money import told
from foundation.pdf import pdf
from foundation.translated import listed, phrases
from foundation.workbooks import xlsx

COLUMNS = [
    "indicator", "label", "as_of", "year", "value", "of", "percent", "unknown", "hidden", "currency", "rows",
    "stated", "stated_precision", "stated_unit", "stated_currency", "difference", "body", "figure", "source",
    "url", "read_on", "definition",
]  # fmt: skip


def shown(value: Decimal | None, currency: str = "") -> str:
    """As a reader's language writes it; “…” of what is hidden."""
    if value is None:
        return "…"
    if currency:
        return told(value, currency)
    places = 0 if value == value.to_integral() else 1
    return number_format(value, places, force_grouping=True)


def signed(value: Decimal, currency: str = "") -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{shown(abs(value), currency)}"


def partners_told(line: Line) -> str:
    return comma().join(f"{countries.name(code)} {count}" for code, count in line.partners)


def csv_rows(tables: Iterable[Table], on: Any) -> Iterator[dict[str, Any]]:
    """A row for each year and figure stated beside it; then one for each reason why rows are in no year."""
    for table in tables:
        head = {
            "indicator": table.code,
            "label": table.label,
            "as_of": on.isoformat(),
            "currency": table.currency,
            "definition": table.definition,
        }
        for line in table.lines:
            counted = _counted(line)
            for one in line.stated or [None]:
                yield {**head, **counted, **(_beside(table, line, one) if one else {})}
        for code, _label, count in table.told_doubts:
            yield {**head, "year": "", "hidden": "", "unknown": count, "rows": code}


def _counted(line: Line) -> dict[str, Any]:
    return {
        "year": line.year,
        "value": _cell(line.value),
        "of": _cell(line.of),
        "percent": _cell(line.percent),
        "unknown": _cell(line.unknown),
        "hidden": "true" if line.is_hidden else "false",
        "rows": len(line.rows),
    }


def _beside(table: Table, line: Line, one: Stated) -> dict[str, Any]:
    return {
        "stated": _cell(one.value),
        "stated_precision": one.precision,
        "stated_unit": one.unit,
        "stated_currency": one.currency,
        "difference": _cell(table.difference(line, one)),
        "body": one.body,
        "figure": one.figure,
        "source": one.source,
        "url": one.url,
        "read_on": one.read_on.isoformat() if one.read_on else "",
    }


def _cell(value: Decimal | int | None) -> Decimal | int | str:
    """A number and no text: one below zero is no formula."""
    if value is None:
        return ""
    return int(value) if value == int(value) else value


def xlsx_of(tables: list[Table], terms: Terms, language: str) -> bytes:
    """A sheet of figures, one of definitions, one of what counts in no year, one of sources."""
    with override(language):
        head = [_("Figure"), _("Year"), _("Counted"), _("Of"), _("%"), _("Unknown"), _("Currency")]
        beside = [_("Stated"), _("Difference"), _("Body"), _("Source")]
        sheets = [
            (_("Figures"), [[*head, *beside], *_figure_rows(tables)]),
            (
                _("Definitions"),
                [
                    [_("As of"), date_format(terms.on, "Y-m-d")],
                    *([capfirst(table.label), table.definition] for table in tables),
                ],
            ),
            (
                _("In no year"),
                [
                    [_("Figure"), _("Why"), _("Rows")],
                    *([table.label, why, count] for table in tables for _c, why, count in table.told_doubts),
                ],
            ),
            (_("Sources"), [[_("Body"), _("Figure"), _("Stated"), _("Source"), _("Link"), _("Read on")],
                            *_source_rows(tables)]),
        ]  # fmt: skip
        return xlsx(sheets, currency=terms.currency, language=language)


def _figure_rows(tables: Iterable[Table]) -> Iterator[list[Any]]:
    for table in tables:
        for line in table.lines:
            value = line.value if table.currency else None if line.value is None else int(line.value)
            counted = [
                *(table.label, line.year, "…" if line.is_hidden else value, line.of),
                *(line.percent, line.unknown, table.currency),
            ]
            for one in line.stated or [None]:
                stated = [one.told, table.difference(line, one), one.body, one.source] if one else []
                yield [*counted, *stated]


def _source_rows(tables: Iterable[Table]) -> Iterator[list[Any]]:
    for table in tables:
        for line in table.lines:
            for one in line.stated:
                yield [one.body, one.figure, one.told, one.source, one.url, one.read_on]


def pdf_of(report: FrozenReport, tables: list[Table], language: str) -> bytes:
    """A frozen report on paper, in this language."""
    with override(language):
        return pdf("statement", _document(report, tables), language=language, at=report.frozen_at)


def _frozen_by(report: FrozenReport, at: str) -> str:
    """Whoever froze it may be forgotten; the report stays."""
    return listed([at, report.frozen_by.get_full_name()]) if report.frozen_by else at


def _document(report: FrozenReport, tables: list[Table]) -> dict[str, Any]:
    day, frozen = date_format(report.on), _instant(report.frozen_at)
    return {
        "title": report.title,
        "foundation": settings.FOUNDATION_NAME,
        "foot": f"{settings.FOUNDATION_NAME} · {report.title} · {day}",
        "facts": [[_("As of"), day], [_("Frozen"), _frozen_by(report, frozen)]],
        "figures": [],
        "parts": [*(_part(table) for table in tables), _definitions(tables), _sources(tables)],
    }


def _part(table: Table) -> dict[str, Any]:
    rows = []
    for line in table.lines:
        counted = shown(line.value, table.currency)
        if table.is_share and line.value is not None:
            counted = f"{counted} / {line.of}"
        rows.append(
            [
                str(line.year),
                partners_told(line),
                counted,
                phrases(one.told for one in line.stated) or "—",
                phrases(signed(gap, table.currency) for gap in _gaps(table, line)) or "—",
            ]
        )
    return {
        "title": capfirst(table.label),
        "head": [_("Year"), "", _("Counted"), _("Stated"), _("Difference")],
        "rows": rows,
        "foot": [],
        "sums": 3,
    }


def _gaps(table: Table, line: Line) -> Iterator[Decimal]:
    for one in line.stated:
        gap = table.difference(line, one)
        if gap is not None:
            yield gap


def _definitions(tables: Iterable[Table]) -> dict[str, Any]:
    rows = []
    for table in tables:
        unknown = phrases(f"{why}: {count}" for _code, why, count in table.told_doubts)
        rows.append([capfirst(table.label), f"{table.definition} {_unknown(unknown)}".strip()])
    return {"title": _("Definitions"), "head": ["", ""], "rows": rows, "foot": [], "sums": 0}


def _unknown(told_: str) -> str:
    return _("In no year: %(rows)s.") % {"rows": told_} if told_ else ""


def _sources(tables: Iterable[Table]) -> dict[str, Any]:
    rows = [[row[0], row[1], row[2], " ".join(filter(None, row[3:5]))] for row in _source_rows(tables)]
    head = [_("Body"), _("Figure"), _("Stated"), _("Source")]
    return {"title": _("Sources"), "head": head, "rows": rows, "foot": [], "sums": 0}


def _instant(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
