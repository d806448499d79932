"""A real SMTP server on loopback that keeps what it accepted and can be told to misbehave."""

import logging
import socketserver
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

logging.getLogger("mail.log").setLevel(logging.ERROR)
DROP = "drop the line"
HANG_UP = "accept and hang up"


class _AnyPort(Controller):
    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # 0 was asked for
        super()._trigger_server()


class Sink:
    """`mails` holds what got a 250. `answer(stage, address)` may return another reply for a stage.

    Stages are MAIL, RCPT, DATA and SENT (the text is here and kept, only the reply is open);
    the address is the recipient's, at MAIL the sender's. DROP cuts the line, at SENT HANG_UP
    says 250 and ends the session.
    """

    def __init__(self, password: str = "") -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.answer: Callable[[str, str], str | None] = lambda stage, address: None
        self.pipelining = False  # whether it says that it takes several commands at once
        login = {"auth_require_tls": False, "authenticator": self._check}
        self.password = password.encode()
        self.controller = _AnyPort(self, hostname="127.0.0.1", port=0, **(login if password else {}))

    def _check(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.password == self.password
        return AuthResult(success=right, handled=False)

    def _reply(self, server: Any, stage: str, address: str) -> str | None:
        reply = self.answer(stage, address)
        if reply == DROP:
            server.transport.abort()
        if reply == HANG_UP:
            server.transport.write(b"250 accepted\r\n")
            server.transport.close()
        return reply

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [responses[0], "250-PIPELINING", *responses[1:]] if self.pipelining else responses

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if reply := self._reply(server, "MAIL", address):
            return reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if reply := self._reply(server, "RCPT", address):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        address = envelope.rcpt_tos[0]
        if reply := self._reply(server, "DATA", address):
            return reply
        self.raw.append(envelope.content)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return self._reply(server, "SENT", address) or "250 accepted"

    def start(self) -> "Sink":
        self.controller.start()
        return self

    def stop(self) -> None:
        self.controller.stop()

    @property
    def port(self) -> int:
        return self.controller.port

    @property
    def recipients(self) -> list[str]:
        return [mail["To"] for mail in self.mails]


@contextmanager
def trickling_server() -> Iterator[int]:
    """The port of a server that takes everything and then says its last 250 for ever, byte by byte."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Trickle) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


class _Trickle(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            if line == b".\r\n":
                break
            if line.startswith((b"ehlo", b"mail", b"rcpt", b"data")):
                self.wfile.write(b"354 go on\r\n" if line.startswith(b"data") else b"250 OK\r\n")
        with suppress(OSError):
            while True:
                self.wfile.write(b"2")
                time.sleep(0.1)
