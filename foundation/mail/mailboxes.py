"""Where mail that came back waits: a mailbox by IMAP or POP, Maildir folders, files.

A mail is settled (marked, moved, deleted) only after what it calls for is committed; a run that is killed
between the two finds it again, and knows it. What is no report is left for people to read.
"""

import imaplib
import mailbox
import poplib
import ssl
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from foundation.mail.bounces import Kind
from foundation.mail.reports import take_in_mail

FAULTS = (OSError, imaplib.IMAP4.error, poplib.error_proto)
BATCH = 500  # mails a run, so that a full mailbox is worked off in parts


@dataclass(frozen=True)
class Waiting:
    """A mail that waits; `settle(is_report)` says that it has been dealt with."""

    raw: bytes
    settle: Callable[[bool], object] = lambda is_report: None


@dataclass(frozen=True)
class Mailbox:
    """BOUNCE_URL in its parts: `imaps://user:password@host:993/INBOX`."""

    scheme: str
    host: str
    port: int | None
    user: str
    password: str
    folder: str


def take_in(mails: Iterable[Waiting], *, source: str, now: datetime) -> Counter[str]:
    """Take them in, each in a transaction of its own; how many of each kind."""
    kinds: Counter[str] = Counter()
    for waiting in mails:
        kind = take_in_mail(waiting.raw, source=source, now=now).kind
        waiting.settle(kind != Kind.OTHER)
        kinds[kind.value] += 1
    return kinds


def read_mailbox(*, now: datetime) -> Counter[str]:
    """Take in what waits in the mailbox of BOUNCE_URL. Raises one of FAULTS."""
    box = Mailbox(**settings.BOUNCE_MAILBOX)
    # Closed here and not when Python comes to it: the line has to be hung up where a mail fails.
    with closing(_by_pop(box) if box.scheme.startswith("pop") else _by_imap(box)) as mails:
        return take_in(mails, source=box.scheme, now=now)


def _by_imap(box: Mailbox) -> Generator[Waiting, None, None]:
    """Unread ones. A report becomes read, any other mail flagged: so it is passed over the next time."""
    with _imap_line(box) as server:
        server.login(box.user, box.password)
        answer, told = server.select(f'"{box.folder}"')
        if answer != "OK":
            raise imaplib.IMAP4.error(f"{box.folder} cannot be opened: {told[0]!r}")
        _answer, found = server.uid("SEARCH", "UNSEEN", "UNFLAGGED")
        for uid in (found[0] or b"").decode().split()[:BATCH]:
            _answer, parts = server.uid("FETCH", uid, "(BODY.PEEK[])")
            # Another reader may have moved it in between: then there is no body.
            if raw := next((part[1] for part in parts if isinstance(part, tuple)), None):
                yield Waiting(raw, lambda is_report, uid=uid: _mark(server, uid, is_report))


@contextmanager
def _imap_line(box: Mailbox) -> Iterator[imaplib.IMAP4]:
    server = _imap(box)
    try:
        yield server
    finally:
        with suppress(*FAULTS):
            server.logout()
        with suppress(OSError):  # a line that broke is not closed by `logout`
            server.shutdown()


def _imap(box: Mailbox) -> imaplib.IMAP4:
    if box.scheme == "imap":
        return imaplib.IMAP4(box.host, box.port or imaplib.IMAP4_PORT, timeout=settings.EMAIL_TIMEOUT)
    context = ssl.create_default_context()
    port = box.port or imaplib.IMAP4_SSL_PORT
    return imaplib.IMAP4_SSL(box.host, port, ssl_context=context, timeout=settings.EMAIL_TIMEOUT)


def _mark(server: imaplib.IMAP4, uid: str, is_report: bool) -> None:
    server.uid("STORE", uid, "+FLAGS", r"(\Seen)" if is_report else r"(\Flagged)")


def _by_pop(box: Mailbox) -> Generator[Waiting, None, None]:
    """POP knows no marks: reports are deleted (at QUIT), the rest is read again the next time."""
    with closing(_pop(box)) as server:
        server.user(box.user)
        server.pass_(box.password)
        for line in server.list()[1][:BATCH]:
            number = int(line.split()[0])
            raw = b"\r\n".join(server.retr(number)[1]) + b"\r\n"
            yield Waiting(raw, lambda is_report, number=number: is_report and server.dele(number))
        server.quit()


def _pop(box: Mailbox) -> poplib.POP3:
    if box.scheme == "pop":
        return poplib.POP3(box.host, box.port or poplib.POP3_PORT, timeout=settings.EMAIL_TIMEOUT)
    context = ssl.create_default_context()
    port = box.port or poplib.POP3_SSL_PORT
    return poplib.POP3_SSL(box.host, port, context=context, timeout=settings.EMAIL_TIMEOUT)


def in_folder(path: Path) -> Iterator[Waiting]:
    """What is new in a Maildir; once dealt with it moves to `cur`, read if a report and flagged if not."""
    folder = mailbox.Maildir(path, create=False)
    for key in list(folder.keys()):
        message = folder.get_message(key)
        if message.get_subdir() == "new":
            yield Waiting(folder.get_bytes(key), lambda is_report, key=key: _file(folder, key, is_report))


def _file(folder: mailbox.Maildir, key: str, is_report: bool) -> None:
    message = folder.get_message(key)
    message.set_subdir("cur")
    message.add_flag("S" if is_report else "F")
    folder[key] = message


def in_file(path: Path) -> Iterator[Waiting]:
    """A mail in a file of its own, which is left as it is."""
    yield Waiting(path.read_bytes())


def at(path: Path) -> Iterator[Waiting]:
    """A Maildir, a folder of .eml files, or one such file."""
    if (path / "new").is_dir() and (path / "cur").is_dir():
        yield from in_folder(path)
    elif path.is_dir():
        for file in sorted(path.glob("*.eml")):
            yield from in_file(file)
    else:
        yield from in_file(path)
