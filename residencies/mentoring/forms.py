from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.inputs import DayInput
from residencies.mentoring.models import (
    LONGEST,
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_AWAY,
    MOST_MENTEES,
    ClosingReview,
    MentorProfile,
    Pulse,
)


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_TEXT, widget=area, help_text=help_text
    )


class WordsForm(forms.Form):
    goals = _text(_("goals"), _("What you want to reach; both of you see it."))
    shared_notes = _text(_("shared notes"), _("Both of you see them, and so do the staff."))
    private_note = _text(_("private note"), _("You alone see it: neither the other nor the staff."))


class ProfileForm(forms.Form):
    crafts = forms.MultipleChoiceField(label=_("fields"), required=False, widget=forms.CheckboxSelectMultiple)
    languages = forms.MultipleChoiceField(
        label=_("languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one language at least.")},
    )
    capacity = forms.IntegerField(
        label=_("mentees at most"),
        min_value=0,
        max_value=MOST_MENTEES,
        help_text=MentorProfile._meta.get_field("capacity").help_text,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, crafts: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["crafts"].choices = list(crafts.items())


class AwayForm(forms.Form):
    """An absence; one that is emptied is gone."""

    first = forms.DateField(label=_("from"), widget=DayInput, required=False)
    last = forms.DateField(label=_("to"), widget=DayInput, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if not self.errors and (first is None) != (last is None):
            lacks = "first" if first is None else "last"
            self.add_error(lacks, self.fields[lacks].error_messages["required"])
        elif first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        return data


AwayFormSet = forms.formset_factory(
    AwayForm, extra=1, can_delete=True, max_num=MOST_AWAY, absolute_max=MOST_AWAY, validate_max=True
)


class SessionForm(WordsForm):
    on = forms.DateField(label=_("day"), widget=DayInput)
    minutes = forms.IntegerField(
        label=_("minutes"),
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    field_order = ["on", "minutes", "goals", "shared_notes", "private_note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": timezone.localdate(), "minutes": 60}, **kwargs})


class PulseForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("How is it going?"), choices=Pulse.Answer.choices, widget=forms.RadioSelect
    )
    word = forms.CharField(
        label=_("A word, if you like"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


def _yes_or_no(label: Any) -> forms.TypedChoiceField:
    choices = [("yes", _("yes")), ("no", _("no"))]
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=lambda value: value == "yes", widget=forms.RadioSelect
    )


class ReviewForm(forms.Form):
    goals = forms.ChoiceField(
        label=_("How many of your goals were reached?"),
        choices=ClosingReview.Goals.choices,
        widget=forms.RadioSelect,
    )
    recommends = _yes_or_no(_("Would you recommend such a mentoring to others?"))
    hours_right = _yes_or_no(_("Are the hours right, as they were logged?"))
    helped = forms.CharField(
        label=_("What helped?"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class ChangeForm(WordsForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
