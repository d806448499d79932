"""The questions of a check-in as form fields, filled with what is known of her."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from alumni.checkins.models import CheckIn, Question
from alumni.checkins.pausing import CHOICES
from alumni.checkins.questions import LONGEST, PARTS, clean_value
from alumni.checkins.selectors import current_work, known_facts
from foundation.errors import ServiceError
from foundation.films.models import Role, Work

Kind = Question.Kind
LABELS = {
    "title": _("Title of the film or series"),
    "role": _("Your role"),
    "year": _("Year"),
    "festival": _("Festival or market"),
    "section": _("Section"),
    "city": _("City"),
    "country": _("Country"),
    "occupation": _("What you do"),
}
# The parts a browser can fill in by itself (WCAG 1.3.5).
AUTOCOMPLETE = {"city": "address-level2", "country": "country", "occupation": "organization-title"}


@dataclass(frozen=True)
class Asked:
    """One question as it stands on the page."""

    question: Question
    fields: list[BoundField]
    work: Work | None
    earlier: str  # the answer she saved before, where the tapped one differs from it

    @property
    def field(self) -> BoundField:
        return self.fields[0]


class AnswerForm(forms.Form):
    """Fields are named `key` for a simple question and `key.part` for one with several parts.

    `tapped` is what the link in the mail has chosen; nothing of it is stored before she presses.
    """

    def __init__(
        self, checkin: CheckIn, tapped: Mapping[str, str], data: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data, label_suffix="")
        self.checkin, self.tapped = checkin, tapped
        self.work = current_work(checkin)
        self.questions = list(checkin.questionnaire.questions.prefetch_related("options"))
        self.saved = {answer.question_id: answer.value for answer in checkin.answers.all()}
        for question in self.questions:
            self.fields.update(self._fields_of(question))

    def asked(self) -> Iterator[Asked]:
        for question in self.questions:
            fields = [self[name] for name in _names(question)]
            work = self.work if question.kind == Kind.STAGE else None
            yield Asked(question, fields, work, self._earlier(question))

    def answers(self) -> dict[str, Any]:
        """Raw answers by question, just those that were sent: a part of the page leaves the rest as it is."""
        sent = {}
        for question in self.questions:
            if any(name in self.data for name in _names(question)):
                sent[question.key] = self._raw(question)
        return sent

    def clean(self) -> None:
        """Each part is judged alone, so that the message stands at the field it is about."""
        for question in self.questions:
            for name in _names(question):
                raw: Any = self.data.get(name, "")
                if question.kind in PARTS:
                    raw = {name.partition(".")[2]: raw}
                try:
                    clean_value(question, raw)
                except ServiceError as fault:
                    self.add_error(name, str(fault))

    def _raw(self, question: Question) -> Any:
        if question.kind not in PARTS:
            return self.data.get(question.key, "")
        return {part: self.data.get(f"{question.key}.{part}", "") for part in PARTS[question.kind]}

    def _fields_of(self, question: Question) -> Iterator[tuple[str, forms.Field]]:
        if question.kind in PARTS:
            known = self.saved.get(question.pk) or self._known(question)
            for part in PARTS[question.kind]:
                field = forms.CharField(required=False, label=LABELS[part], widget=_part_widget(part))
                field.initial = known.get(part)
                yield f"{question.key}.{part}", field
            return
        field = forms.CharField(required=False, label=str(question), widget=_widget(question))
        field.initial = self._tap(question) or self._kept(question) or self._known(question).get("stage")
        yield question.key, field

    def _known(self, question: Question) -> dict[str, str]:
        if question.kind == Kind.FACTS:
            return known_facts(self.checkin.person)
        return {"stage": self.work.stage} if question.kind == Kind.STAGE and self.work else {}

    def _kept(self, question: Question) -> str:
        """What she saved before as an answer to a simple question."""
        return next(iter(self.saved.get(question.pk, {}).values()), "")

    def _tap(self, question: Question) -> str:
        return self.tapped.get(question.key, "") if _label(question, self.tapped.get(question.key)) else ""

    def _earlier(self, question: Question) -> str:
        tap, kept = self._tap(question), self._kept(question)
        return _label(question, kept) if tap and kept and tap != kept and not self.is_bound else ""


def _names(question: Question) -> list[str]:
    return [f"{question.key}.{part}" for part in PARTS.get(question.kind, ())] or [question.key]


def _choices(question: Question) -> list[tuple[str, str]]:
    if question.kind == Kind.STAGE:
        return [(value, str(label)) for value, label in Work.Stage.choices]
    return [(option.value, str(option)) for option in question.options.all()]


def _label(question: Question, value: str | None) -> str:
    return dict(_choices(question)).get(value or "", "")


def _widget(question: Question) -> forms.Widget:
    if question.kind == Kind.TEXT:
        return forms.Textarea({"rows": 4, "maxlength": 5000, "aria-label": str(question)})
    return forms.RadioSelect(choices=_choices(question))


def _part_widget(part: str) -> forms.Widget:
    if part == "role":
        return forms.Select(choices=_roles())
    if part == "country":
        return forms.Select({"autocomplete": AUTOCOMPLETE[part]}, choices=[("", "—"), *countries])
    if part == "year":
        return forms.TextInput({"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"})
    return forms.TextInput({"maxlength": LONGEST, "autocomplete": AUTOCOMPLETE.get(part, "off")})


def _roles() -> list[tuple[str, Any]]:
    by_department = groupby(Role.objects.all(), lambda role: role.get_department_display())
    groups = [(name, [(role.slug, str(role)) for role in roles]) for name, roles in by_department]
    return [("", "—"), *groups]


class NewLinkForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        label_suffix="",
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )


class ChoiceForm(forms.Form):
    """The buttons with which she pauses, stops and resumes: one of them was pressed."""

    choice = forms.ChoiceField(choices=[(choice, choice) for choice in CHOICES])
