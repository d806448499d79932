"""Uploads streamed into private storage, measured on the way, and then judged by content.

Nothing is held in memory but one piece of a file. What is refused leaves no file behind. A row that keeps
a file has `file`, `name` (what its sender called it, to be shown and no more), `size` in bytes, `sha256`
and `content_type`.
"""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.files.types import clean_name, content_type

log = logging.getLogger(__name__)

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What is taken in one place."""

    accepts: list[str]  # keys of `types.TYPES`
    megabytes: int
    files: int

    @property
    def size(self) -> int:
        return self.megabytes * MEGABYTE

    @property
    def too_big(self) -> str:
        """What its sender is told of an upload that was not taken in to its end: it has no name yet."""
        return _("The file is too big: at most %(most)d MB are possible.") % {"most": self.megabytes}

    def check(self, name: str | None, size: int) -> None:
        """Raises ServiceError for a file of so many bytes: too many, or none."""
        if size > self.size:
            told = {"name": name, "most": self.megabytes}
            raise ServiceError(_("“%(name)s” is too big: at most %(most)d MB are possible.") % told)
        if not size:
            raise ServiceError(_("“%(name)s” is empty.") % {"name": name})


class _Measured(File):  # type: ignore[type-arg]
    """Passes a file on piece by piece; raises ServiceError as soon as it is too big."""

    def __init__(self, upload: Any, limits: Limits) -> None:
        super().__init__(None, clean_name(upload.name or ""))
        self.upload, self.limits = upload, limits
        self.length, self.digest = 0, hashlib.sha256()

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        for piece in self.upload.chunks():
            self.length += len(piece)
            self.limits.check(self.name, self.length)
            self.digest.update(piece)
            yield piece
        self.limits.check(self.name, self.length)


def store(row: Any, path: str, upload: Any, limits: Limits) -> None:
    """Stream the file into storage under `path` and find out what it is; the row is not saved."""
    storage = row._meta.get_field("file").storage
    measured = _Measured(upload, limits)
    with undone_if_refused(row):
        row.file.name = path
        try:
            row.file.name = storage.save(path, measured)
        except OSError as fault:  # the disk is full, or not there
            log.exception("a file could not be stored")
            raise ServiceError(
                _("“%(name)s” could not be stored. Nothing else is lost: please try again.")
                % {"name": measured.name}
            ) from fault
        with storage.open(row.file.name) as kept:
            row.content_type = content_type(kept, upload.name or "", limits.accepts)
    row.name = clean_name(upload.name or "", row.content_type)
    row.size, row.sha256 = measured.length, measured.digest.hexdigest()


class undone_if_refused:  # noqa: N801 - reads as a sentence
    """Whatever goes wrong inside, the stored file does not stay."""

    def __init__(self, row: Any) -> None:
        self.row = row

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, fault: Any, trace: Any) -> None:
        if kind is not None and self.row.file.name:
            forget(self.row.file.storage, self.row.file.name)


def forget(storage: Storage, name: str) -> bool:
    """Whether it is gone."""
    try:
        storage.delete(name)
    except OSError:
        log.exception("a file could not be deleted")
        return False
    return True


def delete_file(row: Any) -> None:
    """The row now, what is stored once that is certain."""
    storage, name = row.file.storage, str(row.file.name)
    row.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)
