"""Pairs and their sessions at the staff's desk. Private notes have no page here."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextareaWidget

from foundation.admin import ReadOnly, RecordAdmin
from foundation.confirm import confirmed_one
from foundation.day_filter import DayFilter
from foundation.people.models import Person
from foundation.translated import listed
from residencies.mentoring import services
from residencies.mentoring.models import LONGEST_REASON, MentoringSession, Mentorship


class EndForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=LONGEST_REASON, widget=UnfoldAdminTextareaWidget)


class SilentFilter(admin.SimpleListFilter):
    title = _("silence")
    parameter_name = "silent"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", gettext("no session and no word for 21 days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Mentorship]) -> QuerySet[Mentorship]:
        return queryset.silent(timezone.now()) if self.value() == "yes" else queryset  # type: ignore[attr-defined]


@admin.register(Mentorship)
class MentorshipAdmin(RecordAdmin):
    """The state is moved by the buttons alone."""

    can_revert = False
    list_display = ["mentor", "mentee", "edition", "state", "hours_done", "hours_agreed", "heard_at"]
    list_filter = [
        ("participation__edition", AutocompleteSelectFilter), ("state", ChoicesDropdownFilter), SilentFilter,
        ("heard_at", DayFilter),
    ]  # fmt: skip
    list_select_related = ["mentor__person", "participation__person", "participation__edition__programme"]
    search_fields = ["currency"]
    search_named = {"mentor__person": Person, "participation__person": Person}
    fields = [
        ("mentor", "participation"), ("state", "round"), "reason", ("starts_on", "ends_on"),
        ("hours_agreed", "fee_per_hour", "currency"),
        ("requested_at", "answered_at"), ("closed_at", "heard_at"), "reviewed",
    ]  # fmt: skip
    readonly_fields = [
        *("mentor", "participation", "state", "round", "reason"),
        *("requested_at", "answered_at", "closed_at", "heard_at", "reviewed"),
    ]
    actions_detail = ["close", "end"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mentorship]:
        rows: QuerySet[Mentorship] = super().get_queryset(request)
        return rows.annotate(done=Sum("sessions__minutes"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a round makes them

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description=_("mentee"), ordering="participation__person__sort_name")
    def mentee(self, row: Mentorship) -> str:
        return str(row.participation.person)

    @display(description=_("edition"), ordering="participation__edition")
    def edition(self, row: Mentorship) -> str:
        return str(row.participation.edition)

    @display(description=_("hours done"), ordering="done")
    def hours_done(self, row: Any) -> str:
        return f"{(row.done or 0) / 60:.1f}"

    @display(description=_("closing reviews"))
    def reviewed(self, row: Mentorship) -> str:
        """Who has looked back; what was said has a page of its own."""
        at = {one.get_side_display(): one.answered_at for one in row.reviews.order_by("side")}
        told = [f"{side}: {date_format(day) if day else gettext('not yet')}" for side, day in at.items()]
        return listed(told) or "–"

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """What its state leaves to be done."""
        row = self.get_object(request, str(object_id))
        if row is None or row.state not in Mentorship.CARRIED:
            return []
        offered = super().get_actions_detail(request, object_id)
        return [one for one in offered if row.is_going_on or not one.action_name.endswith("_close")]

    @action(description=_("Close"), icon="task_alt", permissions=["change"])
    def close(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Mentorship, *, by: Any, now: datetime) -> Any:
            return services.close_mentorship(row, by=by, now=now)

        return confirmed_one(self, request, object_id, gettext("Close the mentorship"), act)

    @action(description=_("End early"), icon="link_off", permissions=["change"])
    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Mentorship, *, by: Any, now: datetime, reason: str) -> Any:
            return services.end_mentorship(row, reason=reason, by=by, now=now)

        return confirmed_one(self, request, object_id, gettext("End the mentorship early"), act, EndForm)


@admin.register(MentoringSession)
class MentoringSessionAdmin(ReadOnly, RecordAdmin):
    can_revert = False
    list_display = ["mentorship", "on", "minutes", "logged_at"]
    list_filter = [("mentorship__participation__edition", AutocompleteSelectFilter), ("on", DayFilter)]
    list_select_related = ["mentorship__mentor__person", "mentorship__participation__person"]
    search_fields = ["goals", "shared_notes"]
    search_named = {"mentorship__mentor__person": Person, "mentorship__participation__person": Person}
    fields = ["mentorship", ("on", "minutes", "logged_at"), "goals", "shared_notes"]
