"""What may be asked of webhooks, at the desk and in the API."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import pgettext_lazy
from unfold.contrib.filters.admin import DropdownFilter

from foundation.filters import Filters, YesNoFilter
from foundation.hooks.models import Delivery, Endpoint


def kinds() -> list[tuple[str, Any]]:
    return [(kind, spec["name"]) for kind, spec in settings.HOOK_EVENTS.items()]


class EventFilter(DropdownFilter):
    title = pgettext_lazy("webhook", "event")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return kinds()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(event__kind=self.value()) if self.value() else queryset


class EndpointFilters(Filters):
    is_active = YesNoFilter()

    class Meta:
        model = Endpoint
        fields: list[str] = []


class DeliveryFilters(Filters):
    type = django_filters.ChoiceFilter(field_name="event__kind", choices=kinds())

    class Meta:
        model = Delivery
        fields = {"endpoint": ["exact"], "state": ["exact"]}
