from alumni.placement.offer_admin import OfferAdmin
from alumni.placement.people_admin import ProfileAdmin, TrackCraftAdmin
from alumni.placement.posting_admin import PostingAdmin

__all__ = ["OfferAdmin", "PostingAdmin", "ProfileAdmin", "TrackCraftAdmin"]
