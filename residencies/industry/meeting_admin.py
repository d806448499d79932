"""Meetings at the desk: moved, pinned or cancelled by hand, and what came of them."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import ReadOnly, RecordAdmin, RowButtons
from foundation.confirm import confirmed_one
from foundation.day_filter import DayFilter
from foundation.people.models import Person, is_staff_with
from residencies.industry import services
from residencies.industry.desk_forms import (
    MayReasonForm,
    follow_up_form,
    note_form,
    outcome_form,
    place_form,
)
from residencies.industry.models import FollowUp, Meeting, Note
from residencies.industry.services.telling import concerned


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin):
    """Services alone write it: each change is checked, and told once the schedule is released."""

    can_revert = False
    list_display = ["pair", "when", "where", "state", "is_pinned", "outcome"]
    list_display_links = ["pair"]
    list_filter = [
        ("event", AutocompleteSelectFilter),
        ("project", AutocompleteSelectFilter),
        ("guest", AutocompleteSelectFilter),
        ("state", ChoicesDropdownFilter),
        ("outcome", ChoicesDropdownFilter),
        "is_pinned",
    ]
    list_select_related = [
        *("event", "slot__event", "table__area", "project__work"),
        *("guest__person", "guest__organisation", "outcome_by"),
    ]
    search_fields = search_spelled = [
        *("project__work__title", "project__work__title_ar"),
        *("guest__person__name", "guest__person__name_ar", "guest__organisation__name"),
    ]
    fields = readonly_fields = [
        *("event", "project", "guest", "when", "where", "state", "is_pinned", "is_interpreted"),
        *("outcome", "outcome_by", "outcome_at", "note"),
    ]
    actions_detail = ["move", "pin", "cancel", "record", "write", "follow_up"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # from the event's schedule

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_note_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff_with(request.user, "industry.add_note")

    def has_plan_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff_with(request.user, "industry.add_followup")

    @display(description=_("meeting"), ordering="project__work__title")
    def pair(self, row: Meeting) -> str:
        return str(row)

    @display(description=_("when"), ordering="slot__starts_at")
    def when(self, row: Meeting) -> str:
        start = timezone.localtime(row.slot.starts_at, row.event.zone)
        return f"{date_format(start, 'SHORT_DATE_FORMAT')} {start:%H:%M}"

    @display(description=_("where"), ordering="table__position")
    def where(self, row: Meeting) -> str:
        return str(row.table)

    @display(description=_("note of the staff"))
    def note(self, row: Meeting) -> str:
        return self._note(row) or "—"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        may = is_staff_with(request.user, "industry.view_note")
        return [name for name in self.fields if may or name != "note"]

    def _note(self, row: Meeting) -> str:
        return Note.objects.filter(meeting=row, side="").values_list("text", flat=True).first() or ""

    def _asked(self, request: HttpRequest, object_id: str) -> Meeting:
        row: Meeting = self.row_or_404(request, object_id)
        return row

    @action(description=_("Move"), icon="open_with", permissions=["change"])
    def move(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self._asked(request, object_id)
        form = place_form(row.event, slot=row.slot_id, table=row.table_id)
        return self._by_its_clock(row, request, object_id, gettext("Move"), services.move_meeting, form)

    def _by_its_clock(self, row: Meeting, *asked: Any) -> HttpResponse:
        """Slots are named by the event's clock."""
        with timezone.override(row.event.zone):
            response = confirmed_one(self, *asked)
            return response.render() if hasattr(response, "render") else response

    @action(description=_("Pin, or unpin"), icon="push_pin", permissions=["change"])
    def pin(self, request: HttpRequest, object_id: str) -> HttpResponse:
        pinned = not self._asked(request, object_id).is_pinned

        def act(row: Meeting, *, by: Any, now: datetime) -> str:
            services.pin_meeting(row, pinned=pinned, by=by, now=now)
            if pinned:
                return gettext("It stays where it is when the schedule is made anew.")
            return gettext("It may be moved when the schedule is made anew.")

        title = gettext("Pin the meeting") if pinned else gettext("Unpin the meeting")
        return confirmed_one(self, request, object_id, title, act)

    @action(description=_("Cancel the meeting"), icon="event_busy", permissions=["change"])
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Cancel the meeting")
        return confirmed_one(self, request, object_id, title, services.cancel_meeting, MayReasonForm)

    @action(description=_("Outcome"), icon="handshake", permissions=["change"])
    def record(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Outcome of the meeting")
        form = outcome_form(self._asked(request, object_id))
        return confirmed_one(self, request, object_id, title, services.record_outcome, form)

    @action(description=_("Note"), icon="edit_note", permissions=["note"])
    def write(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not is_staff_with(request.user, "industry.view_note"):
            raise PermissionDenied

        def act(row: Meeting, *, text: str, seen: str, by: Any, now: datetime) -> None:
            services.write_note(row, "", text, seen=seen, by=by, now=now)

        form = note_form(self._note(self._asked(request, object_id)))
        return confirmed_one(self, request, object_id, gettext("Note of the staff"), act, form)

    @action(description=_("Follow-up"), icon="flag", permissions=["plan"])
    def follow_up(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self._asked(request, object_id)
        people = concerned([row])[row.pk]
        mine = Person.objects.filter(account=request.user.pk).first()
        form = follow_up_form([*([mine] if mine else []), *people])

        def act(row: Meeting, *, owner: Person, what: str, due_on: Any, by: Any, now: datetime) -> None:
            services.plan_follow_up(row, owner, what, due_on, side="", by=by, now=now)

        return confirmed_one(self, request, object_id, gettext("Plan a follow-up"), act, form)


class DoneFilter(admin.SimpleListFilter):
    title = _("done")
    parameter_name = "done"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", gettext("still to be done")), ("yes", gettext("done"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "no":
            return queryset.open()
        return queryset.filter(done_at__isnull=False) if self.value() == "yes" else queryset


@admin.register(FollowUp)
class FollowUpAdmin(RowButtons, ReadOnly, RecordAdmin):
    can_revert = False
    list_display = ["what", "meeting", "owner", "due_on", "done_at"]
    list_display_links = ["what"]
    list_filter = [("meeting__event", AutocompleteSelectFilter), DoneFilter, ("due_on", DayFilter)]
    list_select_related = [
        *("meeting__project__work", "meeting__guest__person", "meeting__guest__organisation", "owner")
    ]
    search_fields = search_spelled = ["what", "owner__name", "meeting__project__work__title"]
    fields = readonly_fields = ["what", "meeting", "owner", "due_on", "done_at"]
    row_buttons = {"finish": _("Done")}

    def may_press(self, request: HttpRequest) -> bool:
        return is_staff_with(request.user, "industry.change_followup")

    def is_pressable(self, row: FollowUp) -> bool:
        return row.done_at is None

    def finish(self, request: HttpRequest, row: FollowUp) -> str:
        services.finish_follow_up(row, by=request.user, now=timezone.now())
        return gettext("Done: %(what)s.") % {"what": row}
