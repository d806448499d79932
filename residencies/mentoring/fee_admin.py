"""What mentors are owed and were paid. Finance finds no notes here, and no mentee."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextInputWidget

from foundation.admin import DeskAdmin, ReadOnly
from foundation.confirm import DayInput, confirmed_one
from foundation.lines import Lines
from foundation.people.models import Person
from residencies.mentoring import services
from residencies.mentoring.models import Fee, FeePayment
from residencies.mentoring.models.fees import amount_of


class PayForm(forms.Form):
    reference = forms.CharField(
        label=_("reference of the payment"), max_length=100, widget=UnfoldAdminTextInputWidget
    )
    paid_on = forms.DateField(label=_("paid on"), widget=DayInput, initial=timezone.localdate)


class PaymentInline(ReadOnly, Lines):
    model = FeePayment
    fields = ["paid_on", "reference", "minutes", "fee_per_hour", "amount", "currency"]


@admin.register(Fee)
class FeeAdmin(ReadOnly, DeskAdmin):
    list_display = [
        "mentor",
        "edition",
        "state",
        "hours_agreed",
        "hours_done",
        "owed",
        "already_paid",
        "currency",
    ]
    list_filter = [
        ("participation__edition", AutocompleteSelectFilter), ("state", ChoicesDropdownFilter),
    ]  # fmt: skip
    list_select_related = ["mentor__person", "participation__edition__programme"]
    search_fields = ["currency"]
    search_named = {"mentor__person": Person}
    fields = [
        ("mentor", "edition", "state"), ("hours_agreed", "hours_done", "fee_per_hour"),
        ("owed", "already_paid", "currency"),
    ]  # fmt: skip
    readonly_fields = ["edition", "hours_done", "owed", "already_paid"]
    inlines = [PaymentInline]
    actions_detail = ["pay"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fee]:
        return super().get_queryset(request).with_sums()  # type: ignore[no-any-return, attr-defined]

    def has_pay_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("mentoring.add_feepayment")

    @display(description=_("edition"), ordering="participation__edition")
    def edition(self, row: Fee) -> str:
        return str(row.participation.edition)

    @display(description=_("hours done"), ordering="done")
    def hours_done(self, row: Any) -> str:
        return f"{(row.done or 0) / 60:.1f}"

    @display(description=_("owed"), ordering="unpaid")
    def owed(self, row: Any) -> str:
        return str(amount_of(row.unpaid or 0, row.fee_per_hour))

    @display(description=_("paid"), ordering="paid")
    def already_paid(self, row: Any) -> str:
        return str(row.paid or 0)

    @action(description=_("Record a payment"), icon="payments", permissions=["pay"])
    def pay(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Fee, *, by: Any, now: datetime, reference: str, paid_on: date) -> str:
            made = services.pay_fees(row, reference=reference, paid_on=paid_on, by=by, now=now)
            said = gettext("Recorded: %(amount)s %(currency)s.")
            return said % {"amount": made.amount, "currency": made.currency}

        return confirmed_one(self, request, object_id, gettext("Record a payment"), act, PayForm)
