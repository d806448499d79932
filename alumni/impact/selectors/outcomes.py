"""What came of programmes, by the rules of `careers.selectors.attribution`: counted, possible or excluded."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from alumni.careers.selectors.attribution import Kind as OutcomeKind
from alumni.careers.selectors.attribution import Outcome, Verdict, judge, outcomes_of
from alumni.careers.selectors.facts import Path
from alumni.careers.selectors.milestones import Kind, Row, firsts
from alumni.careers.selectors.waits import Wait, wait_of
from alumni.impact.selectors.judging import Cell, Judged, Measured
from alumni.impact.selectors.scope import Reading
from foundation.films.models import Award, Credit, Selection
from foundation.films.models.credits import DIRECTORS
from foundation.people.models import Person
from residencies.programmes.models import Participation

_CHOSEN = ("edition__festival", "section__edition__festival", "work", "person")
_ALL = ("films.view_credit", "films.view_selection", "films.view_award", "films.view_work")


class OfPath(Measured):
    """An indicator that is read from what is on record of her work."""

    rights: ClassVar[tuple[str, ...]] = _ALL

    def judge(self, reading: Reading) -> Iterator[Judged]:
        for taken in reading.members:
            path = reading.paths.get(taken.person_id) or Path(taken.person_id)
            yield self.judged(taken, path, reading)

    def judged(self, taken: Participation, path: Path, reading: Reading) -> Judged:
        raise NotImplementedError


class First(OfPath):
    """She had none before she enrolled, and one is counted as having come of the programme."""

    kind: ClassVar[Kind]
    source = Credit
    related = ("person", "role", "work", "episode")

    def judged(self, taken: Participation, path: Path, reading: Reading) -> Judged:
        rows = firsts(path, self.kind, reading.scope.on)
        if not rows:
            return Judged(taken.pk, Cell.NO)
        starts = taken.edition.starts_on
        if starts and any(row.when.is_before(starts) for row in rows):
            return Judged(taken.pk, Cell.APART, (rows[0].pk,))
        may_be_before = starts is None or any(row.when.is_before(starts) is None for row in rows)
        verdicts = list(_verdicts(rows, taken, path, reading))
        if not may_be_before and (counted := [pk for pk, verdict in verdicts if verdict == Verdict.COUNTED]):
            return Judged(taken.pk, Cell.YES, tuple(counted[:1]))
        if may_be_before or any(verdict == Verdict.POSSIBLE for _pk, verdict in verdicts):
            return Judged(taken.pk, Cell.UNKNOWN, tuple(row.pk for row in rows))
        return Judged(taken.pk, Cell.NO)


def _verdicts(
    rows: Iterable[Row], taken: Participation, path: Path, reading: Reading
) -> Iterator[tuple[int, Verdict]]:
    """Of each of these credits what is said of it."""
    by_credit = {
        part.pk: one for one in outcomes_of(path) if one.kind == OutcomeKind.CREDIT for part in one.parts
    }
    for row in rows:
        if row.pk in by_credit:
            yield row.pk, _verdict(by_credit[row.pk], taken, reading)


def _verdict(outcome: Outcome, taken: Participation, reading: Reading) -> Verdict:
    return judge(outcome, taken, has_tracks=taken.edition.programme_id in reading.taught)[0]


class FirstCredit(First):
    code, kind = "first_credit", Kind.FIRST_CREDIT
    name = _("first credit since the programme")
    definition = _(
        "Graduates whose first credit on a finished work came after they enrolled and in the craft of their "
        "track. Confirmed credits alone count; of whom one is on record from before, she is not asked about."
    )
    words = {
        Cell.YES: _("first credit since"),
        Cell.NO: _("none on record"),
        Cell.UNKNOWN: _("not known when, or of which craft"),
        Cell.APART: _("had one before"),
    }


class FirstShort(First):
    code, kind = "first_short", Kind.FIRST_SHORT
    name = _("first short since the programme")
    definition = _(
        "Graduates whose first credit on a finished short came after they enrolled and in the craft of their "
        "track."
    )
    words = {**FirstCredit.words, Cell.YES: _("first short since")}


class FirstFeature(First):
    code, kind = "first_feature", Kind.FEATURE_HEADED
    name = _("first feature since the programme")
    definition = _(
        "Graduates whose first released feature as head of a department, such as director or producer, came "
        "after they enrolled and in the craft of their track."
    )
    words = {**FirstCredit.words, Cell.YES: _("first feature since")}


class Chosen(OfPath):
    """At least one selection or prize is counted as having come of the programme."""

    outcome: ClassVar[OutcomeKind]
    accredited = False
    source: ClassVar[type[Model] | None] = Selection
    related: ClassVar[tuple[str, ...]] = _CHOSEN
    words = {
        Cell.YES: _("at least one"),
        Cell.NO: _("none on record"),
        Cell.UNKNOWN: _("not known when, or of which craft"),
    }

    def judged(self, taken: Participation, path: Path, reading: Reading) -> Judged:
        wanted = {
            one.pk for one in path.chosen if (one.is_accredited if self.accredited else one.is_festival)
        }
        if self.outcome == OutcomeKind.AWARD:
            wanted = {won.pk for won in path.won if won.chosen.is_festival}
        found: dict[Verdict, list[int]] = {}
        for one in outcomes_of(path):
            is_past = one.when.first is None or one.when.first <= reading.scope.on
            if one.kind == self.outcome and one.pk in wanted and is_past:
                found.setdefault(_verdict(one, taken, reading), []).append(one.pk)
        if counted := found.get(Verdict.COUNTED):
            return Judged(taken.pk, Cell.YES, tuple(counted))
        if possible := found.get(Verdict.POSSIBLE):
            return Judged(taken.pk, Cell.UNKNOWN, tuple(possible))
        return Judged(taken.pk, Cell.NO)


class FestivalSelection(Chosen):
    code, outcome = "selection", OutcomeKind.SELECTION
    name = _("chosen by a festival since the programme")
    amount = _("selections")
    definition = _(
        "Graduates with a work that a festival chose after they enrolled, on which they are credited in the "
        "craft of their track. Markets, labs and works in progress are not counted. A selection that several "
        "graduates share is one selection."
    )


class AList(Chosen):
    code, outcome, accredited = "a_list", OutcomeKind.SELECTION, True
    name = _("chosen by an A-list festival since the programme")
    amount = _("selections")
    definition = _(
        "As above, of festivals that FIAPF accredited for feature films in competition in the year of the "
        "edition."
    )


class Prize(Chosen):
    code, outcome = "award", OutcomeKind.AWARD
    name = _("prize at a festival since the programme")
    amount = _("prizes")
    source = Award
    related = tuple(f"selection__{name}" for name in _CHOSEN)
    definition = _(
        "Graduates with a work that won a prize at a festival after they enrolled, on which they are "
        "credited in the craft of their track. Nominations and mentions are not counted; two prizes are two."
    )


class TimeToFeature(OfPath):
    code = "time_to_feature"
    name = _("time to the first feature")
    is_share, is_wait = False, True
    definition = _(
        "Months from the completion of the programme to the first released feature as head of a department: "
        "Kaplan and Meier’s estimate, in which those who are still waiting count for as long as they wait. "
        "The median is when it had come for half of them, with its interval of 95 %%."
    )
    words = {
        Cell.YES: _("it has come"),
        Cell.NO: _("not yet"),
        Cell.UNKNOWN: _("it has come, nobody knows when"),
        Cell.APART: _("it had come before"),
    }

    def judged(self, taken: Participation, path: Path, reading: Reading) -> Judged:
        on = reading.scope.on
        wait = wait_of(taken.completed_on or on, path, Kind.FEATURE_HEADED, on)
        if isinstance(wait, Wait):
            return Judged(taken.pk, Cell.YES if wait.came else Cell.NO, wait=wait)
        return Judged(taken.pk, Cell.APART if wait else Cell.UNKNOWN)


class WomenDirectors(OfPath):
    code = "women_directors"
    name = _("women among the directors")
    rights = (*_ALL, "people.view_person")
    source = Credit
    related = FirstCredit.related
    definition = _(
        "Of the graduates who are credited as directors, those who say that they are women, among those who "
        "say what they are. Nothing is guessed: who has not said it is not known."
    )
    words = {
        Cell.YES: _("women"),
        Cell.NO: _("not women"),
        Cell.UNKNOWN: _("have not said"),
        Cell.APART: _("not credited as directors"),
    }

    def judged(self, taken: Participation, path: Path, reading: Reading) -> Judged:
        directed = tuple(part.pk for part in path.sure if part.role.slug in DIRECTORS)
        if not directed:
            return Judged(taken.pk, Cell.APART)
        said = reading.genders.get(taken.person_id, "")
        if said in ("", Person.Gender.NOT_SAID):
            return Judged(taken.pk, Cell.UNKNOWN, directed)
        return Judged(taken.pk, Cell.YES if said == Person.Gender.WOMAN else Cell.NO, directed)
