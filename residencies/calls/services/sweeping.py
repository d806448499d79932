"""Stored files that no row names: a process was killed between storing a file and writing its row."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.core.files.storage import Storage

from residencies.calls.models import Attachment

FOLDER = "applications"
YOUNGEST = timedelta(days=1)  # an upload that runs has stored its file and not yet written its row
AT_ONCE = 500


def sweep_files(*, now: datetime) -> int:
    """Delete what has lain there for a day and belongs to no application; returns how many files."""
    storage = Attachment._meta.get_field("file").storage
    names, swept = _names(storage), 0
    while some := list(islice(names, AT_ONCE)):
        known = set(Attachment.objects.filter(file__in=some).values_list("file", flat=True))
        for name in some:
            if name not in known and _is_old(storage, name, now):
                storage.delete(name)
                swept += 1
    return swept


def _names(storage: Storage) -> Iterator[str]:
    """`private_path` has one folder for each call."""
    try:
        folders, _files = storage.listdir(FOLDER)
    except FileNotFoundError:  # nobody has sent a file yet
        return
    for folder in folders:
        for name in storage.listdir(f"{FOLDER}/{folder}")[1]:
            yield f"{FOLDER}/{folder}/{name}"


def _is_old(storage: Storage, name: str, now: datetime) -> bool:
    try:
        return storage.get_modified_time(name) < now - YOUNGEST
    except FileNotFoundError:  # it was taken back a moment ago
        return False
