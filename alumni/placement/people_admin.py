"""What alumnae say of their work, and which department a track trains for."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, BooleanRadioFilter, ChoicesDropdownFilter
from unfold.decorators import display

from alumni.placement.models import Period, Profile, TrackCraft
from alumni.placement.selectors.days import available_on
from foundation.admin import DeskAdmin, ReadOnly, RecordAdmin
from foundation.day_filter import DayFilter
from foundation.people.models import Person
from foundation.translated import language_names, listed
from residencies.programmes.models import Programme


@admin.register(Profile)
class ProfileAdmin(ReadOnly, RecordAdmin):
    """She says it herself; staff read it."""

    can_revert = False
    list_display = ["person", "consent", "today", "where", "speaks", "said_at"]
    list_display_links = ["person"]
    list_filter = [
        ("consent", BooleanRadioFilter),
        ("is_available", BooleanRadioFilter),
        ("person", AutocompleteSelectFilter),
        ("said_at", DayFilter),
    ]
    list_select_related = ["person"]
    search_fields = ["cities"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script, or a city")
    fields = [
        ("person", "said_at"), ("consent", "is_available", "today"), "days", "does",
        ("where", "goes_anywhere"), "speaks",
    ]  # fmt: skip
    readonly_fields = ["today", "days", "does", "where", "speaks"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Profile]:
        return super().get_queryset(request).annotate(today=available_on(timezone.localdate()))

    @display(description=_("available today"), boolean=True)
    def today(self, row: Any) -> bool | None:
        """By her days, and by her word in general where she names none."""
        return row.today

    @display(description=_("cities"))
    def where(self, row: Profile) -> str:
        return row.cities

    @display(description=_("languages"))
    def speaks(self, row: Profile) -> str:
        return language_names(row.spoken)

    @display(description=_("days"))
    def days(self, row: Profile) -> str:
        rows = Period.objects.filter(person=row.person_id)
        return " · ".join(
            f"{_('available') if one.is_available else _('not available')}: {one}" for one in rows
        )

    @display(description=_("roles"))
    def does(self, row: Profile) -> str:
        return listed(str(one.role) for one in row.person.crafts.select_related("role"))


@admin.register(TrackCraft)
class TrackCraftAdmin(DeskAdmin):
    list_display = ["track", "programme", "department"]
    list_filter = [("department", ChoicesDropdownFilter), ("track__programme", AutocompleteSelectFilter)]
    list_select_related = ["track__programme"]
    search_spelled = ["track__name_fr", "track__name_ar", "track__name_en"]
    search_fields = ["track__name_fr"]
    autocomplete_fields = ["track"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TrackCraft]:
        return super().get_queryset(request).select_related("track__programme")

    @display(description=_("programme"))
    def programme(self, row: TrackCraft) -> Programme:
        return row.track.programme
