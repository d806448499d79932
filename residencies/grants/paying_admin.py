"""Instalments and reports at the desk: each step a button that asks once more."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import DeskAdmin, RecordAdmin
from foundation.confirm import ReasonForm, confirmed_one
from foundation.day_filter import DayFilter
from foundation.people.models import Person
from residencies.grants import services
from residencies.grants.forms import DayForm, MissingForm, ReferenceForm, payment_form
from residencies.grants.fund_admin import ltr
from residencies.grants.models import Document, Instalment, Report
from residencies.grants.selectors import standing_in_the_way

State = Instalment.State
# From which states each button of an instalment leads.
OFFERED: dict[str, tuple[str, ...]] = {
    "ask": (State.PLANNED,),
    "approve": (State.REQUESTED,),
    "clear": (State.APPROVED,),
    "pay": (State.CLEARED,),
    "correct": (State.PAID,),
    "reach": Instalment.OPEN,
    "refuse": (State.REQUESTED, State.APPROVED, State.CLEARED),
    "cancel": Instalment.OPEN,
}


def link_to(document: Document | None) -> SafeString | str:
    if document is None:
        return "—"
    url = reverse("grants:file", args=[document.pk])
    return format_html(
        '<a class="font-medium text-important underline" href="{}"><bdi>{}</bdi></a>', url, document
    )


class WaitsFilter(admin.SimpleListFilter):
    title = _("waits")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("me", gettext("for me")),
            ("late", gettext("late")),
            ("blocked", gettext("held up by a report")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Instalment]) -> QuerySet[Instalment]:
        today = timezone.localdate()
        if self.value() == "me":
            return queryset.waiting_for(request.user)
        if self.value() == "late":
            return queryset.late(today)
        if self.value() == "blocked":
            return queryset.unpaid().with_blocked(today).filter(is_blocked=True)
        return queryset


class StepsAdmin(DeskAdmin):
    """Rows that services alone make and move; of her own grant nobody finds any here."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).not_hers(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [name for row in self.fields for name in ([row] if isinstance(row, str) else row)]

    @display(description=_("person"), ordering="grant__person__sort_name")
    def person(self, row: Any) -> str:
        return str(row.grant.person)

    @display(description=_("fund"))
    def fund(self, row: Any) -> str:
        return str(row.grant.fund)

    def step(
        self, request: HttpRequest, key: str, title: str, act: Callable[..., Any], form: Any = forms.Form
    ) -> HttpResponse:
        return confirmed_one(self, request, key, title, act, form)


@admin.register(Instalment)
class InstalmentAdmin(StepsAdmin, RecordAdmin):
    can_revert = False
    list_display = ["person", "number", "sum", "due_on", "waits_for", "state", "paid_on", "fund"]
    list_display_links = ["person", "number"]
    list_filter = [
        WaitsFilter,
        ("state", ChoicesDropdownFilter),
        ("grant__fund", AutocompleteSelectFilter),
        ("due_on", DayFilter),
        ("paid_on", DayFilter),
    ]
    list_select_related = ["grant__person", "grant__fund", "report"]
    search_fields = ["reference"]
    search_named = {"grant__person": Person}
    search_help_text = _("A person in any spelling or script, or a payment reference")
    fields = [
        ("grant", "fund"),
        ("number", "sum", "due_on"),
        ("waits_for", "milestone_on", "milestone_by"),
        "in_the_way",
        ("state", "reason"),
        ("requested_by", "requested_at"),
        ("first_by", "first_at"),
        ("second_by", "second_at"),
        ("reference", "paid_on"),
        "paid_by",
        ("rate", "got", "paper"),
    ]
    actions_detail = list(OFFERED)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Those that its state allows."""
        row = self.get_object(request, str(object_id))
        offered = super().get_actions_detail(request, object_id)
        return [one for one in offered if row and self._leads_on(row, one.action_name)]

    def _leads_on(self, row: Instalment, name: str) -> bool:
        key = next((key for key in OFFERED if name.endswith(f"_{key}") or name == key), "")
        waits = row.condition == Instalment.Condition.MILESTONE and row.milestone_on is None
        return row.state in OFFERED.get(key, ()) and (key != "reach" or waits)

    def has_approve_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("grants.approve_instalment")

    def has_clear_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("grants.clear_instalment")

    def has_pay_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("grants.pay_instalment")

    def has_refuse_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_approve_permission(request) or self.has_clear_permission(request)

    @display(description=_("amount"), ordering="amount")
    def sum(self, row: Instalment) -> SafeString | str:
        return ltr(row.amount, row.grant.fund.currency)

    @display(description=_("received"))
    def got(self, row: Instalment) -> SafeString | str:
        return ltr(row.received, row.grant.currency)

    @display(description=_("condition"))
    def waits_for(self, row: Instalment) -> str:
        return row.condition_text

    @display(description=_("receipt"))
    def paper(self, row: Instalment) -> SafeString | str:
        return link_to(row.receipt)

    @display(description=_("what stands in its way"))
    def in_the_way(self, row: Instalment) -> SafeString | str:
        why = standing_in_the_way(row, timezone.localdate()) if row.is_open else []
        return format_html_join("", "<p>{}</p>", ((one,) for one in why)) or gettext("nothing")

    @action(description=_("Request the payment"), icon="send", permissions=["change"])
    def ask(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step(request, object_id, gettext("Request the payment"), services.request_instalment)

    @action(description=_("Approve"), icon="check", permissions=["approve"])
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step(request, object_id, gettext("Approve"), services.approve_instalment)

    @action(description=_("Approve for finance"), icon="done_all", permissions=["clear"])
    def clear(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step(request, object_id, gettext("Approve for finance"), services.clear_instalment)

    @action(description=_("Record the payment"), icon="payments", permissions=["pay"])
    def pay(self, request: HttpRequest, object_id: str) -> HttpResponse:
        form = payment_form(self.row_or_404(request, object_id).grant)
        return self.step(request, object_id, gettext("Record the payment"), services.pay_instalment, form)

    @action(description=_("Correct the reference"), icon="edit", permissions=["pay"])
    def correct(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Correct the reference")
        return self.step(request, object_id, title, services.correct_reference, ReferenceForm)

    @action(description=_("Milestone reached"), icon="flag", permissions=["change"])
    def reach(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step(request, object_id, gettext("Milestone reached"), services.reach_milestone, DayForm)

    @action(description=_("Refuse"), icon="thumb_down", permissions=["refuse"])
    def refuse(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step(request, object_id, gettext("Refuse"), services.refuse_instalment, ReasonForm)

    @action(description=_("Cancel the instalment"), icon="block", permissions=["change"])
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Cancel the instalment")
        return self.step(request, object_id, title, services.cancel_instalment, ReasonForm)


class StandsFilter(admin.SimpleListFilter):
    title = _("stands")
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("overdue", gettext("overdue")),
            ("to_read", gettext("to be read")),
            ("waiting", gettext("to be handed in")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        if self.value() == "overdue":
            return queryset.overdue(timezone.localdate())
        if self.value() == "to_read":
            return queryset.to_read()
        return queryset.waiting() if self.value() == "waiting" else queryset


@admin.register(Report)
class ReportAdmin(StepsAdmin, RecordAdmin):
    can_revert = False
    list_display = ["person", "kind", "due_on", "handed_in_at", "accepted_at", "fund"]
    list_display_links = ["person", "kind"]
    list_filter = [
        StandsFilter,
        ("kind", ChoicesDropdownFilter),
        ("grant__fund", AutocompleteSelectFilter),
        ("due_on", DayFilter),
    ]
    list_select_related = ["grant__person", "grant__fund"]
    search_fields = ["grant__purpose"]
    search_named = {"grant__person": Person}
    fields = [
        ("grant", "fund"),
        ("kind", "due_on", "handed_in_at"),
        "text",
        "paper",
        "missing",
        ("accepted_at", "accepted_by"),
    ]
    actions_detail = ["accept", "send_back"]

    @display(description=_("file"))
    def paper(self, row: Report) -> SafeString | str:
        return link_to(row.document)

    @action(description=pgettext_lazy("report", "Accept"), icon="check", permissions=["change"])
    def accept(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step(request, object_id, gettext("Accept the report"), services.accept_report)

    @action(description=_("Send back"), icon="undo", permissions=["change"])
    def send_back(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.step(request, object_id, gettext("Send back"), services.send_back_report, MissingForm)
