"""What peers.py measures: how one system queues a mail to every person, and how it sends them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def nothing() -> None:
    """For a sender that keeps no rows."""


@dataclass(frozen=True)
class Sender:
    """`clear` makes ready for one turn and is not timed; without `queue` nothing comes before the sending.

    `send` returns once the server has accepted all of them, or nothing more is going to be sent.
    """

    name: str
    send: Callable[[], None]
    queue: Callable[[], None] | None = None
    clear: Callable[[], None] = nothing


def empty(*models: Any) -> None:
    """Delete their rows, those that others hang on last."""
    from django.db import connection

    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
