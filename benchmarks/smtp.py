"""The mail server that is measured against, and what can be sent to it at most."""

import asyncio
import re
import smtplib
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe, Process, Queue, Value
from typing import Any

SENDER = "equipe@masar.example"
_STARTS_WITH_DOT = re.compile(rb"^\.", re.MULTILINE)
Mail = tuple[int, str, bytes]  # its number, its address, all of its text with the lines ended as on the wire


class Server(asyncio.Protocol):
    """As little SMTP as smtplib needs; counts what it accepted, and keeps it where it is asked for."""

    accepted: Any
    kept: list[tuple[bytes, bytes]] | None

    def connection_made(self, transport: Any) -> None:
        self.line, self.left, self.in_text, self.to = transport, b"", False, b""
        self.line.write(b"220 fast\r\n")

    def data_received(self, data: bytes) -> None:
        self.left += data
        said, place = [], 0
        while True:
            mark = b"\r\n.\r\n" if self.in_text else b"\r\n"
            end = self.left.find(mark, place)
            if end < 0:
                self.left = self.left[place:]
                self.line.write(b"".join(said))
                return
            said.append(self.take(place, end) if self.in_text else self.answer(self.left[place:end]))
            place = end + len(mark)

    def take(self, start: int, end: int) -> bytes:
        self.in_text = False
        self.accepted.value += 1
        if self.kept is not None:
            self.kept.append((self.to, self.left[start:end]))
        return b"250 accepted\r\n"

    def answer(self, command: bytes) -> bytes:
        match command[:4].lower():
            case b"rcpt":
                self.to = command
            case b"data":
                self.in_text = True
                return b"354 go on\r\n"
            case b"ehlo":
                return b"250-fast\r\n250-8BITMIME\r\n250 PIPELINING\r\n"
            case b"quit":
                return b"221 bye\r\n"
        return b"250 OK\r\n"


def serve(port: Any, accepted: Any, asked: Any, keep: bool) -> None:
    def hand_over() -> None:
        asked.recv()
        asked.send(Server.kept)
        Server.kept = []

    async def run() -> None:
        Server.accepted, Server.kept = accepted, [] if keep else None
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Server, "127.0.0.1", 0)
        loop.add_reader(asked.fileno(), hand_over)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@dataclass(frozen=True)
class Sink:
    """The server as its senders see it: a port, and how many messages it has accepted so far."""

    port: int
    _accepted: Any
    _line: Any

    @property
    def accepted(self) -> int:
        return self._accepted.value

    def taken(self) -> list[tuple[str, bytes]]:
        """Address and text of each message since it was last asked; of a server that keeps them."""
        self._line.send(None)
        return [(to.decode().partition("<")[2].rstrip(">"), text) for to, text in self._line.recv()]


@contextmanager
def server(*, keep: bool = False) -> Iterator[Sink]:
    """In a process of its own, on loopback."""
    port: Any = Queue()
    accepted = Value("L", 0)
    ours, its = Pipe()
    process = Process(target=serve, args=(port, accepted, its, keep), daemon=True)
    process.start()
    try:
        yield Sink(port.get(), accepted, ours)
    finally:
        process.kill()


def send_bare(port: int, mails: list[Mail], after: Callable[[int], None] | None = None) -> None:
    """By smtplib alone, over one line; `after(number)` follows each."""
    with smtplib.SMTP("127.0.0.1", port) as line:
        for number, address, text in mails:
            line.sendmail(SENDER, [address], text)
            if after:
                after(number)


def send_pipelined(port: int, mails: list[Mail]) -> None:
    """The least talk that RFC 2920 allows: one turn a mail, its text with the next one's envelope."""
    with socket.create_connection(("127.0.0.1", port)) as line, line.makefile("rb") as replies:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _expect(replies, b"220")
        line.sendall(b"EHLO localhost\r\n")
        while not replies.readline().startswith(b"250 "):
            pass
        text = b""
        for _number, address, following in mails:
            line.sendall(b"%sMAIL FROM:<%s>\r\nRCPT TO:<%s>\r\nDATA\r\n" % (text, *_envelope(address)))
            _expect(replies, *([b"250"] if text else []), b"250", b"250", b"354")
            text = _STARTS_WITH_DOT.sub(b"..", following) + b".\r\n"
        line.sendall(text + b"QUIT\r\n")
        _expect(replies, b"250", b"221")


def _envelope(address: str) -> tuple[bytes, bytes]:
    return SENDER.encode(), address.encode()


def _expect(replies: Any, *codes: bytes) -> None:
    for code in codes:
        said = replies.readline()
        assert said.startswith(code), said


def keep_row(number: int) -> None:
    """One message updated, on disk when this returns: the least for a sender that must not forget."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE mail_message SET reason = %s WHERE id = %s", ["kept", number])
