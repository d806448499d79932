"""The demo's mailbox: every mail that arrives is one file, and `/inbox/` shows them."""

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings

ENDING = ".eml"
_ENVELOPE = "Delivered-To"  # the first line of every file: for whom it came, whatever `To` says


@dataclass(frozen=True)
class Received:
    """A mail that arrived; `name` sorts by time and is its address under `/inbox/`."""

    name: str
    mail: EmailMessage

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(int(self.name.partition("-")[0]) / 1_000_000, UTC)

    @property
    def to(self) -> str:
        return str(self.mail[_ENVELOPE])

    @property
    def subject(self) -> str:
        return str(self.mail["Subject"] or "")

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.mail.items()]

    def _part(self, kind: str) -> str:
        part = self.mail.get_body((kind,))
        return part.get_content() if part else ""


def keep(content: bytes, recipients: list[str]) -> str:
    """Store a mail; returns its name. The file appears whole or not at all."""
    folder = Path(settings.INBOX_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{time.time_ns() // 1000:020}-{secrets.token_hex(4)}"
    unfinished = folder / f".{name}"
    unfinished.write_bytes(f"{_ENVELOPE}: {', '.join(recipients)}\r\n".encode() + content)
    unfinished.rename(folder / (name + ENDING))
    return name


def names(recipient: str = "") -> list[str]:
    """The mails, newest first; with `recipient`, those to an address that holds these letters."""
    files = sorted(Path(settings.INBOX_DIR).glob(f"[0-9]*{ENDING}"), reverse=True)
    wanted = recipient.strip().lower()
    return [file.stem for file in files if not wanted or wanted in _envelope(file)]


def _envelope(file: Path) -> str:
    with file.open("rb") as lines:
        return lines.readline().decode(errors="replace").partition(":")[2].lower()


def read(name: str) -> Received | None:
    """The mail of that name; None where there is none."""
    try:
        content = (Path(settings.INBOX_DIR) / (name + ENDING)).read_bytes()
    except FileNotFoundError:
        return None
    return Received(name, BytesParser(policy=policy.default).parsebytes(content))


def read_many(found: list[str]) -> Iterator[Received]:
    return (received for name in found if (received := read(name)))
