"""What staff fill in about delegations, and what a member writes of her journey."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from foundation.confirm import DayInput
from foundation.filters import BIGGEST
from foundation.people.models import Person
from residencies.delegations.services.files import LONGEST
from residencies.programmes.models import Participation


class RefusalForm(forms.Form):
    on = forms.DateField(label=_("refused on"), widget=DayInput)


class WithdrawalForm(forms.Form):
    cause = forms.ChoiceField(
        label=_("cause"),
        required=False,
        choices=[("", "—"), *Participation.Cause.choices],
        widget=UnfoldAdminSelectWidget,
    )
    reason = forms.CharField(
        label=_("reason"), required=False, max_length=2000, widget=UnfoldAdminTextareaWidget
    )


class PersonForm(forms.Form):
    person = forms.IntegerField(
        label=_("number of her record"), min_value=1, max_value=BIGGEST, widget=UnfoldAdminIntegerFieldWidget
    )

    def clean_person(self) -> Person:
        person = Person.objects.filter(pk=self.cleaned_data["person"]).first()
        if person is None:
            raise forms.ValidationError(gettext("There is no record with this number."))
        return person


class ReportForm(forms.Form):
    met = forms.CharField(
        label=_("Whom did you meet?"),
        help_text=_("Names, and where they work: a line for each is enough."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
    )
    follows = forms.CharField(
        label=_("What follows from it?"),
        help_text=_("A reading, a second meeting, an offer – or nothing yet."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
    )

    def as_said(self) -> dict[str, Any]:
        return {"met": self.cleaned_data["met"], "follows": self.cleaned_data["follows"]}
