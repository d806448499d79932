"""Plans and check-ins at the staff's desk. What was asked and answered is only read."""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
)
from unfold.decorators import display

from alumni.careers import wording as careers_wording
from alumni.checkins import (  # noqa: F401 - the first four register pages of their own
    calls,
    cohorts,
    pauses,
    questionnaire_admin,
    wording,
)
from alumni.checkins.building import StepForm
from alumni.checkins.models import CheckIn, Plan, Step
from foundation.admin import ReadOnly, RecordAdmin
from foundation.day_filter import DayFilter
from foundation.lines import Lines
from foundation.people.models import Person


class StepInline(Lines):
    model = Step
    form = StepForm

    def get_queryset(self, request: HttpRequest) -> QuerySet[Step]:
        return super().get_queryset(request).select_related("plan", "questionnaire")


@admin.register(Plan)
class PlanAdmin(RecordAdmin):
    list_display = ["name", "programme", "is_active", "repeat_months", "gap_days", "open_days", "reminders"]
    list_filter = ["is_active"]
    list_select_related = ["programme"]
    search_fields = search_spelled = ["name", "programme__name_fr", "programme__name_ar"]
    autocomplete_fields = ["programme"]
    inlines = [StepInline]


class AddressFilter(admin.SimpleListFilter):
    title = _("e-mail address")
    parameter_name = "address"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", gettext("has none")), ("some", gettext("has one"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
        if self.value() is None:
            return queryset
        without = queryset.filter(person__email="")
        return without if self.value() == "none" else queryset.exclude(person__email="")


class FirstPages(Paginator):
    """Counts ten thousand rows at most: nobody leafs through millions, and counting them takes seconds."""

    MOST = 10_000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.MOST].count()


@admin.register(CheckIn)
class CheckInAdmin(ReadOnly, RecordAdmin):
    can_revert = False
    paginator = FirstPages
    ordering = ["-pk"]  # the newest first, by an index that is there
    list_display = ["person", "edition", "months", "ask_on", "state", "asked_at", "answered_at"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("ask_on", DayFilter),
        ("asked_at", DayFilter),
        ("answered_at", DayFilter),
        ("closes_at", DayFilter),
        AddressFilter,
        ("participation__edition__programme", AutocompleteSelectFilter),
        ("participation__edition", AutocompleteSelectFilter),
        ("person", AutocompleteSelectFilter),
    ]
    list_select_related = ["person", "participation__person", "participation__edition__programme"]
    search_fields = ["person__email"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script, or an e-mail address")
    fields = [
        ("person", "participation"),
        ("state", "months"),
        ("due_on", "ask_on"),
        ("asked_at", "closes_at", "answered_at"),
        ("reminders", "remind_on"),
        "answers",
        "questionnaire",
    ]
    readonly_fields = ["answers", "remind_on"]

    @display(description=_("edition"))
    def edition(self, row: CheckIn) -> str:
        return str(row.participation.edition)

    @display(description=_("answers"))
    def answers(self, row: CheckIn) -> SafeString:
        answers = row.answers.select_related("question").prefetch_related("question__options")
        return render_to_string(
            "admin/answers.html", {"answers": wording.said(answers, careers_wording.roles())}
        )
