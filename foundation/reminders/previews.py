"""A rule before it is switched on: its letter in each language, and who would get it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils import timezone, translation

from foundation.mail.letters import render
from foundation.mail.models import Message
from foundation.mail.previews import frames, veiled
from foundation.people.models import Person
from foundation.reminders.models import Rule
from foundation.reminders.queueing import KINDS
from foundation.reminders.selectors import Expected, forecast, letter

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """Somebody of the forecast, with her name and what it is about."""

    due_on: date
    person: Person | None
    about: str
    number: int
    row: int


@dataclass(frozen=True)
class Shown:
    """The letter as she would read it in one language; `frames` hold it as it looks."""

    language: str
    name: str
    subject: str
    text: str
    frames: list[dict[str, Any]]


def page_of(rule: Rule, viewer: Any, number: Any, now: datetime) -> Page:
    """One page of who would get it in the next 30 days; three queries, whatever its length."""
    page = Paginator(forecast(rule, now), PER_PAGE).get_page(number)
    page.object_list = _lines(rule, viewer, list(page.object_list))
    return page


def _lines(rule: Rule, viewer: Any, expected: list[Expected]) -> list[Line]:
    people = Person.objects.visible_to(viewer).in_bulk({one.person for one in expected})
    rows = rows_of(rule).in_bulk({one.row for one in expected})
    return [
        Line(one.due_on, people.get(one.person), about(rule, rows.get(one.row)), one.number, one.row)
        for one in expected
    ]


def rows_of(rule: Rule) -> Any:
    anchor = rule.gives
    return anchor.model._default_manager.select_related(*anchor.related)


def about(rule: Rule, row: Any) -> str:
    """What tells the row from others: the texts its anchor has for it."""
    words = [word for word in rule.gives.words.values() if row and not word.is_hers]
    said = (str(word.of(row)) for word in words)
    return " · ".join(dict.fromkeys(text for text in said if text))


def example(rule: Rule, viewer: Any, row: str, person: str, page: Page) -> tuple[Any, Person] | None:
    """(row, person) that was chosen, else the first who would get it, else anyone it may ever concern."""
    facts = rule.gives.facts({}).filter(whom__in=Person.objects.visible_to(viewer).order_by().values("pk"))
    facts = facts.select_related(*rule.gives.related).order_by("pk", "whom")
    if row.isdecimal() and person.isdecimal():
        facts = facts.filter(pk=row[:18], whom=person[:18])
    elif page.object_list:
        first = next((line for line in page.object_list if line.person), None)
        facts = facts.filter(pk=first.row, whom=first.person.pk) if first else facts
    found = facts.first()
    return (found, Person.objects.get(pk=found.whom)) if found else None


def letters(rule: Rule, row: Any, person: Person) -> list[Shown]:
    """In every language the rule is written in; `borrowing` tells who reads another's."""
    when = row.anchored
    on = timezone.localdate(when) if isinstance(when, datetime) else when
    return [
        _shown(rule, row, person, on, code, name)
        for code, name in settings.LANGUAGES
        if rule.language_for(code) == code
    ]


def borrowing(rule: Rule) -> list[tuple[str, str]]:
    """(language, the one whose letter its readers get) for those the rule is not written in."""
    names = dict(settings.LANGUAGES)
    got = {code: rule.language_for(code) for code in names}
    return [(names[code], names[other]) for code, other in got.items() if code != other]


def _shown(rule: Rule, row: Any, person: Person, on: date, code: str, name: str) -> Shown:
    kind = KINDS[Message.Stream(rule.stream)]
    message = Message(kind=kind, stream=rule.stream, person=person, language=code)
    with translation.override(code):
        texts = render(message, letter(rule, row, person, on, code, to_staff=True))
    texts = veiled(texts)
    return Shown(code, name, texts["subject"], texts["text"].strip(), frames(texts["html"]))
