"""Stored files that no row names: a process was killed between storing a file and writing its row."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.core.files.storage import Storage

from foundation.files.storing import forget

YOUNGEST = timedelta(days=1)  # an upload that runs has stored its file and not yet written its row
AT_ONCE = 500


def sweep(model: Any, folder: str, *, now: datetime, kept: Callable[[], Collection[str]] = tuple) -> int:
    """Delete what has lain in `folder`, which has one folder for each group of rows, for a day, is named by
    no row's `file` and is none of `kept`, which is asked once rows are; returns how many files.
    """
    storage = model._meta.get_field("file").storage
    names, swept = _names(storage, folder), 0
    while some := list(islice(names, AT_ONCE)):
        known = set(model._base_manager.filter(file__in=some).values_list("file", flat=True))
        lost = {name for name in some if name not in known and _is_old(storage, name, now)}
        swept += sum(forget(storage, name) for name in (lost.difference(kept()) if lost else ()))
    return swept


def _names(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, _files = storage.listdir(folder)
    except FileNotFoundError:  # nobody has sent a file yet
        return
    for inner in folders:
        for name in storage.listdir(f"{folder}/{inner}")[1]:
            yield f"{folder}/{inner}/{name}"


def _is_old(storage: Storage, name: str, now: datetime) -> bool:
    try:
        return storage.get_modified_time(name) < now - YOUNGEST
    except FileNotFoundError:  # it was taken back a moment ago
        return False
