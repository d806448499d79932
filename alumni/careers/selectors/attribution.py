"""What may be said to have come of a programme: counted, possible or excluded, each with the reason."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.careers.crafts import departments_of
from alumni.careers.dates import When
from alumni.careers.selectors.facts import Chosen, Part, Path, paths
from foundation.films.models import Award, Credit, Role
from foundation.people.models import is_staff_with
from foundation.translated import listed
from residencies.programmes.models import Edition, Participation, Programme
from residencies.programmes.selectors.week import Line


class Verdict(models.TextChoices):
    COUNTED = "counted", gettext_lazy("counted")
    POSSIBLE = "possible", gettext_lazy("possible")
    EXCLUDED = "excluded", gettext_lazy("excluded")


class Kind(models.TextChoices):
    CREDIT = "credit", gettext_lazy("credit")
    SELECTION = "selection", gettext_lazy("selection")
    AWARD = "award", gettext_lazy("award")


RIGHTS = ("programmes.view_participation", "films.view_credit", "films.view_selection", "films.view_award")


def sees_outcomes(user: Any) -> bool:
    """Who may follow the outcomes of programmes: staff who see who took part, and all credits and prizes."""
    return all(is_staff_with(user, right) for right in RIGHTS)


@dataclass(frozen=True)
class Outcome:
    """A credit, selection or award, and when it began. `parts`: what she did on the work of it; none where
    she was chosen herself.
    """

    kind: Kind
    pk: int
    title: str
    detail: str
    when: When
    parts: tuple[Part, ...] = ()
    is_personal: bool = False
    result: str = ""


@dataclass(frozen=True)
class Attribution:
    outcome: Outcome
    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class Attributed:
    """All outcomes of who takes part, judged for that programme."""

    participation: Participation
    found: list[Attribution]

    @property
    def counts(self) -> dict[Verdict, int]:
        told = Counter(one.verdict for one in self.found)
        return {verdict: told[verdict] for verdict in Verdict}


def attributions(person: int, viewer: Any, today: date) -> list[Attributed]:
    """For each programme she was in, the first first."""
    path = paths([person], viewer).get(person) or Path(person)
    return [_judged(taken, path, _taught(path.taken), today) for taken in path.taken]


def attributions_in(
    edition: Edition, rows: Iterable[Participation], viewer: Any, today: date
) -> list[Attributed]:
    """For participations in one edition; in as many queries for fifty as for one."""
    rows = list(rows)
    found = paths([row.person_id for row in rows], viewer)
    taught = {edition.programme_id} if edition.programme.tracks.exists() else set()
    return [_judged(row, found.get(row.person_id) or Path(row.person_id), taught, today) for row in rows]


def desk(row: Participation, viewer: Any) -> Iterator[Line]:
    """Where it is told what came of a participation, on its own page."""
    if sees_outcomes(viewer):
        part = _("Outcomes")
        yield Line(part, str(row.person), url=reverse("careers_person", args=[row.person_id]))
        yield Line(part, str(row.edition), url=reverse("careers_edition", args=[row.edition_id]))


def participations_in(edition: Edition, viewer: Any) -> QuerySet[Participation]:
    rows = Participation.objects.visible_to(viewer).filter(edition=edition)
    rows = rows.select_related("person", "track", "edition__programme")
    return rows.order_by("person__sort_name", "person__name", "pk")


def _taught(taken: Iterable[Participation]) -> set[int]:
    """Programmes that are divided into tracks."""
    programmes = {row.edition.programme_id for row in taken}
    rows = Programme.objects.filter(pk__in=programmes, tracks__isnull=False).order_by()
    return set(rows.values_list("pk", flat=True))


def _judged(taken: Participation, path: Path, taught: set[int], today: date) -> Attributed:
    outcomes = (one for one in outcomes_of(path) if one.when.first is None or one.when.first <= today)
    found = [
        Attribution(one, *judge(one, taken, has_tracks=taken.edition.programme_id in taught))
        for one in outcomes
    ]
    order = list(Verdict)
    found.sort(key=lambda one: (order.index(one.verdict), one.outcome.when.order, one.outcome.pk))
    return Attributed(taken, found)


def outcomes_of(path: Path) -> Iterator[Outcome]:
    """A role on a series is one, however many episodes of it she made."""
    by_film: dict[int, list[Part]] = {}
    by_role: dict[tuple[int, int], list[Part]] = {}
    for part in path.parts:
        by_film.setdefault(part.film.pk, []).append(part)
        by_role.setdefault((part.film.pk, part.role.pk), []).append(part)
    for parts in by_role.values():
        film, role = parts[0].film, parts[0].role
        yield Outcome(Kind.CREDIT, parts[0].pk, film.title, str(role), film.begun, tuple(parts))
    for one in path.chosen:
        yield Outcome(Kind.SELECTION, one.pk, *_named(one), one.when, *_by(one, path, by_film))
    for won in path.won:
        by = _by(won.chosen, path, by_film)
        detail = listed(filter(None, _named(won.chosen)))
        title = won.prize or _("prize")
        yield Outcome(Kind.AWARD, won.pk, title, detail, won.when, *by, won.result)


def _named(one: Chosen) -> tuple[str, str]:
    return (one.film.title if one.film else one.edition), (one.edition if one.film else one.section)


def _by(one: Chosen, path: Path, by_film: dict[int, list[Part]]) -> tuple[tuple[Part, ...], bool]:
    return tuple(by_film.get(one.film.pk, ()) if one.film else ()), one.person == path.person


Judged = tuple[Verdict, str]
C, P, X = Verdict.COUNTED, Verdict.POSSIBLE, Verdict.EXCLUDED


def judge(outcome: Outcome, taken: Participation, *, has_tracks: bool) -> Judged:
    """The verdict and its reason: what excludes goes before what leaves it open."""
    rules: list[Callable[[], Judged | None]] = [
        lambda: _enrolled(taken),
        lambda: _sure(outcome),
        lambda: _dated(outcome.when, taken.edition.starts_on),
        lambda: _of_track(outcome, taken, has_tracks),
    ]
    found = [told for rule in rules if (told := rule())]
    for verdict in (X, P):
        for one in found:
            if one[0] == verdict:
                return one
    return C, _("it began after she enrolled, and in the craft of her track")


def _enrolled(taken: Participation) -> Judged | None:
    if taken.state in Participation.LEFT:
        return X, _("she is not in the programme: %(state)s") % {"state": taken.get_state_display()}
    if taken.state == Participation.State.INVITED:
        return X, _("she was invited and has not confirmed")
    return None


def _sure(outcome: Outcome) -> Judged | None:
    """Of several credits on the work one that is sure will do."""
    if outcome.result and outcome.result != Award.Result.WON:
        return X, _("not a prize: %(result)s") % {"result": Award.Result(outcome.result).label}
    if outcome.is_personal or any(part.is_sure for part in outcome.parts):
        return None
    if any(part.verification == Credit.Verification.CONTESTED for part in outcome.parts):
        return X, _("the credit is contested")
    status = outcome.parts[0].status if outcome.parts else Credit.Status.ANNOUNCED
    return X, _("the credit is not confirmed: %(status)s") % {"status": Credit.Status(status).label}


def _dated(when: When, enrolled: date | None) -> Judged | None:
    if enrolled is None:
        return P, _("nobody knows when the edition began")
    if not when.is_known:
        return P, _("nobody knows when it was")
    if when.last and when.last < enrolled:
        return X, _("it was before she enrolled: %(when)s") % {"when": when}
    if when.is_before(enrolled) is None:
        return P, _("it was in the year she enrolled, and nobody knows in which month")
    return None


def _of_track(outcome: Outcome, taken: Participation, has_tracks: bool) -> Judged | None:
    """A programme without tracks is for every craft."""
    if outcome.is_personal or not has_tracks:
        return None
    if taken.track is None:
        return P, _("nobody knows which track she took")
    departments = departments_of(taken.track.slug)
    if departments is None:
        return P, _("no craft is known for the track “%(track)s”") % {"track": taken.track}
    roles = [part.role for part in outcome.parts if part.is_sure]
    if any(role.department in departments for role in roles):
        return None
    told = listed(sorted({str(Role.Department(role.department).label) for role in roles}))
    return X, _("not of the craft of the track “%(track)s”: %(departments)s") % {
        "track": taken.track,
        "departments": told,
    }
