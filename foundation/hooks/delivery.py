"""Webhooks on their way: claim by lease and fence, send outside any transaction, settle at once.

Any number of processes may run `drain` at a time. What a killed process had sent and not yet settled goes out
once more, under the same `webhook-id`, and nothing else does. The database is spoken to by one thread; the
others do nothing but wait for receivers, so that a slow one holds up nobody else.
"""

import logging
import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Min
from django.utils import timezone

from foundation.hooks import claims, wire
from foundation.hooks.models import Delivery, Endpoint
from foundation.hooks.services import STOPPED_BY_RECEIVER, pause_endpoint
from foundation.hooks.signing import headers

log = logging.getLogger(__name__)

SIDES = 8  # receivers spoken to at a time
FIRST_WAIT, LONGEST_WAIT = 30, 6 * 3600  # seconds, on average
SOONEST = 1.0
State = Delivery.State
Flying = dict["Future[wire.Answer]", Delivery]


def drain(*, limit: int | None = None, stop: Callable[[], bool] = lambda: False) -> Counter[str]:
    """Send what is due until nothing is left, `limit` is reached or `stop` says so; outcomes by name."""
    done: Counter[str] = Counter()
    if buried := claims.bury_poison(timezone.now()):
        log.error("%s webhooks given up: their sender died each time", buried)
    flying: Flying = {}
    with ThreadPoolExecutor(SIDES, "hook") as threads:
        while True:
            room = SIDES - len(flying)
            if limit is not None:
                room = min(room, limit - done.total() - len(flying))
            if room > 0 and not stop():
                for row in _claimed(room):
                    flying[threads.submit(_send, row, _begin_before())] = row
            if not flying:
                return done
            landed, _still = wait(flying, timeout=1.0, return_when=FIRST_COMPLETED)
            for one in landed:
                done[_settle(flying.pop(one), one.result(), timezone.now())] += 1


def next_due() -> datetime | None:
    """When the next waiting delivery is due; None where none waits."""
    rows = Delivery.objects.filter(state=State.WAITING, endpoint__is_active=True)
    return rows.aggregate(due=Min("not_before"))["due"]


def _claimed(most: int) -> list[Delivery]:
    left = claims.claim_left(most)
    return left + (claims.claim(timezone.now(), most - len(left)) if len(left) < most else [])


def _begin_before() -> float:
    """Until then a delivery that was just claimed may begin, and end within its lease."""
    return time.monotonic() + settings.HOOKS_LEASE - 1.5 * settings.HOOKS_CAP


def _send(row: Delivery, begin_before: float) -> wire.Answer:
    """In a thread of its own, without the database. Whatever goes wrong is an answer."""
    try:
        said = headers(row.endpoint, row.event.uid, row.event.body, timezone.now())
        told = {**said, "User-Agent": "Masar-Webhooks/1"}
        return wire.post(row.endpoint.url, row.event.body.encode(), told, begin_before=begin_before)
    except Exception as fault:
        log.exception("webhook delivery %s could not be sent", row.pk)
        return wire.Answer("refused", f"{type(fault).__name__}")


def _settle(row: Delivery, answer: wire.Answer, now: datetime) -> str:
    """Its name: 'delivered', 'waiting', 'given_up', or 'lost lease'."""
    if answer.kind == "delivered":
        state = State.DELIVERED
        ours = claims.settle(row, state, now=now, code=answer.code, delivered_at=now)
        if row.endpoint.faults:
            Endpoint.objects.filter(pk=row.endpoint_id).update(faults=0, rests_until=None)
        return str(state) if ours else "lost lease"
    state = State.GIVEN_UP if row.tries_until <= now else State.WAITING
    again = now if answer.kind in ("down", "gone") else now + timedelta(seconds=_wait(row.attempts))
    ours = claims.settle(row, state, now=now, code=answer.code, reason=answer.said, not_before=again)
    if not ours:
        return "lost lease"
    if answer.kind == "gone":
        pause_endpoint(row.endpoint, because=STOPPED_BY_RECEIVER, by=None)
    elif answer.kind == "down":
        _let_rest(row.endpoint, answer, now)
    return str(state)


def _let_rest(endpoint: Endpoint, answer: wire.Answer, now: datetime) -> None:
    """Leave a receiver alone that does not answer, and give up what has been tried for long enough."""
    seconds = max(_wait(endpoint.faults + 1), answer.rest)
    until = now + timedelta(seconds=min(seconds, 2 * LONGEST_WAIT))
    faults = F("faults") + 1 if endpoint.faults < 1000 else endpoint.faults
    Endpoint.objects.filter(pk=endpoint.pk).update(faults=faults, rests_until=until)
    late = Delivery.objects.filter(endpoint=endpoint, state=State.WAITING, tries_until__lte=now)
    late.update(state=State.GIVEN_UP, code=answer.code, reason=answer.said[:300])


def _wait(tries: int) -> float:
    """Seconds until the next try: twice as long each time, and never the same for two."""
    mean = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tries - 1, 20))
    return max(SOONEST, mean * random.uniform(0.5, 1.5))  # noqa: S311
