"""What may be asked of check-ins."""

from alumni.checkins.models import CheckIn
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
