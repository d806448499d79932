"""A request that is sent again under its key is answered again, and does nothing more."""

import json
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from foundation.repeats.models import Answer


class InFlight(Exception):
    """The first request under this key is being answered at this moment."""


class Differs(Exception):
    """Another request was sent under this key before."""


@dataclass(frozen=True)
class Sent:
    """A request of an account: its `key`, and `what` is asked, word for word."""

    account: int
    key: str
    what: str

    def digest(self, of: str, text: str) -> str:
        return self._hmac(of, text).hex()

    @property
    def seal(self) -> Fernet:
        """Made of the key, which the database does not hold."""
        return Fernet(urlsafe_b64encode(self._hmac("seal", f"{self.key} {self.what}")))

    def _hmac(self, of: str, text: str) -> bytes:
        return salted_hmac(f"repeats.{of}.{self.account}", text, algorithm="sha256").digest()

    @property
    def key_digest(self) -> str:
        return self.digest("key", self.key)

    @property
    def what_digest(self) -> str:
        return self.digest("request", self.what)


@dataclass(frozen=True)
class Told:
    """An answer: its status, headers and body."""

    status: int
    headers: dict[str, str]
    body: str


def answer_to(sent: Sent) -> Told | None:
    """What was answered before; None where it is new. In the transaction of the act, and of `keep`.

    Raises InFlight and Differs. On SQLite, which writes for one at a time, whoever comes second has waited
    and finds the answer.
    """
    if connection.vendor == "postgresql" and not _alone(sent):
        raise InFlight
    row = Answer.objects.filter(account=sent.account, key=sent.key_digest).first()
    if row is None:
        return None
    if row.request != sent.what_digest:
        raise Differs
    return Told(**json.loads(sent.seal.decrypt(bytes(row.sealed))))


def _alone(sent: Sent) -> bool:
    """Until the transaction ends; whoever is let in then sees what was committed."""
    number = sha256(f"repeats {sent.account} {sent.key_digest}".encode()).digest()[:8]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(number, "big", signed=True)])
        return bool(cursor.fetchone()[0])


def keep(sent: Sent, told: Told, *, now: datetime) -> None:
    """In the transaction of what was done: there is both or neither."""
    sealed = sent.seal.encrypt(json.dumps(asdict(told)).encode())
    Answer.objects.create(
        account_id=sent.account, key=sent.key_digest, request=sent.what_digest, sealed=sealed, at=now
    )


def forget(*, now: datetime) -> int:
    """Those kept longer than API_KEYS_DAYS; how many there were."""
    old = Answer.objects.filter(at__lt=now - timedelta(days=settings.API_KEYS_DAYS))
    return old.delete()[0]
