"""Deadlines as a calendar reads them (RFC 5545): by the clock of the section; not who could go."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Event

from foundation.calendars import add_time_zones, new_calendar, new_event
from foundation.films.models import Deadline

MOST = 500
BACK = timedelta(days=30)  # what is over stays in a calendar for so long


def deadlines_calendar(*, now: datetime) -> bytes:
    made = new_calendar("Deadlines")
    made.add("x-wr-calname", settings.FOUNDATION_NAME)
    made.add("refresh-interval", timedelta(hours=6), {"VALUE": "DURATION"})
    rows = Deadline.objects.coming(now - BACK).select_related("section__edition__festival")[:MOST]
    for row in rows:
        made.add_component(deadline_event(row, reverse("admin:careers_opening_who", args=[row.pk]), now))
    add_time_zones(made)
    return made.to_ical()


def deadline_event(row: Deadline, path: str, now: datetime) -> Event:
    title = _("%(section)s: deadline (%(kind)s)") % {"section": row.section, "kind": row.get_kind_display()}
    url = settings.SITE_URL + path
    event = new_event(f"deadline-{row.pk}", title, url, revision=row.revision, now=now)
    at = row.closes_at.astimezone(ZoneInfo(row.time_zone))
    event.add("dtstart", at)
    event.add("dtend", at)
    return event
