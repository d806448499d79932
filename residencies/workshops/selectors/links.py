"""Links of this room: in letters, of a calendar, and the short-lived one that a QR code holds."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

from foundation.links import Link
from residencies.workshops.models import CalendarFeed, PlaceRequest, Registration, RegistrationQuerySet

CODE_LASTS = timedelta(minutes=15)
_PLACE = Link("workshops.registration")
_REQUEST = Link("workshops.request")
_FEED = Link("workshops.feed")
_CODE = TimestampSigner(salt="workshops.check_in")


def place_token(row: Registration) -> str:
    """Opens the page where she answers an offer or gives her place back."""
    return _PLACE.token(row)


def registration_of_token(token: str) -> Registration | None:
    """None for a link that was never ours, or has ended."""
    row, current = _PLACE.row(token, with_session(Registration.objects.all()))
    return row if current else None


def request_token(row: PlaceRequest) -> str:
    """Opens the page where she confirms that she wants a place."""
    return _REQUEST.token(row)


def request_of_token(token: str) -> PlaceRequest | None:
    """None for a link that was never ours, or is forgotten."""
    rows = PlaceRequest.objects.select_related("session__workshop__edition__programme", "registration")
    row, current = _REQUEST.row(token, rows)
    return row if current else None


def feed_token(row: CalendarFeed) -> str:
    return _FEED.token(row)


def feed_of_token(token: str) -> CalendarFeed | None:
    """None for an address that was never hers, was made anew, or ended with her login."""
    rows = CalendarFeed.objects.filter(person__account__is_active=True).select_related("person__account")
    row, current = _FEED.row(token, rows)
    return row if current else None


def check_in_code(row: Registration) -> str:
    """What her QR code holds: it opens nothing for herself, and nothing for anybody after a while."""
    return _CODE.sign(str(row.pk))


def registration_of_code(code: str) -> Registration | None:
    """None for a code that was never ours, or is too old: she reloads her page and shows the new one."""
    try:
        number = int(_CODE.unsign(code, max_age=CODE_LASTS))
    except (BadSignature, ValueError):
        return None
    return with_session(Registration.objects.all()).filter(pk=number).first()


def with_session(rows: RegistrationQuerySet) -> RegistrationQuerySet:
    """With all that a page or a letter says of them, in one query."""
    return rows.select_related("person", "session__workshop__edition__programme")
