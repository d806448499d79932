"""The desk's forms in which a call and what it asks are built: what is wrong is said before it is saved."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from foundation.confirm import DayInput
from foundation.files.types import TYPES
from residencies.calls.kinds import CLOSED, KINDS, kind_of
from residencies.calls.models import Call, EligibilityRule, Option, Question, Section
from residencies.calls.rules import Country
from residencies.calls.services.calls import check_change

SETTINGS = sorted({name for kind in KINDS.values() for name in kind.settings})
WAYS = {"fr": "ltr", "ar": "rtl", "en": "ltr"}


def texts_of(field: str, widget: Any = UnfoldAdminTextInputWidget) -> dict[str, forms.Widget]:
    """A widget for each language of a text, written in its own direction whatever the desk's is."""
    return {f"{field}_{language}": widget({"lang": language, "dir": way}) for language, way in WAYS.items()}


def long_texts_of(field: str) -> dict[str, forms.Widget]:
    return texts_of(field, lambda attrs: UnfoldAdminTextareaWidget({**attrs, "rows": 3}))


class SectionForm(forms.ModelForm):
    class Meta:
        model = Section
        fields = ["position", "step", "title_fr", "title_ar", "title_en", "text_fr", "text_ar", "text_en"]
        widgets = {**texts_of("title"), **long_texts_of("text")}


class OptionForm(forms.ModelForm):
    class Meta:
        model = Option
        fields = ["position", "value", "text_fr", "text_ar", "text_en"]
        widgets = texts_of("text")


class LineForm(forms.ModelForm):
    """A question among others, on the page of its section."""

    class Meta:
        model = Question
        fields = ["position", "key", "kind", "is_required", "text_fr", "text_ar", "text_en"]
        widgets = texts_of("text")

    def _get_validation_exclusions(self) -> set[str]:
        # A section's form is set by `save`; without it here its uniqueness would not be judged.
        return super()._get_validation_exclusions() - {"form"}

    def _post_clean(self) -> None:
        if self.instance.section_id:
            self.instance.form_id = self.instance.section.form_id
        super()._post_clean()


class QuestionForm(LineForm):
    """A question on its own page: with its help, limits and instants, and with what it depends on."""

    accepts = forms.MultipleChoiceField(
        label=gettext_lazy("types of file"),
        required=False,
        choices=[(code, kind.name) for code, kind in TYPES.items()],
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    only_if = forms.MultipleChoiceField(
        label=gettext_lazy("answers it depends on"),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=gettext_lazy("of one earlier question"),
    )

    class Meta(LineForm.Meta):
        fields = [
            *LineForm.Meta.fields,
            *("help_fr", "help_ar", "help_en", "tracks", "required_from", "frozen_from"),
            *("identifies", "is_title", *SETTINGS, "condition"),
        ]
        widgets = {**texts_of("text"), **texts_of("unit"), **long_texts_of("help")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "only_if" in self.fields:  # a frozen form is only read
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

    def _earlier(self) -> Iterator[Question]:
        """Those before it in the form whose answers are choices."""
        rows = Question.objects.filter(form=self.instance.form_id).prefetch_related("options")
        for question in rows.select_related("section"):
            if question.pk == self.instance.pk:
                return
            if question.kind in CLOSED:
                yield question

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, fault in [*self._faults_of_settings(data), *self._faults_of_condition(data)]:
            self.add_error(name, fault)
        pairs = [one.partition(":") for one in data.get("only_if", [])]
        self.instance.condition_on = self.earlier[int(pairs[0][0])] if pairs else None
        self.instance.condition_values = [code for _number, _colon, code in pairs]
        return data

    def _faults_of_settings(self, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
        kind = KINDS.get(data.get("kind", ""))
        for name in SETTINGS:
            if kind and name not in kind.settings and data.get(name) not in (None, "", []):
                yield name, _("A question of this kind has no such limit: leave it empty.")

    def _faults_of_condition(self, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
        wanted = data.get("only_if", [])
        if data.get("condition") and not wanted:
            yield "only_if", _("Choose the answers it depends on.")
        if wanted and not data.get("condition"):
            yield "condition", _("Say whether the answer is to be one of these or none of these.")
        if len({one.partition(":")[0] for one in wanted}) > 1:
            yield "only_if", _("A question depends on one other: choose answers of one alone.")


class CallForm(forms.ModelForm):
    """A call at the desk. What applicants go by is not changed any more once it has opened."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("languages of applications"),
        choices=settings.LANGUAGES,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    class Meta:
        model = Call
        fields = "__all__"  # noqa: DJ007 - the page names them
        widgets = {**texts_of("title"), **long_texts_of("text")}

    def clean_tracks(self) -> Any:
        edition, tracks = self.cleaned_data.get("edition"), self.cleaned_data["tracks"]
        if edition and any(track.programme_id != edition.programme_id for track in tracks):
            raise ValidationError(_("Choose tracks of this edition’s programme."))
        return tracks

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.instance.pk:
            recorded = Call.objects.get(pk=self.instance.pk)
            for name, fault in check_change(recorded, self.changed_data, now=timezone.now()):
                if name in self.fields:
                    self.add_error(name, fault)
        return data


class RuleForm(forms.ModelForm):
    """A rule's values as fields, each for the kinds that have it."""

    least = forms.IntegerField(
        label=gettext_lazy("at least"), required=False, min_value=0, widget=UnfoldAdminIntegerFieldWidget
    )
    most = forms.IntegerField(
        label=gettext_lazy("at most"), required=False, min_value=0, widget=UnfoldAdminIntegerFieldWidget
    )
    on = forms.DateField(
        label=gettext_lazy("age on"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("empty: on the day the call closes"),
    )
    one_of = forms.CharField(
        label=gettext_lazy("one of"),
        required=False,
        widget=UnfoldAdminTextInputWidget({"dir": "ltr"}),
        help_text=gettext_lazy("codes with commas between them: countries like MA, stages, tracks, choices"),
    )
    asked = forms.CharField(
        label=gettext_lazy("questions"),
        required=False,
        widget=UnfoldAdminTextInputWidget({"dir": "ltr"}),
        help_text=gettext_lazy("codes of questions; one that fits is enough. Empty: what is on record"),
    )

    class Meta:
        model = EligibilityRule
        fields = ["position", "kind", "is_strict", "text_fr", "text_ar", "text_en"]
        widgets = long_texts_of("text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = self.instance.values
        if "least" in self.fields:
            self.initial |= {name: values.get(name) for name in ("least", "most", "on")}
            self.initial["one_of"] = ", ".join(values.get("one_of", []))
            self.initial["asked"] = ", ".join(self.instance.sources)

    def clean_one_of(self) -> list[str]:
        codes = codes_of(self.cleaned_data["one_of"])
        if self.cleaned_data.get("kind") in (Country.code, EligibilityRule.Kind.PROJECT_COUNTRY):
            codes = [code.upper() for code in codes]
            for code in codes:
                if code not in countries.countries:
                    raise ValidationError(
                        _("“%(code)s” is not a country: write its two letters, like MA."),
                        params={"code": code},
                    )
        return codes

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        least, most, on = data.get("least"), data.get("most"), data.get("on")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("The least is more than the most."))
        values = {"least": least, "most": most, "on": on and on.isoformat(), "one_of": data.get("one_of")}
        self.instance.values = {name: value for name, value in values.items() if value not in (None, [])}
        self.instance.sources = codes_of(data.get("asked", ""))
        return data


def codes_of(text: str) -> list[str]:
    parts = text.replace("،", ",").replace(";", ",").split(",")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
