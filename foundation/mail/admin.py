"""The outbox at the staff's desk: what went out, what did not, and the delivery."""

import re
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import DeskAdmin, ReadOnly
from foundation.confirm import confirmed, named
from foundation.errors import ServiceError
from foundation.mail import services, suppressions, texts  # noqa: F401 - the latter two register their pages
from foundation.mail.board import board
from foundation.mail.filters import KindFilter, LanguageFilter
from foundation.mail.forms import ReasonForm
from foundation.mail.models import Attempt, Message
from foundation.mail.pauses_desk import PausesDelivery
from foundation.mail.previews import UNREAD
from foundation.mail.reports_desk import ReportInline
from foundation.mail.wordings import kinds_with_texts
from foundation.people.models import Person
from foundation.readings import tell_reading

State = Message.State
AGAIN = Message.RETRIABLE
MARK = re.compile(r"~~\w+~~")
COLOURS = {
    State.QUEUED: "info",
    State.SENDING: "info",
    State.SENT: "success",
    State.BOUNCED: "danger",
    State.COMPLAINED: "danger",
    State.FAILED: "danger",
    State.DEAD: "danger",
    State.SUPPRESSED: "warning",
    State.CANCELLED: "warning",
    State.EXPIRED: "warning",
}


def technical(text: str) -> SafeString:
    """What machines wrote: from left to right in every language."""
    return format_html('<bdi dir="ltr" class="anywhere">{}</bdi>', text) if text else SafeString("")


class AttemptInline(ReadOnly, TabularInline):
    model = Attempt
    fields = ["number", "at", "outcome_named", "code", "said"]
    readonly_fields = ["outcome_named", "said"]
    extra = 0
    hide_title = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attempt]:
        return super().get_queryset(request).select_related("message")

    @display(description=_("outcome"))
    def outcome_named(self, row: Attempt) -> str:
        return str(dict(State.choices).get(row.outcome, row.outcome))

    @display(description=_("detail"))
    def said(self, row: Attempt) -> SafeString:
        return technical(row.detail)


@admin.register(Message)
class MessageAdmin(PausesDelivery, ReadOnly, DeskAdmin):
    list_display = [
        "state_shown", "whom", "kind_shown", "language_shown", "attempts", "created_at", "sent_at",
    ]  # fmt: skip
    list_filter = [
        ("state", ChoicesDropdownFilter),
        KindFilter,
        ("stream", ChoicesDropdownFilter),
        LanguageFilter,
    ]
    list_select_related = ["person"]
    search_fields = ["message_id"]
    search_help_text = _("A person in any spelling or script, an e-mail address, or a Message-ID")
    inlines = [AttemptInline, ReportInline]
    actions = ["try_again", "cancel"]
    actions_list = ["overview", *PausesDelivery.actions_list]
    actions_detail = ["try_one_again", "cancel_one"]
    readonly_fields = [
        "reason_shown", "kind_shown", "language_shown", "subject_shown", "text_shown", "as_it_looks",
        "message_id_shown", "about",
    ]  # fmt: skip
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("state", "reason_shown"),
                    ("person", "to_addr"),
                    ("kind_shown", "stream", "language_shown"),
                ]
            },
        ),
        (_("The letter"), {"fields": ["subject_shown", "text_shown", "as_it_looks"]}),
        (
            _("When"),
            {"fields": [("created_at", "not_before"), ("sent_at", "expires_at"), ("attempts", "priority")]},
        ),
        (_("For the technician"), {"fields": ["dedupe_key", "message_id_shown", "about"]}),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Message], search_term: str
    ) -> tuple[QuerySet[Message], bool]:
        text = search_term.strip()
        if not text:
            return queryset, False
        if "@" in text:
            return queryset.filter(Q(to_addr__iexact=text) | Q(message_id=text)), False
        people = Person.objects.visible_to(request.user).search(text).order_by()
        return queryset.filter(person__in=people.values("pk")), False

    @action(description=_("How it goes"), icon="monitoring", permissions=["view"])
    def overview(self, request: HttpRequest) -> HttpResponse:
        return board(self, request, timezone.now())

    def has_deliver_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("mail.change_message")

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """What fits the message's state."""
        row = self.get_object(request, unquote(str(object_id)))
        state = row.state if row else None
        fit = (
            "_try_one_again"
            if state in Message.RETRIABLE
            else "_cancel_one"
            if state == State.QUEUED
            else None
        )
        offered = super().get_actions_detail(request, object_id)
        return [one for one in offered if fit and one.action_name.endswith(fit)]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Reading a letter to a person is recorded."""
        row = self.get_object(request, unquote(str(object_id)))
        if row is not None and row.text and row.kind not in UNREAD and self.has_view_permission(request, row):
            tell_reading(row.person, "mail", row.pk, by=request.user)
        return super().change_view(request, object_id, *args, **kwargs)

    @display(description=_("state"), ordering="state", label=COLOURS)
    def state_shown(self, row: Message) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=pgettext_lazy("recipient", "To"), ordering="to_addr")
    def whom(self, row: Message) -> str:
        return str(row.person or row.to_addr)

    @display(description=_("kind"), ordering="kind")
    def kind_shown(self, row: Message) -> str:
        return row.kind_name

    def hit_text(self, row: Message) -> str:
        return f"{row.person or row.to_addr}: {row.kind_name}"

    @display(description=_("language"), ordering="language")
    def language_shown(self, row: Message) -> str:
        return dict(settings.LANGUAGES).get(row.language, row.language)

    @display(description=_("reason"))
    def reason_shown(self, row: Message) -> SafeString:
        return technical(row.reason)

    @display(description="Message-ID")
    def message_id_shown(self, row: Message) -> SafeString:
        return technical(row.message_id)

    @display(description=_("about"))
    def about(self, row: Message) -> SafeString:
        return technical(", ".join(f"{name} {value}" for name, value in row.context.items()))

    @display(description=_("subject"))
    def subject_shown(self, row: Message) -> str:
        return MARK.sub("…", row.subject)

    @display(description=_("text"))
    def text_shown(self, row: Message) -> str | SafeString:
        if not row.text:
            return gettext("It is written as it leaves, in the words and facts of that day.")
        if row.kind in UNREAD:
            return "…"
        text = linebreaksbr(MARK.sub("…", row.text.strip()), autoescape=True)
        return format_html('<div dir="auto" lang="{}" class="anywhere">{}</div>', row.language, text)

    @display(description=_("as it looks"))
    def as_it_looks(self, row: Message) -> str | SafeString:
        if row.kind in UNREAD or row.kind not in kinds_with_texts():
            return "…"
        page = reverse("admin:mail_wording_text", args=[row.kind, row.language])
        link = '<a class="underline" href="{}?message={}">{}</a>'
        return format_html(link, page, row.pk, gettext("Show it on a phone and a computer"))

    @admin.action(description=_("Try again …"), permissions=["deliver"])
    def try_again(self, request: HttpRequest, rows: QuerySet[Message]) -> HttpResponse | None:
        lost = rows.filter(state__in=AGAIN)
        if not lost.exists():
            messages.error(request, gettext("None of these was refused, returned or given up."))
            return None

        def do(_data: dict[str, Any]) -> str:
            told = list(lost)
            with transaction.atomic():  # all or none
                for row in told:
                    with named(self.hit_text(row)):
                        services.retry_message(row, by=request.user, now=timezone.now())
                self._log(request, told, gettext("Try again"))
            said = ngettext(
                "%(count)d message goes out again.", "%(count)d messages go out again.", len(told)
            )
            return said % {"count": len(told)}

        return self._asked(request, lost, gettext("Try again"), do, request.get_full_path())

    @action(description=_("Try again"), icon="replay", permissions=["deliver"])
    def try_one_again(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row, back = self._one(request, object_id)

        def do(_data: dict[str, Any]) -> str:
            services.retry_message(row, by=request.user, now=timezone.now())
            self._log(request, [row], gettext("Try again"))
            return gettext("The message goes out again.")

        return self._asked(request, Message.objects.filter(pk=row.pk), gettext("Try again"), do, back)

    @admin.action(description=_("Cancel what waits …"), permissions=["deliver"])
    def cancel(self, request: HttpRequest, rows: QuerySet[Message]) -> HttpResponse:
        return self._cancel(request, rows, request.get_full_path())

    @action(description=_("Cancel"), icon="cancel_schedule_send", permissions=["deliver"])
    def cancel_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row, back = self._one(request, object_id)
        return self._cancel(request, Message.objects.filter(pk=row.pk), back)

    def _cancel(self, request: HttpRequest, rows: QuerySet[Message], back: str) -> HttpResponse:
        waiting = rows.filter(state=State.QUEUED)

        def do(data: dict[str, Any]) -> str:
            told = list(waiting)
            done = services.cancel_messages(rows, reason=data["reason"])
            if not done:
                raise ServiceError(gettext("None of these is waiting any more."))
            self._log(request, told, gettext("Cancelled: %(reason)s") % data)
            said = ngettext("%(count)d message was cancelled.", "%(count)d messages were cancelled.", done)
            return said % {"count": done}

        return self._asked(request, waiting, gettext("Cancel what waits"), do, back, form_class=ReasonForm)

    def _asked(
        self, request: HttpRequest, rows: QuerySet[Message], title: str, do: Any, back: str, **more: Any
    ) -> HttpResponse:
        rows = rows.select_related("person")
        template = "mail/desk_confirm.html"
        return confirmed(self, request, rows, title=title, do=do, back=back, template=template, **more)

    def _one(self, request: HttpRequest, object_id: str) -> tuple[Message, str]:
        row = self.row_or_404(request, object_id)
        return row, reverse("admin:mail_message_change", args=[row.pk])

    def _log(self, request: HttpRequest, rows: list[Message], what: str) -> None:
        LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, what)
