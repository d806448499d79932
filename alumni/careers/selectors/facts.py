"""What is on record of the work of some people, read for all of them in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from alumni.careers.dates import UNKNOWN, When
from foundation.films.features import is_feature
from foundation.films.models import (
    Accreditation,
    Award,
    Credit,
    Festival,
    FestivalEdition,
    Role,
    Section,
    Selection,
    StageChange,
    Work,
)
from foundation.people.models import is_staff_with
from residencies.programmes.models import Participation

Stage = Work.Stage
STAGES = list(Stage)
IN_PROGRESS = STAGES[STAGES.index(Stage.DEVELOPMENT) :]
MADE = STAGES[STAGES.index(Stage.SHOOTING) :]


@dataclass(frozen=True)
class Film:
    """A work with the first day of each stage that has one."""

    pk: int
    title: str
    kind: str
    running_time: int | None
    stage: str
    year: int | None
    stages: Mapping[str, date]

    @property
    def is_feature(self) -> bool:
        """Known to be one."""
        return is_feature(self.kind, self.running_time) is True

    @property
    def is_short(self) -> bool:
        return self.kind == Work.Kind.SHORT

    @property
    def is_released(self) -> bool:
        return self.stage == Stage.RELEASED or Stage.RELEASED in self.stages

    @property
    def finished(self) -> When:
        """The day it was completed or released. Where that is not of its year, it is when somebody told."""
        return self._of_year(*Work.FINISHED)

    @property
    def released(self) -> When:
        return self._of_year(Stage.RELEASED)

    @property
    def developed(self) -> When:
        """When its development began."""
        return When.day(self.stages.get(Stage.DEVELOPMENT))

    @property
    def begun(self) -> When:
        """From when on it was made: the first day on record from its shooting on, else its year."""
        days = [self.stages[stage] for stage in MADE if stage in self.stages]
        day = min(days, default=None)
        if day and (self.year is None or day.year <= self.year):
            return When.day(day)
        return When.in_year(self.year)

    def _of_year(self, *stages: str) -> When:
        day = min((self.stages[stage] for stage in stages if stage in self.stages), default=None)
        return When.day(day) if day and self.year in (None, day.year) else When.in_year(self.year)


@dataclass(frozen=True)
class Part:
    """A credit."""

    pk: int
    person: int
    film: Film
    role: Role
    episode: int | None
    status: str
    verification: str

    @property
    def is_sure(self) -> bool:
        """Confirmed, and nobody contests it."""
        return self.status == Credit.Status.CONFIRMED and self.verification != Credit.Verification.CONTESTED


@dataclass(frozen=True)
class Chosen:
    """A selection of a film, or of a person."""

    pk: int
    person: int | None
    film: Film | None
    edition: str
    section: str
    when: When
    is_festival: bool
    is_accredited: bool


@dataclass(frozen=True)
class Won:
    """An award, nomination or mention."""

    pk: int
    prize: str
    result: str
    chosen: Chosen

    @property
    def when(self) -> When:
        return self.chosen.when


@dataclass
class Path:
    """What is on record of one person, that the viewer may see."""

    person: int
    parts: list[Part] = field(default_factory=list)
    chosen: list[Chosen] = field(default_factory=list)
    won: list[Won] = field(default_factory=list)
    taken: list[Participation] = field(default_factory=list)
    projects: list[tuple[Participation, Film]] = field(default_factory=list)

    @property
    def sure(self) -> list[Part]:
        return [part for part in self.parts if part.is_sure]


class Sight:
    """The rows about some people that somebody may see.

    It gives what `visible_to` gives, and asks it of their own works alone: of all the works there are, a
    database may look at each.
    """

    def __init__(self, people: Any, viewer: Any) -> None:
        """`people`: a queryset of them, or numbers."""
        self.people, self.viewer = people, viewer

    @cached_property
    def works(self) -> list[int]:
        """Those of their credits. Read at once: nested, a database looks for them in each statement anew."""
        return self._works(credits__person__in=self.people)

    def _works(self, **about: Any) -> list[int]:
        rows = Work.objects.visible_to(self.viewer).filter(**about).order_by()
        return list(rows.values_list("pk", flat=True).distinct())

    def credits(self) -> QuerySet[Credit]:
        return self._seen("films.view_credit", Credit.objects.filter(person__in=self.people))

    def of_works(self, works: QuerySet[Any, Any]) -> QuerySet[Selection]:
        """The selections of works, whoever was chosen with them."""
        return self._seen("films.view_selection", Selection.objects.filter(work__in=works))

    def of_people(self) -> QuerySet[Selection]:
        rows = Selection.objects.filter(person__in=self.people)
        if is_staff_with(self.viewer, "films.view_selection"):
            return rows
        seen = self._works(selections__person__in=self.people)
        return rows.filter(Q(work__in=seen) | Q(work=None, person__account=self.viewer.pk))

    def _seen(self, right: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows if is_staff_with(self.viewer, right) else rows.filter(work__in=self.works)


def paths(
    people: Any, viewer: Any, *, films: Q | None = None, chosen: bool = True, won: bool = True
) -> dict[int, Path]:
    """{number of a person: her path}, of those who have any; at most twelve queries, for one or for all.

    `films` narrows the works down; without `chosen` and `won`, selections and awards are not read.
    """
    return _Reading(people, viewer, films).read(chosen=chosen or won, won=won)


class _Reading:
    def __init__(self, people: Any, viewer: Any, films: Q | None) -> None:
        self.sight = Sight(people, viewer)
        self.credits = self.sight.credits()
        self.wanted = films
        if films is not None:
            self.credits = self.credits.filter(work__in=Work.objects.filter(films))
        self.people, self.viewer = people, viewer
        self.found: dict[int, Path] = {}
        self.films: dict[int, Film] = {}

    def path(self, person: int) -> Path:
        return self.found.setdefault(person, Path(person))

    def read(self, *, chosen: bool, won: bool) -> dict[int, Path]:
        taken = Participation.objects.visible_to(self.viewer).filter(person__in=self.people)
        taken = taken.select_related("edition__programme", "track", "work").order_by("pk")
        rows = list(taken)
        self._films([row.work for row in rows if row.work])
        for row in rows:
            path = self.path(row.person_id)
            path.taken.append(row)
            if row.work_id:
                path.projects.append((row, self.films[row.work_id]))
        self._parts()
        if chosen:
            self._chosen(won)
        return self.found

    def _films(self, projects: Iterable[Work]) -> None:
        """The works of the credits, and the projects of programmes, with their stages."""
        own = [work.pk for work in projects]
        of_credits = self.credits.order_by().values("work")
        stages: dict[int, dict[str, date]] = defaultdict(dict)
        either = StageChange.objects.filter(on__isnull=False).order_by()
        for changes in (either.filter(work__in=of_credits), either.filter(work__in=own)):
            for work, stage, on in changes.values_list("work", "stage").annotate(Min("on")):
                stages[work][stage] = on
        facts = ("pk", "title", "kind", "running_time", "stage", "year")
        for work in [*Work.objects.filter(pk__in=of_credits).order_by().only(*facts), *projects]:
            told = {name: getattr(work, name) for name in facts}
            self.films[work.pk] = Film(**told, stages=stages.get(work.pk, {}))

    def _parts(self) -> None:
        columns = ("pk", "person", "work", "role", "episode", "status", "verification")
        rows = list(self.credits.order_by("pk").values_list(*columns))
        roles = Role.objects.in_bulk({row[3] for row in rows}) if rows else {}
        for pk, person, work, role, *rest in rows:
            self.path(person).parts.append(Part(pk, person, self.films[work], roles[role], *rest))

    def _chosen(self, won: bool) -> None:
        """Selections of the works, and of people; then what was given to any of them."""
        makers: dict[int, set[int]] = defaultdict(set)  # by film
        for path in self.found.values():
            for part in path.parts:
                makers[part.film.pk].add(path.person)
        told: dict[int, tuple[Chosen, set[int]]] = {}
        of_works = self.sight.of_works(self.credits.order_by().values("work"))
        of_people = self.sight.of_people()
        for row in _with_names(of_works):
            who = makers[row.work_id or 0]
            told[row.pk] = (self._told(row), who & {row.person_id} if row.person_id else who)
        for row in _with_names(of_people):
            told[row.pk] = (self._told(row), {row.person_id or 0})
        for one, who in told.values():
            for person in who:
                self.path(person).chosen.append(one)
        if won:
            self._won(told, of_works, of_people)

    def _told(self, row: Selection) -> Chosen:
        kind = row.section.kind if row.section else Section.Kind.SELECTION
        festival = row.edition.festival
        shown = kind == Section.Kind.SELECTION and festival.kind in ("", Festival.Kind.FESTIVAL)
        own = row.section is None or row.section.organiser_id is None
        return Chosen(
            row.pk,
            row.person_id,
            self.films.get(row.work_id or 0),
            str(row.edition),
            row.section.name if row.section else "",
            when_chosen(row),
            shown and row.work_id is not None,
            shown and own and row.is_accredited,  # type: ignore[attr-defined]
        )

    def _won(self, told: Mapping[int, tuple[Chosen, set[int]]], *selections: QuerySet[Selection]) -> None:
        given: dict[int, Award] = {}
        for rows in selections:
            given |= Award.objects.filter(selection__in=rows.order_by().values("pk")).in_bulk()
        for pk, award in sorted(given.items()):
            one, who = told[award.selection_id]
            won = Won(pk, award.prize or award.category, award.result, one)
            for person in who:
                self.path(person).won.append(won)


def _with_names(rows: QuerySet[Selection]) -> QuerySet[Selection]:
    marks = Accreditation.objects.a_list().covering(OuterRef("edition__year"))
    accredited = Exists(marks.filter(festival=OuterRef("edition__festival")))
    return (
        rows.annotate(is_accredited=accredited).select_related("edition__festival", "section").order_by("pk")
    )


def when_chosen(row: Selection) -> When:
    """The day of a selection, else the days of its edition, else its year."""
    edition: FestivalEdition = row.edition
    if row.on:
        return When.day(row.on)
    if edition.starts_on:
        return When(edition.starts_on, edition.ends_on or edition.starts_on)
    return When.in_year(edition.year) if edition.year else UNKNOWN
