"""The line to the mail server: open, ask, send, and say whose fault it was."""

import smtplib
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Self

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from foundation.mail import providers, talk
from foundation.mail.envelopes import Envelope
from foundation.mail.providers import Whose

MESSAGE_TOO_LARGE = 552
# What a provider's API answered, as the fate of the message.
BLAMED = {Whose.RECIPIENT: "refused", Whose.SERVER: "down", Whose.LETTER: "broken", Whose.MOMENT: "later"}


@dataclass(frozen=True)
class Fate:
    """What became of one message: `kind` is sent, refused (for good), later, broken or down (for all)."""

    kind: str
    code: int | None = None
    reason: str = ""


SENT = Fate("sent", 250)


class Wire:
    """MAIL_CONNECTIONS lines to the server, opened when first needed and kept."""

    def __init__(self) -> None:
        self.lines = [_Line() for _ in range(settings.MAIL_CONNECTIONS)]
        self.pool = ThreadPoolExecutor(len(self.lines)) if len(self.lines) > 1 else None
        self.ended = threading.Event()

    def __enter__(self) -> Self:
        threading.Thread(target=self._watch, name="mail watch", daemon=True).start()
        return self

    def __exit__(self, *_fault: Any) -> None:
        self.ended.set()
        if self.pool:
            self.pool.shutdown()
        for line in self.lines:
            line.hang_up()

    def connect(self) -> None:
        """Raises whatever keeps the first line from being opened."""
        self.lines[0].connect()

    def send(self, mails: list[Envelope], following: list[Envelope]) -> list[Fate]:
        """The fate of each mail, in their order. The `following` are sent next, unless something happens:
        servers that take it hear of them at once, and get no text of them yet."""
        if self.pool is None or len(mails) == 1:
            return self.lines[0].send_all(mails, following[:1])
        shares = [mails[number :: len(self.lines)] for number in range(len(self.lines))]
        nexts = [following[number : number + 1] for number in range(len(self.lines))]
        done = list(self.pool.map(_Line.send_all, self.lines, shares, nexts))
        return [done[number % len(done)][number // len(done)] for number in range(len(mails))]

    def _watch(self) -> None:
        """Cut a delivery that takes longer than MAIL_SEND_CAP: it must not outlive the lease."""
        while not self.ended.wait(0.25):
            for line in self.lines:
                if line.cut_at < time.monotonic():
                    line.cut()


class _Line:
    """One connection of Django's mail backend, whichever is set."""

    def __init__(self) -> None:
        self.server: Any = get_connection()
        self.is_smtp = isinstance(self.server, EmailBackend)
        self.announced: tuple[Envelope, list[str]] | None = None
        self.cut_at = float("inf")

    def connect(self) -> None:
        """Servers drop a line after some messages or minutes: ask whether it is there before using it."""
        line = getattr(self.server, "connection", None)
        if line is not None and self.announced is None:
            with suppress(OSError):
                if line.noop()[0] == 250:
                    return
        self.hang_up()
        self.server.open()

    def hang_up(self) -> None:
        try:
            if self.announced is not None and self.server.connection is not None:
                # The server waits for a text: it would take a word of goodbye for one.
                self.server.connection.close()
            self.server.close()
        except OSError:
            self.server.connection = None
        self.announced = None

    def send_all(self, mails: list[Envelope], following: list[Envelope]) -> list[Fate]:
        return [self.send(mail, then) for mail, then in zip_longest(mails, [*mails[1:], *following])]

    def send(self, mail: Envelope, then: Envelope | None) -> Fate:
        try:
            if self.is_smtp:
                self._send_smtp(mail, then)
            else:
                self.server.send_messages([mail.mail()])
        except Exception as fault:  # noqa: BLE001 - sorted out by kind
            return self._fate(fault)
        return SENT

    def _send_smtp(self, mail: Envelope, then: Envelope | None) -> None:
        content = mail.content
        self.cut_at = time.monotonic() + settings.MAIL_SEND_CAP
        try:
            self._begin(mail)
            talk.send_text(self.server.connection, content, self._announce(then))
        finally:
            self.cut_at = float("inf")

    def _announce(self, mail: Envelope | None) -> list[str]:
        """The commands that announce a mail with the end of the one before it; none where they cannot."""
        if mail is None or not talk.takes_many(self.server.connection):
            return []
        try:
            commands = self._commands(mail)
        except Exception:  # noqa: BLE001 - it is told when its turn has come
            return []
        self.announced = mail, commands
        return commands

    def _commands(self, mail: Envelope) -> list[str]:
        return talk.announcement(self.server.connection, mail.sender, mail.to, len(mail.content))

    def _begin(self, mail: Envelope) -> None:
        """A server may hang up between two mails: then nothing was sent yet, and a new line costs nothing."""
        if self.announced is not None and self.announced[0] is not mail:
            self.hang_up()
        if self.server.connection is not None:
            announced, self.announced = self.announced, None
            with suppress(smtplib.SMTPServerDisconnected, ConnectionError):
                commands = announced[1] if announced else self._commands(mail)
                return talk.begin(self.server.connection, commands, announced=announced is not None)
            self.hang_up()
        self.server.open()
        return talk.begin(self.server.connection, self._commands(mail))

    def _fate(self, fault: Exception) -> Fate:
        """Whose fault was it: the address's, the server's, the line's or our own?"""
        if told := providers.blame(fault):
            return Fate(BLAMED[told.whose], told.code, told.said)
        match fault:
            case smtplib.SMTPRecipientsRefused():
                return _refusal(*next(iter(fault.recipients.values())))
            case smtplib.SMTPSenderRefused() if fault.smtp_code != MESSAGE_TOO_LARGE:
                # Every message has the same sender: it is we who may not send, not this message.
                self.hang_up()
                return Fate("down", fault.smtp_code, said(fault))
            case smtplib.SMTPResponseException():
                return _refusal(fault.smtp_code, fault.smtp_error)
            case OSError():  # as are all of smtplib's
                self.hang_up()
                return Fate("later", None, said(fault))
            case _:
                self.hang_up()
                return Fate("broken", None, said(fault))

    def cut(self) -> None:
        with suppress(OSError, AttributeError):  # closed already
            # `close` would leave a read that is waiting where it is; the plain socket's, below TLS.
            socket.socket.shutdown(self.server.connection.sock, socket.SHUT_RDWR)


def _refusal(code: int, text: bytes | str) -> Fate:
    reason = text.decode(errors="replace") if isinstance(text, bytes) else text
    return Fate("refused" if 500 <= code < 600 else "later", code, reason)


def said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:300]
