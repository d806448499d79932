"""Industry events at the desk: their days and tables, the schedule, what is wished and what is not met."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import RecordAdmin, faults_told
from foundation.confirm import confirmed, confirmed_one
from foundation.day_filter import DayFilter
from foundation.files.serving import made
from foundation.importing.tables import csv_file
from foundation.lines import Lines, choose_among
from foundation.lists.exporting import note_file
from foundation.people.models import is_staff_with
from foundation.workbooks import XLSX, xlsx
from residencies.industry import services
from residencies.industry.desk_forms import LayForm, meeting_form, ways_form
from residencies.industry.models import Area, Event, Meeting, Notice, Project, Slot, Table, Wish
from residencies.industry.selectors.grids import asked, grid, open_sheet, sheet


class AreaInline(Lines):
    model = Area
    fields = ["name"]
    tab = True


class TableInline(Lines):
    """Each in one of the event's own areas."""

    model = Table
    fields = ["position", "name", "area"]
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Table]:
        return super().get_queryset(request).select_related("area")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        areas = Area.objects.filter(event=obj)
        return choose_among(super().get_formset(request, obj, **kwargs), "area", areas)


class SlotInline(Lines):
    """Laid out by a button; here one is blocked, or taken away as long as nobody meets in it."""

    model = Slot
    fields = ["starts_at", "ends_at", "blocked", "label"]
    readonly_fields = ["starts_at", "ends_at"]
    tab = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(RecordAdmin):
    can_revert = False
    list_display = ["name", "starts_on", "ends_on", "place", "state", "projects_count", "meetings_count"]
    list_display_links = ["name"]
    list_filter = [
        ("edition__programme", AutocompleteSelectFilter),
        ("state", ChoicesDropdownFilter),
        ("starts_on", DayFilter),
    ]
    search_fields = search_spelled = ["name_fr", "name_ar", "name_en", "place"]
    autocomplete_fields = ["edition", "festival_edition"]
    inlines = [AreaInline, TableInline, SlotInline]
    fieldsets = [
        (None, {"fields": ["name_fr", ("name_ar", "name_en"), ("starts_on", "ends_on")]}),
        (_("When and where"), {"fields": [("time_zone", "place"), ("edition", "festival_edition")]}),
        (_("Wishes and rests"), {"fields": ["wishes_until", "most_in_a_row"]}),
        (_("As it stands"), {"fields": [("state", "scheduled_at"), ("released_at", "released_by")]}),
    ]
    readonly_fields = ["state", "scheduled_at", "released_at", "released_by"]
    actions_detail = ["schedule", "wishes", "lay", "ways", "invite", "agendas", "tables", "csv", "workbook"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                projects_number=_count(Project.objects.active()),
                meetings_number=_count(Meeting.objects.planned()),
            )
        )

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Its times are typed and shown in its own zone, whoever reads."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        named = request.POST.get("time_zone") or (row.time_zone if row else "")
        zone = ZoneInfo(named) if named in available_timezones() else timezone.get_current_timezone()
        with timezone.override(zone):
            response = super().changeform_view(request, object_id, form_url, extra_context)
            return response.render() if hasattr(response, "render") else response

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_export_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff_with(request.user, "industry.export_event")

    def has_meetings_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj) and is_staff_with(request.user, "industry.view_meeting")

    def has_wishes_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj) and is_staff_with(request.user, "industry.view_wish")

    @display(description=_("industry event"), ordering="name_fr")
    def name(self, row: Event) -> str:
        return str(row)

    @display(description=_("projects"))
    def projects_count(self, row: Any) -> int:
        return row.projects_number

    @display(description=_("meetings"))
    def meetings_count(self, row: Any) -> int:
        return row.meetings_number

    @action(description=_("Lay out slots"), icon="grid_on", permissions=["change"])
    def lay(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Event, *, by: Any, now: datetime, **said: Any) -> str:
            made = services.lay_slots(row, **said, by=by, now=now)
            words = ngettext("%(count)d slot is new.", "%(count)d slots are new.", made)
            return words % {"count": made}

        return confirmed_one(self, request, object_id, gettext("Lay out slots"), act, LayForm)

    @action(description=_("Ways between areas"), icon="directions_walk", permissions=["change"])
    def ways(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Event, *, by: Any, now: datetime, **said: int) -> None:
            minutes = {tuple(map(int, name.split("-"))): count for name, count in said.items()}
            services.lay_ways(row, minutes, by=by, now=now)

        form = ways_form(self.row_or_404(request, object_id))
        return confirmed_one(self, request, object_id, gettext("Ways between areas"), act, form)

    @action(description=_("Invite to say wishes"), icon="forward_to_inbox", permissions=["change"])
    def invite(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Event, *, by: Any, now: datetime) -> str:
            count = services.invite_to_wish(row, by=by, now=now)
            said = ngettext("%(count)d new mail is written.", "%(count)d new mails are written.", count)
            return said % {"count": count}

        return confirmed_one(self, request, object_id, gettext("Invite to say wishes"), act)

    @action(
        description=_("All agendas (PDF)"),
        icon="picture_as_pdf",
        permissions=["meetings"],
    )
    def agendas(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("industry:print_agendas", args=[object_id]))

    @action(
        description=_("By table (PDF)"),
        icon="picture_as_pdf",
        permissions=["meetings"],
    )
    def tables(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("industry:print_tables", args=[object_id]))

    @action(description=_("Schedule (CSV)"), icon="table", permissions=["export"])
    def csv(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        head, *lines = sheet(row)
        note_file(request, Meeting, "csv", len(lines), event=row.pk)
        return csv_file("meetings", head, (dict(zip(head, line, strict=True)) for line in lines))

    @action(description=_("Schedule and open wishes (XLSX)"), icon="table", permissions=["export"])
    def workbook(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        meetings = sheet(row)
        note_file(request, Meeting, "xlsx", len(meetings) - 1, event=row.pk)
        sheets = [(gettext("meetings"), meetings)]
        if is_staff_with(request.user, "industry.view_wish"):
            wishes = open_sheet(grid(row).open)
            note_file(request, Wish, "xlsx", len(wishes) - 1, event=row.pk)
            sheets.append((gettext("wishes not met"), wishes))
        content = xlsx(sheets, currency="MAD", language=(get_language() or "")[:2])
        return made(content, f"meetings-{row.pk}.xlsx", XLSX)

    def get_urls(self) -> list[Any]:
        view, name = self.admin_site.admin_view, "industry_event_{}".format
        return [
            path("<path:object_id>/release/", view(self.release_page), name=name("release")),
            path("<path:object_id>/meet/", view(self.meet_page), name=name("meet")),
            *super().get_urls(),
        ]

    @action(
        description=_("Schedule"),
        icon="calendar_view_month",
        permissions=["meetings"],
    )
    def schedule(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The grid; *Make* and *Tell* are forms of it."""
        row = self.row_or_404(request, object_id)
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            with faults_told(request):
                messages.success(request, self._do(request, row))
            return HttpResponseRedirect(_schedule_url(row))
        shown = grid(row)
        context = {
            **self._around(request, row),
            "title": gettext("Schedule: %(event)s") % {"event": row},
            "grid": shown,
            "measures": _percents(row.measures) if row.measures else None,
            "waiting": Notice.objects.untold().filter(meeting__event=row).values("person").distinct().count(),
            "may_release": is_staff_with(request.user, "industry.release_event"),
            "may_see_wishes": is_staff_with(request.user, "industry.view_wish"),
        }
        with timezone.override(row.zone):
            return TemplateResponse(request, "industry/desk_schedule.html", context).render()

    def _do(self, request: HttpRequest, row: Event) -> str:
        now, by = timezone.now(), request.user
        if "tell" in request.POST:
            count = services.tell_changes(row, by=by, now=now)
            said = ngettext("%(count)d person is told by mail.", "%(count)d people are told by mail.", count)
            return said % {"count": count}
        if services.ask_schedule(row, by=by, now=now):
            return gettext("The schedule is being made; that may take a minute. Load this page again.")
        services.schedule_meetings(row, by=by, now=now)
        return gettext("A provisional schedule is made. Nobody was told.")

    def release_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks first; then everybody who sits in a meeting gets her agenda."""
        row = self._row(request, object_id)
        if not is_staff_with(request.user, "industry.release_event"):
            raise PermissionDenied

        def do(data: dict[str, Any]) -> str:
            services.release_schedule(row, by=request.user, now=timezone.now())
            return gettext("The schedule is released; agendas leave by mail.")

        return confirmed(
            self,
            request,
            row.meetings.planned().with_all(),
            title=gettext("Release the schedule, and mail all agendas"),
            do=do,
            back=_schedule_url(row),
        )

    def meet_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """One more meeting by hand."""
        row = self._row(request, object_id)
        if not is_staff_with(request.user, "industry.add_meeting"):
            raise PermissionDenied

        def do(data: dict[str, Any]) -> str:
            made = services.add_meeting(row, **data, by=request.user, now=timezone.now())
            return gettext("Added: %(meeting)s.") % {"meeting": made}

        asked_for = {name: request.GET.get(name, "") for name in ("project", "guest", "slot", "table")}
        with timezone.override(row.zone):
            response = confirmed(
                self,
                request,
                Event.objects.filter(pk=row.pk),
                title=gettext("Add a meeting"),
                form_class=meeting_form(row),
                initial=asked_for,
                do=do,
                back=_schedule_url(row),
            )
            return response.render() if hasattr(response, "render") else response

    @action(description=_("Wishes"), icon="favorite", permissions=["wishes"])
    def wishes(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Who wished how much; and which wishes no meeting answers."""
        row = self.row_or_404(request, object_id)
        sides = asked(row)
        context = {
            **self._around(request, row),
            "title": gettext("Wishes: %(event)s") % {"event": row},
            "sides": [(gettext("Projects"), sides["project"]), (gettext("Guests"), sides["guest"])],
            "open": grid(row).open,
        }
        return TemplateResponse(request, "industry/desk_wishes.html", context)

    def _around(self, request: HttpRequest, row: Event) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "event": row,
            "may_change": self.has_change_permission(request),
            "may_add": is_staff_with(request.user, "industry.add_meeting"),
            "back": reverse("admin:industry_event_change", args=[row.pk]),
        }

    def _row(self, request: HttpRequest, object_id: str) -> Event:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row: Event = self.row_or_404(request, object_id)
        return row


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many of them an event has, apart from what else it has."""
    counts = rows.filter(event=OuterRef("pk")).order_by().values("event").annotate(n=Count("pk"))
    return Coalesce(Subquery(counts.values("n")), 0)


def _schedule_url(row: Event) -> str:
    return reverse("admin:industry_event_schedule", args=[row.pk])


def _percents(measures: dict[str, int]) -> dict[str, Any]:
    """Shares of what was wished for, in %."""
    wished, bound = max(measures["wished"], 1), max(measures["points_bound"], 1)
    return {
        **measures,
        "share": round(100 * measures["met"] / wished),
        "share_greedy": round(100 * measures["met_greedy"] / wished),
        "worth": round(100 * measures["points"] / bound, 1),
        "worth_greedy": round(100 * measures["points_greedy"] / bound, 1),
    }
