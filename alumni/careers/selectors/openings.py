"""Deadlines to come, and who of ours could go: alumnae and participants with what they make."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from foundation.films.entering import Facts, Fit
from foundation.films.models import Credit, Deadline, Role, Work
from foundation.films.selectors.entering import answer, answers, facts_of
from foundation.people.models import Person, is_staff_with
from residencies.programmes.models import Participation

MOST = 3000  # works that are held against deadlines, those entered last
MAKERS = (Role.Department.DIRECTING, Role.Department.WRITING, Role.Department.PRODUCTION)
OURS = (Participation.State.CONFIRMED, Participation.State.ATTENDING, Participation.State.COMPLETED)


@dataclass(frozen=True)
class Candidate:
    """A work with those of ours who make it; `because` is why not, or what is not known."""

    work: Work
    people: list[Person]
    because: list[str]


@dataclass(frozen=True)
class Going:
    fits: list[Candidate] = field(default_factory=list)
    might: list[Candidate] = field(default_factory=list)
    cannot: list[Candidate] = field(default_factory=list)

    def of(self, fit: str) -> list[Candidate]:
        return {Fit.FITS: self.fits, Fit.MIGHT: self.might, Fit.NOT: self.cannot}[Fit(fit)]


def made_by_ours(viewer: Any, *, own: bool = False) -> QuerySet[Credit]:
    """The credits that make a work one of ours: for staff with the right those of all who take or took part
    in a programme; for anyone else, and for staff's `own` works, her own.
    """
    rows = Credit.objects.filter(role__department__in=MAKERS, person__isnull=False)
    if not own and is_staff_with(viewer, "careers.view_opening"):
        took_part = Participation.objects.filter(person=OuterRef("person"), state__in=OURS)
        return rows.filter(Exists(took_part))
    return rows.filter(person__account=viewer.pk) if viewer.is_authenticated else rows.none()


def known_works(viewer: Any, *, own: bool = False) -> list[Facts]:
    """What is known of each of them that `viewer` may see, in eight queries."""
    hers = made_by_ours(viewer, own=own).filter(work=OuterRef("pk"))
    return facts_of(Work.objects.visible_to(viewer).filter(Exists(hers)).order_by("-pk")[:MOST])


def could_go(row: Deadline, viewer: Any) -> Going:
    """Of a deadline that is read `with_rules`: which works fit, which might, which do not and why."""
    known, found = known_works(viewer), Going()
    people = _makers([facts.work.pk for facts in known], viewer)
    for facts, said in answers(row, known):
        found.of(said.fit).append(Candidate(facts.work, people.get(facts.work.pk, []), said.because))
    return found


def _makers(works: list[int], viewer: Any) -> dict[int, list[Person]]:
    rows = made_by_ours(viewer).filter(work__in=works).select_related("person")
    found: dict[int, dict[int, Person]] = {}
    for row in rows.order_by("person__sort_name", "pk"):
        found.setdefault(row.work_id, {})[row.person_id or 0] = row.person  # type: ignore[assignment]
    return {work: list(people.values()) for work, people in found.items()}


def counts(rows: Iterable[Deadline], viewer: Any) -> dict[int, tuple[int, int]]:
    """{deadline: (how many works could go, how many might)}, in as many queries for fifty as for one."""
    known, found = known_works(viewer), {}
    for row in rows:
        said = [one.fit for _facts, one in answers(row, known)]
        found[row.pk] = (said.count(Fit.FITS), said.count(Fit.MIGHT))
    return found


@dataclass(frozen=True)
class Chance:
    """A deadline with the works of hers that could go, or might."""

    deadline: Deadline
    fits: list[Candidate]
    might: list[Candidate]


def chances(rows: Iterable[Deadline], viewer: Any) -> list[Chance]:
    """Those of the deadlines that a work of her own could go for, or might."""
    known, found = known_works(viewer, own=True), []
    for row in rows:
        made = Chance(row, [], [])
        for facts in known:
            said = answer(row.section, facts, row.closes_at, row.time_zone)
            if said.fit != Fit.NOT:
                into = made.fits if said.fit == Fit.FITS else made.might
                into.append(Candidate(facts.work, [], said.because))
        if made.fits or made.might:
            found.append(made)
    return found
