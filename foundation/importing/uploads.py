"""Files between the preview of an import and its confirmation."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "imports"
KEPT = timedelta(hours=12)
_SALT = "masar.import"


def keep(files: Sequence[tuple[str, bytes]], *, by: Any, now: datetime, **said: str) -> str:
    """Store files; the text that gives them back, to the one who sent them alone."""
    _clear(now)
    folder = f"{now:%Y%m%d%H}-{secrets.token_urlsafe(16)}"
    for place, (_name, content) in enumerate(files):
        default_storage.save(f"{FOLDER}/{folder}/{place}", ContentFile(content))
    names = [name for name, _content in files]
    return signing.dumps({"folder": folder, "names": names, "by": by.pk, **said}, salt=_SALT, compress=True)


def take(token: str, *, by: Any) -> tuple[list[tuple[str, bytes]], dict[str, str]] | None:
    """The files and what was said of them, once; None if they are gone, too old or someone else's."""
    try:
        said = signing.loads(token, salt=_SALT, max_age=KEPT)
        if said.pop("by") != by.pk:
            return None
        folder, names = said.pop("folder"), said.pop("names")
        files = []
        for place, name in enumerate(names):
            with default_storage.open(f"{FOLDER}/{folder}/{place}") as stored:
                files.append((name, stored.read()))
    except (signing.BadSignature, OSError):
        return None
    _delete(folder)
    return files, said


def _clear(now: datetime) -> None:
    """Forget what nobody has confirmed."""
    if not default_storage.exists(FOLDER):
        return
    oldest = f"{now - KEPT:%Y%m%d%H}"
    for folder in default_storage.listdir(FOLDER)[0]:
        if folder < oldest:
            _delete(folder)


def _delete(folder: str) -> None:
    for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
        default_storage.delete(f"{FOLDER}/{folder}/{name}")
    default_storage.delete(f"{FOLDER}/{folder}")
