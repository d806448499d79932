"""How long it took from completing a programme to a milestone, for whom it has come and for whom not yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from alumni.careers.selectors.facts import Path, paths
from alumni.careers.selectors.milestones import NEEDS, Kind, firsts, when_first
from alumni.careers.survival import Curve, kaplan_meier
from residencies.programmes.models import Participation, Programme

FEW = 5  # of fewer people than this a curve tells who they are


class By(models.TextChoices):
    """How the people are divided."""

    ALL = "all", _("all together")
    PROGRAMME = "programme", _("by programme")
    YEAR = "year", _("by year of completion")


@dataclass(frozen=True)
class Wait:
    """`months` that were waited from her completion, and whether it came at the end of them."""

    months: int
    came: bool
    by_year: bool = False  # its day is the middle of what is known


@dataclass(frozen=True)
class Group:
    """Those in the curve and those who are not, each counted once. `before`: it had come before she
    completed; `unknown`: it has come, and its dates do not tell when, or not whether it was before.
    """

    label: str
    waits: list[Wait]
    before: int
    unknown: int

    @property
    def people(self) -> int:
        return len(self.waits) + self.before + self.unknown

    @property
    def is_shown(self) -> bool:
        """Fewer are hidden, whoever stands beside the curve."""
        return len(self.waits) >= FEW

    @property
    def by_year(self) -> int:
        """Events that stand in the middle of what is known of their day."""
        return sum(wait.by_year for wait in self.waits)

    @property
    def curve(self) -> Curve:
        return kaplan_meier((wait.months, wait.came) for wait in self.waits)


@dataclass(frozen=True)
class Scope:
    """Who is looked at: those who completed `programme`, or any, in the years from `since` to `until`."""

    kind: Kind
    programme: Programme | None = None
    since: int | None = None
    until: int | None = None
    by: By = By.ALL


def waits(scope: Scope, viewer: Any, today: date) -> list[Group]:
    """A person counts once in a group: from the first programme of it that she completed.

    For staff who see participations and credits. In ten queries at most.
    """
    completed = _completed(scope, viewer, today)
    rows = completed.select_related("edition__programme").order_by("completed_on", "pk")
    found = paths(completed.order_by().values("person"), viewer, **NEEDS[scope.kind])
    groups: dict[Any, dict[int, Participation]] = {}
    for row in rows:
        groups.setdefault(_group(scope.by, row), {}).setdefault(row.person_id, row)
    return [
        _told(label, people.values(), found, scope.kind, today)
        for (_order, label), people in sorted(groups.items(), key=lambda item: item[0])
    ]


def _completed(scope: Scope, viewer: Any, today: date) -> models.QuerySet[Participation]:
    wanted = {
        "edition__programme": scope.programme,
        "completed_on__year__gte": scope.since,
        "completed_on__year__lte": scope.until,
        "completed_on__lte": today,
    }
    lookups = {name: value for name, value in wanted.items() if value is not None}
    return Participation.objects.visible_to(viewer).completed().filter(**lookups)


def _group(by: By, row: Participation) -> tuple[str, str]:
    """What it is ordered by, and its name."""
    if by == By.PROGRAMME:
        return row.edition.programme.slug, str(row.edition.programme)
    if by == By.YEAR and row.completed_on:
        return str(row.completed_on.year), str(row.completed_on.year)
    return "", ""


def _told(
    label: str, rows: Iterable[Participation], found: dict[int, Path], kind: Kind, today: date
) -> Group:
    waits: list[Wait] = []
    before = unknown = 0
    for row in rows:
        wait = wait_of(
            row.completed_on or today, found.get(row.person_id) or Path(row.person_id), kind, today
        )
        if isinstance(wait, Wait):
            waits.append(wait)
        elif wait:
            before += 1
        else:
            unknown += 1
    return Group(label, waits, before, unknown)


def wait_of(completed: date, path: Path, kind: Kind, today: date) -> Wait | bool | None:
    """True: it came before; None: nobody can tell."""
    rows = firsts(path, kind, today)
    if not rows:
        return Wait(_months(completed, today), came=False)
    when = when_first(rows)
    was_before = when.is_before(completed)
    if was_before is not False:
        return was_before
    if not rows[-1].when.is_known:
        return None  # one without a date may have been the first
    known = when.from_day(completed)
    middle = min(known.middle or today, today)
    return Wait(_months(completed, middle), came=True, by_year=known.on is None)


def _months(first: date, last: date) -> int:
    """Whole months."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(months - (last.day < first.day), 0)
