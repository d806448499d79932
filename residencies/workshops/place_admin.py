"""Who asks for a place, and who was there, at the staff's desk."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from foundation.admin import ReadOnly, RecordAdmin
from foundation.confirm import ReasonForm, confirmed
from foundation.day_filter import DayFilter
from foundation.people.models import Person
from residencies.workshops import services
from residencies.workshops.models import (
    Attendance,
    Registration,
)

State = Registration.State


@admin.register(Registration)
class RegistrationAdmin(ReadOnly, RecordAdmin):
    """Every asking for a place; the services move them."""

    can_revert = False
    list_display = ["person", "session", "state", "asked_at", "answer_by"]
    list_filter = [
        ("session__workshop__edition", AutocompleteSelectFilter),
        ("session__workshop", AutocompleteSelectFilter),
        ("session", AutocompleteSelectFilter),
        ("state", ChoicesDropdownFilter),
        ("answer_by", DayFilter),
        ("person", AutocompleteSelectFilter),
    ]
    list_select_related = ["person", "session__workshop"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script")
    fields = [
        ("person", "session"),
        ("state", "asked_at"),
        ("offered_at", "answer_by"),
        ("ended_at", "reason"),
    ]
    actions = ["cancel_all", "note_all"]

    def has_act_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("workshops.change_registration")

    def has_note_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("workshops.add_attendance")

    @admin.action(description=_("Cancel registrations …"), permissions=["act"])
    def cancel_all(self, request: HttpRequest, rows: QuerySet[Registration]) -> HttpResponse:
        def do(data: dict[str, Any]) -> str:
            now, done = timezone.now(), list(rows.order_by("session_id", "pk"))
            with transaction.atomic():  # all or none
                for row in done:
                    services.cancel_registration(row, **data, by=request.user, now=now, tells_her=True)
            said = ngettext(
                "%(count)d registration is cancelled.", "%(count)d registrations are cancelled.", len(done)
            )
            return said % {"count": len(done)}

        title, back = gettext("Cancel registrations"), request.get_full_path()
        return confirmed(self, request, rows, title=title, form_class=ReasonForm, do=do, back=back)

    @admin.action(description=_("Note as there"), permissions=["note"])
    def note_all(self, request: HttpRequest, rows: QuerySet[Registration]) -> HttpResponse:
        def do(_data: dict[str, Any]) -> str:
            now, way = timezone.now(), Attendance.Way.LIST
            done = list(rows.order_by("session_id", "pk"))
            with transaction.atomic():  # all or none
                for row in done:
                    services.note_attendance(row.session, row.person, way=way, by=request.user, now=now)
            said = ngettext(
                "%(count)d person is noted as there.", "%(count)d people are noted as there.", len(done)
            )
            return said % {"count": len(done)}

        title, back = gettext("Note as there"), request.get_full_path()
        return confirmed(self, request, rows, title=title, do=do, back=back)


@admin.register(Attendance)
class AttendanceAdmin(ReadOnly, RecordAdmin):
    can_revert = False
    list_display = ["person", "session", "way", "noted_by", "noted_at"]
    list_filter = [
        ("session__workshop__edition", AutocompleteSelectFilter),
        ("session", AutocompleteSelectFilter),
        ("way", ChoicesDropdownFilter),
        ("person", AutocompleteSelectFilter),
    ]
    list_select_related = ["person", "session__workshop", "noted_by"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script")
    fields = [("person", "session"), ("way", "noted_by", "noted_at")]
