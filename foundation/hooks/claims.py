"""The statements of the webhooks' outbox: who holds which delivery, and how it ended.

As those of the mail (`mail.claims`): leases by the database's clock, a fence against whoever wakes up too
late, one statement to claim. Of each endpoint one delivery is on its way at a time, whoever sends it: a
constraint of the table says so, and a silent receiver holds up nobody but itself.
"""

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.db.models.functions import Now

from foundation.dialects import in_dialect, moment
from foundation.hooks.models import Attempt, Delivery

State = Delivery.State

# Found once, as `mail.claims` says why.
_CLAIM = """
WITH found AS MATERIALIZED (
    SELECT (
        SELECT first.id FROM hooks_delivery AS first
        WHERE first.endpoint_id = side.id AND first.state = 'waiting' AND first.not_before <= %s
        ORDER BY first.id LIMIT 1
    ) AS id
    FROM hooks_endpoint AS side
    WHERE side.is_active AND (side.rests_until IS NULL OR side.rests_until <= %s)
      AND EXISTS (
        SELECT 1 FROM hooks_delivery AS due
        WHERE due.endpoint_id = side.id AND due.state = 'waiting' AND due.not_before <= %s)
      AND NOT EXISTS (
        SELECT 1 FROM hooks_delivery AS busy WHERE busy.endpoint_id = side.id AND busy.state = 'sending')
    ORDER BY side.id LIMIT %s {skip_held}
)
UPDATE hooks_delivery SET state = 'sending', lease_until = {lease}, fence = %s, attempts = attempts + 1
WHERE state = 'waiting' AND id IN (SELECT id FROM found) RETURNING *
"""
_LEFT = """
WITH found AS MATERIALIZED (
    SELECT id FROM hooks_delivery WHERE state = 'sending' AND lease_until < {clock}
      AND endpoint_id IN (SELECT id FROM hooks_endpoint WHERE is_active)
    ORDER BY id LIMIT %s {skip_locked}
)
UPDATE hooks_delivery SET lease_until = {lease}, fence = %s, attempts = attempts + 1
WHERE state = 'sending' AND lease_until < {clock} AND id IN (SELECT id FROM found) RETURNING *
"""


def claim(now: datetime, most: int) -> list[Delivery]:
    """Take the oldest due delivery of each endpoint that is free, `most` at once, for HOOKS_LEASE seconds."""
    at = moment(now)
    return _claim(_CLAIM, [at, at, at, most, settings.HOOKS_LEASE, _fence()])


def claim_left(most: int) -> list[Delivery]:
    """Take what those hold who died."""
    return _claim(_LEFT, [most, settings.HOOKS_LEASE, _fence()])


def bury_poison(now: datetime) -> int:
    """Give up what killed its sender each time for all of its days; returns how many."""
    poison = Delivery.objects.filter(state=State.SENDING, lease_until__lt=Now(), tries_until__lte=now)
    return poison.update(state=State.GIVEN_UP, lease_until=None, reason="its sender died each time")


def _fence() -> int:
    """Not counted up: a claim that a crash of the database undid must not share its number with the next."""
    return secrets.randbits(62)


def _claim(statement: str, values: list[Any]) -> list[Delivery]:
    try:
        with transaction.atomic():
            rows = list(Delivery.objects.raw(in_dialect(statement), values))
    except IntegrityError:  # somebody was a moment faster at one of these endpoints
        return []
    prefetch_related_objects(rows, "event", "endpoint")
    return rows


def settle(
    delivery: Delivery,
    state: str,
    *,
    now: datetime,
    code: int | None = None,
    reason: str = "",
    **more: Any,
) -> bool:
    """Record what came of a try. False where the lease has passed to someone else, whose word counts."""
    ours = Delivery.objects.filter(pk=delivery.pk, fence=delivery.fence, state=State.SENDING)
    with transaction.atomic():
        done = ours.update(state=state, lease_until=None, code=code, reason=reason[:300], **more)
        if done:
            Attempt.objects.create(
                delivery=delivery,
                fence=delivery.fence,
                number=delivery.attempts,
                at=now,
                outcome=state,
                code=code,
                detail=reason[:300],
            )
    return bool(done)
