from alumni.placement.models.offers import Offer, OfferQuerySet
from alumni.placement.models.people import Craft, Period, Profile, TrackCraft
from alumni.placement.models.postings import SPOKEN, Posting, languages_field

__all__ = [
    "SPOKEN",
    "Craft",
    "Offer",
    "OfferQuerySet",
    "Period",
    "Posting",
    "Profile",
    "TrackCraft",
    "languages_field",
]
