"""What may be asked of rules and of reminders."""

from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

from foundation.filters import Filters
from foundation.reminders.models import Occurrence, Rule


class RuleFilters(Filters):
    anchor = CharFilter(max_length=50, label=_("hangs on"))

    class Meta:
        model = Rule
        fields = {"is_active": ["exact"], "stream": ["exact"]}


class OccurrenceFilters(Filters):
    class Meta:
        model = Occurrence
        fields = {
            "rule": ["exact"],
            "person": ["exact"],
            "state": ["exact"],
            "reason": ["exact"],
            "due_on": ["gte", "lte"],
        }
