"""What every kind of question has: how an answer comes in, is kept, is shown and is told.

A room keeps its questions in a table of its own, with `key`, `kind`, its text as `str`, `options` where a
kind has choices, and the columns that a kind names in `settings`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.films.models import Role, Work

Question = Any  # of the table of some room
Roles = Mapping[str, Role]  # by their codes, read once for a whole list
Value = dict[str, Any]  # an answer as it is stored


@dataclass(frozen=True)
class Known:
    """What is recorded of the person who is asked."""

    facts: dict[str, str] = field(default_factory=dict)  # city, country, occupation
    work: Work | None = None  # the project she is asked about


class Kind:
    """One kind of question. A new kind is a subclass, listed in the `KINDS` of each room that asks it.

    A simple answer is stored as {code: answer}; `raw` is what a page, a mail or the API sent for it.
    """

    code: ClassVar[str]
    template: ClassVar[str] = "questions/field.html"
    has_options: ClassVar[bool] = False  # staff write its choices
    one_tap: ClassVar[bool] = False  # may be answered in the mail
    may_prefill: ClassVar[bool] = False  # what she said last time helps her now
    settings: ClassVar[tuple[str, ...]] = ()  # fields of `Question` that are for this kind alone

    # -- in --------------------------------------------------------------------------------
    def clean(self, question: Question, raw: Any) -> Value | None:
        """The answer as it is stored, None for no answer; raises ServiceError for what is not one."""
        text = as_text(raw)
        return {self.code: self.typed(question, text)} if text else None

    def typed(self, question: Question, text: str) -> Any:
        """`text`, which is not empty, as this kind keeps it; raises ServiceError."""
        raise NotImplementedError

    def raw(self, question: Question, sent: dict[str, Any]) -> Any:
        """What `clean` takes, of what a page has sent by the names of its fields."""
        return sent[question.key]

    def faults(self, question: Question, sent: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """(name of the field, what is wrong with it) of what a page has sent."""
        try:
            self.clean(question, self.raw(question, sent))
        except ServiceError as fault:
            yield question.key, str(fault)

    # -- on the page -----------------------------------------------------------------------
    def names(self, question: Question) -> list[str]:
        return [question.key]

    def fields(self, question: Question, value: Value | None, known: Known) -> dict[str, forms.Field]:
        """The fields of the page by name, filled with `value`, else with what is known."""
        filled = value or self.known(known)
        made = forms.Field(required=False, label=str(question), widget=self.widget(question))
        made.initial = self.plain(filled) if filled else None
        return {question.key: made}

    def widget(self, question: Question) -> forms.Widget:
        raise NotImplementedError

    def known(self, known: Known) -> Value | None:
        """What is recorded, as if she had answered it."""
        return None

    def again(self, question: Question, value: Value) -> Value | None:
        """An answer to an earlier version of the question, None where it is none to this one."""
        if not self.may_prefill or self.code not in value:
            return None
        try:
            return self.clean(question, self.plain(value))
        except ServiceError:
            return None

    # -- out -------------------------------------------------------------------------------
    def plain(self, value: Value) -> Any:
        """The answer as the API gives and takes it."""
        return value[self.code]

    def schema(self) -> dict[str, Any]:
        """The plain answer in the words of JSON Schema."""
        return {"type": "string"}

    def words(self, question: Question, value: Value, roles: Roles) -> list[tuple[str, str]]:
        """(label, text) of each part in the reader's language; a label may be ''."""
        return [("", str(value[self.code]))]

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """(code, text) of all answers there are, where they can be told beforehand."""
        return []

    def codes(self, value: Value) -> set[str]:
        """Which of the choices an answer holds."""
        return set()

    # -- what follows from it ----------------------------------------------------------------
    def change(self, value: Value, known: Known) -> dict[str, Any] | None:
        """What the answer says has changed of what is known, for the room that may change it."""
        return None

    def lacks(self, question: Question) -> Iterator[str]:
        """What is missing before it can be asked."""
        yield from ()


def as_text(raw: Any) -> str:
    """What was sent, without the blanks around it; raises ServiceError for what no database holds."""
    text = str("" if raw is None else raw).strip()
    if "\0" in text:
        raise ServiceError(_("Null characters are not allowed."))
    if not text.isascii() and any("\ud800" <= one <= "\udfff" for one in text):
        raise ServiceError(_("This holds a character that is none."))
    return text


def one_of(text: str, allowed: set[str]) -> str:
    if text not in allowed:
        raise ServiceError(_("“%(answer)s” is not one of the answers.") % {"answer": text[:50]})
    return text
