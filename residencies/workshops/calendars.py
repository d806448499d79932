"""A person's sessions as events of a calendar (RFC 5545).

Times are told in the zone of the session (TZID) with the rules of that zone beside them, so that an event
moves with a decree once the feed is read anew. A change counts SEQUENCE up; what is cancelled says so until
its day is over. Neither her name nor a link to a meeting is in it: both are for those who log in.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Event

from foundation.calendars import BACK, MOST, new_event, one_line
from foundation.people.models import Person
from residencies.workshops.models import Session
from residencies.workshops.selectors.pages import placed
from residencies.workshops.wording import where


def session_events(person: Person, *, now: datetime) -> list[Event]:
    return [_event(row, now) for row in placed(person).filter(ends_at__gt=now - BACK)[:MOST]]


def _event(row: Session, now: datetime) -> Event:
    zone, url = ZoneInfo(row.time_zone), settings.SITE_URL + reverse("workshops:session", args=[row.pk])
    title = _("Cancelled: %(session)s") % {"session": row} if row.is_cancelled else str(row)
    event = new_event(f"session-{row.pk}", title, url, revision=row.revision, now=now)
    if row.revised_at:
        event.add("last-modified", row.revised_at.astimezone(UTC))
    event.add("dtstart", row.starts_at.astimezone(zone))
    event.add("dtend", row.ends_at.astimezone(zone))
    event.add("status", "CANCELLED" if row.is_cancelled else "CONFIRMED")
    if place := where(row):
        event.add("location", one_line(place))
    return event
