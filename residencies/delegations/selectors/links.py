"""The link in the letter of an offer."""

from foundation.links import Link
from residencies.delegations.models import Reserve

_PLACE = Link("delegations.place")


def place_token(row: Reserve) -> str:
    """Opens the page where she takes the place, or does not."""
    return _PLACE.token(row)


def reserve_of_token(token: str) -> Reserve | None:
    """None for a link that was never ours, or has ended."""
    rows = Reserve.objects.select_related(
        "person", "delegation__edition__programme", "delegation__market__festival"
    )
    row, current = _PLACE.row(token, rows)
    return row if current else None
