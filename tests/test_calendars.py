"""The rules of a zone in a calendar begin when the zone itself does, whichever way its clocks go."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Event

from foundation.calendars import add_time_zones, new_calendar


def onsets(name: str, year: int) -> dict[datetime, timedelta]:
    """By instant: the offset that the calendar's rules set from then on."""
    made, event = new_calendar("Tests"), Event()
    event.add("dtstart", datetime(year, 6, 1, 10, tzinfo=ZoneInfo(name)))
    made.add_component(event)
    add_time_zones(made)
    found = {}
    for rule in made.timezones[0].subcomponents:
        for told in (rule.DTSTART, *(day for day, _end in rule.rdates)):
            found[(told - rule.TZOFFSETFROM).replace(tzinfo=UTC)] = rule.TZOFFSETTO
    return {at: offset for at, offset in found.items() if at.year == year}


def changes(name: str, year: int) -> dict[datetime, timedelta]:
    zone, at = ZoneInfo(name), datetime(year, 1, 1, tzinfo=UTC)
    found, before = {}, at.astimezone(zone).utcoffset()
    while at.year == year:
        offset = at.astimezone(zone).utcoffset()
        if offset != before:
            found[at] = offset
        before, at = offset, at + timedelta(minutes=30)
    return found


@pytest.mark.parametrize(
    ("name", "times"), [("Africa/Casablanca", 3), ("Europe/Paris", 2), ("Australia/Lord_Howe", 2)]
)
def test_the_rules_of_a_zone_begin_when_its_clocks_change(name, times):
    """In Morocco before Ramadan, after it, and with the decree of September."""
    wanted = changes(name, 2026)
    assert len(wanted) == times
    assert onsets(name, 2026) == wanted
