"""Exchange rates at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from foundation.admin import RecordAdmin
from foundation.day_filter import DayFilter
from foundation.rates.models import ExchangeRate


@admin.register(ExchangeRate)
class ExchangeRateAdmin(RecordAdmin):
    """A rate that was used stays what it was: another day has another one."""

    list_display = ["on", "base", "quote", "rate", "source"]
    list_display_links = ["on"]
    list_filter = [("on", DayFilter)]
    search_fields = ["base", "quote", "source"]
    fields = [("base", "quote"), ("on", "rate"), "source"]
    can_revert = False

    def get_readonly_fields(self, request: HttpRequest, obj: ExchangeRate | None = None) -> list[str]:
        return ["base", "quote", "on", "rate"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
