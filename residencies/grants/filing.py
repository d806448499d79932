"""Private files of this room: streamed into storage, measured on the way, and judged by content."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from residencies.calls.filetypes import clean_name, content_type
from residencies.grants.models import Document, Grant
from residencies.grants.models.papers import private_path

log = logging.getLogger(__name__)

MEGABYTES = 20
ACCEPTS = ["pdf", "image", "text", "table"]


class _Measured(File):  # type: ignore[type-arg]
    """Passes a file on piece by piece; raises ServiceError as soon as it is too big."""

    def __init__(self, upload: Any) -> None:
        super().__init__(None, clean_name(upload.name or ""))
        self.upload, self.length, self.digest = upload, 0, hashlib.sha256()

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        for piece in self.upload.chunks():
            self.length += len(piece)
            if self.length > MEGABYTES * 1_000_000:
                told = {"name": self.name, "most": MEGABYTES}
                raise ServiceError(_("“%(name)s” is too big: at most %(most)d MB are possible.") % told)
            self.digest.update(piece)
            yield piece
        if not self.length:
            raise ServiceError(_("“%(name)s” is empty.") % {"name": self.name})


def store(grant: Grant, upload: Any, *, now: datetime) -> Document:
    """A file in storage, with what it is; the row is not saved. `upload` has a name and `chunks()`.

    Raises ServiceError, in words for its sender, for a file that is not taken.
    """
    row = Document(grant=grant, uploaded_at=now)
    storage, name = Document._meta.get_field("file").storage, private_path(row, "")
    measured = _Measured(upload)
    with gone_if_refused(row):
        row.file.name = name
        try:
            row.file.name = storage.save(name, measured)
        except OSError as fault:  # the disk is full, or not there
            log.exception("a file could not be stored")
            raise ServiceError(
                _("“%(name)s” could not be stored. Nothing else is lost: please try again.")
                % {"name": measured.name}
            ) from fault
        with storage.open(row.file.name) as kept:
            row.content_type = content_type(kept, upload.name or "", ACCEPTS)
    row.name = clean_name(upload.name or "", row.content_type)
    row.size, row.sha256 = measured.length, measured.digest.hexdigest()
    return row


@contextmanager
def gone_if_refused(row: Document | None) -> Iterator[None]:
    """Whatever goes wrong inside, the stored file does not stay."""
    try:
        yield
    except BaseException:
        if row is not None and row.file.name:
            forget(row)
        raise


def forget(row: Document) -> None:
    try:
        row.file.storage.delete(str(row.file.name))
    except OSError:
        log.exception("a file could not be deleted")
