"""All of hers that has a day, in one calendar (RFC 5545).

Her sessions, her meetings, her stays, what we ask of her and by when, and what closes that a work of hers
fits. A calendar lies with whoever runs it: neither her name, nor a link that opens anything without a login,
nor what or whom a request is about is in it.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Event

from alumni.careers.calendars import deadline_event
from alumni.careers.selectors.openings import chances
from alumni.portal.asks import Ask, asks_of, what_waits
from foundation.calendars import BACK, MOST, add_time_zones, new_calendar, new_event
from foundation.films.models import Deadline
from foundation.films.selectors.entering import with_rules
from foundation.people.models import Person
from residencies.industry.calendars import meeting_events
from residencies.programmes.models import Participation, Stay
from residencies.programmes.selectors.agenda import stay_days
from residencies.workshops.calendars import session_events


def calendar_of(person: Person, *, now: datetime) -> bytes:
    """For whoever has a login: what is asked is asked of an account."""
    made = new_calendar("Path")
    made.add("x-wr-calname", settings.FOUNDATION_NAME)
    made.add("refresh-interval", timedelta(hours=1), {"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for event in (
        *session_events(person, now=now),
        *meeting_events(person, now=now),
        *_stays(person, now),
        *_asked(person, now),
        *_closing(person, now),
    ):
        made.add_component(event)
    add_time_zones(made)
    return made.to_ical()


def _stays(person: Person, now: datetime) -> Iterator[Event]:
    rows = Stay.objects.filter(participation__person=person, leaves_on__gte=timezone.localdate(now) - BACK)
    rows = rows.exclude(participation__state__in=Participation.LEFT).select_related("room")
    for stay in rows.order_by("arrives_on", "pk")[:MOST]:
        for key, one in zip(("arrives", "leaves"), stay_days(stay), strict=True):
            yield _day(f"stay-{stay.pk}-{key}", one.title, one.on, now)


def _asked(person: Person, now: datetime) -> Iterator[Event]:
    for one in asks_of(what_waits(person.account, person, now), now):
        if one.at:
            yield _instant(one, one.at, now)
        elif one.until:
            yield _day(f"asked-{one.key}", one.title, one.until, now)


def _closing(person: Person, now: datetime) -> Iterator[Event]:
    rows = with_rules(Deadline.objects.coming(now))[:MOST]
    for one in chances(rows, person.account):
        if one.fits:
            yield deadline_event(one.deadline, reverse("careers:deadlines"), now)


def _instant(one: Ask, at: datetime, now: datetime) -> Event:
    event = _event(f"asked-{one.key}", one.title, now)
    event.add("dtstart", at.astimezone(UTC))
    event.add("dtend", at.astimezone(UTC))
    return event


def _day(key: str, title: str, on: date | None, now: datetime) -> Event:
    event = _event(key, title, now)
    event.add("dtstart", on)
    return event


def _event(key: str, title: str, now: datetime) -> Event:
    event = new_event(key, title, settings.SITE_URL + reverse("portal:home"), revision=0, now=now)
    event.add("transp", "TRANSPARENT")
    return event
