"""Mail that has left: noted in one narrow row, on disk at once; the message itself follows.

To change the message, with its texts and its places in six indexes, took twice as long as the note. Until
its row follows, at the end of the batch, a message that was sent still reads as being sent. Whoever dies
before that has sent nothing twice, for what is noted is not claimed again.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from psycopg import Cursor

from foundation.mail.dialects import flushed_later, in_dialect, moment
from foundation.mail.models import Message

Batch = list[Message]

# What says that a message was sent, before its row does.
NOTED = """SELECT 1 FROM mail_attempt AS try
    WHERE try.message_id = mail_message.id AND try.fence = mail_message.fence"""
# Without a word of the state, or PostgreSQL would look through all that are being sent, dead rows among them.
_NOTE = """
INSERT INTO mail_attempt (message_id, fence, number, at, outcome, code, detail)
SELECT id, mail_message.fence, attempts, %s, 'sent', 250, '' FROM mail_message {source} WHERE {ours}
"""
_FOLLOW = """
UPDATE mail_message SET state = 'sent', lease_until = NULL, reason = '', secret = '', sent_at = try.at
FROM mail_attempt AS try
WHERE try.message_id = mail_message.id AND try.fence = mail_message.fence AND mail_message.state = 'sending'
  AND {which}
"""


_NOTE_ONE = _NOTE.format(source="", ours="id = %s AND fence = %s")
_NOTE_MANY = _NOTE.format(
    source="JOIN unnest(%s::bigint[], %s::bigint[]) AS ours (number, fence) ON id = ours.number",
    ours="mail_message.fence = ours.fence",
)


def note_sent(batch: Batch, now: datetime) -> int:
    """Messages the server has accepted, on disk when this returns. How many were ours."""
    at = moment(now)
    if len(batch) == 1 and connection.vendor == "postgresql":
        return _note_prepared([at, batch[0].pk, batch[0].fence])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_NOTE_MANY, [at, [row.pk for row in batch], [row.fence for row in batch]])
        else:
            with transaction.atomic():
                cursor.executemany(_NOTE_ONE, [(at, row.pk, row.fence) for row in batch])
        return cursor.rowcount


def _note_prepared(values: list[Any]) -> int:
    """PostgreSQL reads and plans the statement once a connection, not once a mail: Django's own cursor
    cannot. Not through a pooler that changes connections under us, which this setting of Django's tells of.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        pooled = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
        cursor.execute(_NOTE_ONE, values, prepare=not pooled)
        return cursor.rowcount


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
