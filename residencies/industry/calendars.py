"""Somebody's meetings as a calendar reads them (RFC 5545).

Times are told in the event's zone (TZID). A move counts SEQUENCE up; what is cancelled after the release says
so. The addresses in it are those for who logs in: no private link is in it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import pgettext
from icalendar import Event as Entry

from foundation.calendars import BACK, MOST, add_time_zones, new_calendar, new_event, one_line
from foundation.people.models import Person
from foundation.translated import listed
from residencies.industry.models import Event, Meeting
from residencies.industry.presenting import Shown
from residencies.industry.selectors.own import calendar_meetings_of, told_meetings_of


def calendar_of(event: Event, person: Person, *, now: datetime) -> bytes:
    """All her meetings of the event; empty before the release."""
    return calendar_with(event, calendar_meetings_of(event, person), person, now=now)


def calendar_with(event: Event, rows: Iterable[Meeting], person: Person, *, now: datetime) -> bytes:
    made = new_calendar("Meetings")
    made.add("x-wr-calname", one_line(f"{event} · {settings.FOUNDATION_NAME}"))
    made.add("refresh-interval", timedelta(minutes=15), {"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT15M")
    for row in rows:
        made.add_component(_entry(Shown(row, person), now))
    add_time_zones(made)
    return bytes(made.to_ical())


def meeting_events(person: Person, *, now: datetime) -> list[Entry]:
    """Her meetings of all events that are to come, or over since lately."""
    rows = told_meetings_of(person).filter(slot__ends_at__gt=now - BACK)
    return [_entry(Shown(row, person), now) for row in rows.order_by("slot__starts_at", "pk")[:MOST]]


def _entry(one: Shown, now: datetime) -> Entry:
    row, zone = one.row, one.row.event.zone
    url = settings.SITE_URL + reverse("industry:meeting", args=[row.event_id, row.pk])
    title = one.name if row.is_planned else pgettext("meeting", "Cancelled: %(name)s") % {"name": one.name}
    entry = new_event(f"meeting-{row.pk}", title, url, revision=row.revision, now=now)
    entry.add("dtstart", row.slot.starts_at.astimezone(zone))
    entry.add("dtend", row.slot.ends_at.astimezone(zone))
    entry.add("status", "CONFIRMED" if row.is_planned else "CANCELLED")
    entry.add("location", one_line(listed(filter(None, [one.place, row.event.place]))))
    if told := " · ".join(filter(None, [one.about, one.people])):
        entry.add("description", one_line(told))
    return entry
