"""Who took which list out of the house, for whoever answers for it."""

from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from foundation.admin import DeskAdmin, ReadOnly
from foundation.day_filter import DayFilter
from foundation.lists.models import Export


@admin.register(Export)
class ExportAdmin(ReadOnly, DeskAdmin):
    list_display = ["at", "list_name", "count", "form", "by", "filters"]
    list_filter = [("at", DayFilter)]
    search_fields = ["table", "by__email"]
    list_select_related = ["by__person"]
    is_kept_in = True

    @display(description=_("list"), ordering="table")
    def list_name(self, row: Export) -> str:
        try:
            return str(apps.get_model(row.table)._meta.verbose_name_plural)
        except LookupError:  # of a room that is no longer there
            return row.table
