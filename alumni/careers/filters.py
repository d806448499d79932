"""What may be asked of proposed changes."""

from alumni.careers.models import Change
from foundation.filters import Filters


class ChangeFilters(Filters):
    class Meta:
        model = Change
        fields = {
            "person": ["exact"],
            "work": ["exact"],
            "kind": ["exact"],
            "state": ["exact"],
            "said_at": ["gte", "lt"],
        }
