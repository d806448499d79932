"""What the desk asks for before something happens to a grant."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from foundation.confirm import DayInput, ReasonForm, once
from foundation.errors import ServiceError
from foundation.money import PLACES, AmountInput
from foundation.rates.models import ExchangeRate
from residencies.grants import services
from residencies.grants.models import Grant, Report


def amount(label: Any, **how: Any) -> AmountInput:
    return AmountInput(
        label=label, max_digits=15, decimal_places=PLACES, widget=UnfoldAdminDecimalFieldWidget, **how
    )


class OnceForm(forms.Form):
    """Pressed twice, it makes one."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        token = said.pop("token", None)
        return {**said, "token": token and once(token, said)}


class ReferenceForm(ReasonForm):
    reference = forms.CharField(
        label=_("payment reference"), max_length=100, widget=UnfoldAdminTextInputWidget
    )
    field_order = ["reference", "reason"]


class MissingForm(forms.Form):
    missing = forms.CharField(
        label=_("what is missing"),
        max_length=2000,
        widget=UnfoldAdminTextareaWidget,
        help_text=_("She reads it as it stands here."),
    )


class DayForm(forms.Form):
    on = forms.DateField(label=_("reached on"), widget=DayInput)


class TopUpForm(OnceForm):
    amount = amount(_("amount"), help_text=_("less than nothing takes it out again"))
    on = forms.DateField(label=_("day"), widget=DayInput)
    note = forms.CharField(label=_("note"), max_length=300, required=False, widget=UnfoldAdminTextInputWidget)


class AskReportForm(OnceForm):
    kind = forms.ChoiceField(label=_("kind"), choices=Report.Kind.choices, widget=UnfoldAdminSelectWidget)
    due_on = forms.DateField(label=_("due on"), widget=DayInput)


def plan_form(grant: Grant) -> type[forms.Form]:
    """For one instalment of this grant."""

    class PlanForm(OnceForm):
        amount = amount(_("amount"), min_value=0)
        due_on = forms.DateField(label=_("due on"), widget=DayInput)
        report = forms.ModelChoiceField(
            grant.reports.order_by("due_on", "pk"),
            label=_("waits for the report"),
            required=False,
            widget=UnfoldAdminSelectWidget,
        )
        milestone = forms.CharField(
            label=_("or for the milestone"),
            max_length=200,
            required=False,
            widget=UnfoldAdminTextInputWidget,
            help_text=_("what has to be there; she reads it"),
        )

    return PlanForm


def payment_form(grant: Grant) -> type[forms.Form]:
    """For a payment of this grant; it asks for a rate where the currencies differ."""

    class PaymentForm(forms.Form):
        reference = forms.CharField(
            label=_("payment reference"), max_length=100, widget=UnfoldAdminTextInputWidget
        )
        paid_on = forms.DateField(label=_("paid on"), widget=DayInput)
        if grant.currency != grant.fund.currency:
            rate = forms.ModelChoiceField(
                ExchangeRate.objects.filter(base=grant.fund.currency, quote=grant.currency),
                label=_("exchange rate"),
                widget=UnfoldAdminSelectWidget,
            )
            received = amount(
                _("received"),
                required=False,
                min_value=0,
                help_text=_("where the bank says something else than the rate makes of it"),
            )
        receipt = forms.FileField(
            label=_("receipt"),
            required=False,
            widget=UnfoldAdminFileFieldWidget,
            help_text=pgettext_lazy("receipt", "PDF or image; she can download it"),
        )

    return PaymentForm


class CommitForm(forms.ModelForm):
    """A new grant: all that the service would refuse is said here, with what was typed."""

    by: Any = None  # who looks at it

    pressed = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    class Meta:
        model = Grant
        fields = ["fund", "person", "participation", "purpose", "amount", "currency", "rate", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["pressed"]
        if "person" in self.fields:
            self.fields["person"].required = False
            self.fields["person"].help_text = _("may be left to the participation")
        if "currency" in self.fields:
            self.fields["currency"].required = False
            self.fields["currency"].help_text = _("where it is not the fund’s")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "person" in self.fields and "person" not in self.errors and data.get("person") is None:
            self._follow_participation(data)
        if self.instance.pk is None and not self.errors:
            try:
                with transaction.atomic():
                    self.commit(by=self.by)
                    transaction.set_rollback(True)
            except ServiceError as fault:
                self.add_error(None, str(fault))
        return data

    def _follow_participation(self, data: dict[str, Any]) -> None:
        """Who it is for is known where it is said for which participation."""
        if data.get("participation") is None:
            self.add_error("person", self.fields["person"].error_messages["required"])
        else:
            data["person"] = data["participation"].person

    def commit(self, by: Any) -> Grant:
        said = dict(self.cleaned_data)
        pressed = said.pop("pressed")
        token = pressed and once(pressed, said)
        fund, person = said.pop("fund"), said.pop("person")
        return services.commit_grant(fund, person, **said, token=token, by=by, now=timezone.now())
