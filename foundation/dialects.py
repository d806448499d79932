"""What statements of our own say differently to PostgreSQL and to SQLite: leases and locks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

_DIALECTS = {
    "postgresql": {
        "clock": "clock_timestamp()",
        "lease": "clock_timestamp() + make_interval(secs => %s)",
        "skip_locked": "FOR UPDATE SKIP LOCKED",
        # Passed over too, but not for somebody who just writes a row that points to it.
        "skip_held": "FOR NO KEY UPDATE SKIP LOCKED",
    },
    "sqlite": {
        "clock": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')",
        "lease": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', %s || ' seconds')",
        "skip_locked": "",
        "skip_held": "",
    },
}


def in_dialect(statement: str) -> str:
    return statement.format(**_DIALECTS[connection.vendor])


def moment(now: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(now)


@contextmanager
def flushed_later() -> Iterator[CursorWrapper]:
    """A transaction that a crash of the machine may lose. It is on disk once any later one is flushed."""
    # SQLite takes it outside of transactions alone.
    lazy = connection.vendor == "sqlite" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        try:
            if lazy:
                cursor.execute("PRAGMA synchronous = NORMAL")
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    cursor.execute("SET LOCAL synchronous_commit TO off")
                yield cursor
        finally:
            if lazy:
                cursor.execute("PRAGMA synchronous = FULL")
