"""Whatever changes who holds a place of a posting does so under its lock; the person's comes after it."""

from typing import Any

from alumni.placement.models import Offer, Posting
from foundation.errors import ServiceError
from foundation.history import save_by


def locked_posting(posting: Posting) -> Posting:
    return Posting.objects.select_for_update(of=("self",)).select_related(*Posting.NAMED).get(pk=posting.pk)


def locked_offer(offer: Offer) -> Offer:
    """With its posting, which is locked first."""
    posting = locked_posting(Posting(pk=offer.posting_id))
    row = Offer.objects.select_related("person", "credit").get(pk=offer.pk)
    row.posting = posting
    return row


def recount(posting: Posting) -> None:
    """Write down how many places are taken; the posting is locked, and the database judges."""
    posting.keep_count()


def set_state(posting: Posting, state: str, *, by: Any, reason: str = "") -> None:
    posting.state, posting.reason = state, reason
    save_by(posting, by)


def refuse(words: str, posting: Posting) -> ServiceError:
    return ServiceError(words % {"state": posting.get_state_display()})
