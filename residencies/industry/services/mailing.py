"""One mail to each of many, at a decent hour of hers, and never twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from foundation.hours import CLOSES, OPENS
from foundation.mail.services import Draft, is_address
from foundation.people.models import Person
from residencies.industry.models import Event


def drafts(
    event: Event,
    kind: str,
    people: Iterable[Person],
    key: str,
    *,
    now: datetime,
    urgent: bool = False,
    expires_at: datetime | None = None,
    **context: Any,
) -> list[Draft]:
    """`key` is the beginning of each one's key; whoever has no address is left out. What is urgent leaves at
    once.
    """
    return [
        Draft(
            key=f"{key}:{person.pk}",
            kind=kind,
            to=person.email,
            language=person.language,
            person=person,
            context={"event": event.pk, **context},
            priority=1,
            not_before=now if urgent else decent(person, now),
            expires_at=expires_at,
        )
        for person in people
        if is_address(person.email)
    ]


def decent(person: Person, now: datetime) -> datetime:
    """Now by day, by the clock of her zone, else the next morning: an event's days know no weekend."""
    local = now.astimezone(ZoneInfo(person.time_zone))
    if OPENS <= local.time() < CLOSES:
        return now
    day = local.date() + timedelta(days=0 if local.time() < OPENS else 1)
    return datetime.combine(day, OPENS, local.tzinfo)
