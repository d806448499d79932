"""People to call, at the staff's desk: the list, a sheet for each call, and what came of the calls."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter, DropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from alumni.careers import wording as careers_wording
from alumni.checkins import calling, wording
from alumni.checkins.contactability import NEVER, Level, with_contactability
from alumni.checkins.contacting import record_contact, reopen_checkin
from alumni.checkins.models import Call, CheckIn, Contact
from alumni.checkins.selectors import answer_token, current_work, running_pause
from foundation.admin import DeskAdmin, ReadOnly, RecordAdmin, RowButtons
from foundation.confirm import DayInput, confirmed
from foundation.day_filter import DayFilter
from foundation.films.models import Work
from foundation.people.models import Person

COLOURS = {
    Level.REACHABLE: "success",
    Level.QUIET: "info",
    Level.HARD: "warning",
    Level.LOST: "danger",
    Level.STOPPED: "warning",
    Level.UNKNOWN: "info",
}


class LevelFilter(DropdownFilter):
    title = _("how well she is reached")
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return Level.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Call]) -> QuerySet[Call]:
        return queryset.filter(level=self.value()) if self.value() else queryset


class ContactForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("channel"), choices=Contact.Channel, widget=UnfoldAdminSelectWidget, initial="phone"
    )
    outcome = forms.ChoiceField(
        label=_("outcome"),
        choices=Contact.Outcome,
        widget=UnfoldAdminSelectWidget,
        help_text=_("“asked not to be asked” stops her check-ins"),
    )
    call_back_on = forms.DateField(
        label=_("call back on"),
        required=False,
        widget=DayInput,
        help_text=_("for “call back”: she is off the list until that day"),
    )
    note = forms.CharField(
        label=_("note"),
        required=False,
        widget=UnfoldAdminTextareaWidget,
        help_text=_("for colleagues; she does not see it"),
    )


@admin.register(Call)
class CallAdmin(RowButtons, ReadOnly, DeskAdmin):
    """The list holds who is to be called; the sheet of a call opens for any check-in."""

    change_form_outer_before_template = "checkins/desk_call.html"
    list_display = ["who", "level", "phone", "where", "project", "edition", "ask_on", "last_answer", "tried"]
    list_display_links = ["who"]
    list_filter = [
        ("participation__edition__programme", AutocompleteSelectFilter),
        ("participation__edition", AutocompleteSelectFilter),
        LevelFilter,
        ("state", ChoicesDropdownFilter),
        ("person__language", ChoicesDropdownFilter),
        ("person__country", ChoicesDropdownFilter),
        ("ask_on", DayFilter),
    ]
    ordering = ["ask_on", "pk"]
    search_fields = ["person__email"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script, an e-mail address or a phone number")
    fields = [("state", "months"), ("ask_on", "asked_at", "closes_at")]
    row_buttons = {"record": _("Record a call …")}
    actions_detail = ["record_one", "answer_with_her"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Call]:
        now = timezone.now()
        rows = super().get_queryset(request)
        if request.resolver_match.url_name == "checkins_call_changelist":
            rows = calling.to_call(rows, now=now)
        return with_contactability(calling.with_known_facts(rows), now=now, of="person__")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Call], search_term: str
    ) -> tuple[QuerySet[Call], bool]:
        digits = re.sub(r"[\s.()+-]", "", search_term)
        if digits.isdecimal():
            # As it is dialled here (06 12 …) or abroad (+212 6 12 …): without its zeros it is in both.
            return queryset.filter(person__phone__contains=str(int(digits[:20]))), False
        return super().get_search_results(request, queryset, search_term)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("checkins.view_checkin")

    def may_press(self, request: HttpRequest) -> bool:
        return request.user.has_perm("checkins.add_contact")

    def has_record_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_press(request)

    def has_answer_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("checkins.change_checkin")

    @display(description=_("person"), ordering="person__sort_name")
    def who(self, row: Call) -> str:
        return str(row.person)

    @display(description=_("how well she is reached"), label=COLOURS)
    def level(self, row: Call) -> tuple[str, str]:
        return row.level, str(Level(row.level).label)

    @display(description=_("phone"))
    def phone(self, row: Call) -> SafeString | str:
        way = calling.way_to(row.person.phone)
        link = '<a href="{}" dir="ltr" class="text-important underline whitespace-nowrap">{}</a>'
        return format_html(link, way.tel, way.phone) if way.tel else "—"

    @display(description=_("where she lives and what she does"))
    def where(self, row: Call) -> str:
        return " · ".join(fact for fact in (row.person.city, row.person.occupation) if fact) or "—"

    @display(description=_("project"))
    def project(self, row: Call) -> str:
        stage = dict(Work.Stage.choices).get(row.stage, "")
        return " · ".join(str(fact) for fact in (row.project, stage) if fact) or "—"

    @display(description=_("edition"))
    def edition(self, row: Call) -> str:
        return str(row.participation.edition)

    @display(description=_("last answer"))
    def last_answer(self, row: Call) -> Any:
        return row.last_answered_at

    @display(description=_("calls without an answer"))
    def tried(self, row: Call) -> int:
        return row.tries

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        sheet = _sheet(row, request.user) if row else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **sheet})

    def record(self, request: HttpRequest, row: Call) -> HttpResponse:
        return self._record(request, row, self.way_back(request))

    @action(description=_("Record a call"), icon="call", permissions=["record"])
    def record_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        return self._record(request, row, reverse("admin:checkins_call_changelist"))

    def _record(self, request: HttpRequest, row: Call, back: str) -> HttpResponse:
        rows = Call.objects.filter(pk=row.pk).select_related("person")
        return recorded(self, request, row.person, rows, back, checkin=row)

    @action(description=_("Fill in her answers"), icon="edit_note", permissions=["answer"])
    def answer_with_her(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Opens the check-in for some days and leads to its page; her history names who filled it in."""
        row = self.row_or_404(request, object_id)

        def do(_data: dict[str, Any]) -> str:
            reopen_checkin(row, by=request.user, now=timezone.now())
            return gettext("The check-in is open. What you fill in is kept under your name.")

        rows = Call.objects.filter(pk=row.pk).select_related("person")
        title, back = gettext("Fill in her answers"), reverse("checkins:answer", args=[answer_token(row)])
        return confirmed(self, request, rows, title=title, do=do, back=back)


def recorded(
    desk: Any,
    request: HttpRequest,
    person: Person,
    rows: QuerySet[Any],
    back: str,
    checkin: CheckIn | None = None,
) -> HttpResponse:
    """The page that asks what came of a call, and keeps it."""

    def do(data: dict[str, Any]) -> SafeString:
        now = timezone.now()
        made = record_contact(person, checkin=checkin, **data, by=request.user, now=now)
        said = gettext("Recorded: %(what)s.") % {"what": made}
        may_answer = request.user.has_perm("checkins.change_checkin")
        if made.outcome != Contact.Outcome.REACHED or not made.checkin_id or not may_answer:
            return format_html("{}", said)
        url = reverse("admin:checkins_call_answer_with_her", args=[made.checkin_id])
        offer = gettext("Fill in her answers with her")
        return format_html('{} <a class="underline" href="{}">{}</a>', said, url, offer)

    title = gettext("Record a call")
    return confirmed(desk, request, rows, title=title, form_class=ContactForm, do=do, back=back)


def _sheet(row: Call, viewer: Any) -> dict[str, Any]:
    """What stands on the sheet of a call."""
    person, work = row.person, current_work(row)
    message = calling.ready_message(row)
    before = calling.last_answered(person) if viewer.has_perm("checkins.view_answer") else None
    said = wording.said(before.answers.all(), careers_wording.roles()) if before else []
    return {
        "call": row,
        "person": person,
        "level": Level(row.level),
        "heard_at": None if row.heard_at == NEVER else row.heard_at,
        "pause": running_pause(person, timezone.localdate()),
        "work": work,
        "way": calling.way_to(person.phone, message),
        "ready": message,
        "before": before,
        "answers": said,
        "contacts": Contact.objects.visible_to(viewer).filter(person=person).select_related("by"),
        "seconds": calling.second_contacts(person, viewer),
    }


@admin.register(Contact)
class ContactAdmin(ReadOnly, RecordAdmin):
    can_revert = False
    list_display = ["person", "at", "channel", "outcome", "call_back_on", "by"]
    list_filter = [
        ("outcome", ChoicesDropdownFilter),
        ("channel", ChoicesDropdownFilter),
        ("at", DayFilter),
        ("call_back_on", DayFilter),
        ("person", AutocompleteSelectFilter),
    ]
    list_select_related = ["person", "by__person", "checkin__person"]
    search_fields = ["note"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script, or a word of a note")
    fields = [("person", "checkin"), ("at", "by"), ("channel", "outcome", "call_back_on"), "note"]
