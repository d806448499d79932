"""What juries, deliberations and offers do, by noun. Each verb is one transaction."""

from residencies.selection.services.telling import (
    NotReady,
    accept_offer,
    decline_offer,
    offer_place,
    release_decisions,
    remind_offers,
    settle_places,
    take_back_offer,
)

__all__ = [
    "NotReady",
    "accept_offer",
    "decline_offer",
    "offer_place",
    "release_decisions",
    "remind_offers",
    "settle_places",
    "take_back_offer",
]
