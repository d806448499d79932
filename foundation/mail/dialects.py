"""What the outbox's own statements say differently to PostgreSQL and to SQLite."""

from datetime import datetime
from typing import Any

from django.db import connection

_DIALECTS = {
    "postgresql": {
        "clock": "clock_timestamp()",
        "lease": "clock_timestamp() + make_interval(secs => %s)",
        "skip_locked": "FOR UPDATE SKIP LOCKED",
    },
    "sqlite": {
        "clock": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')",
        "lease": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', %s || ' seconds')",
        "skip_locked": "",
    },
}


def in_dialect(statement: str) -> str:
    return statement.format(**_DIALECTS[connection.vendor])


def moment(now: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(now)


def flush_later() -> None:
    """This transaction may be lost in a crash of the database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
