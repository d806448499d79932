"""What is confidential is stored sealed: texts and files, under keys of their own (`SUPPORT_KEYS`).

A copy of the database or of the folder of files tells nothing of them without these keys.
"""

from io import BytesIO
from typing import Any, NoReturn

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, default_storage
from django.utils.deconstruct import deconstructible

from foundation import sealing
from foundation.sealing import Ring, Unreadable

__all__ = ["KEYS", "SealedStorage", "SealedTextField", "Unreadable"]
KEYS = Ring("SUPPORT_KEYS")
seal, unseal, reseal = KEYS.seal, KEYS.unseal, KEYS.reseal


class SealedTextField(sealing.SealedTextField):
    ring = KEYS


@deconstructible
class SealedStorage(Storage):
    """Files sealed in the storage of all others. A file is held in memory once: keep the limits low."""

    def _save(self, name: str, content: Any) -> str:
        return default_storage.save(name, ContentFile(seal(b"".join(content.chunks()))))

    def _open(self, name: str, mode: str = "rb") -> File:  # type: ignore[type-arg]
        with default_storage.open(name) as sealed:
            return File(BytesIO(unseal(sealed.read())), name)

    def reseal(self, name: str, path: str) -> str:
        """A copy under the newest key, and under what name it is kept: whatever stops it, `name` stays whole.

        Raises Unreadable.
        """
        with default_storage.open(name) as kept:
            return default_storage.save(path, ContentFile(reseal(kept.read())))

    def delete(self, name: str) -> None:
        default_storage.delete(name)

    def exists(self, name: str) -> bool:
        return default_storage.exists(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        return default_storage.listdir(path)

    def get_modified_time(self, name: str) -> Any:
        return default_storage.get_modified_time(name)

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("A sealed file has no address of its own.")
