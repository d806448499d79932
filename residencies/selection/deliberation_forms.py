"""The forms of the selection room: what is wrong is said before anything is written."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from foundation.people.models import Person
from foundation.translated import listed
from residencies.calls.building import codes_of
from residencies.calls.kinds import kind_of
from residencies.calls.models import Question
from residencies.selection.models import ChoiceRule, Decision, Deliberation, Prize
from residencies.selection.stating import lacks, questions_in
from residencies.selection.wording import prize_text

Dimension, Kind = ChoiceRule.Dimension, ChoiceRule.Kind


class RuleForm(forms.ModelForm):
    """A rule of the choice; its values are written as codes, and each has to be one that can be answered."""

    one_of = forms.CharField(
        label=gettext_lazy("values"),
        required=False,
        widget=UnfoldAdminTextInputWidget({"dir": "ltr"}),
        help_text=gettext_lazy(
            "codes with commas between them: woman, man; countries like MA; tracks; choices of the question"
        ),
    )

    class Meta:
        model = ChoiceRule
        fields = ["position", "kind", "dimension", "question", "least", "most", "is_used"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "one_of" in self.fields:
            self.initial["one_of"] = ", ".join(self.instance.values)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        values = codes_of(data.get("one_of", ""))
        if data.get("dimension") == Dimension.COUNTRY:
            values = [value.upper() for value in values]
        self.instance.values = values
        deliberation = self.instance.deliberation if self.instance.deliberation_id else None
        if deliberation is None or self.errors:
            return data
        told = {name: data.get(name) for name in ("kind", "dimension", "question", "least", "most")}
        row, questions = ChoiceRule(values=values, **told), questions_in(deliberation)
        if fault := lacks(row, questions):
            self.add_error(*fault)
        elif strangers := set(values) - _possible(row, questions, deliberation):
            said = _("There is no such value: %(values)s.")
            self.add_error("one_of", said % {"values": listed(sorted(strangers))})
        return data


def _possible(row: ChoiceRule, questions: Mapping[str, Question], deliberation: Deliberation) -> set[str]:
    if row.dimension == Dimension.TRACK:
        return {track.slug for track in deliberation.call.tracks.all()}
    if row.dimension == Dimension.COUNTRY:
        return set(dict(countries))
    if question := questions.get(row.question):
        return {code for code, _text in kind_of(question).choices(question)}
    return set(Person.Gender.values)


class PrizesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, prize: Prize) -> str:
        return prize_text(prize)


class DecisionForm(forms.Form):
    """What is decided about one application. `version` is that of the page it was made from."""

    outcome = forms.ChoiceField(label=gettext_lazy("decision"), widget=UnfoldAdminRadioSelectWidget)
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        required=False,
        help_text=gettext_lazy("for the minutes"),
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
    )
    comment = forms.CharField(
        label=gettext_lazy("comment for the applicant"),
        required=False,
        help_text=gettext_lazy(
            "It stands in her letter; empty: none. It begins with what the jurors wrote for her."
        ),
        widget=UnfoldAdminTextareaWidget({"rows": 6}),
    )
    prizes = PrizesField(
        Prize.objects.none(),
        label=gettext_lazy("prizes"),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    amendment = forms.CharField(
        label=gettext_lazy("why the minutes are amended"),
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("They are closed: the change becomes an amendment with this reason."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, deliberation: Deliberation, is_closed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes_of(deliberation)
        self.fields["prizes"].queryset = deliberation.prizes.all()
        if not deliberation.prizes.all():
            del self.fields["prizes"]
        if not is_closed:
            del self.fields["amendment"]


class ManyForm(forms.Form):
    """What is decided about those that were ticked."""

    outcome = forms.ChoiceField(label=gettext_lazy("decision"), widget=UnfoldAdminSelectWidget)
    reason = forms.CharField(label=gettext_lazy("reason"), required=False, widget=UnfoldAdminTextInputWidget)

    def __init__(self, *args: Any, deliberation: Deliberation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes_of(deliberation)


class AmendForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("reason"), widget=UnfoldAdminTextareaWidget({"rows": 2}))


def outcomes_of(deliberation: Deliberation) -> list[tuple[str, str]]:
    return [(code, str(Decision.Outcome(code).label)) for code in deliberation.outcomes]
