"""How fast each recipient domain is served: a token bucket in the database, shared by all senders.

A message of a domain that is served fast enough already gets a moment of its own further on and waits
for it in the queue; the mail of other domains passes by.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from foundation.mail.claims import give_back
from foundation.mail.models import Message, Pace

BURST = 10  # messages a rested domain takes at once
LATE = timedelta(minutes=1)  # a moment that is over for so long counts no more: no burst after an outage
Batch = list[Message]


def take_slots(batch: Batch, *, now: datetime) -> tuple[Batch, Batch]:
    """(those that may go now, those that were put back to wait for their own moment)."""
    paced: dict[str, Batch] = {}
    for message in batch:
        if message.to_domain in settings.MAIL_PACES and not _has_slot(message, now):
            paced.setdefault(message.to_domain, []).append(message)
    put_off = [row for domain, rows in paced.items() for row in _put_off(domain, rows, now)]
    gone = {message.pk for message in put_off}
    return [message for message in batch if message.pk not in gone], put_off


def _has_slot(message: Message, now: datetime) -> bool:
    return message.slot_at is not None and message.slot_at > now - LATE


@transaction.atomic
def _put_off(domain: str, rows: Iterable[Message], now: datetime) -> Batch:
    step = timedelta(minutes=1) / settings.MAIL_PACES[domain]
    rested = now - BURST * step
    pace, _new = Pace.objects.select_for_update().get_or_create(domain=domain, defaults={"free_at": rested})
    later = []
    for message in rows:
        slot = max(pace.free_at, rested)
        pace.free_at = slot + step
        if slot > now:
            give_back([message], not_before=slot, slot_at=slot)
            later.append(message)
    pace.save()
    return later
