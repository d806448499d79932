"""A member's way as a calendar reads it (RFC 5545): each leg by the clocks of the places it joins."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from foundation.calendars import add_time_zones, new_calendar, new_event, one_line
from foundation.translated import listed
from residencies.delegations.models import Member


def flights_of(row: Member, *, now: datetime) -> bytes:
    """Neither a booking reference nor her name is in it: a calendar is often shared."""
    made = new_calendar("Delegations")
    url = settings.SITE_URL + reverse("delegations:trip", args=[row.pk])
    for leg in row.legs.all():
        event = new_event(f"leg-{leg.pk}", listed([leg, leg.carrier]), url, revision=leg.revision, now=now)
        event.add("dtstart", leg.departs.astimezone(ZoneInfo(leg.departs_zone)))
        event.add("dtend", leg.arrives.astimezone(ZoneInfo(leg.arrives_zone)))
        event.add("location", one_line(leg.from_place))
        made.add_component(event)
    add_time_zones(made)
    return made.to_ical()
