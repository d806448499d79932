"""What may be asked of check-ins, and of the silence around them."""

from alumni.checkins.models import CheckIn, Contact, Pause
from foundation.filters import Filters


class CheckInFilters(Filters):
    class Meta:
        model = CheckIn
        fields = {
            "person": ["exact"],
            "participation": ["exact"],
            "state": ["exact"],
            "due_on": ["gte", "lte"],
            "ask_on": ["gte", "lte"],
        }


class PauseFilters(Filters):
    class Meta:
        model = Pause
        fields = {"person": ["exact"], "source": ["exact"], "until": ["gte", "lte"]}


class ContactFilters(Filters):
    class Meta:
        model = Contact
        fields = {
            "person": ["exact"],
            "checkin": ["exact"],
            "channel": ["exact"],
            "outcome": ["exact"],
            "at": ["gte", "lt"],
        }
