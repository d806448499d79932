"""What may be asked of deliberations, decisions and minutes."""

from foundation.filters import Filters, IdFilter
from residencies.selection.models import Decision, Deliberation, Minutes


class DeliberationFilters(Filters):
    edition = IdFilter(field_name="call__edition")

    class Meta:
        model = Deliberation
        fields = {"call": ["exact"], "step": ["exact"]}


class DecisionFilters(Filters):
    class Meta:
        model = Decision
        fields = {"deliberation": ["exact"], "application": ["exact"], "outcome": ["exact"]}


class MinutesFilters(Filters):
    class Meta:
        model = Minutes
        fields = {"deliberation": ["exact"]}
