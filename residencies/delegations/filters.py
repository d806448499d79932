"""What may be asked of delegations and their members."""

from foundation.filters import Filters
from residencies.delegations.models import Delegation, Member, Reserve


class DelegationFilters(Filters):
    class Meta:
        model = Delegation
        fields = {"edition": ["exact"], "leaves_on": ["gte", "lte"], "returns_on": ["gte", "lte"]}


class MemberFilters(Filters):
    class Meta:
        model = Member
        fields = {"delegation": ["exact"], "participation": ["exact"], "badge_state": ["exact"]}


class ReserveFilters(Filters):
    class Meta:
        model = Reserve
        fields = {"delegation": ["exact"], "person": ["exact"], "state": ["exact"]}
