"""The grid of an event: slots of a length, one after another, on each of its days."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from foundation.errors import ServiceError
from residencies.industry.models import Event, Slot
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
