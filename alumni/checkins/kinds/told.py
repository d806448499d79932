"""What has several parts and changes her record with staff's word: a credit, a selection, a prize, facts."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from alumni.careers import wording
from alumni.checkins.models import Question
from foundation.errors import ServiceError
from foundation.films.models import Award as Prize
from foundation.films.models import Festival, Role, Section, Work
from foundation.people.models import Person
from foundation.questions import Kind, Known, Value, as_text, one_of

# A part is as long as the column that staff's word writes it to.
COLUMNS = {
    "title": (Work, "title"),
    "festival": (Festival, "name"),
    "section": (Section, "name"),
    "prize": (Prize, "prize"),
    "city": (Person, "city"),
    "occupation": (Person, "occupation"),
}
LONGEST = {part: model._meta.get_field(name).max_length for part, (model, name) in COLUMNS.items()}
CODE = 100  # a role's or a country's; nothing as long is one
LABELS = {
    "title": gettext_lazy("Title of the film or series"),
    "role": gettext_lazy("Your role"),
    "year": gettext_lazy("Year"),
    "festival": gettext_lazy("Festival or market"),
    "section": gettext_lazy("Section"),
    "prize": gettext_lazy("Prize"),
    "city": gettext_lazy("City"),
    "country": gettext_lazy("Country"),
    "occupation": gettext_lazy("What you do"),
}
# The parts a browser can fill in by itself (WCAG 1.3.5).
AUTOCOMPLETE = {"city": "address-level2", "country": "country", "occupation": "organization-title"}


def _year(text: str) -> int:
    # Arabic-Indic digits are digits to int() as well.
    if not text.isdecimal() or not 1900 <= int(text) <= 2100:
        raise ServiceError(_("“%(year)s” is not a year. Write it with four digits.") % {"year": text[:10]})
    return int(text)


_CHECKS: dict[str, Callable[[str], Any]] = {
    "year": _year,
    "country": lambda text: one_of(text, set(dict(countries))),
    "role": lambda text: one_of(text, set(Role.objects.values_list("slug", flat=True))),
}


class Told(Kind):
    """An answer in `parts`, stored by their names; without those in `needs` nothing is proposed yet."""

    template = "questions/parts.html"
    parts: ClassVar[tuple[str, ...]]
    needs: ClassVar[tuple[str, ...]] = ()

    def clean(self, question: Question, raw: Any) -> Value | None:
        sent = raw if isinstance(raw, dict) else {}
        texts = {part: as_text(sent.get(part)) for part in self.parts}
        return {part: self._part(part, text) for part, text in texts.items()} if any(texts.values()) else None

    def _part(self, part: str, text: str) -> Any:
        if len(text) > LONGEST.get(part, CODE):
            raise ServiceError(_("Please shorten “%(text)s…”.") % {"text": text[:40]})
        if not text:
            return None if part == "year" else ""
        return _CHECKS[part](text) if part in _CHECKS else text

    def raw(self, question: Question, sent: dict[str, Any]) -> dict[str, Any]:
        return {name.partition(".")[2]: text for name, text in sent.items()}

    def faults(self, question: Question, sent: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Each part is judged alone, so that the message stands at the field it is about."""
        for name, text in sent.items():
            try:
                self._part(name.partition(".")[2], as_text(text))
            except ServiceError as fault:
                yield name, str(fault)

    def names(self, question: Question) -> list[str]:
        return [f"{question.key}.{part}" for part in self.parts]

    def fields(self, question: Question, value: Value | None, known: Known) -> dict[str, forms.Field]:
        filled = value or self.known(known) or {}
        made = {}
        for part in self.parts:
            field = forms.CharField(required=False, label=LABELS[part], widget=_part_widget(part))
            field.initial = filled.get(part)
            made[f"{question.key}.{part}"] = field
        return made

    def plain(self, value: Value) -> Value:
        return value

    def schema(self) -> dict[str, Any]:
        texts = {part: {"type": "string", "maxLength": LONGEST.get(part, CODE)} for part in self.parts}
        return {"type": "object", "properties": texts}

    def words(self, question: Question, value: Value, roles: wording.Roles) -> list[tuple[str, str]]:
        parts = wording.in_words(value, roles)
        return [("", text) for _label, text in parts] if len(parts) == 1 else parts

    def change(self, value: Value, known: Known) -> dict[str, Any] | None:
        if not all(value.get(part) for part in self.needs):
            return None
        return {"kind": self.code, "before": self.known(known) or {}, "after": value}


class Credit(Told):
    code = Question.Kind.CREDIT
    parts = ("title", "role", "year")
    needs = ("title", "role")


class Selection(Told):
    code = Question.Kind.SELECTION
    parts = ("title", "festival", "section", "year")
    needs = ("title", "festival")


class Award(Told):
    code = Question.Kind.AWARD
    parts = ("title", "festival", "prize", "year")
    needs = ("title", "festival")


class Facts(Told):
    """Where she lives and what she does, which stands there as it is recorded."""

    code = Question.Kind.FACTS
    parts = ("city", "country", "occupation")

    def known(self, known: Known) -> Value | None:
        return known.facts


def _part_widget(part: str) -> forms.Widget:
    if part == "role":
        return forms.Select(choices=_roles())
    if part == "country":
        return forms.Select({"autocomplete": AUTOCOMPLETE[part]}, choices=[("", "—"), *countries])
    if part == "year":
        return forms.TextInput({"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"})
    return forms.TextInput({"maxlength": LONGEST[part], "autocomplete": AUTOCOMPLETE.get(part, "off")})


def _roles() -> list[tuple[str, Any]]:
    by_department = groupby(Role.objects.all(), lambda role: role.get_department_display())
    groups = [(name, [(role.slug, str(role)) for role in roles]) for name, roles in by_department]
    return [("", "—"), *groups]
