"""How mentors and mentees say it is going and how it was, at the staff's desk."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import DeskAdmin, ReadOnly
from foundation.confirm import confirmed_one
from foundation.day_filter import DayFilter
from foundation.people.models import Person
from residencies.mentoring import services
from residencies.mentoring.models import ClosingReview, Pulse


class OfPair(ReadOnly, DeskAdmin):
    """What was asked of one of a pair."""

    list_select_related = [
        "mentorship__mentor__person",
        "mentorship__participation__person",
        "mentorship__participation__edition__programme",
    ]
    search_fields = ["mentorship__participation__edition__name"]
    search_named = {"mentorship__mentor__person": Person, "mentorship__participation__person": Person}

    @display(description=_("who"))
    def who(self, row: Any) -> str:
        return str(row.person)

    @display(description=_("edition"), ordering="mentorship__participation__edition")
    def edition(self, row: Any) -> str:
        return str(row.mentorship.participation.edition)


class WaitsFilter(admin.SimpleListFilter):
    title = _("waiting")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", gettext("wants to talk to somebody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Pulse]) -> QuerySet[Pulse]:
        return queryset.wanting_talk() if self.value() == "yes" else queryset  # type: ignore[attr-defined]


@admin.register(Pulse)
class PulseAdmin(OfPair):
    is_kept_in = True
    list_display = ["who", "side", "edition", "number", "asked_at", "answer", "answered_at", "settled_at"]
    list_filter = [
        WaitsFilter, ("mentorship__participation__edition", AutocompleteSelectFilter),
        ("answer", ChoicesDropdownFilter), ("side", ChoicesDropdownFilter), ("answered_at", DayFilter),
    ]  # fmt: skip
    fields = [
        "mentorship", ("side", "number", "asked_at"), ("answer", "answered_at"), "word",
        ("settled_at", "settled_by"),
    ]  # fmt: skip
    actions_detail = ["settle"]

    def has_settle_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("mentoring.change_pulse")

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Nobody is spoken to who has not asked for it, or has been."""
        row = self.get_object(request, str(object_id))
        waits = row is not None and row.answer == Pulse.Answer.TALK and row.settled_at is None
        return super().get_actions_detail(request, object_id) if waits else []

    @action(description=_("Note that she was spoken to"), icon="support_agent", permissions=["settle"])
    def settle(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Pulse, *, by: Any, now: datetime) -> Any:
            return services.settle_pulse(row, by=by, now=now)

        return confirmed_one(self, request, object_id, gettext("Note that she was spoken to"), act)


@admin.register(ClosingReview)
class ClosingReviewAdmin(OfPair):
    is_kept_in = True
    list_display = ["who", "side", "edition", "answered_at", "goals", "recommends", "hours_right"]
    list_filter = [
        ("mentorship__participation__edition", AutocompleteSelectFilter), ("goals", ChoicesDropdownFilter),
        ("side", ChoicesDropdownFilter), "recommends", "hours_right", ("answered_at", DayFilter),
    ]  # fmt: skip
    fields = [
        "mentorship",
        ("side", "asked_at", "answered_at"),
        ("goals", "recommends", "hours_right"),
        "helped",
    ]
