"""A financing plan to take along: a dossier as PDF and a workbook. Both say what the desk's page says."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.figures import percent
from foundation.films import financing_wording as words
from foundation.films.models import FinancingLine
from foundation.films.selectors.financing import Overview
from foundation.films.standing import percent_of, shares_of
from foundation.money import told
from foundation.pdf import pdf
from foundation.workbooks import xlsx

Rows = list[list[Any]]


def summary(one: Overview) -> list[tuple[str, Any]]:
    stands = one.standing
    return [
        (_("budget"), one.plan.budget),
        (pgettext("financing", "secured"), stands.secured),
        (pgettext("financing", "planned"), stands.planned),
        (_("not covered"), stands.gap),
    ]


def pdf_of(one: Overview, language: str, at: datetime) -> bytes:
    with translation.override(language):
        return pdf("statement", _document(one), language=language, at=at)


def _document(one: Overview) -> dict[str, Any]:
    work, currency = one.plan.work, one.plan.currency
    day = date_format(one.standing.on)
    facts = [
        (_("Kind"), work.get_kind_display()),
        (_("Stage"), work.get_stage_display()),
        (_("Plan of"), date_format(one.plan.dated_on)),
        (_("As it stands on"), day),
        *((_("Budget in %(currency)s") % {"currency": name}, f"{told(sum_, name)} ({rate})")
          for name, sum_, rate in one.budgets),
    ]  # fmt: skip
    figures = [[name, told(amount, currency)] for name, amount in summary(one)]
    figures[1][1] = f"{figures[1][1]} ({words.share(one.standing.secured, one.plan.budget)})"
    return {
        "title": _("Financing plan of “%(work)s”") % {"work": work.title},
        "foundation": settings.FOUNDATION_NAME,
        "foot": f"{settings.FOUNDATION_NAME} · {work.title} · {day}",
        "intro": work.logline,
        "facts": [[name, str(text)] for name, text in facts if text],
        "figures": figures,
        "bars": [
            [
                words.country_name(row.country),
                float(percent_of(row.secured, row.whole) or 0),
                words.share(row.secured, row.whole),
            ]
            for row in one.standing.territories
        ],
        "bars_title": pgettext("financing", "Secured of each country’s part"),
        "notes": words.warnings(one.standing),
        "parts": list(_parts(one)),
    }


def _parts(one: Overview) -> Iterator[dict[str, Any]]:
    yield _part(_("Co-producers"), [_("Company"), _("Country"), _("Share")], coproducer_rows(one))
    head = [_("Source"), _("Paper"), _("Counts"), _("Amount")]
    lines = [
        [line[0], line[4], line[5], told(line[3], one.plan.currency) if line[3] is not None else "—"]
        for line in line_rows(one)
    ]
    yield _part(_("Sources"), head, lines)
    yield _part(_("Countries"), [_("Country"), _("Part"), _("Secured"), "%"], _told_countries(one))
    rules = [[name, says] for name, says in rule_rows(one)]
    yield _part(_("Rules of co-production"), [_("Rule"), pgettext("rule", "Finding")], rules, 0)
    yield _part(_("Rebates"), [_("Scenario"), _("Rule"), _("Source"), _("Comes back")], rebate_rows(one), 0)


def _part(title: str, head: list[str], rows: Rows, sums: int = 1) -> dict[str, Any]:
    """The last `sums` columns are figures; the others share the width."""
    texts = [[str(cell) for cell in row] for row in rows]
    return {
        "title": title,
        "head": head,
        "rows": texts,
        "foot": [],
        "sums": sums,
        "wide": list(range(len(head) - sums)),
    }


def _told_countries(one: Overview) -> Rows:
    currency = one.plan.currency
    return [
        [name, told(whole, currency), told(secured, currency), share]
        for name, whole, _planned, secured, share in country_rows(one)
    ]


def xlsx_of(one: Overview, language: str) -> bytes:
    with translation.override(language):
        currency = one.plan.currency
        first = [
            [_("Financing plan of “%(work)s”") % {"work": one.plan.work.title}],
            [one.standing.on, currency],
            *([name, amount] for name, amount in summary(one)),
            *([_("budget"), sum_, name, row.rate, row.on, row.source] for name, sum_, row in one.budgets),
            *([text] for text in words.warnings(one.standing)),
        ]
        head = [_("Source"), _("Country"), _("Amount"), currency, _("Paper"), _("Counts"), _("Kind")]
        countries = [_("Country"), _("Part"), pgettext("financing", "Planned"), _("Secured"), "%"]
        sheets = [
            (_("Financing plan"), first),
            (_("Sources"), [head, *line_rows(one)]),
            (_("Co-producers"), [[_("Company"), _("Country"), _("Share")], *coproducer_rows(one)]),
            (_("Countries"), [countries, *country_rows(one)]),
            (_("Rules of co-production"), [[_("Rule"), pgettext("rule", "Finding")], *rule_rows(one)]),
            (_("Rebates"), [[_("Scenario"), _("Rule"), _("Source"), _("Comes back")], *rebate_rows(one)]),
        ]
        return xlsx(sheets, currency=currency, language=language)


def coproducer_rows(one: Overview) -> Rows:
    return [[str(row.organisation), row.country.name, percent(row.percent)] for row in one.coproducers]


def line_rows(one: Overview) -> Rows:
    return [
        [
            source_of(row.line),
            words.country_name(str(row.line.country or "")),
            row.line.told_amount,
            row.amount,
            words.paper(row),
            words.verdict(row),
            str(row.line.get_kind_display()),
        ]
        for row in one.standing.lines
    ]


def source_of(line: FinancingLine) -> str:
    return str(line.source) if line.source else str(line.get_kind_display())


def country_rows(one: Overview) -> Rows:
    return [
        [
            words.country_name(row.country),
            row.whole,
            row.planned,
            row.secured,
            words.share(row.secured, row.whole),
        ]
        for row in one.standing.territories
    ]


def rule_rows(one: Overview) -> Rows:
    """A row for each rule that holds, for each that is violated, and for each change that would mend it."""
    rows = []
    for check in one.checks:
        currency, name = one.plan.currency, str(check.rule)
        if check.holds:
            rows.append([name, _("holds")])
        rows += [[name, words.violation(found, currency)] for found in check.violations]
        rows += [[_("The least change"), text] for text in words.mending(check, currency)]
    return rows


def rebate_rows(one: Overview) -> Rows:
    return [
        [
            str(row.spend),
            f"{words.apart(row.rule.name)} · {words.rule_terms(row)}",
            row.rule.source,
            words.rebate(row),
        ]
        for row in one.rebates
    ]


def paper_shares(one: Overview) -> list[tuple[FinancingLine.Paper, Any, Any]]:
    """By the strength of the paper: its sum, and its share of the budget (of all, where they are more)."""
    sums = one.standing.by_paper()
    rest = max(one.standing.gap, one.plan.budget * 0)
    shares = shares_of([*sums.values(), rest])
    return [(FinancingLine.Paper(code), sums[code], part) for code, part in zip(sums, shares, strict=False)]
