"""Absences, stays and needs at the staff's desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import action, display

from foundation.admin import DeskAdmin, ReadOnly, RecordAdmin
from foundation.confirm import confirmed, confirmed_one
from foundation.day_filter import DayFilter
from foundation.people.models import Person
from residencies.programmes import services
from residencies.programmes.models import Absence, Needs, Stay
from residencies.programmes.participation_forms import ReturnForm, stay_form


class OfParticipation(ReadOnly):
    """Rows that hang on a participation and are written by services."""

    list_select_related = ["participation__person", "participation__edition__programme"]
    search_named = {"participation__person": Person}
    search_fields = ["participation__edition__name"]

    @display(description=_("participant"), ordering="participation__person__sort_name")
    def who(self, row: Any) -> str:
        return str(row.participation.person)

    @display(description=_("edition"), ordering="participation__edition")
    def edition(self, row: Any) -> str:
        return str(row.participation.edition)


@admin.register(Absence)
class AbsenceAdmin(OfParticipation, RecordAdmin):
    can_revert = False
    list_display = ["who", "edition", "away_from", "back_on"]
    list_filter = [("participation__edition", AutocompleteSelectFilter), ("away_from", DayFilter)]
    fields = ["participation", ("away_from", "back_on"), "reason"]
    actions_detail = ["came_back"]

    def has_return_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("programmes.change_absence")

    @action(description=_("Note her return"), icon="event_available", permissions=["return"])
    def came_back(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Note her return")
        return confirmed_one(self, request, object_id, title, services.end_absence, ReturnForm)


class RoomFilter(admin.SimpleListFilter):
    title = _("room")
    parameter_name = "has_room"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", gettext("none yet")), ("yes", gettext("given"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(room__isnull=self.value() == "no")


@admin.register(Stay)
class StayAdmin(OfParticipation, RecordAdmin):
    can_revert = False
    list_display = ["who", "edition", "arrives_on", "leaves_on", "room", "bed"]
    list_filter = [
        ("participation__edition", AutocompleteSelectFilter),
        ("arrives_on", DayFilter),
        ("leaves_on", DayFilter),
        RoomFilter,
    ]
    list_select_related = [*OfParticipation.list_select_related, "room"]
    fields = ["participation", ("arrives_on", "leaves_on"), ("room", "bed")]
    readonly_fields = ["bed"]
    actions_detail = ["rearrange", "cancel"]

    def has_arrange_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("programmes.change_stay")

    def has_cancel_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("programmes.delete_stay")

    @action(description=_("Change the stay"), icon="bed", permissions=["arrange"])
    def rearrange(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)

        def do(data: dict[str, Any]) -> str:
            moved = services.arrange_stay(
                row.participation, **data, stay=row, by=request.user, now=timezone.now()
            )
            return str(moved)

        return confirmed(
            self,
            request,
            self.get_queryset(request).filter(pk=row.pk).select_related("participation__person"),
            title=gettext("Change the stay"),
            form_class=stay_form(row.participation.edition_id),
            initial={"arrives_on": row.arrives_on, "leaves_on": row.leaves_on, "room": row.room_id},
            do=do,
            back=reverse("admin:programmes_stay_change", args=[row.pk]),
        )

    @action(description=_("Cancel the stay"), icon="event_busy", permissions=["cancel"])
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)

        def do(data: dict[str, Any]) -> str:
            services.cancel_stay(row, by=request.user, now=timezone.now())
            return gettext("The stay is cancelled.")

        return confirmed(
            self,
            request,
            self.get_queryset(request).filter(pk=row.pk),
            title=gettext("Cancel the stay"),
            do=do,
            back=reverse("admin:programmes_stay_changelist"),
        )


@admin.register(Needs)
class NeedsAdmin(OfParticipation, DeskAdmin):
    """For those who arrange stays: a right of its own."""

    is_kept_in = True
    list_display = ["who", "edition", "dietary", "access", "travel", "saved_at"]
    list_filter = [("participation__edition", AutocompleteSelectFilter)]
    fields = ["participation", "travel", "dietary", "access", "saved_at"]
