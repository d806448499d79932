"""What a person's page at the desk tells of work she was offered."""

from typing import Any

from alumni.placement.models import Offer
from alumni.placement.selectors.links import with_posting
from foundation.people.models import Person
from foundation.strands import Line, Strand, instant, opened, strand


def life(person: Person, viewer: Any) -> list[Strand]:
    """What she knows of: an offer that waits its turn is not told."""
    rows = Offer.objects.visible_to(viewer).told().filter(person=person)
    return [strand(with_posting(rows), instant("accepted_at", "sent_at"), _offer)]


def _offer(row: Offer) -> Line:
    told = f"{row.posting.role} · {row.get_state_display()}"
    return Line(row.posting.name, told, row.accepted_at or row.sent_at, opened(row))
