"""What the calendars of all rooms have in common (RFC 5545)."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event


def new_calendar(room: str) -> Calendar:
    """To be subscribed to or taken over, without an event yet; `room` is its name for PRODID, in English."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//Masar//{room}//EN")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    return made


def new_event(key: str, summary: str, url: str, *, revision: int, now: datetime) -> Event:
    """Without its times. `key` stays the same for good and is used for nothing else on this site; a higher
    `revision` (SEQUENCE) moves what a calendar has of it already.
    """
    event = Event()
    event.add("uid", f"{key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", revision)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", one_line(summary))
    event.add("url", url)
    return event


def one_line(text: str) -> str:
    return " ".join(text.split())
