"""The indicators of the foundation, counted from rows; of fewer than five people nothing is told."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings

from alumni.careers.survival import Curve, kaplan_meier
from alumni.impact.selectors import given, outcomes
from alumni.impact.selectors.hiding import SMALLEST, added, hidden_groups, is_small
from alumni.impact.selectors.judging import Cell, Judged, Measured
from alumni.impact.selectors.scope import Reading, Scope, Words

TOTAL = "total"
ALL: dict[str, Measured] = {
    one.code: one
    for one in (
        *(given.Graduates(), given.Working(), given.Response()),
        *(outcomes.FirstCredit(), outcomes.FirstShort(), outcomes.FirstFeature(), outcomes.TimeToFeature()),
        *(outcomes.FestivalSelection(), outcomes.AList(), outcomes.Prize(), outcomes.WomenDirectors()),
        *(given.PlacedInSix(), given.PlacedInTwelve(), given.Grants(), given.MentoringHours()),
    )
}


@dataclass(frozen=True)
class Group:
    """A line of a figure. Where it is hidden it has no counts, no amount, no curve, and opens no rows."""

    key: str
    label: str
    judged: list[Judged] = field(default_factory=list, repr=False)
    is_hidden: bool = False
    names: Words = field(default_factory=dict, repr=False)  # the label in each language
    places: int = 0  # of its amount, behind the point

    @property
    def counts(self) -> Counter[Cell]:
        return Counter(one.cell for one in self.judged)

    @property
    def value(self) -> int | None:
        return None if self.is_hidden else self.counts[Cell.YES]

    @property
    def of(self) -> int | None:
        return None if self.is_hidden else self.counts[Cell.YES] + self.counts[Cell.NO]

    @property
    def percent(self) -> Decimal | None:
        if not self.of or self.value is None:
            return None
        return (Decimal(100) * self.value / self.of).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)

    @property
    def rows(self) -> set[int]:
        """Of the indicator's source, behind the numerator; a row that two share is one."""
        return {pk for one in self.judged if one.cell == Cell.YES for pk in one.rows}

    @property
    def amount(self) -> Decimal:
        """What was summed up, rounded once and half up; else how many rows stand behind the numerator."""
        sums = [one.amount for one in self.judged if one.amount is not None]
        if not sums:
            return Decimal(len(self.rows))
        return sum(sums, Decimal(0)).quantize(Decimal(1).scaleb(-self.places), rounding=ROUND_HALF_UP)

    @property
    def curve(self) -> Curve:
        return kaplan_meier((one.wait.months, one.wait.came) for one in self.judged if one.wait)

    @property
    def median(self) -> tuple[int | None, int | None, int | None]:
        """Months, and the interval of 95 %: where the band around the curve crosses a half."""
        steps = self.curve.steps
        low = next((step.time for step in steps if step.low <= HALF), None)
        high = next((step.time for step in steps if step.high <= HALF), None)
        return self.curve.median, low, high


HALF = 0.5


@dataclass(frozen=True)
class Figure:
    """One indicator of a scope: the total first, then its groups."""

    indicator: Measured
    scope: Scope
    groups: list[Group]

    @property
    def total(self) -> Group:
        return self.groups[0]

    @property
    def definition(self) -> str:
        names = {"months": self.scope.answered, "currency": settings.FOUNDATION_CURRENCY}
        return str(self.indicator.definition) % names

    def group(self, key: str) -> Group | None:
        return next((one for one in self.groups if one.key == key), None)


def seen_by(user: Any) -> list[Measured]:
    return [one for one in ALL.values() if one.is_seen_by(user)]


def figures(
    scope: Scope,
    indicators: Iterable[Measured],
    viewer: Any,
    language: str,
    told: Collection[frozenset[int]] = (),
) -> list[Figure]:
    """In as many queries for many graduates as for one.

    `told`: of whom its reader was told before, by the numbers of participations. One to four who are new
    beside those, or left out, could be found by subtracting: they make a group small, or all together.
    """
    reading = Reading(scope, viewer)
    sizes = {key: _size({row.pk for row in rows}, told) for key, rows in reading.groups.items()}
    left_out = [len(before.difference(reading.keys)) for before in told]
    nothing = is_small(added(sizes.values())) or any(0 < count < SMALLEST for count in left_out)
    hidden = set(sizes) if nothing else hidden_groups(sizes)
    return [_figure(one, reading, hidden, nothing, language) for one in indicators]


def _size(members: set[int], told: Collection[frozenset[int]]) -> dict[str, int]:
    """How many they are, and how many of them were not told of each time before."""
    new = {f"new {at}": len(members - before) for at, before in enumerate(told)}
    return {"people": len(members), **new}


def _figure(indicator: Measured, reading: Reading, already: set[str], nothing: bool, language: str) -> Figure:
    """`already` are groups to be hidden whatever their figures; with `nothing` the total is as well."""
    of_member = {one.member: one for one in indicator.judge(reading)}
    parts = {key: [of_member[row.pk] for row in rows] for key, rows in reading.groups.items()}
    hidden = hidden_groups({key: Counter(one.cell for one in rows) for key, rows in parts.items()}, already)
    everybody = list(of_member.values())
    places, is_hidden = indicator.places(), nothing or is_small(Counter(one.cell for one in everybody))
    total = Group(TOTAL, "", everybody, is_hidden, places=places)
    groups = [
        Group(key, reading.labels[key][language], rows, key in hidden, reading.labels[key], places)
        for key, rows in parts.items()
        if key != "all"
    ]
    return Figure(indicator, reading.scope, [total, *groups])
