"""What is chosen among answers that are there: one, several, yes or no, a scale, a stage."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from foundation.films.models import Work
from foundation.questions.base import Kind, Known, Question, Roles, Value, one_of
from foundation.translated import in_language

LANGUAGES = ("fr", "ar", "en")


def options_lack(question: Question, wanted: Iterable[str] = ()) -> Iterator[str]:
    """Choices of `question` that have no text in one of the languages, or are not there."""
    options = {option.value: option for option in question.options.all()}
    for value in wanted:
        if value not in options:
            yield _("the word for “%(choice)s”") % {"choice": value}
    for value, option in options.items():
        if not all(getattr(option, f"text_{language}") for language in LANGUAGES):
            yield _("the choice “%(choice)s” in all three languages") % {"choice": value}


class Closed(Kind):
    template = "questions/radios.html"

    def typed(self, question: Question, text: str) -> Any:
        return one_of(text, {code for code, _text in self.choices(question)})

    def widget(self, question: Question) -> forms.Widget:
        return forms.RadioSelect(choices=self.choices(question))

    def words(self, question: Question, value: Value, roles: Roles) -> list[tuple[str, str]]:
        texts = dict(self.choices(question))
        codes = [code for code in texts if code in self.codes(value)] or sorted(self.codes(value))
        return [("", texts.get(code, code)) for code in codes]

    def codes(self, value: Value) -> set[str]:
        return {str(value[self.code])}


class Choice(Closed):
    code = "choice"
    has_options = one_tap = may_prefill = True

    def choices(self, question: Question) -> list[tuple[str, str]]:
        return [(option.value, str(option)) for option in question.options.all()]

    def lacks(self, question: Question) -> Iterator[str]:
        if len(question.options.all()) < 2:
            yield _("at least two choices")
        yield from options_lack(question)


class Several(Choice):
    """As many of the choices as apply, kept in the order of the question."""

    code = "several"
    template = "questions/boxes.html"
    one_tap = False

    def clean(self, question: Question, raw: Any) -> Value | None:
        sent = [raw] if isinstance(raw, str) else raw or []
        wanted = {str(text).strip() for text in sent} - {""}
        known = [code for code, _text in self.choices(question)]
        for text in wanted:
            one_of(text, set(known))
        return {self.code: [code for code in known if code in wanted]} if wanted else None

    def widget(self, question: Question) -> forms.Widget:
        return forms.CheckboxSelectMultiple(choices=self.choices(question))

    def codes(self, value: Value) -> set[str]:
        return set(value[self.code])

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string"}}


class YesNo(Closed):
    code = "yes_no"
    one_tap = may_prefill = True

    def choices(self, question: Question) -> list[tuple[str, str]]:
        return [("yes", _("Yes")), ("no", _("No"))]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": ["yes", "no"]}


class Scale(Closed):
    """From 1 to 5. The words at its ends are the question's choices 1 and 5."""

    code = "scale"
    template = "questions/scale.html"
    has_options = one_tap = may_prefill = True
    STEPS = ("1", "2", "3", "4", "5")

    def typed(self, question: Question, text: str) -> int:
        return int(one_of(text, set(self.STEPS)))

    def choices(self, question: Question) -> list[tuple[str, str]]:
        words = {option.value: in_language(option, "text") for option in question.options.all()}
        return [(step, f"{step} · {words[step]}" if words.get(step) else step) for step in self.STEPS]

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 1, "maximum": 5}

    def lacks(self, question: Question) -> Iterator[str]:
        yield from options_lack(question, ("1", "5"))
        for option in question.options.all():
            if option.value not in self.STEPS:
                yield _("choices with the codes 1 and 5 alone, not “%(choice)s”") % {"choice": option.value}


class Stage(Closed):
    """The stage of her project, which stands chosen as it is recorded."""

    code = "stage"
    template = "questions/path.html"

    def choices(self, question: Question) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Work.Stage.choices]

    def known(self, known: Known) -> Value | None:
        return {"stage": known.work.stage} if known.work and known.work.stage else None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": Work.Stage.values}

    def change(self, value: Value, known: Known) -> dict[str, Any] | None:
        if known.work is None:
            return None
        before = {"stage": known.work.stage}
        return {"kind": self.code, "work": known.work, "before": before, "after": value}
