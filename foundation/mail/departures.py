"""Mail that has left: noted in one narrow row, on disk at once; the message itself follows.

To change the message, with its texts and its places in six indexes, took twice as long as the note. Until
its row follows, at the end of the batch, a message that was sent still reads as being sent. Whoever dies
before that has sent nothing twice, for what is noted is not claimed again.
"""

import threading
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from psycopg import Cursor
from psycopg.errors import ForeignKeyViolation

from foundation.dialects import flushed_later, in_dialect, moment
from foundation.mail.models import Message

Batch = list[Message]
_kept = threading.local()

# What says that a message was sent, before its row does.
NOTED = """SELECT 1 FROM mail_attempt AS try
    WHERE try.message_id = mail_message.id AND try.fence = mail_message.fence"""
_NOTE = """
INSERT INTO mail_attempt (message_id, fence, number, at, outcome, code, detail)
VALUES (%s, %s, %s, %s, 'sent', 250, '')
"""
# Only of messages that are there: one that was deleted meanwhile must not keep the others from being noted.
_NOTE_THERE = """
INSERT INTO mail_attempt (message_id, fence, number, at, outcome, code, detail)
SELECT id, %s, %s, %s, 'sent', 250, '' FROM mail_message WHERE id = %s
"""
_NOTE_MANY = """
INSERT INTO mail_attempt (message_id, fence, number, at, outcome, code, detail)
SELECT id, ours.fence, ours.number, %s, 'sent', 250, ''
FROM mail_message JOIN unnest(%s::bigint[], %s::bigint[], %s::int[]) AS ours (message, fence, number)
ON id = ours.message
"""
_FOLLOW = """
UPDATE mail_message SET state = 'sent', lease_until = NULL, reason = '', secret = '', sent_at = try.at
FROM mail_attempt AS try
WHERE try.message_id = mail_message.id AND try.fence = mail_message.fence AND mail_message.state = 'sending'
  AND {which}
"""


def note_sent(batch: Batch, now: datetime) -> None:
    """Messages the server has accepted, on disk when this returns; also those whose lease had run out."""
    at = moment(now)
    if len(batch) == 1 and connection.vendor == "postgresql":
        row = batch[0]
        _note_one([row.pk, row.fence, row.attempts, at])
    elif connection.vendor == "postgresql":
        columns = ([getattr(row, name) for row in batch] for name in ("pk", "fence", "attempts"))
        with connection.cursor() as cursor:
            cursor.execute(_NOTE_MANY, [at, *columns])
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(_NOTE_THERE, [(row.fence, row.attempts, at, row.pk) for row in batch])


def _note_one(values: list[Any]) -> None:
    """PostgreSQL reads and plans the statement once a connection, not once a mail: Django's own cursor
    cannot. Not through a pooler that changes connections under us, which this setting of Django's tells of.
    """
    pooled = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
    with connection.wrap_database_errors, suppress(ForeignKeyViolation):  # deleted meanwhile
        _kept_cursor().execute(_NOTE, values, prepare=not pooled)


def _kept_cursor() -> Cursor[Any]:
    """A new one for each mail cost a tenth of all its time."""
    connection.ensure_connection()
    if getattr(_kept, "of", None) is not connection.connection:
        _kept.of, _kept.cursor = connection.connection, Cursor(connection.connection)
    return _kept.cursor


def follow_notes(numbers: Iterable[int]) -> int:
    """Let the messages themselves say that they were sent; how many did not yet."""
    wanted = list(numbers)
    if not wanted:
        return 0
    places = ", ".join(["%s"] * len(wanted))
    return _follow(_FOLLOW.format(which=f"mail_message.id IN ({places})"), wanted)


def follow_left_notes() -> int:
    """The same of those whose sender died before it could."""
    return _follow(in_dialect(_FOLLOW.replace("{which}", "lease_until < {clock}")), [])


def _follow(statement: str, wanted: list[int]) -> int:
    with flushed_later() as cursor:
        cursor.execute(statement, wanted)
        return cursor.rowcount
