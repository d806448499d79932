"""Response rates at the staff's desk: a line for each edition, and for each step on its page."""

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter, DropdownFilter
from unfold.decorators import display

from alumni.checkins import rates
from alumni.checkins.models import Cohort, Step
from foundation.admin import DeskAdmin, ReadOnly
from foundation.day_filter import DayFilter
from foundation.figures import percent
from foundation.importing.tables import csv_file

STEP = "months"
# What programs read; an edition's check-ins are `due`, and each of them counts once in those behind `asked`.
COLUMNS = [
    "programme", "edition", "starts_on", "ends_on", "months", "people", "due", "asked", "answered", "partly",
    "silent", "waiting", "held", "no_address", "to_ask", "cancelled", "unplanned",
]  # fmt: skip


def share(part: int, whole: int) -> str:
    """A figure with what it is a part of: a percentage alone says nothing of three people."""
    if not whole:
        return "—"
    return gettext("%(part)s of %(whole)s (%(share)s)") % {
        "part": part,
        "whole": whole,
        "share": percent(Decimal(round(100 * part / whole))),
    }


def _step(request: HttpRequest) -> int | None:
    """The months that are asked for; None for all of them, or for what is none."""
    step = request.GET.get(STEP, "")
    return int(step) if step.isdecimal() and len(step) <= 3 else None


def _cells(row: Cohort, months: int | None) -> dict[str, Any]:
    figures = {name: getattr(row, name) for name in COLUMNS if hasattr(row, name)}
    return {**figures, "programme": str(row.programme), "edition": row.name, "months": months}


class StepFilter(DropdownFilter):
    """Changes what is counted, not which editions are listed: `CohortAdmin.get_queryset` reads it."""

    title = _("months after completion")
    parameter_name = STEP

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        steps = Step.objects.order_by("months").values_list("months", flat=True).distinct()
        return [(str(months), str(months)) for months in steps]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Cohort]) -> QuerySet[Cohort]:
        return queryset


@admin.register(Cohort)
class CohortAdmin(ReadOnly, DeskAdmin):
    list_before_template = "checkins/desk_cohorts.html"
    change_form_outer_before_template = "checkins/desk_rates.html"
    list_display = [
        "edition", "people", "asked", "answered", "partly", "silent", "waiting", "held", "no_address",
        "to_ask", "unplanned",
    ]  # fmt: skip
    list_display_links = ["edition"]
    list_filter = [("programme", AutocompleteSelectFilter), ("starts_on", DayFilter), StepFilter]
    list_select_related = ["programme"]
    search_fields = search_spelled = [
        "name",
        "programme__name_fr",
        "programme__name_ar",
        "programme__name_en",
    ]
    fields = [("programme", "name"), ("starts_on", "ends_on")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cohort]:
        rows = super().get_queryset(request)
        return rates.with_rates(rows, now=timezone.now(), months=_step(request))

    def get_urls(self) -> list[Any]:
        table = path("table/", self.admin_site.admin_view(self.table), name="checkins_cohort_table")
        return [table, *super().get_urls()]

    @method_decorator(require_safe)
    def table(self, request: HttpRequest) -> HttpResponse:
        """The list as a file: the same editions and figures, filtered and ordered as it is, on one page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:checkins_cohort_changelist") + "?e=1")
        return csv_file("response-rates", COLUMNS, (_cells(row, _step(request)) for row in rows))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("checkins.view_checkin")

    @display(description=_("edition"), ordering="-starts_on")
    def edition(self, row: Cohort) -> str:
        return str(row)

    @display(description=_("completed it"), ordering="people")
    def people(self, row: Cohort) -> int:
        return row.people

    @display(description=_("asked, of those due"), ordering="asked")
    def asked(self, row: Cohort) -> str:
        return share(row.asked, row.due)

    @display(description=_("answered, of those asked"), ordering="answered")
    def answered(self, row: Cohort) -> str:
        return share(row.answered, row.asked)

    @display(description=_("begun, not sent"), ordering="partly")
    def partly(self, row: Cohort) -> int:
        return row.partly

    @display(description=_("silent"), ordering="silent")
    def silent(self, row: Cohort) -> int:
        return row.silent

    @display(description=_("open, not known yet"), ordering="waiting")
    def waiting(self, row: Cohort) -> int:
        return row.waiting

    @display(description=_("paused or stopped"), ordering="held")
    def held(self, row: Cohort) -> int:
        return row.held

    @display(description=_("no address"), ordering="no_address")
    def no_address(self, row: Cohort) -> int:
        return row.no_address

    @display(description=_("planned or cancelled"), ordering="to_ask")
    def to_ask(self, row: Cohort) -> int:
        return row.to_ask + row.cancelled

    @display(description=_("people without a check-in"), ordering="unplanned")
    def unplanned(self, row: Cohort) -> int:
        return row.unplanned

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        steps = rates.rates_by_months(row.pk, now=timezone.now()) if row else []
        told = [
            (step, share(step["asked"], step["due"]), share(step["answered"], step["asked"]))
            for step in steps
        ]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "steps": told})
