"""The grid of an event: slots of a length, one after another, on each of its days; the ways at its place."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from foundation.errors import ServiceError
from foundation.history import delete_by, update_by
from residencies.industry.models import Event, Slot, Travel
from residencies.industry.services.locks import locked_event

MOST_SLOTS = 60  # in one go


@transaction.atomic
def lay_slots(
    event: Event, *, on: date, first: time, minutes: int, count: int, change: int, by: Any, now: datetime
) -> int:
    """`count` slots of `minutes` from `first` on a day, by the event's clock, with `change` minutes between.

    Those that stand already stay, and so does their reason. Returns how many are new. Raises ServiceError
    for a day that is none of the event's, and where a new one would overlap one that stands.
    """
    row = locked_event(event)
    if not row.starts_on <= on <= row.ends_on:
        raise ServiceError(_("This is none of the event’s days."))
    if not (0 < count <= MOST_SLOTS and minutes > 0 and change >= 0):
        raise ServiceError(_("Give one to %(most)d slots, of a minute at least.") % {"most": MOST_SLOTS})
    starts, step = datetime.combine(on, first, row.zone), timedelta(minutes=minutes + change)
    made = [
        Slot(event=row, starts_at=starts + n * step, ends_at=starts + n * step + timedelta(minutes=minutes))
        for n in range(count)
    ]
    there = list(row.slots.all())
    known = {(slot.starts_at, slot.ends_at) for slot in there}
    new = [slot for slot in made if (slot.starts_at, slot.ends_at) not in known]
    for slot in new:
        if any(slot.starts_at < other.ends_at and other.starts_at < slot.ends_at for other in there):
            raise ServiceError(_("%(slot)s would overlap a slot that stands.") % {"slot": slot})
    if new:
        bulk_create_with_history(new, Slot, default_user=by, default_date=now)
    return len(new)


@transaction.atomic
def lay_ways(event: Event, minutes: Mapping[tuple[int, int], int], *, by: Any, now: datetime) -> None:
    """Minutes on foot between areas, by their numbers, the smaller first; 0: they lie beside each other. Two
    that are not named stay as they are.

    Raises ServiceError for areas that are none of the event's.
    """
    row = locked_event(event)
    areas = set(row.areas.values_list("pk", flat=True))
    if not all(one < other and {one, other} <= areas for one, other in minutes):
        raise ServiceError(_("Choose what belongs to this event."))
    there = {(way.one_id, way.other_id): way for way in Travel.objects.filter(one__event=row)}
    for way in [way for pair, way in there.items() if minutes.get(pair) == 0]:
        delete_by(way, by)
    changed = [way for pair, way in there.items() if minutes.get(pair, way.minutes) not in (0, way.minutes)]
    for way in changed:
        way.minutes = minutes[way.one_id, way.other_id]
    update_by(changed, ["minutes"], by, now=now)
    new = [
        Travel(one_id=one, other_id=other, minutes=count)
        for (one, other), count in minutes.items()
        if count and (one, other) not in there
    ]
    if new:
        bulk_create_with_history(new, Travel, default_user=by, default_date=now)
