"""The first of each thing that a career is told by, read from credits and selections; nothing is stored."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alumni.careers.dates import When, earliest
from alumni.careers.selectors.facts import IN_PROGRESS, Film, Part, Path, paths
from foundation.films.features import BY_LENGTH, LEAST_MINUTES
from foundation.films.models import Award, Role, Work
from foundation.films.models.credits import DIRECTORS
from foundation.people.models import Person
from foundation.translated import listed
from residencies.programmes.models import Participation


class Kind(models.TextChoices):
    FIRST_CREDIT = "first_credit", _("first credit")
    FIRST_SHORT = "first_short", _("first short")
    FIRST_SELECTION = "first_selection", _("first festival selection")
    FIRST_A_LIST = "first_a_list", _("first selection by an A-list festival")
    FIRST_AWARD = "first_award", _("first award")
    FEATURE_DEVELOPED = "feature_developed", _("first feature in development")
    FEATURE_DIRECTED = "feature_directed", _("first feature released, as director")
    FEATURE_HEADED = "feature_headed", _("first feature released, as head of department")


class Side(models.TextChoices):
    """Where something stands beside a programme."""

    BEFORE = "before", _("before the programme")
    DURING = "during", _("during the programme")
    AFTER = "after", _("after the programme")
    UNKNOWN = "unknown", _("before or after: not known")
    NONE = "none", _("no programme")


@dataclass(frozen=True)
class Row:
    """What may be the first of its kind, and the row it follows from: ("films.credit", 7)."""

    model: str
    pk: int
    when: When
    title: str
    detail: str
    film: int | None = None


@dataclass(frozen=True)
class Milestone:
    """`undated`: so many more rows say it without a date, any of which may have been earlier."""

    kind: Kind
    row: Row
    when: When
    undated: int
    side: Side
    edition: str

    @property
    def label(self) -> str:
        return str(self.kind.label)


def milestones(person: Person, viewer: Any, today: date) -> list[Milestone]:
    """Those she has reached, in the order of their kinds, as `viewer` may see them."""
    return milestones_of(path_of(person, viewer), today)


def path_of(person: Person, viewer: Any) -> Path:
    return paths([person.pk], viewer).get(person.pk) or Path(person.pk)


def milestones_of(path: Path, today: date) -> list[Milestone]:
    programme = first_programme(path.taken)
    found = ((kind, firsts(path, kind, today)) for kind in Kind)
    return [_milestone(kind, rows, programme) for kind, rows in found if rows]


def firsts(path: Path, kind: Kind, today: date) -> list[Row]:
    """Every row that may be the first of its kind: the earliest first, those without a date last."""
    rows = [row for row in _RULES[kind](path) if row.when.first is None or row.when.first <= today]
    return sorted(rows, key=lambda row: (row.when.order, row.pk))


def when_first(rows: Iterable[Row]) -> When:
    return earliest(row.when for row in rows)


def _milestone(kind: Kind, rows: list[Row], programme: Participation | None) -> Milestone:
    when = when_first(rows)
    undated = sum(not row.when.is_known for row in rows) if when.is_known else len(rows) - 1
    side = side_of(when, programme)
    if when.is_known and undated and side != Side.BEFORE:
        side = Side.UNKNOWN if programme else Side.NONE
    return Milestone(kind, rows[0], when, undated, side, str(programme.edition) if programme else "")


def first_programme(taken: Iterable[Participation]) -> Participation | None:
    """The first that she took and did not leave."""
    rows = [row for row in taken if row.state in _TAKEN]
    return min(
        rows, key=lambda row: (row.edition.starts_on or row.completed_on or date.max, row.pk), default=None
    )


_TAKEN = (*Participation.RUNNING, Participation.State.COMPLETED)


def side_of(when: When, programme: Participation | None) -> Side:
    """Beside a programme, which lasts until she has completed it."""
    if programme is None:
        return Side.NONE
    starts = programme.edition.starts_on
    ends = programme.completed_on or programme.edition.ends_on
    if when.first is None or when.last is None:
        return Side.UNKNOWN
    if starts and when.last < starts:
        return Side.BEFORE
    if ends and when.first > ends:
        return Side.AFTER
    if starts and when.first >= starts and (ends is None or when.last <= ends):
        return Side.DURING
    return Side.UNKNOWN


def of_part(part: Part, when: When) -> Row:
    return Row("films.credit", part.pk, when, part.film.title, str(part.role), part.film.pk)


def _credits(path: Path) -> Iterator[Row]:
    return (of_part(part, part.film.finished) for part in path.sure if _is_out(part.film))


def _is_out(film: Film) -> bool:
    """Made, as far as anybody knows: a project that is credited before it is made is no credit yet."""
    return film.stage in ("", *Work.FINISHED)


def _shorts(path: Path) -> Iterator[Row]:
    parts = (part for part in path.sure if part.film.is_short and _is_out(part.film))
    return (of_part(part, part.film.finished) for part in parts)


def _selections(path: Path, accredited: bool = False) -> Iterator[Row]:
    sure = {part.film.pk for part in path.sure}
    for one in path.chosen:
        is_hers = one.film is not None and (one.film.pk in sure or one.person == path.person)
        if is_hers and (one.is_accredited if accredited else one.is_festival):
            title = one.film.title if one.film else ""
            detail = listed(filter(None, [one.edition, one.section]))
            yield Row("films.selection", one.pk, one.when, title, detail, one.film.pk if one.film else None)


def _awards(path: Path) -> Iterator[Row]:
    sure = {part.film.pk for part in path.sure}
    for one in path.won:
        film, person = one.chosen.film, one.chosen.person
        if one.result == Award.Result.WON and (person == path.person or (film and film.pk in sure)):
            title, detail = one.prize, one.chosen.edition
            number = film.pk if film else None
            yield Row("films.award", one.pk, one.when, title or str(_("prize")), detail, number)


def _developed(path: Path) -> Iterator[Row]:
    """A feature that she leads a department of, or that she took to a programme and did not leave."""
    for part in path.sure:
        if part.film.is_feature and part.film.stage in IN_PROGRESS and _is_head(part):
            yield of_part(part, part.film.developed)
    for taken, film in path.projects:
        if film.is_feature and film.stage in IN_PROGRESS and taken.state in _TAKEN:
            label = "programmes.participation"
            yield Row(label, taken.pk, film.developed, film.title, str(taken.edition), film.pk)


def _is_head(part: Part) -> bool:
    return part.role.grade == Role.Grade.HEAD


def _released(path: Path, is_hers: Callable[[Part], bool]) -> Iterator[Row]:
    parts = (part for part in path.sure if part.film.is_feature and part.film.is_released and is_hers(part))
    return (of_part(part, part.film.released) for part in parts)


_RULES: dict[Kind, Callable[[Path], Iterator[Row]]] = {
    Kind.FIRST_CREDIT: _credits,
    Kind.FIRST_SHORT: _shorts,
    Kind.FIRST_SELECTION: _selections,
    Kind.FIRST_A_LIST: lambda path: _selections(path, accredited=True),
    Kind.FIRST_AWARD: _awards,
    Kind.FEATURE_DEVELOPED: _developed,
    Kind.FEATURE_DIRECTED: lambda path: _released(path, lambda part: part.role.slug in DIRECTORS),
    Kind.FEATURE_HEADED: lambda path: _released(path, _is_head),
}

_LONGER = Q(kind__in=BY_LENGTH, running_time__gte=LEAST_MINUTES)
_FEATURES: dict[str, Any] = {
    "chosen": False,
    "won": False,
    "films": Q(kind=Work.Kind.FEATURE) | _LONGER,
}
# What has to be read to tell a milestone: which works, and whether selections and awards.
NEEDS: dict[Kind, dict[str, Any]] = {
    Kind.FIRST_CREDIT: {"chosen": False, "won": False},
    Kind.FIRST_SHORT: {"chosen": False, "won": False, "films": Q(kind=Work.Kind.SHORT)},
    Kind.FIRST_SELECTION: {"won": False},
    Kind.FIRST_A_LIST: {"won": False},
    Kind.FIRST_AWARD: {},
    Kind.FEATURE_DEVELOPED: _FEATURES,
    Kind.FEATURE_DIRECTED: _FEATURES,
    Kind.FEATURE_HEADED: _FEATURES,
}
