"""Links of this room, in mails to alumnae and to productions."""

from alumni.placement.models import Offer, OfferQuerySet, Posting
from foundation.links import Link

_OFFER = Link("placement.offer")
_POSTING = Link("placement.posting")
_DONE = Link("placement.done")


def with_posting(rows: OfferQuerySet) -> OfferQuerySet:
    """With all that a page or a letter says of them, in one query."""
    return rows.select_related("person", "posting__work", "posting__organisation", "posting__role", "credit")


def offer_token(row: Offer) -> str:
    """Opens the page where she answers."""
    return _OFFER.token(row)


def offer_of_token(token: str) -> Offer | None:
    """None for a link that was never ours, or of an offer she was not told of."""
    row, current = _OFFER.row(token, with_posting(Offer.objects.told()))
    return row if current else None


def posting_token(row: Posting) -> str:
    """Opens the page where a production confirms that it asked."""
    return _POSTING.token(row)


def posting_of_token(token: str) -> Posting | None:
    """None for a link that was never ours, or is forgotten."""
    rows = Posting.objects.select_related(*Posting.NAMED)
    row, current = _POSTING.row(token, rows)
    return row if current else None


def done_token(row: Offer) -> str:
    """Opens the page where a production says that the work was done."""
    return _DONE.token(row)


def offer_of_done_token(token: str) -> Offer | None:
    row, current = _DONE.row(token, with_posting(Offer.objects.placed()))
    return row if current else None
