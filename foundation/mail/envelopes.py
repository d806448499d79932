"""A letter on its way out: its bytes, made once for a form and filled in for each person.

Running the templates and building a MIME message by Python's email package cost ten times the talk with
the server. Letters of one form share both: what is personal, and the secrets, are put into the finished
bytes. A letter that has no form, or was frozen at an earlier try, is built by Django as it is.
"""

import re
import time
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from email.base64mime import header_encode
from email.utils import formatdate, parseaddr
from functools import cached_property, lru_cache

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import forbid_multi_line_headers, sanitize_address
from django.utils.html import escape

from foundation.mail import return_path
from foundation.mail.letters import (
    Letter,
    all_secrets,
    build,
    fill,
    form_texts,
    own_headers,
    put_in,
)
from foundation.mail.models import Message, Wording
from foundation.mail.names import still
from foundation.mail.wordings import wording_in_use

MARK = re.compile(r"~~(\w+)~~")
LONGEST_LINE = 998  # of a mail, without its end (RFC 5322); longer ones have to be encoded
SHORT = 70  # a plain header of so many letters stands on one line as it is
KEPT = 60  # seconds that a form is used: what staff edit is in the mails after that
MOST_FORMS = 1000
BYTES_OF_A_WORD = 39  # in base64, on a line of 76 (RFC 2047) with "Subject: " before it


class Form:
    """The texts that many letters share, with marks for what is personal and for the secrets."""

    def __init__(self, wording: Wording | None, message: Message, letter: Letter) -> None:
        self.texts = form_texts(wording, message, letter)
        self.made = time.monotonic()

    @cached_property
    def body(self) -> bytes | None:
        """The MIME body with its own headers; None where it has to be encoded once it is filled in."""
        mail = EmailMultiAlternatives(body=self.texts["text"])
        mail.attach_alternative(MARK.sub(r"~~html:\1~~", self.texts["html"]), "text/html")
        whole = mail.message().as_bytes(linesep="\r\n")
        if b"quoted-printable" in whole or b"base64" in whole:
            return None
        head, _empty, body = whole.partition(b"\r\n\r\n")
        kind = re.search(rb"^Content-Type: .*?(?=\r\n\w)", head + b"\r\nX", re.DOTALL | re.MULTILINE)
        body = body.replace(b"Content-Transfer-Encoding: 7bit", b"Content-Transfer-Encoding: 8bit")
        return b"MIME-Version: 1.0\r\n" + kind[0] + b"\r\n\r\n" + body if kind else None


class Forms:
    """Writes messages, and keeps the forms of this round of the delivery."""

    def __init__(self) -> None:
        self.known: dict[Hashable, Form] = {}

    def write(self, message: Message, letter: Letter) -> "Envelope":
        """Sets the texts of a message that has none yet; they are not changed at a second try."""
        if message.subject:
            return Envelope(message, letter, None)
        form = self._form(message, letter)
        for part, text in fill(form.texts, letter.personal).items():
            setattr(message, part, text)
        return Envelope(message, letter, form if letter.form is not None else None)

    def _form(self, message: Message, letter: Letter) -> Form:
        wording = wording_in_use(message.kind, message.language)
        if letter.form is None:
            return Form(wording, message, letter)
        zone = message.person.time_zone if message.person else ""
        key = (message.kind, message.language, zone, letter.form, wording and wording.pk)
        form = self.known.get(key)
        if form is None or time.monotonic() - form.made > KEPT:
            if len(self.known) >= MOST_FORMS:
                self.known.clear()
            form = self.known[key] = Form(wording, message, letter)
        return form


@dataclass
class Envelope:
    """One message ready to go."""

    message: Message
    letter: Letter
    form: Form | None
    begin_before: float = float("inf")  # by `time.monotonic`: what begins later may outlive its lease

    @property
    def sender(self) -> str:
        return _on_the_wire(return_path.of_message(self.message.pk))

    @property
    def to(self) -> str:
        return _on_the_wire(self.message.to_addr)

    def mail(self) -> EmailMultiAlternatives:
        return build(self.message, self.letter)

    @cached_property
    def content(self) -> bytes:
        """The whole mail, lines ended as on the wire. Raises what Django raises for a bad header."""
        return self._filled() or self.mail().message().as_bytes(linesep="\r\n")

    def _filled(self) -> bytes | None:
        body = self.form.body if self.form else None
        if body is None:
            return None
        secrets = all_secrets(self.message, self.letter)
        for name, value in secrets.items():
            body = _put(body, name, value)
        for name, value in self.letter.personal.items():
            body = _put(body, name, still(value))
        if max(map(len, body.split(b"\r\n"))) > LONGEST_LINE:
            return None
        return self._headers(secrets) + body

    def _headers(self, secrets: dict[str, str]) -> bytes:
        headers = {
            "Subject": put_in(self.message.subject, secrets),
            "From": settings.DEFAULT_FROM_EMAIL,
            "To": self.message.to_addr,
            "Date": formatdate(),
            **own_headers(self.message, self.letter, secrets),
        }
        lines = (_header(name, value) for name, value in headers.items())
        text = "".join(f"{name}: {value}\n" for name, value in lines)
        return text.replace("\n", "\r\n").encode()


@lru_cache(maxsize=1000)
def _header(name: str, value: str) -> tuple[str, str]:
    if len(value) <= SHORT and value.isascii() and value.isprintable():
        return name, value
    if name == "Subject" and not {"\n", "\r"} & set(value):
        return name, "\n ".join(_words(value))
    return forbid_multi_line_headers(name, value, "utf-8")


def _words(text: str) -> Iterator[str]:
    """Encoded words of RFC 2047, each on a line. `email.header` measures every letter of them: a tenth of
    all the time of a mail."""
    step = BYTES_OF_A_WORD // len(max(text).encode())
    for start in range(0, len(text), step):
        yield header_encode(text[start : start + step].encode(), "utf-8")


@lru_cache(maxsize=1000)
def _on_the_wire(address: str) -> str:
    """Without the name before it, and in ASCII where its domain is in another script."""
    bare = parseaddr(address)[1] if "<" in address else address
    return bare if bare.isascii() else sanitize_address(bare, "utf-8")


def _put(body: bytes, name: str, value: str) -> bytes:
    body = body.replace(f"~~{name}~~".encode(), value.encode())
    return body.replace(f"~~html:{name}~~".encode(), escape(value).encode())
