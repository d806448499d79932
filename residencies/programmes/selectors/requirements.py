"""How it stands with what an edition requires: what each has done, and who lacks what."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.formats import number_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from foundation.figures import plain
from foundation.translated import listed
from residencies.programmes.models import Deliverable, Fulfilment, Participation, Requirement

Numbers = dict[int, Decimal]  # by participation
ZERO = Decimal(0)


@dataclass(frozen=True)
class Standing:
    """One requirement of one participant."""

    requirement: Requirement
    done: Decimal
    is_waived: bool = False
    handed_in: Deliverable | None = None  # the latest, whatever was said of it

    @property
    def is_fulfilled(self) -> bool:
        return self.is_waived or self.done >= self.requirement.amount

    @property
    def waits_for_staff(self) -> bool:
        return self.handed_in is not None and self.handed_in.state == Deliverable.State.HANDED_IN

    @property
    def is_sent_back(self) -> bool:
        """Sent back, and neither accepted nor handed in anew since."""
        back = self.handed_in is not None and self.handed_in.state == Deliverable.State.RETURNED
        return back and not self.is_fulfilled

    @property
    def figure(self) -> str:
        """'3 of 10', or '' where it is done or not."""
        if self.requirement.is_once:
            return ""
        done, asked = (number_format(plain(number)) for number in (self.done, self.requirement.amount))
        return _("%(done)s of %(all)s") % {"done": done, "all": asked}

    @property
    def words(self) -> str:
        """What it is, and how far she is."""
        return f"{self.requirement} ({self.figure})" if self.figure else str(self.requirement)


def standings(rows: Iterable[Participation]) -> dict[int, list[Standing]]:
    """By participation: its edition's requirements with how it stands; in a fixed number of queries."""
    people = list(rows)
    asked = _by_edition({row.edition_id for row in people})
    if not asked:
        return {row.pk: [] for row in people}
    numbers = [row.pk for row in people]
    kinds = {one.kind for group in asked.values() for one in group}
    counts = {kind: counted(kind, numbers) for kind in sorted(kinds)}
    recorded = {
        (row.participation_id, row.requirement_id): row
        for row in Fulfilment.objects.filter(participation__in=numbers)
    }
    papers = _papers(numbers) if Requirement.Kind.DELIVERABLE in kinds else {}
    return {
        row.pk: [
            _standing(one, counts[one.kind].get(row.pk, ZERO), recorded.get((row.pk, one.pk)),
                      papers.get((row.pk, one.pk), []))
            for one in asked.get(row.edition_id, [])
            if one.concerns(row)
        ]
        for row in people
    }  # fmt: skip


def _by_edition(editions: set[int]) -> dict[int, list[Requirement]]:
    found: dict[int, list[Requirement]] = {}
    for row in Requirement.objects.filter(edition__in=editions).order_by("position", "pk"):
        found.setdefault(row.edition_id, []).append(row)
    return found


def counted(kind: str, numbers: list[int]) -> Numbers:
    """What the room that `settings.REQUIREMENT_COUNTS` names for a kind has counted."""
    path = settings.REQUIREMENT_COUNTS.get(kind)
    if path is None:
        return {}
    found = import_string(path)(Participation.objects.filter(pk__in=numbers))
    return {number: Decimal(str(amount)) for number, amount in found.items()}


def _papers(numbers: list[int]) -> dict[tuple[int, int], list[Deliverable]]:
    """The latest first."""
    found: dict[tuple[int, int], list[Deliverable]] = {}
    for row in Deliverable.objects.filter(participation__in=numbers).order_by("-handed_in_at", "-pk"):
        found.setdefault((row.participation_id, row.requirement_id), []).append(row)
    return found


def _standing(
    asked: Requirement, count: Decimal, recorded: Fulfilment | None, papers: list[Deliverable]
) -> Standing:
    done = count + (recorded.amount if recorded else ZERO)
    accepted = next((row for row in papers if row.state == Deliverable.State.ACCEPTED), None)
    waiting = next((row for row in papers if row.state == Deliverable.State.HANDED_IN), None)
    latest = accepted or waiting or (papers[0] if papers else None)
    if accepted:
        done = max(done, Decimal(1))
    return Standing(asked, done, bool(recorded and recorded.is_waived), latest)


@dataclass(frozen=True)
class Lacking:
    """A participant with what she has not fulfilled."""

    participation: Participation
    standings: list[Standing]

    @property
    def words(self) -> str:
        return listed(one.words for one in self.standings)


def lacking(rows: Iterable[Participation]) -> list[Lacking]:
    """Those who have not fulfilled all that is required of them, in the order given."""
    people = list(rows)
    found = standings(people)
    open_ones = ((row, [one for one in found[row.pk] if not one.is_fulfilled]) for row in people)
    return [Lacking(row, left) for row, left in open_ones if left]
