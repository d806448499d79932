"""Reads of reminders: the days that rules hang on, who would get what, and the letter."""

from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from foundation.mail.addresses import address_hashes
from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message, Suppression
from foundation.people.models import Person
from foundation.reminders import texts
from foundation.reminders.anchors import Facts
from foundation.reminders.models import Occurrence, OccurrenceQuerySet, Rule
from foundation.reminders.planning import AHEAD, Wish, days_that_matter, is_far

CHUNK = 1000


@dataclass(frozen=True)
class Fact:
    """A row has a day that concerns a person: `on` and `today` by the calendar where she lives."""

    row: int
    person: int
    on: date
    today: date
    email: str


def fact_chunks(rule: Rule, now: datetime) -> Iterator[list[Fact]]:
    """What can want something by now, and what has something waiting wherever its day has moved to."""
    waiting = Occurrence.objects.filter(rule=rule).unsent().order_by().values("object_id")
    rows = rule.gives.facts(rule.audience)
    return _chunks(rule, rows.filter(_near(rule, now.date()) | Q(pk__in=waiting)), now)


def _near(rule: Rule, today: date, ahead: int = AHEAD) -> Q:
    first, last = days_that_matter(rule, today, ahead)
    until = Q(anchored__lte=_bound(rule, last, time.max))
    return until & Q(anchored__gte=_bound(rule, first, time.min)) if first else until


def _bound(rule: Rule, day: date, at: time) -> date:
    return datetime.combine(day, at, UTC) if rule.gives.is_instant else day


def _chunks(rule: Rule, rows: Facts, now: datetime) -> Iterator[list[Fact]]:
    """By key and always onwards; one query for each chunk, whatever happens to the rows meanwhile."""
    person = rule.gives.person
    named = rows.distinct().order_by("pk", "whom")
    told = named.values_list("pk", "whom", "anchored", f"{person}__time_zone", f"{person}__email")
    last: tuple[int, int] = (0, 0)
    while found := list(told.filter(Q(pk__gt=last[0]) | Q(pk=last[0], whom__gt=last[1]))[:CHUNK]):
        yield [_fact(row, whom, when, zone, email, now) for row, whom, when, zone, email in found]
        last = found[-1][:2]


def _fact(row: int, whom: int, when: Any, zone: str, email: str, now: datetime) -> Fact:
    place = ZoneInfo(zone)
    on = when.astimezone(place).date() if isinstance(when, datetime) else when
    return Fact(row, whom, on, now.astimezone(place).date(), email)


def uncalled_for(rule: Rule) -> OccurrenceQuerySet:
    """What waits although its cause is gone: cancelled, deleted, done, or of another audience now."""
    cause = rule.gives.facts(rule.audience).filter(pk=OuterRef("object_id"), whom=OuterRef("person_id"))
    return Occurrence.objects.filter(rule=rule).unsent().exclude(Exists(cause))


def refusing(emails: Collection[str], stream: str) -> set[str]:
    """Those addresses that get no more mail of the stream."""
    hashes = {digest: email for email in emails if email for digest in address_hashes(email)}
    found = Suppression.objects.filter(address_hash__in=hashes, stream=stream)
    return {hashes[digest] for digest in found.values_list("address_hash", flat=True)}


@dataclass(frozen=True)
class Expected:
    """Somebody who would get a reminder on a day, if nothing changes."""

    due_on: date
    row: int
    person: int
    number: int


def forecast(rule: Rule, now: datetime, days: int = AHEAD) -> list[Expected]:
    """What the rule, were it on from today, would write within so many days; the first comes first.

    Not those without an address or who want no such mail, nor what has left already. The weekly
    budget is not reckoned with: who is held back gets it later.
    """
    rule = copy(rule)
    if not rule.is_active:
        rule.active_since = now.date()
    rows = rule.gives.facts(rule.audience).filter(_near(rule, now.date(), days))
    expected = [one for facts in _chunks(rule, rows, now) for one in _expected(rule, facts, days)]
    return sorted(expected, key=lambda one: (one.due_on, one.row, one.person))


def _expected(rule: Rule, facts: list[Fact], days: int) -> Iterator[Expected]:
    unwilling = refusing({fact.email for fact in facts}, rule.stream)
    left = _left_already(rule, facts)
    for fact in facts:
        if fact.email and fact.email not in unwilling:
            sent = left.get((fact.row, fact.person), [])
            settled = max((n for n, on in sent if not is_far(rule, on, fact.on)), default=-1)
            wish = Wish(rule, fact.on, fact.today, settled)
            yield from (Expected(wish.due_on(n), fact.row, fact.person, n) for n in wish.numbers(days))


def _left_already(rule: Rule, facts: list[Fact]) -> dict[tuple[int, int], list[tuple[int, date]]]:
    """(repetition, the day it was about) of what is written, by row and person."""
    rows = Occurrence.objects.filter(rule=rule, state=Occurrence.State.QUEUED).order_by()
    rows = rows.filter(object_id__in={fact.row for fact in facts})
    found: dict[tuple[int, int], list[tuple[int, date]]] = {}
    for row, who, number, on in rows.values_list("object_id", "person", "sequence", "anchor_on"):
        found.setdefault((row, who), []).append((number, on))
    return found


def reminder_mail(message: Message) -> Letter:
    """The letter of a reminder. Its cause is asked again: what is gone, done or has moved is not sent."""
    row = (
        Occurrence.objects.select_related("rule", "person")
        .filter(pk=message.context["occurrence"], state=Occurrence.State.QUEUED)
        .first()
    )
    if row is None:
        raise NotWanted("the reminder was called off")
    if not row.rule.is_active:
        raise NotWanted("the rule is off")
    fact, subject = _cause(row)
    if Wish(row.rule, fact.on, fact.today).due_on(row.sequence) > fact.today:
        raise NotWanted("its day has moved")
    return letter(row.rule, subject, row.person, fact.on, message.language)


def mail_languages(messages: list[Message]) -> dict[int, str]:
    """By message: her present language if the rule is written in it, else the first that is."""
    rows = Occurrence.objects.select_related("rule").in_bulk({row.context["occurrence"] for row in messages})
    return {
        message.pk: rows[message.context["occurrence"]].rule.language_for(message.person.language)
        for message in messages
        if message.person and message.context["occurrence"] in rows
    }


def _cause(row: Occurrence) -> tuple[Fact, Any]:
    """Her fact and the row it is of, as they are now."""
    anchor = row.rule.gives
    facts = anchor.facts(row.rule.audience).filter(pk=row.object_id, whom=row.person_id)
    subject = facts.select_related(*anchor.related).first()
    if subject is None:
        raise NotWanted("its cause is gone")
    she = row.person
    when = subject.anchored
    return _fact(row.object_id, she.pk, when, she.time_zone, she.email, timezone.now()), subject


def letter(
    rule: Rule, row: Any, person: Person, on: date, language: str, *, to_staff: bool = False
) -> Letter:
    """The rule's words in `language`, which is on, with what each name stands for."""
    values = rule.gives.values(row, person, on, to_staff=to_staff)
    code = rule.language_for(language)
    subject, body, button = (getattr(rule, f"{part}_{code}") for part in ("subject", "body", "button"))
    path = rule.gives.path(row, person) if button else ""
    return Letter(
        {
            "person": person,
            "subject": texts.line(subject, values),
            "body": texts.plain(body, values),
            "paragraphs": texts.paragraphs(body, values),
            "button": texts.line(button, values) if path else "",
            "path": path,
        }
    )
