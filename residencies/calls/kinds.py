"""The kinds of question a call asks: those every room shares, and those of an application alone."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_countries import countries

from foundation.errors import ServiceError
from foundation.files.types import TYPES
from foundation.questions import (
    Choice,
    Closed,
    Day,
    Kind,
    Known,
    Number,
    Roles,
    Several,
    Stage,
    Text,
    Value,
    YesNo,
    one_of,
)
from foundation.translated import listed
from residencies.calls.models import Question

LONGEST_LINE, LONGEST_TEXT, LONGEST_LINK = 300, 50_000, 1000
_is_link = URLValidator(schemes=["http", "https"])


def count_words(text: str) -> int:
    """As a word processor counts them, in every script that puts blanks between words."""
    return len(text.split())


def shortened(text: str, longest: int) -> str:
    """`text` if it is no longer than that; raises ServiceError: what is typed is never cut."""
    if len(text) > longest:
        told = {"count": len(text), "most": longest}
        raise ServiceError(_("%(count)d characters; at most %(most)d are possible.") % told)
    return text


class Short(Text):
    code = Question.Kind.SHORT

    def typed(self, question: Question, text: str) -> str:
        return shortened(" ".join(text.split()), LONGEST_LINE)

    def widget(self, question: Question) -> forms.Widget:
        return forms.TextInput({"maxlength": LONGEST_LINE, "aria-label": str(question)})

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": LONGEST_LINE}


class Long(Text):
    """Text of so many words at most; a longer one is kept, and told."""

    code = Question.Kind.LONG
    settings = ("max_words",)

    def typed(self, question: Question, text: str) -> str:
        count, most = count_words(text), question.max_words
        if most and count > most:
            said = ngettext("%(count)d word", "%(count)d words", count) % {"count": count}
            told = {"said": said, "most": most}
            raise ServiceError(_("%(said)s; at most %(most)d are possible.") % told)
        return shortened(text, LONGEST_TEXT)

    def widget(self, question: Question) -> forms.Widget:
        limit = {"data-words": question.max_words} if question.max_words else {}
        return forms.Textarea({"rows": 8, "aria-label": str(question), **limit})

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": LONGEST_TEXT}


class Consent(YesNo):
    """A box to be ticked: an empty one is no answer."""

    code = Question.Kind.CONSENT
    template = "questions/consent.html"

    def clean(self, question: Question, raw: Any) -> Value | None:
        sent = raw if isinstance(raw, list) else [raw]
        return {self.code: "yes"} if {"yes", True} & set(map(_plain, sent)) else None

    def choices(self, question: Question) -> list[tuple[str, str]]:
        return [("yes", _("I agree"))]

    def widget(self, question: Question) -> forms.Widget:
        return forms.CheckboxSelectMultiple(choices=self.choices(question))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": ["yes"]}


def _plain(one: Any) -> Any:
    return one if isinstance(one, (str, bool)) else None


class Link(Kind):
    code = Question.Kind.LINK

    def typed(self, question: Question, text: str) -> str:
        link = text if "://" in text else f"https://{text}"
        try:
            _is_link(shortened(link, LONGEST_LINK))
        except ValidationError:
            raise ServiceError(_("“%(link)s” is not a link.") % {"link": text[:50]}) from None
        return link

    def widget(self, question: Question) -> forms.Widget:
        # A browser would refuse “vimeo.com/1” in a field of its type `url`.
        return forms.TextInput(
            {"inputmode": "url", "dir": "ltr", "autocomplete": "off", "aria-label": str(question)}
        )

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uri"}


class Country(Kind):
    code = Question.Kind.COUNTRY

    def typed(self, question: Question, text: str) -> str:
        return one_of(text, set(dict(countries)))

    def widget(self, question: Question) -> forms.Widget:
        return forms.Select({"aria-label": str(question)}, choices=[("", "—"), *countries])

    def words(self, question: Question, value: Value, roles: Roles) -> list[tuple[str, str]]:
        return [("", listed(countries.name(code) or code for code in sorted(self.codes(value))))]

    def codes(self, value: Value) -> set[str]:
        return {value[self.code]}


class Countries(Country):
    """Those of a co-production, the main one first as they were chosen."""

    code = Question.Kind.COUNTRIES

    def clean(self, question: Question, raw: Any) -> Value | None:
        sent = [raw] if isinstance(raw, str) else raw or []
        wanted = [str(code).strip() for code in sent]
        chosen = list(dict.fromkeys(code for code in wanted if code))
        return {self.code: [self.typed(question, code) for code in chosen]} if chosen else None

    def widget(self, question: Question) -> forms.Widget:
        return forms.SelectMultiple({"aria-label": str(question), "size": 6}, choices=list(countries))

    def words(self, question: Question, value: Value, roles: Roles) -> list[tuple[str, str]]:
        return [("", listed(countries.name(code) or code for code in value[self.code]))]

    def codes(self, value: Value) -> set[str]:
        return set(value[self.code])

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string"}}


class File(Kind):
    """Documents: they are sent one by one (`services.attach_file`), apart from what is typed."""

    code = Question.Kind.FILE
    template = "questions/file.html"
    settings = ("accepts", "max_megabytes", "max_files")

    def clean(self, question: Question, raw: Any) -> Value | None:
        raise ServiceError(_("A document is sent as a file."))

    def names(self, question: Question) -> list[str]:
        return []

    def fields(self, question: Question, value: Value | None, known: Known) -> dict[str, forms.Field]:
        return {}

    def faults(self, question: Question, sent: dict[str, Any]) -> Iterator[tuple[str, str]]:
        yield from ()

    def lacks(self, question: Question) -> Iterator[str]:
        if not question.accepts or set(question.accepts) - set(TYPES):
            yield _("the types of file it accepts")


_CLASSES = (
    Short, Long, Choice, Several, YesNo, Consent, Number, Day, Link, Country, Countries, Stage, File,
)  # fmt: skip
KINDS: dict[str, Kind] = {made.code: made() for made in _CLASSES}
CLOSED = [code for code, kind in KINDS.items() if isinstance(kind, Closed)]  # others may depend on these


def kind_of(question: Question) -> Kind:
    return KINDS[question.kind]
