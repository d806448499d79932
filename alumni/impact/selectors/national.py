"""The national figures by year: what Masar counts, how, from which rows; and what others state beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_countries import countries

from alumni.impact.models import Indicator, StatedFigure
from alumni.impact.selectors import festivals, films
from alumni.impact.selectors.found import Doubt, Found, Terms
from alumni.impact.selectors.hiding import is_small
from foundation.films.features import LEAST_MINUTES
from foundation.films.models import Award, Selection, Work
from foundation.people.models import Person
from foundation.translated import language_now

MOST_YEARS = 30
RIGHTS = {
    Indicator.FEATURES: "films.view_work",
    Indicator.FOREIGN: "films.view_financingplan",
    Indicator.INVESTMENT: "films.view_financingplan",
    Indicator.COPRODUCTIONS: "films.view_work",
    Indicator.WOMEN: "people.view_person",
    Indicator.SELECTIONS: "films.view_selection",
    Indicator.AWARDS: "films.view_award",
}
DEFINITIONS = {
    Indicator.FEATURES: _(
        "Features, and documentaries and animations of %(minutes)s minutes or more, that are completed or "
        "released and whose majority is of %(home)s: the biggest share, or the only country. The year is "
        "that of the first day on which the work was completed or released, else the work’s own."
    ),
    Indicator.FOREIGN: _(
        "Features whose majority is of another country than %(home)s, with a rebate of %(home)s on a deal "
        "memo, a contract or received, in the latest financing plan. The year is that of the first such "
        "paper."
    ),
    Indicator.INVESTMENT: _(
        "What the foreign features backed are to spend in %(home)s of what a rebate may be asked for, in "
        "%(currency)s: of several scenarios the lowest, at the rate of the plan, else at the last published "
        "rate before the plan’s day. The year is that of the backing."
    ),
    Indicator.COPRODUCTIONS: _(
        "Features delivered, as above, that %(home)s made with at least one other country, in majority or "
        "minority. Of two partners each has one; the film counts once."
    ),
    Indicator.WOMEN: _(
        "Of the people credited as directors of national features delivered in the year, unless the credit "
        "is contested, those who say they are women, among those who say what they are; who has not said it "
        "is unknown. Groups of one to four are hidden."
    ),
    Indicator.SELECTIONS: _(
        "Works made in %(home)s, alone or with others, chosen by festivals; what markets, labs, workshops "
        "and sections of works in progress choose is not counted. The year is that of the festival’s edition."
    ),
    Indicator.AWARDS: _(
        "Prizes that works made in %(home)s won at festivals, mentions and nominations apart. Two prizes are "
        "two. The year is that of the festival’s edition."
    ),
}


@dataclass(frozen=True)
class Stated:
    """A stated figure of a whole year."""

    id: int
    body: str
    figure: str
    value: Decimal
    precision: str
    unit: str
    currency: str
    source: str
    url: str
    read_on: date | None

    @property
    def told(self) -> str:
        return StatedFigure(
            value=self.value, precision=self.precision, unit=self.unit, currency=self.currency
        ).told


@dataclass(frozen=True)
class Line:
    """A year. `of` is what a share is a share of; `value` is None where the group is hidden, or unknown."""

    year: int
    value: Decimal | None
    of: int | None = None
    unknown: int | None = 0
    is_hidden: bool = False
    rows: list[int] = field(default_factory=list)
    partners: list[tuple[str, int]] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)

    @property
    def percent(self) -> Decimal | None:
        if self.value is None or not self.of:
            return None
        return (100 * self.value / self.of).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Table:
    """One indicator over the years. Labels and definitions are by language."""

    code: str
    labels: dict[str, str]
    definitions: dict[str, str]
    currency: str
    lines: list[Line]
    doubts: dict[str, int]

    @property
    def label(self) -> str:
        return self.labels[_language()]

    @property
    def definition(self) -> str:
        return self.definitions[_language()]

    @property
    def is_share(self) -> bool:
        return self.code == Indicator.WOMEN

    @property
    def told_doubts(self) -> list[tuple[str, str, int]]:
        return [(code, str(Doubt(code).label), count) for code, count in self.doubts.items()]

    def difference(self, line: Line, stated: Stated) -> Decimal | None:
        """What is counted less what is stated; None where the two are not of one kind."""
        counted = line.percent if self.is_share else line.value
        wanted = "percent" if self.is_share else "money" if self.currency else None
        of_a_kind = (
            stated.unit == wanted if wanted else stated.unit not in ("percent", "money", "people", "other")
        )
        if counted is None or not of_a_kind or stated.currency != self.currency:
            return None
        return counted - stated.value

    def as_json(self) -> dict[str, Any]:
        return _plain(asdict(self))

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> "Table":
        return cls(**{**said, "lines": [_line(line) for line in said["lines"]]})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, Decimal | date) else value


def _line(said: Mapping[str, Any]) -> Line:
    value = said["value"]
    return Line(
        **{
            **said,
            "value": None if value is None else Decimal(value),
            "partners": [(code, count) for code, count in said["partners"]],
            "stated": [_stated(one) for one in said["stated"]],
        }
    )


def _stated(said: Mapping[str, Any]) -> Stated:
    read_on = said["read_on"]
    day = date.fromisoformat(read_on) if read_on else None
    return Stated(**{**said, "value": Decimal(said["value"]), "read_on": day})


def _language() -> str:
    language = language_now()
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def seen_by(user: Any) -> list[Indicator]:
    """The indicators whose rows this account may see."""
    return [indicator for indicator, right in RIGHTS.items() if user.has_perm(right)]


def national_figures(terms: Terms, first: int, last: int, indicators: Iterable[Indicator]) -> list[Table]:
    """A table for each indicator, in as many queries for many rows as for one."""
    wanted = list(indicators)
    found = found_by(terms, wanted)
    beside = _beside(first, last)
    years = range(last, first - 1, -1)
    return [_table(one, found[one], terms, years, beside) for one in wanted]


def found_by(terms: Terms, indicators: Iterable[Indicator]) -> dict[Indicator, list[Found]]:
    """The rows of each indicator; those of women directors are the works they directed."""
    wanted, found = set(indicators), dict[Indicator, list[Found]]()
    if wanted & {Indicator.FEATURES, Indicator.COPRODUCTIONS, Indicator.WOMEN}:
        rows = films.delivered(terms)
        found[Indicator.FEATURES] = found[Indicator.WOMEN] = films.national(rows, terms)
        found[Indicator.COPRODUCTIONS] = films.coproduced(rows, terms)
    if wanted & {Indicator.FOREIGN, Indicator.INVESTMENT}:
        found[Indicator.FOREIGN] = films.backed(terms)
        found[Indicator.INVESTMENT] = films.invested(found[Indicator.FOREIGN])
    if Indicator.SELECTIONS in wanted:
        found[Indicator.SELECTIONS] = festivals.selections(terms)
    if Indicator.AWARDS in wanted:
        found[Indicator.AWARDS] = festivals.prizes(terms)
    return found


def rows_behind(indicator: Indicator, user: Any, rows: Iterable[Found]) -> QuerySet[Any]:
    """The records behind these, as far as the account may see them."""
    chosen = ("edition__festival", "section__edition__festival", "work", "person")
    keys = [row.key for row in rows]
    if indicator == Indicator.SELECTIONS:
        return Selection.objects.visible_to(user).filter(pk__in=keys).select_related(*chosen)
    if indicator == Indicator.AWARDS:
        linked = [f"selection__{name}" for name in chosen]
        return Award.objects.visible_to(user).filter(pk__in=keys).select_related(*linked)
    return Work.objects.visible_to(user).filter(pk__in=keys)


def _beside(first: int, last: int) -> dict[tuple[str, int | None], list[Stated]]:
    """Stated figures of whole years by indicator and year."""
    found: dict[tuple[str, int | None], list[Stated]] = {}
    rows = StatedFigure.objects.of_years(first, last).exclude(indicator="").select_related("body")
    for row in rows:
        one = Stated(
            row.pk, str(row.body), row.figure, row.value, row.precision, row.unit, row.currency,
            row.source, row.url, row.read_on,
        )  # fmt: skip
        found.setdefault((row.indicator, row.year), []).append(one)
    return found


def _table(
    indicator: Indicator,
    found: list[Found],
    terms: Terms,
    years: Iterable[int],
    beside: Mapping[tuple[str, int | None], list[Stated]],
) -> Table:
    counted: dict[int | None, list[Found]] = {}
    for row in found:
        if row.counts:
            counted.setdefault(row.year, []).append(row)
    directors = films.directors(found) if indicator == Indicator.WOMEN else {}
    lines = []
    for year in years:
        rows = counted.get(year, [])
        facts = _women(directors.get(year, {})) if indicator == Indicator.WOMEN else _sum(indicator, rows)
        stated = beside.get((indicator, year), [])
        lines.append(Line(year=year, rows=[row.key for row in rows], stated=stated, **facts))
    doubts = Counter(row.doubt for row in found if row.doubt)
    return Table(
        str(indicator),
        *_words(indicator, terms),
        terms.currency if indicator == Indicator.INVESTMENT else "",
        lines,
        {code: doubts[code] for code in Doubt.values if doubts[code]},
    )


def _sum(indicator: Indicator, rows: list[Found]) -> dict[str, Any]:
    if indicator == Indicator.INVESTMENT:
        return {"value": sum((row.amount for row in rows if row.amount is not None), Decimal(0))}
    partners = Counter(code for row in rows for code in row.partners)
    told = sorted(partners.items(), key=lambda one: (-one[1], one[0]))
    return {"value": Decimal(len(rows)), "partners": told}


def _women(people: Mapping[int, str]) -> dict[str, Any]:
    """How many of a year's directors are women, of those who say what they are. Where one of the groups is
    small nothing is told of any: what is left would tell it.
    """
    said = [gender for gender in people.values() if gender]
    women, unknown = said.count(Person.Gender.WOMAN), len(people) - len(said)
    if is_small({"women": women, "others": len(said) - women, "unknown": unknown}):
        return {"value": None, "of": None, "unknown": None, "is_hidden": True}
    return {"value": Decimal(women), "of": len(said), "unknown": unknown}


def _words(indicator: Indicator, terms: Terms) -> tuple[dict[str, str], dict[str, str]]:
    """The label and the definition in each language: a frozen report keeps them all."""
    labels, definitions = {}, {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            names = {
                "home": countries.name(terms.home),
                "currency": terms.currency,
                "minutes": LEAST_MINUTES,
            }
            labels[language] = str(indicator.label)
            definitions[language] = str(DEFINITIONS[indicator]) % names
    return labels, definitions


def differences(table: Table, before: Table | None) -> dict[int, Decimal]:
    """By how much the years of a table differ from what an earlier one said of them; the same is left out."""
    if before is None or before.currency != table.currency:
        return {}
    known = {line.year: line.value for line in before.lines}
    return {
        line.year: line.value - then
        for line in table.lines
        if line.value is not None and (then := known.get(line.year)) is not None and then != line.value
    }
