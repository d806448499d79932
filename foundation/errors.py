"""What is refused in words, and what the database takes back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.utils.translation import gettext_lazy as _

BUSY = _("Somebody is changing it at this moment. Nothing was done: send it again.")
_DEADLOCK = "40P01"


class ServiceError(Exception):
    """What was asked cannot be done; the message says why and what to do, in the user's language."""


class Stale(ServiceError):
    """Somebody else has written meanwhile. `seen`: the mark of what stands there now, for who reads it."""

    def __init__(self, message: str, seen: str) -> None:
        super().__init__(message)
        self.seen = seen


def is_deadlock(fault: BaseException) -> bool:
    """Two transactions waited for each other, and PostgreSQL has taken this one back."""
    return isinstance(fault, OperationalError) and getattr(fault.__cause__, "sqlstate", "") == _DEADLOCK


@contextmanager
def refused_if_busy() -> Iterator[None]:
    """A deadlock becomes a ServiceError. It stands around whole transactions: within one, all is lost."""
    try:
        yield
    except OperationalError as fault:
        if not is_deadlock(fault):
            raise
        raise ServiceError(str(BUSY)) from fault
