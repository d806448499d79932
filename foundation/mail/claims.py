"""The statements of the outbox: who holds which message, and how it ended.

Raw, because the ORM drops SKIP LOCKED on SQLite without a word (one statement is atomic there) and
hides the states from SQLite behind parameters, which then reads the whole table instead of the partial
indexes. Leases run by the database's clock, so senders need not agree on the time.

Only the note that a message was sent is flushed to PostgreSQL's disk at once. A claim lost in a crash of the
database leaves the message waiting, and a note that is on disk has its claim on disk before it.
"""

import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, prefetch_related_objects
from django.db.models.functions import Now

from foundation.dialects import flushed_later, in_dialect, moment
from foundation.mail import reports
from foundation.mail.departures import NOTED
from foundation.mail.models import Attempt, Message

State = Message.State
Batch = list[Message]

# What is found is found once: PostgreSQL may ask a subquery with a LIMIT again for each row, and as it passes
# over what it has locked it would then take more than was asked for.
_CLAIM = """
WITH found AS MATERIALIZED (
    SELECT id FROM mail_message
    WHERE state IN ('queued', 'sending') AND {which}
      AND NOT EXISTS (SELECT 1 FROM mail_postman WHERE paused OR closed_until > %s)
    ORDER BY priority, not_before, id LIMIT %s {skip_locked}
)
UPDATE mail_message SET state = 'sending', lease_until = {lease}, fence = %s, attempts = attempts + 1
WHERE id IN (SELECT id FROM found) RETURNING *
"""
_QUEUED = "state = 'queued' AND not_before <= %s"
_LEFT = f"state = 'sending' AND lease_until < {{clock}} AND attempts < %s AND NOT EXISTS ({NOTED})"

_FREEZE = {
    "postgresql": """
        UPDATE mail_message AS row SET subject = new.subject, text = new.text, html = new.html,
               lease_until = {lease}
        FROM jsonb_to_recordset(%s) AS new (id bigint, fence bigint, subject text, text text, html text)
        WHERE row.id = new.id AND row.fence = new.fence AND row.state = 'sending' RETURNING row.id""",
    "sqlite": """
        UPDATE mail_message SET lease_until = {lease}, subject = %s, text = %s, html = %s
        WHERE id = %s AND fence = %s AND state = 'sending' RETURNING id""",
}
_FROZEN = ("id", "fence", "subject", "text", "html")


def claim(now: datetime, most: int) -> Batch:
    """Take up to `most` messages that are due, for MAIL_LEASE seconds; the most urgent first.

    Empty where nothing is due, mail is paused, or the server is left alone for a while.
    """
    return _claim(_QUEUED, moment(now), now, most)


def claim_left(now: datetime, max_attempts: int) -> Batch:
    """Take one message whose sender died; alone, for it may be what killed its sender."""
    return _claim(_LEFT, max_attempts, now, 1)


def _claim(which: str, bound: Any, now: datetime, most: int) -> Batch:
    statement = in_dialect(_CLAIM.replace("{which}", which))
    # Not counted up: a claim that a crash of the database undid must not share its number with the next.
    fence = secrets.randbits(62)
    with flushed_later():
        found = Message.objects.raw(statement, [bound, moment(now), most, settings.MAIL_LEASE, fence])
        batch = sorted(found, key=lambda row: (row.priority, row.not_before, row.pk))
    prefetch_related_objects(batch, "person")
    return batch


def freeze(batch: Batch) -> set[int]:
    """Keep the texts of messages and renew their leases; the numbers of those that are still ours.

    From here on the cap of a delivery keeps each of them within its lease. PostgreSQL gets all texts in
    one piece of JSON: a statement a row, or quoting arrays of them, took a third of all the time.
    """
    statement = in_dialect(_FREEZE[connection.vendor])
    with flushed_later() as cursor:
        if connection.vendor == "postgresql":
            new = [{name: getattr(row, name) for name in _FROZEN} for row in batch]
            cursor.execute(statement, [settings.MAIL_LEASE, json.dumps(new)])
            return {number for (number,) in cursor.fetchall()}
        ours = set()
        for row in batch:
            new = [row.subject, row.text, row.html, row.pk, row.fence]
            cursor.execute(statement, [settings.MAIL_LEASE, *new])
            ours |= {number for (number,) in cursor.fetchall()}
        return ours


def settle(
    message: Message, state: str, *, now: datetime, code: int | None = None, reason: str = "", **more: Any
) -> str:
    """Record any other outcome, unless the lease has passed to someone else. Returns its name."""
    if state not in Message.OPEN:
        more["secret"] = ""
    with transaction.atomic():
        if not change(message, state=state, lease_until=None, reason=reason[:300], **more):
            return "lost lease"
        Attempt.objects.create(
            message=message,
            fence=message.fence,
            number=message.attempts,
            at=now,
            outcome=state,
            code=code,
            detail=reason[:300],
        )
        if state == State.FAILED:
            reports.take_in_refusal(message, code, reason, now=now)
    return state


def give_back(batch: Iterable[Message], **fields: Any) -> None:
    """Leave messages to the next claim, as if they had not been taken."""
    for message in batch:
        change(message, state=State.QUEUED, lease_until=None, attempts=F("attempts") - 1, **fields)


def change(message: Message, **fields: Any) -> bool:
    """Change a message while it is ours. False where the lease has passed to someone else."""
    ours = Message.objects.filter(pk=message.pk, fence=message.fence, state=State.SENDING)
    return bool(ours.update(**fields))


def bury_poison(max_attempts: int) -> int:
    """Give up messages that killed their sender each time; returns how many."""
    noted = Attempt.objects.filter(message=OuterRef("pk"), fence=OuterRef("fence"))
    poison = Message.objects.filter(~Exists(noted), state=State.SENDING, lease_until__lt=Now())
    return poison.filter(attempts__gte=max_attempts).update(
        state=State.DEAD, lease_until=None, reason="its sender died each time", secret=""
    )
