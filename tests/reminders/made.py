"""Rules and deadlines of the tests, and the days that pass over them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.db.models import F

from foundation.mail.models import Message
from foundation.people.models import Person
from foundation.reminders.models import Occurrence, Rule
from foundation.reminders.queueing import queue_due
from foundation.reminders.services import evaluate_all, switch_rule
from tests import cast
from tests.reminders.deadlines.models import Deadline

_numbers = count(1001)  # as many digits each: they sort by name as they were made
DAY = timedelta(days=1)


def rule(*, on: bool = True, now: datetime = cast.NOW, **fields: Any) -> Rule:
    """A rule that hangs on deadlines; every day and hour may be used unless it says otherwise."""
    defaults = {
        "name": f"Rule {next(_numbers)}",
        "anchor": "deadline",
        "on_weekends": True,
        "on_holidays": True,
        "subject_fr": "Rappel : {{ title }}",
        "body_fr": "{{ title }}, le {{ day }}.",
    }
    made = Rule(**{**defaults, **fields})
    made.full_clean()
    made.save()
    return switch_rule(made, True, by=None, now=now) if on else made


def deadline(on: date | None = None, *people: Person, **fields: Any) -> Deadline:
    made = Deadline.objects.create(**{"title": "Budget", "on": on, **fields})
    for she in people:
        made.duties.create(person=she)
    return made


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def plan(*moments: datetime) -> int:
    """What the scheduler does at each moment; the mail waits. Returns how many mails were written."""
    written = 0
    for moment in moments:
        evaluate_all(now=moment)
        written += queue_due(now=moment)
    return written


def run(*moments: datetime) -> int:
    """The same, and the mail server takes each mail at once."""
    return sum(plan(moment) + sent() for moment in moments)


def days(first: date, number: int, hour: int = 10) -> list[datetime]:
    return [at(first + DAY * n, hour) for n in range(number)]


def hours(first: date, number: int) -> list[datetime]:
    return [at(first, 0) + timedelta(hours=n) for n in range(number)]


def sent() -> int:
    """The mail server takes all that waits. Returns 0, for sums."""
    Message.objects.filter(state="queued").update(state="sent", sent_at=F("created_at"))
    return 0


def told() -> list[tuple[int, str, str, str]]:
    """(repetition, due, state, reason) of every reminder, in the order they were planned."""
    rows = Occurrence.objects.order_by("pk")
    return [(row.sequence, row.due_on.isoformat(), row.state, row.reason) for row in rows]


def left() -> list[str]:
    """The days, in UTC, on which mail was written that is not called off."""
    written = Message.objects.exclude(state="cancelled").order_by("pk")
    return [f"{message.created_at:%Y-%m-%d}" for message in written]
