"""The dates of a call as a calendar reads them (RFC 5545)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm

from foundation.calendars import new_calendar, new_event, one_line
from foundation.zones import at_place
from residencies.calls.models import Call


def calendar_of(call: Call, url: str, *, now: datetime) -> bytes:
    """When it opens, if that is to come, and when each step closes, each with a reminder a day before.

    In UTC, which every program reads alike, whatever zones it knows. A call that was extended has the
    same events under a higher number, so that they move.
    """
    made = new_calendar("Calls")
    changes = call.history.count()
    for name, at, title in _dates(call, now):
        told = one_line(title % {"call": call})
        event = new_event(f"call-{call.pk}-{name}", told, url, revision=changes, now=now)
        event.add("dtstart", at.astimezone(UTC))
        event.add("description", one_line(at_place(at, call.time_zone)))
        event.add("transp", "TRANSPARENT")
        event.add_component(_reminder(told))
        made.add_component(event)
    return made.to_ical()


def _reminder(told: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", told)
    alarm.add("trigger", timedelta(days=-1))
    return alarm


def _dates(call: Call, now: datetime) -> Iterator[tuple[str, datetime, str]]:
    if now < call.opens_at:
        yield "opens", call.opens_at, _("%(call)s opens")
    yield "closes", call.closes_at, _("%(call)s closes")
    if call.second_closes_at:
        yield "second", call.second_closes_at, _("%(call)s: the second step closes")
