"""Who would read what: the proposal that staff look at, and that is then made."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from foundation.translated import listed
from residencies.calls.models import Application
from residencies.selection import assigning
from residencies.selection.models import Assignment, Conflict, Juror, Jury
from residencies.selection.selectors.conflicts import Verdict, conflicts_found
from residencies.selection.selectors.reading import read_by, waiting_for

State = Conflict.State
LANGUAGE = "language"


@dataclass(frozen=True)
class Share:
    """What one juror has, and would have."""

    juror: Juror
    before: int
    after: int


@dataclass(frozen=True)
class Proposal:
    """`result` has numbers of rows as ids. `waiting` are not in reading yet and would be taken in. What
    stands beside `result` tells nothing of applications that its reader may not see.
    """

    jurors: Mapping[int, Juror]
    applications: Mapping[int, Application]
    waiting: int
    result: assigning.Assignment
    shares: list[Share]

    @property
    def new(self) -> int:
        return sum(share.after - share.before for share in self.shares)

    def lacks(self) -> Iterator[tuple[Application, list[str]]]:
        """Applications with fewer readers than wanted, and why, in words."""
        for lack in self.result.lacks:
            if application := self.applications.get(int(str(lack.application))):
                yield application, list(self._why(lack))

    def _why(self, lack: assigning.Lack) -> Iterator[str]:
        count = lack.missing
        yield ngettext("%(count)d reader is missing.", "%(count)d readers are missing.", count) % {
            "count": count
        }
        if lack.conflicted:
            yield _("In conflict, or to be looked at: %(names)s.") % {"names": self._names(lack.conflicted)}
        if lack.unable:
            code = self.applications[int(str(lack.application))].language
            told = {"names": self._names(lack.unable), "language": get_language_info(code)["name_translated"]}
            yield _("Do not read %(language)s: %(names)s.") % told
        if lack.full:
            yield _("Have no room left: %(names)s.") % {"names": self._names(lack.full)}
        if not (lack.conflicted or lack.unable or lack.full):
            yield _("All others read it already: invite another juror.")

    def _names(self, readers: object) -> str:
        return listed(str(self.jurors[one]) for one in readers)  # type: ignore[attr-defined]


def proposal(jury: Jury, *, unseen: Iterable[int] = ()) -> Proposal:
    """Readers for all that the jury reads or that waits for it; what was given stays. Changes nothing.

    `unseen` are numbers of applications that whoever looks at it may not see.
    """
    waiting = waiting_for(jury)
    rows = Application.objects.filter(Q(pk__in=read_by(jury).values("pk")) | Q(pk__in=waiting.values("pk")))
    applications = {row.pk: row for row in rows.order_by("pk")}
    jurors = {row.pk: row for row in jury.jurors.sitting().select_related("person").order_by("pk")}
    made = set(_made(jury))
    result = assigning.assign(
        [assigning.Application(row.pk, {LANGUAGE: row.language}) for row in applications.values()],
        [_reader(row) for row in jurors.values()],
        jury.readers,
        conflicts=_barred(jury, made),
        made=sorted(made),
        seed=jury.pk,
    )
    hidden = set(unseen)
    had, gets = Counter(_loads(made, hidden)), Counter(_loads(result.pairs, hidden))
    shares = [Share(row, had[number], had[number] + gets[number]) for number, row in jurors.items()]
    seen = {number: row for number, row in applications.items() if number not in hidden}
    return Proposal(jurors, seen, waiting.exclude(pk__in=hidden).count(), result, shares)


def _loads(pairs: Iterable[tuple[Hashable, Hashable]], hidden: set[int]) -> Iterator[Hashable]:
    return (juror for application, juror in pairs if application not in hidden)


def _reader(row: Juror) -> assigning.Reader:
    reads = {LANGUAGE: frozenset(row.languages)} if row.languages else {}
    return assigning.Reader(row.pk, row.capacity, reads)


def _made(jury: Jury) -> Iterator[tuple[int, int]]:
    """What was given and still counts: who has left is read for by somebody else."""
    rows = Assignment.objects.readable().of_sitting().filter(juror__jury=jury)
    yield from rows.order_by().values_list("application", "juror")


def _barred(jury: Jury, made: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Across a conflict nothing is given; across one to be looked at, nothing more than was."""
    states = standing_conflicts(jury)
    return {pair for pair, state in states.items() if state == State.RECUSED or pair not in made}


def standing_conflicts(jury: Jury) -> dict[tuple[int, int], str]:
    """(application, juror) -> recused or suspected, with what has not been written down yet."""
    states: dict[tuple[int, int], str] = {}
    known = {}
    for row in Conflict.objects.filter(juror__jury=jury).order_by():
        known[row.juror_id, row.application_id, row.kind] = row
    found: dict[tuple[int, int, str], str] = {key: row.state for key, row in known.items()}
    for key, verdict in conflicts_found(jury).items():
        stands = known.get(key)
        if stands is None or is_stronger(stands, verdict):
            found[key] = verdict.state
    for (juror, application, _kind), state in found.items():
        if state != State.CLEARED and states.get((application, juror)) != State.RECUSED:
            states[application, juror] = state
    return states


def is_stronger(row: Conflict, verdict: Verdict) -> bool:
    """Whether what was found now says more than what stands: a fact beside a likeness, or another fact
    than the one that staff have cleared.
    """
    if not verdict.sure or row.state == State.RECUSED:
        return False
    return row.state == State.SUSPECTED or row.detail != verdict.detail
