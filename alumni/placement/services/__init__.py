"""What placement does, by noun. Each verb is one transaction."""

from alumni.placement.services.availability import away_until, say_availability
from alumni.placement.services.offers import (
    accept_offer,
    decline_offer,
    note_interest,
    offer_posting,
    settle_postings,
    take_back_offer,
    withdraw,
)
from alumni.placement.services.postings import (
    ask_for_alumnae,
    cancel_posting,
    close_posting,
    confirm_posting,
    forget_postings,
    open_posting,
)
from alumni.placement.services.work import ask_after_work, confirm_work, deny_work

__all__ = [
    "accept_offer",
    "ask_after_work",
    "ask_for_alumnae",
    "away_until",
    "cancel_posting",
    "close_posting",
    "confirm_posting",
    "confirm_work",
    "decline_offer",
    "deny_work",
    "forget_postings",
    "note_interest",
    "offer_posting",
    "open_posting",
    "say_availability",
    "settle_postings",
    "take_back_offer",
    "withdraw",
]
