"""The questions of a check-in as form fields, filled with what is known of her."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.checkins import wording
from alumni.checkins.kinds import Kind, Value, kind_of
from alumni.checkins.models import Answer, CheckIn, Question
from alumni.checkins.pausing import CHOICES
from alumni.checkins.questions import missing, questions_of
from alumni.checkins.selectors import known_of, last_answers
from foundation.films.models import Work
from foundation.translated import in_language

Prefill = Question.Prefill


@dataclass(frozen=True)
class Asked:
    """One question as it stands on the page."""

    question: Question
    kind: Kind
    fields: list[BoundField]
    work: Work | None
    earlier: str  # the answer she saved before, where the tapped one differs from it
    last_time: str  # what she said in the check-in before this one
    on: Question | None  # the question it depends on

    @property
    def field(self) -> BoundField:
        return self.fields[0]

    @property
    def condition(self) -> str:
        return wording.condition(self.question, self.on) if self.on else ""

    @property
    def condition_codes(self) -> str:
        return " ".join(self.question.condition_values)

    @property
    def unit(self) -> str:
        return in_language(self.question, "unit")


class AnswerForm(forms.Form):
    """Fields are named `key` for a simple question and `key.part` for one with several parts.

    `tapped` is what the link in the mail has chosen; nothing of it is stored before she presses.
    A form that is `final` misses the answers that have to be given.
    """

    def __init__(
        self,
        checkin: CheckIn,
        tapped: Mapping[str, str],
        data: Mapping[str, str] | None = None,
        *,
        final: bool = False,
    ) -> None:
        super().__init__(data, label_suffix="")
        self.checkin, self.tapped, self.final = checkin, tapped, final
        self.known = known_of(checkin)
        self.questions = questions_of(checkin.questionnaire)
        kept = checkin.answers.all() if checkin.pk else []
        self.saved: dict[int, Value] = {answer.question_id: answer.value for answer in kept}
        for question in self.questions:
            value = self._tap(question) or self.saved.get(question.pk) or self._still_true(question)
            self.fields.update(kind_of(question).fields(question, value, self.known))

    def asked(self) -> Iterator[Asked]:
        by_number = {question.pk: question for question in self.questions}
        for question in self.questions:
            kind = kind_of(question)
            yield Asked(
                question,
                kind,
                [self[name] for name in kind.names(question)],
                self.known.work if question.kind == Question.Kind.STAGE else None,
                self._earlier(question),
                wording.in_line(self.last[question.key]) if question.key in self.last else "",
                by_number.get(question.condition_on_id),
            )

    def answers(self) -> dict[str, Any]:
        """Raw answers by question, just those that were sent: a part of the page leaves the rest as it is."""
        return {question.key: self._raw(question) for question in self._sent_questions()}

    def clean(self) -> None:
        for question in self.questions:
            for name, fault in kind_of(question).faults(question, self._sent(question)):
                self.add_error(name, fault)
        if self.final and not self.errors:
            for question in missing(self.questions, self._values()):
                self.add_error(kind_of(question).names(question)[0], _("Please answer this question."))

    @cached_property
    def last(self) -> dict[str, Answer]:
        """What she said in earlier check-ins, by the keys of the questions that show it."""
        keys = [question.key for question in self.questions if question.prefill != Prefill.OFF]
        return last_answers(self.checkin, keys) if keys else {}

    def _sent_questions(self) -> Iterator[Question]:
        for question in self.questions:
            if any(name in self.data for name in kind_of(question).names(question)):
                yield question

    def _sent(self, question: Question) -> dict[str, Any]:
        names = kind_of(question).names(question)
        return {name: self.fields[name].widget.value_from_datadict(self.data, {}, name) for name in names}

    def _raw(self, question: Question) -> Any:
        return kind_of(question).raw(question, self._sent(question))

    def _values(self) -> dict[int, Value]:
        """The answers as they would stand: those saved before, and what was sent in their place."""
        sent = {q.pk: kind_of(q).clean(q, self._raw(q)) for q in self._sent_questions()}
        return {number: value for number, value in {**self.saved, **sent}.items() if value}

    def _tap(self, question: Question) -> Value | None:
        code, kind = self.tapped.get(question.key), kind_of(question)
        chosen = kind.one_tap and code in dict(kind.choices(question))
        return kind.clean(question, code) if chosen else None

    def _still_true(self, question: Question) -> Value | None:
        """Her last answer, where the question wants it chosen and still offers it."""
        if question.prefill != Prefill.CHOOSE or question.key not in self.last:
            return None
        return kind_of(question).again(question, self.last[question.key].value)

    def _earlier(self, question: Question) -> str:
        tap, kept = self._tap(question), self.saved.get(question.pk)
        if self.is_bound or not tap or not kept or tap == kept:
            return ""
        return wording.in_line(Answer(question=question, value=kept))


class NewLinkForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        label_suffix="",
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )


class ChoiceForm(forms.Form):
    """The buttons with which she pauses, stops and resumes: one of them was pressed."""

    choice = forms.ChoiceField(choices=[(choice, choice) for choice in CHOICES])
