"""What the calendars of all rooms have in common (RFC 5545)."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Component, Event

BACK = timedelta(days=180)  # what is over stays in her calendar for so long
MOST = 500  # events of each kind


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


def add_time_zones(calendar: Calendar) -> None:
    """The rules of each zone that its events name, from the year before the first to the year after the last.

    icalendar 7.3 tells the onset of a jump ahead on the clock after it; RFC 5545 wants the clock before it.
    """
    years = [event.DTSTART.year for event in calendar.events]
    if not years:
        return
    calendar.add_missing_timezones(
        first_date=date(min(years) - 1, 1, 1), last_date=date(max(years) + 2, 1, 1)
    )
    for zone in calendar.timezones:
        for rule in zone.subcomponents:
            _set_onsets(rule, ZoneInfo(zone.tz_name))


def _set_onsets(rule: Component, zone: ZoneInfo) -> None:
    before, after = rule.TZOFFSETFROM, rule.TZOFFSETTO

    def onset(told: datetime) -> datetime:
        instant = (told - before).replace(tzinfo=UTC) - timedelta(seconds=1)
        is_late = instant.astimezone(zone).utcoffset() == after
        return told - (after - before) if is_late else told

    rule.DTSTART = onset(rule.DTSTART)
    if days := [onset(day) for day, _end in rule.rdates]:
        del rule["RDATE"]
        rule.add("rdate", days)


def one_line(text: str) -> str:
    return " ".join(text.split())
