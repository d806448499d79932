"""What is stored sealed: texts that a copy of the database is not to tell, under keys from the settings.

Each room that seals has a ring of its own, named by its setting: the first key seals, the others still open.
"""

from typing import Any, ClassVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


class Unreadable(Exception):
    """Sealed with a key that is no longer in its setting, or damaged. It holds no text."""


class Ring:
    """The keys of one setting."""

    def __init__(self, setting: str) -> None:
        self.setting = setting

    def _keys(self) -> MultiFernet:
        return MultiFernet([Fernet(key) for key in getattr(settings, self.setting)])

    def seal(self, content: bytes) -> bytes:
        return self._keys().encrypt(content)

    def unseal(self, sealed: bytes) -> bytes:
        """Raises Unreadable."""
        try:
            return self._keys().decrypt(sealed)
        except InvalidToken:
            raise self._unreadable() from None

    def reseal(self, sealed: bytes) -> bytes:
        """The same under the newest key. Raises Unreadable."""
        try:
            return self._keys().rotate(sealed)
        except InvalidToken:
            raise self._unreadable() from None

    def _unreadable(self) -> Unreadable:
        return Unreadable(f"{self.setting} lacks the key of a sealed text: put the older key back.")


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """A text that is sealed on its way to the database. Nothing can be searched or sorted by it.

    A room's own field names its `ring`.
    """

    ring: ClassVar[Ring]

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return self.ring.seal(text.encode()).decode() if text else text

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self.ring.unseal(value.encode()).decode() if value else value

    def value_to_string(self, obj: models.Model) -> str:
        """`dumpdata` writes it sealed as well."""
        return str(self.get_prep_value(self.value_from_object(obj)))

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
