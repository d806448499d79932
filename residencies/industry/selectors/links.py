"""Private links: whoever takes part has the same pages without a login, and an address for her calendar."""

from foundation.links import Link
from foundation.people.models import Person
from residencies.industry.models import Event, Guest, Seat

FEED = "feed"
_GUEST, _SEAT = Link("industry.guest"), Link("industry.seat")


def row_of(event: Event, person: Person) -> Guest | Seat | None:
    """What her link to an event hangs on, and ends with: she as a guest, else her first seat."""
    guest = Guest.objects.active().filter(event=event, person=person).first()
    seats = Seat.objects.filter(project__event=event, project__is_active=True, person=person)
    return guest or seats.order_by("pk").first()


def token_of(row: Guest | Seat, mark: str = "") -> str:
    """Opens her pages of the event; with FEED her calendar alone."""
    return (_GUEST if isinstance(row, Guest) else _SEAT).token(row, mark)


def of_token(token: str, mark: str = "") -> tuple[Event, Person] | None:
    """Whose it is; None for a link that was never ours, or has ended."""
    guests = Guest.objects.active().select_related("event__edition__programme", "person")
    row, current = _GUEST.row(token, guests, mark)
    if row is not None:
        return (row.event, row.person) if current else None
    seats = Seat.objects.filter(project__is_active=True)
    seats = seats.select_related("project__event__edition__programme", "person")
    row, current = _SEAT.row(token, seats, mark)
    return (row.project.event, row.person) if current else None
