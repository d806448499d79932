"""Private files of this room: a report, or the receipt of a payment."""

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

from foundation.files import storing
from residencies.grants.models import Document, Grant
from residencies.grants.models.papers import private_path

LIMITS = storing.Limits(accepts=["pdf", "image", "text", "table"], megabytes=20, files=1)


def store(grant: Grant, upload: Any, *, now: datetime) -> Document:
    """A file in storage, with what it is; the row is not saved. `upload` has a name and `chunks()`.

    Raises ServiceError, in words for its sender, for a file that is not taken.
    """
    row = Document(grant=grant, uploaded_at=now)
    storing.store(row, private_path(row, ""), upload, LIMITS)
    return row


def gone_if_refused(row: Document | None) -> AbstractContextManager[None]:
    """Whatever goes wrong inside, the stored file does not stay."""
    return storing.undone_if_refused(row) if row else nullcontext()
