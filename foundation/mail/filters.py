"""The desk's lists of mail by its kind and language, and what may be asked of the outbox in the API."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from foundation.filters import Filters
from foundation.mail.models import Message


class KindFilter(DropdownFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(settings.MAIL_KIND_NAMES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class LanguageFilter(DropdownFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return settings.LANGUAGES

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(language=self.value()) if self.value() else queryset


class MessageFilters(Filters):
    class Meta:
        model = Message
        fields = {
            "kind": ["exact"],
            "stream": ["exact"],
            "state": ["exact"],
            "person": ["exact"],
            "created_at": ["gte", "lt"],
        }
