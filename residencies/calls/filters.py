"""What may be asked of calls and of the applications to them."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.filters import Filters, IdFilter, YesNoFilter
from residencies.calls.models import Application, Call
from residencies.calls.models.applying import is_reader
from residencies.calls.selectors import told_state


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
    state = django_filters.ChoiceFilter(choices=Application.State.choices, method="filter_state")

    class Meta:
        model = Application
        fields = {
            "call": ["exact"],
            "number": ["exact"],
            "track": ["exact"],
            "person": ["exact"],
            "language": ["exact"],
            "submitted_at": ["gte", "lte"],
        }

    def filter_state(self, rows: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        """An applicant finds nothing by it that she was not told; hers are a handful."""
        if is_reader(self.request.user):
            return rows.filter(state=value)
        now = timezone.now()
        return rows.filter(pk__in=[row.pk for row in rows if told_state(row, now) == value])
