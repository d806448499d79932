"""What may be asked of calls and of the applications to them."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.filters import Filters, IdFilter, YesNoFilter
from residencies.calls.models import Application, Call


class CallFilters(Filters):
    programme = IdFilter(field_name="edition__programme")
    is_open = YesNoFilter(method="filter_open", label=_("open"), help_text=_("takes applications now"))

    class Meta:
        model = Call
        fields = {"edition": ["exact"], "slug": ["exact"], "applies": ["exact"], "closes_at": ["gte", "lte"]}

    def filter_open(self, rows: QuerySet[Call], name: str, value: bool) -> QuerySet[Call]:
        now_open = Call.objects.open(timezone.now()).order_by()
        return rows.filter(pk__in=now_open) if value else rows.exclude(pk__in=now_open)


class ApplicationFilters(Filters):
    edition = IdFilter(field_name="call__edition")
    programme = IdFilter(field_name="call__edition__programme")
    number = django_filters.CharFilter(max_length=20)

    class Meta:
        model = Application
        fields = {
            "call": ["exact"],
            "track": ["exact"],
            "person": ["exact"],
            "state": ["exact"],
            "language": ["exact"],
            "submitted_at": ["gte", "lte"],
        }
