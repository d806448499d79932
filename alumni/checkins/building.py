"""The desk's forms in which a questionnaire is built: what is wrong is said before it is saved."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from alumni.checkins.kinds import CLOSED, KINDS, kind_of
from alumni.checkins.models import Option, Question, Step
from alumni.checkins.questionnaires import lacks, place_questions
from foundation.lines import CheckedFormSet

SETTINGS = sorted({name for kind in KINDS.values() for name in kind.settings})


def texts_of(field: str) -> dict[str, forms.Widget]:
    """A widget for each language of a text, written in its own direction whatever the desk's is."""
    ways = {"fr": "ltr", "ar": "rtl", "en": "ltr"}
    return {
        f"{field}_{language}": UnfoldAdminTextInputWidget({"lang": language, "dir": way})
        for language, way in ways.items()
    }


class OptionForm(forms.ModelForm):
    class Meta:
        model = Option
        fields = ["position", "value", "text_fr", "text_ar", "text_en"]
        widgets = texts_of("text")


class LineForm(forms.ModelForm):
    """A question among others, on the page of its questionnaire."""

    class Meta:
        model = Question
        fields = [
            "position",
            "key",
            "kind",
            "in_mail",
            "is_required",
            "prefill",
            "text_fr",
            "text_ar",
            "text_en",
        ]
        widgets = texts_of("text")

    def clean_prefill(self) -> str:
        prefill, kind = self.cleaned_data["prefill"], KINDS.get(self.cleaned_data.get("kind", ""))
        if kind and prefill != Question.Prefill.OFF and not kind.may_prefill:
            raise ValidationError(_("An answer of this kind is not shown again. Choose “does not show it”."))
        return prefill


class QuestionForm(LineForm):
    """A question on its own page: with its bounds and unit, and with what it depends on."""

    only_if = forms.MultipleChoiceField(
        label=gettext_lazy("answers it depends on"),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=gettext_lazy("of one earlier question"),
    )

    class Meta(LineForm.Meta):
        fields = [*LineForm.Meta.fields, *SETTINGS, "condition"]
        widgets = {**texts_of("text"), **texts_of("unit")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "only_if" in self.fields:  # a version that was sent is only read
            self.earlier = {question.pk: question for question in self._earlier()}
            self.fields["only_if"].choices = [
                (
                    str(question),
                    [(f"{question.pk}:{code}", text) for code, text in kind_of(question).choices(question)],
                )
                for question in self.earlier.values()
            ]
            on = self.instance.condition_on_id
            self.initial["only_if"] = [f"{on}:{code}" for code in self.instance.condition_values]

    def _earlier(self) -> Any:
        own = self.instance
        before = Question.objects.filter(
            questionnaire=own.questionnaire_id, position__lt=own.position, kind__in=CLOSED
        )
        return before.prefetch_related("options")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, fault in [*self._faults_of_settings(data), *self._faults_of_condition(data)]:
            self.add_error(name, fault)
        self._depend(data)
        return data

    def _faults_of_settings(self, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
        kind = KINDS.get(data.get("kind", ""))
        for name in SETTINGS:
            if kind and name not in kind.settings and data.get(name) not in (None, ""):
                yield name, _("Only a number has it: leave it empty.")

    def _faults_of_condition(self, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
        wanted = data.get("only_if", [])
        if data.get("condition") and not wanted:
            yield "only_if", _("Choose the answers it depends on.")
        if wanted and not data.get("condition"):
            yield "condition", _("Say whether the answer is to be one of these or none of these.")
        asked = {one.partition(":")[0] for one in wanted}
        if len(asked) > 1:
            yield "only_if", _("A question depends on one other: choose answers of one alone.")
        for number in asked:
            on = self.earlier[int(number)]
            if on.position >= (data.get("position") or 0):
                yield (
                    "position",
                    _("It depends on “%(question)s”, which has to come before it.") % {"question": on},
                )

        yield from self._faults_of_followers(data)

    def _faults_of_followers(self, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
        followers = Question.objects.filter(condition_on=self.instance.pk).order_by("position", "pk")
        for follower in followers.filter(position__lte=data.get("position") or 0)[:1]:
            yield (
                "position",
                _("“%(question)s” depends on it and has to come after it.") % {"question": follower},
            )

    def _depend(self, data: dict[str, Any]) -> None:
        pairs = [one.partition(":") for one in data.get("only_if", [])]
        self.instance.condition_on = self.earlier[int(pairs[0][0])] if pairs else None
        self.instance.condition_values = [code for _number, _colon, code in pairs]


class QuestionFormSet(CheckedFormSet):
    """The questions of a questionnaire in their order: what one depends on comes before it."""

    def clean(self) -> None:
        super().clean()
        forms_here = {form.instance.pk: form for form in self.initial_forms}
        for form in self.initial_forms:
            on = forms_here.get(form.instance.condition_on_id)
            if on is None or form in self.deleted_forms or form.errors:
                continue
            if on.instance.position >= form.instance.position:
                fault = _("It depends on “%(question)s”, which has to come before it.")
                form.add_error("position", fault % {"question": on.instance})
            if on.instance.kind not in CLOSED:
                fault = _("“%(question)s” depends on its answers: they have to be choices.")
                on.add_error("kind", fault % {"question": form.instance})

    def save(self, commit: bool = True) -> Any:
        if commit:
            place_questions(form.instance for form in self.initial_forms if form not in self.deleted_forms)
        return super().save(commit)


class StepForm(forms.ModelForm):
    class Meta:
        model = Step
        fields = ["months", "questionnaire"]

    def clean_questionnaire(self) -> Any:
        """A version may be asked once it is complete; what was chosen before stays."""
        form = self.cleaned_data["questionnaire"]
        if form and "questionnaire" in self.changed_data and (missing := lacks(form)):
            raise ValidationError([_("This version is not ready to be asked."), *missing])
        return form
