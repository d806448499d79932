"""Delegations at the desk: what is lacking by member, who stands in reserve, all of it as a workbook."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import ReadOnly, RecordAdmin, country
from foundation.confirm import confirmed_one
from foundation.day_filter import DayFilter
from foundation.files.serving import made
from foundation.lines import Lines
from foundation.lists.exporting import note_file
from foundation.people.models import Person
from foundation.workbooks import XLSX
from residencies.delegations import exporting, services
from residencies.delegations.forms import PersonForm
from residencies.delegations.models import Delegation, Reserve
from residencies.delegations.selectors.checklist import lacking
from residencies.delegations.selectors.year import page
from residencies.programmes.models import Participation


class ReserveInline(Lines):
    """In its order, which staff may change; the services do the rest."""

    model = Reserve
    fields = ["position", "person", "state", "place", "answer_by"]
    readonly_fields = ["person", "state", "place", "answer_by"]
    can_delete = False
    ordering = ["position", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reserve]:
        related = ("person", "delegation__edition__programme", "place__participation__person")
        edition = "place__participation__edition__programme"
        return super().get_queryset(request).visible_to(request.user).select_related(*related, edition)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Delegation)
class DelegationAdmin(RecordAdmin):
    can_revert = False
    list_display = ["edition", "city", country, "leaves_on", "returns_on", "members", "reported"]
    list_filter = [("leaves_on", DayFilter), ("country", ChoicesDropdownFilter)]
    list_select_related = ["edition__programme"]
    search_fields = search_spelled = ["edition__name", "edition__programme__name_fr", "city"]
    autocomplete_fields = ["edition", "market"]
    fields = [
        ("edition", "market"),
        ("city", "country"),
        "time_zone",
        ("leaves_on", "returns_on"),
        ("badge_by", "visa_days"),
        ("report_due_on", "answer_days"),
        "brief",
        "note",
    ]
    inlines = [ReserveInline]
    actions_detail = ["lacks", "add_reserve", "workbook"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delegation]:
        going = ~Q(members__participation__state__in=Participation.LEFT)
        told = Q(members__reported_at__isnull=False)
        rows = super().get_queryset(request)
        return rows.annotate(
            going=Count("members", filter=going, distinct=True),
            told=Count("members", filter=going & told, distinct=True),
        )

    def get_inlines(self, request: HttpRequest, obj: Delegation | None = None) -> list[Any]:
        return list(self.inlines) if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Delegation | None = None) -> list[str]:
        return ["edition"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        services.open_files(form.instance, by=request.user, now=timezone.now())

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.lacking_page)
        route = path("<int:number>/lacking/", view, name="delegations_delegation_lacking")
        return [route, *super().get_urls()]

    @display(description=_("members"), ordering="going")
    def members(self, row: Any) -> int:
        return row.going

    @display(description=_("reports"))
    def reported(self, row: Any) -> str:
        return f"{row.told}/{row.going}"

    def has_workbook_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perms(["delegations.export_delegation", "delegations.view_member"])

    def has_lacks_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("delegations.view_member")

    def has_reserve_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("delegations.add_reserve")

    @action(description=_("What is lacking"), icon="checklist", permissions=["lacks"])
    def lacks(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        return HttpResponseRedirect(reverse("admin:delegations_delegation_lacking", args=[row.pk]))

    @method_decorator(require_safe)
    def lacking_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """By member, whoever has to be seen to first, first."""
        if not self.has_lacks_permission(request):
            raise PermissionDenied
        row, today = self.row_or_404(request, number), timezone.localdate()
        found = lacking(row, request.user)
        standings = [
            (one.member, page(one.member), [(lack, lack.is_late(today)) for lack in one.lacks])
            for one in found
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("What is lacking: %(delegation)s") % {"delegation": row},
            "trip": row,
            "today": today,
            "standings": standings,
            "done": sum(not one.lacks for one in found),
            "free": row.members.gone().select_related("participation__person").order_by("pk"),
        }
        return TemplateResponse(request, "delegations/desk_lacking.html", context)

    @action(description=_("Add to the reserve"), icon="person_add", permissions=["reserve"])
    def add_reserve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Delegation, *, person: Person, by: Any, now: Any) -> str:
            made = services.join_reserve(row, person, by=by, now=now)
            return gettext("%(name)s: %(state)s.") % {"name": person, "state": made.get_state_display()}

        return confirmed_one(self, request, object_id, gettext("Add to the reserve"), act, PersonForm)

    @action(description=_("Workbook (XLSX)"), icon="table", permissions=["workbook"])
    def workbook(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        content = exporting.xlsx_of(row, request.user, get_language()[:2])
        for model in exporting.sheets_seen(request.user):
            note_file(request, model, "xlsx", row.members.going().count(), delegation=row.pk)
        return made(content, f"delegation-{row.pk}-{timezone.localdate()}.xlsx", XLSX)


@admin.register(Reserve)
class ReserveAdmin(ReadOnly, RecordAdmin):
    """Who stands ready, is offered a place, or has answered."""

    can_revert = False
    list_display = ["person", "delegation", "position", "state", "answer_by"]
    list_filter = [
        ("delegation", AutocompleteSelectFilter),
        ("state", ChoicesDropdownFilter),
        ("answer_by", DayFilter),
    ]
    list_select_related = ["person", "delegation__edition__programme"]
    search_fields = ["delegation__city"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script")
    fields = [
        ("person", "delegation"),
        ("position", "state"),
        "place",
        ("offered_at", "answer_by"),
        "ended_at",
    ]
    actions_detail = ["take_off"]

    def has_off_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("delegations.change_reserve")

    @action(description=_("Take off the list"), icon="person_remove", permissions=["off"])
    def take_off(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Take off the list")
        return confirmed_one(self, request, object_id, title, services.leave_reserve)
