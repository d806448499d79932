"""Real servers on loopback with one mailbox: as much of IMAP and POP3 (RFC 1939) as Masar speaks."""

import re
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any


@dataclass
class Box:
    """`flags` by number; `gone` holds those that POP deleted. `drops_at` cuts the line at that command."""

    mails: dict[int, bytes]
    password: str = "pass word"
    flags: dict[int, set[str]] = field(default_factory=dict)
    drops_at: str = ""
    port: int = 0

    def unread(self) -> list[int]:
        return [uid for uid in self.mails if not self.flags.get(uid, set()) & {r"\Seen", r"\Flagged"}]


class _Talk(socketserver.StreamRequestHandler):
    box: Box

    def say(self, *lines: str | bytes) -> None:
        for line in lines:
            self.wfile.write((line.encode() if isinstance(line, str) else line) + b"\r\n")

    def lines(self) -> Iterator[str]:
        for line in self.rfile:
            text = line.decode().strip()
            if self.box.drops_at and self.box.drops_at in text:
                return
            yield text


class _Imap(_Talk):
    def handle(self) -> None:
        self.say("* OK here")
        for line in self.lines():
            tag, command, rest = [*line.split(" ", 2), ""][:3]
            if command == "LOGIN" and self.box.password not in rest:
                self.say(f"{tag} NO wrong password")
            elif command == "SELECT" and "INBOX" not in rest:
                self.say(f"{tag} NO no such folder")
            else:
                self.answer(command, rest)
                self.say(f"{tag} OK done")
            if command == "LOGOUT":
                return

    def answer(self, command: str, rest: str) -> None:
        if command == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1")
        elif command == "SELECT":
            self.say(f"* {len(self.box.mails)} EXISTS")
        elif command == "LOGOUT":
            self.say("* BYE")
        elif rest == "SEARCH UNSEEN UNFLAGGED":
            self.say(f"* SEARCH {' '.join(map(str, self.box.unread()))}")
        elif found := re.fullmatch(r"FETCH (\d+) \(BODY\.PEEK\[\]\)", rest):
            uid = int(found[1])
            mail = self.box.mails[uid].replace(b"\n", b"\r\n")
            self.say(f"* {uid} FETCH (UID {uid} BODY[] {{{len(mail)}}}", mail + b")")
        elif found := re.fullmatch(r"STORE (\d+) \+FLAGS \((\\\w+)\)", rest):
            self.box.flags.setdefault(int(found[1]), set()).add(found[2])


class _Pop(_Talk):
    def handle(self) -> None:
        self.say("+OK here")
        marked: set[int] = set()
        for line in self.lines():
            command, _space, rest = line.partition(" ")
            if command == "PASS" and rest != self.box.password:
                self.say("-ERR wrong password")
                continue
            if command == "QUIT":
                for uid in marked:
                    del self.box.mails[uid]
            self.say("+OK")
            if command == "LIST":
                self.say(*(f"{uid} {len(mail)}" for uid, mail in self.box.mails.items()), ".")
            elif command == "RETR":
                self.say(self.box.mails[int(rest)].replace(b"\n", b"\r\n"), ".")
            elif command == "DELE":
                marked.add(int(rest))
            elif command == "QUIT":
                return


@contextmanager
def serving(box: Box, kind: str) -> Iterator[Box]:
    """The box behind a server of that kind, `imap` or `pop`, at `box.port`."""
    handler: Any = type("Talk", (_Imap if kind == "imap" else _Pop,), {"box": box})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield box
        server.shutdown()
