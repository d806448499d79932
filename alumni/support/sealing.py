"""What is confidential is stored sealed: texts and files, under keys of their own (`SUPPORT_KEYS`).

A copy of the database or of the folder of files tells nothing of them without these keys.
"""

from io import BytesIO
from typing import Any, NoReturn

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, default_storage
from django.db import models
from django.utils.deconstruct import deconstructible


class Unreadable(Exception):
    """Sealed with a key that is no longer among `SUPPORT_KEYS`, or damaged. It holds no text."""


def _ring() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.SUPPORT_KEYS])


def seal(content: bytes) -> bytes:
    return _ring().encrypt(content)


def unseal(sealed: bytes) -> bytes:
    """Raises Unreadable."""
    try:
        return _ring().decrypt(sealed)
    except InvalidToken:
        raise Unreadable("SUPPORT_KEYS lacks the key of a sealed text: put the older key back.") from None


def reseal(sealed: bytes) -> bytes:
    """The same under the newest key. Raises Unreadable."""
    try:
        return _ring().rotate(sealed)
    except InvalidToken:
        raise Unreadable("SUPPORT_KEYS lacks the key of a sealed text: put the older key back.") from None


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """A text that is sealed on its way to the database. Nothing can be searched or sorted by it."""

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return seal(text.encode()).decode() if text else text

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return unseal(value.encode()).decode() if value else value

    def value_to_string(self, obj: models.Model) -> str:
        """`dumpdata` writes it sealed as well."""
        return str(self.get_prep_value(self.value_from_object(obj)))

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


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
