"""Reminder rules at the desk: written, tried on real rows, switched on; and what became of each reminder."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelectWidget

from foundation.admin import DeskAdmin, ReadOnly, RecordAdmin, RowButtons, faults_told
from foundation.confirm import confirmed
from foundation.day_filter import DayFilter
from foundation.people.models import Person
from foundation.reminders import previews, services
from foundation.reminders.anchors import UnknownAnchor, anchor_choices
from foundation.reminders.faults import LANGUAGES
from foundation.reminders.forms import FIELD, filters_of, made_for
from foundation.reminders.models import Occurrence, Rule
from foundation.reminders.selectors import forecast

State = Occurrence.State
COLOURS = {
    State.PLANNED: "info",
    State.QUEUED: "success",
    State.SKIPPED: "warning",
    State.CANCELLED: "warning",
}


@admin.register(Rule)
class RuleAdmin(RowButtons, RecordAdmin):
    can_revert = False  # an old version would be switched on, or off, as it was then
    list_display = ["name", "hangs_on", "when_shown", "stream", "is_active", "planned"]
    list_filter = ["is_active", ("stream", ChoicesDropdownFilter)]
    search_fields = search_spelled = ["name"]
    row_buttons = {"switch": _("Switch on or off …")}
    actions_detail = ["preview", "switch_one"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rule]:
        waiting = Count("occurrences", filter=Q(occurrences__state=State.PLANNED))
        return super().get_queryset(request).annotate(waiting=waiting)

    def get_readonly_fields(self, request: HttpRequest, obj: Rule | None = None) -> list[str]:
        return ["hangs_on", "is_active", "active_since", "names"] if obj else []

    def get_fieldsets(self, request: HttpRequest, obj: Rule | None = None) -> Any:
        texts = [field for code in LANGUAGES for field in (f"subject_{code}", f"body_{code}")]
        chosen = (
            [("hangs_on", "offset_days"), ("is_active", "active_since")]
            if obj
            else [("anchor", "offset_days")]
        )
        audience = [FIELD + name for name in filters_of(obj)]
        return [
            (None, {"fields": ["name", *chosen]}),
            *([(_("To whom"), {"fields": audience})] if audience else []),
            (_("Text"), {"fields": [*(["names"] if obj else []), *texts]}),
            *_button(obj),
            (_("Again"), {"fields": [("repeat_days", "repeat_until_days"), ("expires_days", "again_days")]}),
            (_("Hours"), {"fields": [("opens", "closes"), ("on_weekends", "on_holidays")]}),
            (_("Kind of mail"), {"fields": [("stream", "is_exempt")]}),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **{"form": made_for(obj), **kwargs})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "anchor":
            label = db_field.verbose_name
            return forms.ChoiceField(label=label, choices=anchor_choices, widget=UnfoldAdminSelectWidget)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Rule, form: Any, change: bool) -> None:
        services.save_rule(obj, by=request.user, now=timezone.now())

    @display(description=_("hangs on"), ordering="anchor")
    def hangs_on(self, row: Rule) -> str:
        try:
            return str(row.gives.title)
        except UnknownAnchor:
            return row.anchor

    @display(description=_("when"), ordering="offset_days")
    def when_shown(self, row: Rule) -> str:
        return row.when

    @display(description=_("planned"), ordering="waiting")
    def planned(self, row: Rule) -> SafeString:
        table = reverse("admin:reminders_occurrence_changelist")
        query = f"?rule__id__exact={row.pk}&state__exact={State.PLANNED}"
        return format_html('<a class="underline" href="{}{}">{}</a>', table, query, row.waiting)

    @display(description=_("you can write"))
    def names(self, row: Rule) -> SafeString:
        words = row.gives.all_words() if filters_of(row) else {}
        line = '<li><code dir="ltr">{{{{ {} }}}}</code> {}</li>'
        return format_html("<ul>{}</ul>", format_html_join("", line, words.items()))

    # By method: unfold looks a dotted permission up in the database, which an empty one cannot answer.
    def has_preview_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("reminders.view_rule") and request.user.has_perm("people.view_person")

    def has_switch_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("reminders.change_rule")

    @action(description=_("Preview"), icon="visibility", permissions=["preview"])
    def preview(self, request: HttpRequest, object_id: str) -> HttpResponse:
        rule = self.row_or_404(request, object_id)
        with faults_told(request):
            context = {**self.admin_site.each_context(request), **self._preview(request, rule)}
            return TemplateResponse(request, "reminders/desk_preview.html", context)
        return HttpResponseRedirect(reverse("admin:reminders_rule_change", args=[rule.pk]))

    def _preview(self, request: HttpRequest, rule: Rule) -> dict[str, Any]:
        asked, viewer = request.GET, request.user
        page = previews.page_of(rule, viewer, asked.get("page"), timezone.now())
        chosen = previews.example(rule, viewer, asked.get("row", ""), asked.get("person", ""), page)
        return {
            "opts": self.opts,
            "title": gettext("Preview of “%(rule)s”") % {"rule": rule},
            "rule": rule,
            "page": page,
            "person": chosen and chosen[1],
            "letters": previews.letters(rule, *chosen) if chosen else [],
            "borrowing": previews.borrowing(rule),
        }

    def switch(self, request: HttpRequest, row: Rule) -> HttpResponse:
        return self._switch(request, row, reverse("admin:reminders_rule_changelist"))

    @action(description=_("Switch on or off …"), icon="power_settings_new", permissions=["switch"])
    def switch_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        rule = self.row_or_404(request, object_id)
        back = reverse("admin:reminders_rule_change", args=[rule.pk])
        with faults_told(request):
            return self._switch(request, rule, back)
        return HttpResponseRedirect(back)

    def _switch(self, request: HttpRequest, rule: Rule, back: str) -> HttpResponse:
        on = not rule.is_active

        def do(_data: dict[str, Any]) -> str:
            services.switch_rule(rule, on, by=request.user, now=timezone.now())
            return (gettext("“%(rule)s” is on.") if on else gettext("“%(rule)s” is off.")) % {"rule": rule}

        title = _on_title(rule) if on else _off_title(rule)
        return confirmed(self, request, Rule.objects.filter(pk=rule.pk), title=title, do=do, back=back)


def _button(rule: Rule | None) -> list[Any]:
    """Offered once it is known where it would lead."""
    if rule is None or not filters_of(rule) or not rule.gives.page:
        return []
    said = gettext("It leads to %(page)s. Empty in every language: no button.") % {"page": rule.gives.page}
    fields = tuple(f"button_{code}" for code in LANGUAGES)
    return [(_("Button"), {"fields": [fields], "description": said})]


def _on_title(rule: Rule) -> str:
    count = len(forecast(rule, timezone.now()))
    said = ngettext(
        "Switch on: %(count)d reminder in the next 30 days",
        "Switch on: %(count)d reminders in the next 30 days",
        count,
    )
    return said % {"count": count}


def _off_title(rule: Rule) -> str:
    count = rule.occurrences.unsent().count()
    said = ngettext(
        "Switch off: %(count)d reminder is called off",
        "Switch off: %(count)d reminders are called off",
        count,
    )
    return said % {"count": count}


@admin.register(Occurrence)
class OccurrenceAdmin(ReadOnly, DeskAdmin):
    list_display = ["person", "rule", "due_on", "state_shown", "reason", "mail"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("reason", ChoicesDropdownFilter),
        ("due_on", DayFilter),
        ("rule", AutocompleteSelectFilter),
        ("person", AutocompleteSelectFilter),
    ]
    list_select_related = ["person", "rule", "message"]
    search_fields = ["person__email"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script, or an e-mail address")
    fields = [
        ("person", "rule"),
        ("state", "reason"),
        ("anchor_on", "due_on", "expires_on"),
        ("sequence", "queued_at", "message"),
        ("key", "object_id"),
    ]

    @display(description=_("state"), ordering="state", label=COLOURS)
    def state_shown(self, row: Occurrence) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("mail"), ordering="message__state")
    def mail(self, row: Occurrence) -> str:
        return row.message.get_state_display() if row.message else ""
