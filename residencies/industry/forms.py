from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.inputs import DayInput, SeenForm
from residencies.industry.models import FollowUp, Meeting
from residencies.industry.services.outcomes import LONGEST_NOTE


class NoteForm(SeenForm):
    text = forms.CharField(
        label=_("Your note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Your side alone reads it: neither the other side nor the team."),
    )


class OutcomeForm(SeenForm):
    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=Meeting.Outcome.choices, widget=forms.RadioSelect
    )


class FollowUpForm(forms.Form):
    what = forms.CharField(
        label=_("What is to be done"),
        max_length=FollowUp._meta.get_field("what").max_length,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    due_on = forms.DateField(label=_("due on"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "next", **kwargs})
