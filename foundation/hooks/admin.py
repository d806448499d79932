"""Webhooks at the desk: where events are told, what became of each telling, and what is pressed about it."""

import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from foundation.admin import DeskAdmin, ReadOnly, RecordAdmin
from foundation.confirm import ReasonForm, confirmed_one
from foundation.errors import ServiceError
from foundation.hooks import services
from foundation.hooks.filters import EventFilter, kinds
from foundation.hooks.models import Attempt, Delivery, Endpoint

State = Delivery.State
COLOURS = {
    State.WAITING: "info",
    State.SENDING: "info",
    State.DELIVERED: "success",
    State.GIVEN_UP: "danger",
}


def technical(text: str) -> SafeString:
    """What machines wrote: from left to right in every language."""
    return format_html('<bdi dir="ltr" class="anywhere">{}</bdi>', text) if text else SafeString("")


class EndpointForm(forms.ModelForm):
    events = forms.MultipleChoiceField(
        label=_("events"), choices=kinds, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "events" in self.fields:
            self.fields["events"].label = capfirst(self.fields["events"].label)

    def clean(self) -> dict[str, Any]:
        """As the service will judge, while the form can still be filled in."""
        data = super().clean() or {}
        if not self.errors and {"url", "events"} <= data.keys():
            try:
                services.check_endpoint(self.instance, data["url"], data["events"], self.by)
            except ServiceError as fault:
                self.add_error(None, str(fault))
        return data


@admin.register(Endpoint)
class EndpointAdmin(RecordAdmin):
    form = EndpointForm
    can_revert = False
    list_display = ["__str__", "address", "is_active", "made_at"]
    list_filter = ["is_active"]
    search_spelled = ("url", "description")
    fieldsets = [
        (None, {"fields": ["url", "description", "events"]}),
        (_("How it goes"), {"fields": [
            ("is_active", "why_paused"), ("faults", "rests_until"), ("made_at", "made_by"), "older_until",
        ]}),
    ]  # fmt: skip
    readonly_fields = [
        "is_active",
        "why_paused",
        "faults",
        "rests_until",
        "made_at",
        "made_by",
        "older_until",
    ]
    actions_detail = ["rotate", "pause", "resume"]

    def get_fieldsets(self, request: HttpRequest, obj: Endpoint | None = None) -> Any:
        return super().get_fieldsets(request, obj)[: None if obj else 1]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        made = super().get_form(request, *args, **kwargs)
        made.by = request.user
        return made

    def save_model(self, request: HttpRequest, obj: Endpoint, form: Any, change: bool) -> None:
        said = {name: form.cleaned_data[name] for name in ("url", "events", "description")}
        if change:
            services.change_endpoint(obj, **said, by=request.user)
            return
        row, secret = services.register_endpoint(**said, by=request.user, now=timezone.now())
        obj.__dict__.update(row.__dict__)
        self._show(request, secret)

    def _show(self, request: HttpRequest, secret: str) -> None:
        said = gettext("The secret is shown this once. Give it to whoever runs the receiver:")
        messages.warning(request, format_html("{} {}", said, technical(secret)))

    @display(description=_("address"), ordering="url")
    def address(self, row: Endpoint) -> SafeString:
        return technical(row.url)

    @display(description=_("paused because"))
    def why_paused(self, row: Endpoint) -> str:
        return gettext(row.paused_because) if row.paused_because else ""

    @action(description=_("New secret"), icon="key", permissions=["change"])
    def rotate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Endpoint, *, by: Any, now: Any) -> str:
            self._show(request, services.rotate_secret(row, by=by, now=now))
            return gettext("For a week all is signed with the older secret as well.")

        return confirmed_one(self, request, object_id, gettext("New secret"), act)

    @action(description=_("Pause"), icon="pause", permissions=["change"])
    def pause(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Endpoint, *, reason: str, by: Any, now: Any) -> str:
            services.pause_endpoint(row, because=reason, by=by)
            return gettext("Nothing is sent there now. What waits, and what comes, is kept.")

        return confirmed_one(self, request, object_id, gettext("Pause"), act, ReasonForm)

    @action(description=_("Resume"), icon="play_arrow", permissions=["change"])
    def resume(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return confirmed_one(self, request, object_id, gettext("Resume"), services.resume_endpoint)


class AttemptInline(ReadOnly, TabularInline):
    model = Attempt
    fields = ["number", "at", "outcome", "code", "said"]
    readonly_fields = ["said"]
    extra = 0
    hide_title = True

    @display(description=_("detail"))
    def said(self, row: Attempt) -> SafeString:
        return technical(row.detail)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, DeskAdmin):
    list_display = ["event_shown", "endpoint", "state_shown", "code", "attempts", "announced", "delivered_at"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        EventFilter,
        ("endpoint", RelatedDropdownFilter),
    ]
    list_select_related = ["event", "endpoint"]
    search_fields = ["event__uid"]
    search_help_text = "webhook-id"
    inlines = [AttemptInline]
    actions = ["send_again"]
    actions_detail = ["send_one_again"]
    readonly_fields = ["event_shown", "announced", "number", "payload", "reason_shown"]
    fieldsets = [
        (None, {"fields": [
            ("event_shown", "announced"), "endpoint", ("state", "code"), "reason_shown",
            ("attempts", "not_before"), ("tries_until", "delivered_at"),
        ]}),
        (_("What is sent"), {"fields": ["number", "payload"]}),
    ]  # fmt: skip

    def has_deliver_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("hooks.change_delivery")

    @display(description=pgettext_lazy("webhook", "event"), ordering="event__kind")
    def event_shown(self, row: Delivery) -> str:
        return row.event.kind_name

    @display(description=_("on"), ordering="event__at")
    def announced(self, row: Delivery) -> str:
        return date_format(localtime(row.event.at), "DATETIME_FORMAT")

    @display(description=_("state"), ordering="state", label=COLOURS)
    def state_shown(self, row: Delivery) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description="webhook-id")
    def number(self, row: Delivery) -> SafeString:
        return technical(row.event.uid)

    @display(description=_("what is sent"))
    def payload(self, row: Delivery) -> SafeString:
        text = json.dumps(json.loads(row.event.body), indent=2, ensure_ascii=False)
        return format_html('<pre dir="ltr" class="anywhere">{}</pre>', text)

    @display(description=_("reason"))
    def reason_shown(self, row: Delivery) -> SafeString:
        return technical(row.reason)

    @admin.action(description=_("Send again"), permissions=["deliver"])
    def send_again(self, request: HttpRequest, rows: QuerySet[Delivery]) -> None:
        done = services.redeliver(
            Delivery.objects.filter(pk__in=list(rows.values_list("pk", flat=True))), now=timezone.now()
        )
        if not done:
            messages.error(request, gettext("None of these was delivered or given up."))
            return
        said = ngettext("%(count)d delivery goes out again.", "%(count)d deliveries go out again.", done)
        messages.success(request, said % {"count": done})

    @action(description=_("Send again"), icon="replay", permissions=["deliver"])
    def send_one_again(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Delivery, *, by: Any, now: Any) -> None:
            if not services.redeliver(Delivery.objects.filter(pk=row.pk), now=now):
                raise ServiceError(str(services.STILL_OPEN))

        return confirmed_one(self, request, object_id, gettext("Send again"), act)
