"""What was written to lists of participants."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from foundation.admin import DeskAdmin, ReadOnly
from foundation.day_filter import DayFilter
from residencies.programmes.models import Circular


@admin.register(Circular)
class CircularAdmin(ReadOnly, DeskAdmin):
    list_display = ["subject", "stream", "reached", "left_out", "sent_at", "sent_by"]
    list_filter = [("stream", ChoicesDropdownFilter), ("sent_at", DayFilter)]
    list_select_related = ["sent_by__person"]
    search_fields = ["subject_fr", "subject_ar", "subject_en", "body_fr", "body_ar", "body_en"]
    fields = [
        ("stream", "sent_at", "sent_by"),
        ("reached", "left_out"),
        *("subject_fr", "body_fr", "subject_ar", "body_ar", "subject_en", "body_en"),
    ]

    @display(description=_("subject"))
    def subject(self, row: Circular) -> str:
        return str(row)
