"""Messages a second from due check-ins to a mail server's 250, against a bare smtplib loop.

    python benchmarks/mail.py [--messages 1000] [--runs 5] [--postgres postgres://user@host:5432]

Each run plans the check-ins of as many alumnae (not timed), then times `queue_due_checkins` and
`drain` until the server, a process of its own on loopback, has accepted every message; then a loop
of smtplib sends the very same bytes to the same server over one line, bare and with one row updated on
disk after each message. The ratios say what the outbox costs, whatever the machine, with one message in
flight and with 32. Each database is made anew and dropped.
"""

import argparse
import asyncio
import os
import smtplib
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing import Process, Queue, Value
from typing import Any

from databases import in_a_process, postgres, sqlite

HEADER = (
    f"{'database':12}{'in flight':>10}{'queue /s':>10}{'send /s':>10}{'bare /s':>10}{'durable /s':>11}"
    f"{'send/bare':>11}{'send/durable':>13}{'all/bare':>10}"
)


# -- the server ------------------------------------------------------------------------------


class Server(asyncio.Protocol):
    """As little SMTP as smtplib needs; counts what it accepted."""

    accepted: Any

    def connection_made(self, transport: Any) -> None:
        self.line, self.left, self.in_text = transport, b"", False
        self.line.write(b"220 fast\r\n")

    def data_received(self, data: bytes) -> None:
        self.left += data
        said = b""
        while True:
            end = self.left.find(b"\r\n.\r\n" if self.in_text else b"\r\n")
            if end < 0:
                self.line.write(said)
                return
            command, self.left = self.left[:end], self.left[end + (5 if self.in_text else 2) :]
            said += self.answer(command)

    def answer(self, command: bytes) -> bytes:
        if self.in_text:
            self.in_text = False
            self.accepted.value += 1
            return b"250 accepted\r\n"
        if command[:4].lower() == b"data":
            self.in_text = True
            return b"354 go on\r\n"
        if command[:4].lower() == b"ehlo":
            return b"250-fast\r\n250-8BITMIME\r\n250 PIPELINING\r\n"
        return b"221 bye\r\n" if command[:4].lower() == b"quit" else b"250 OK\r\n"


def serve(port: Any, accepted: Any) -> None:
    async def run() -> None:
        Server.accepted = accepted
        server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def server() -> Iterator[tuple[int, Any]]:
    """(port, the number of messages accepted so far)."""
    port: Any = Queue()
    accepted = Value("L", 0)
    process = Process(target=serve, args=(port, accepted), daemon=True)
    process.start()
    yield port.get(), accepted
    process.kill()


# -- one database ----------------------------------------------------------------------------


def measure(messages: int, runs: int) -> None:
    """On the database of DATABASE_URL, made ready by `migrate`."""
    with server() as (port, accepted):
        os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection

        in_flight = settings.MAIL_IN_FLIGHT
        make_alumnae(messages)
        run(port, accepted, messages)  # warms templates, connections and caches
        figures = [run(port, accepted, messages) for _ in range(runs)]
    queue, send, both, bare, durable = (statistics.median(column) for column in zip(*figures, strict=True))
    print(
        f"{connection.vendor:12}{in_flight:10}{queue:10.0f}{send:10.0f}{bare:10.0f}{durable:11.0f}"
        f"{send / bare:11.3f}{send / durable:13.3f}{both / bare:10.3f}"
    )


def make_alumnae(count: int) -> None:
    from foundation.people.models import Person
    from residencies.programmes.models import Participation
    from tests import cast

    cast.plan()
    edition = cast.edition()
    people = Person.objects.bulk_create(
        (Person(name=f"Salma {n}", email=f"salma{n}@example.org", language="fr") for n in range(count)),
        batch_size=500,
    )
    done = working_hour().date() - timedelta(days=100)
    Participation.objects.bulk_create(
        (
            Participation(
                person=she, edition=edition, state="completed", completed_on=done, certificate=f"B-{she.pk}"
            )
            for she in people
        ),
        batch_size=500,
    )


def run(port: int, accepted: Any, messages: int) -> tuple[float, float, float, float, float]:
    """Messages a second: queued, sent, both; by the bare loop, and by it with an update on disk for each."""
    from alumni.checkins.models import CheckIn
    from alumni.checkins.services import plan_checkins, queue_due_checkins
    from foundation.mail.delivery import drain
    from foundation.mail.models import Message

    Message.objects.all().delete()
    CheckIn.objects.all().delete()
    now = working_hour()
    assert plan_checkins(now=now) == messages
    before = accepted.value
    start = time.perf_counter()
    queued = queue_due_checkins(now=now)
    middle = time.perf_counter()
    sent = drain()
    end = time.perf_counter()
    assert queued == sent["sent"] == accepted.value - before == messages, (queued, sent)
    mails = [as_sent(message) for message in Message.objects.select_related("person")]
    bare = bare_loop(port, mails)
    durable = bare_loop(port, mails, keep)
    assert accepted.value - before == 3 * messages
    both = messages / (end - start)
    return messages / (middle - start), messages / (end - middle), both, bare, durable


def keep(number: int) -> None:
    """One row updated, on disk when this returns: what a sender has to write at least for each message."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE mail_message SET reason = %s WHERE id = %s", ["kept", number])


def as_sent(message: Any) -> tuple[int, str, bytes]:
    from foundation.mail.letters import build, letter_for

    mail = build(message, letter_for(message))
    return message.pk, message.to_addr, mail.message().as_bytes(linesep="\r\n")


def bare_loop(port: int, mails: list[tuple[int, str, bytes]], after: Any = None) -> float:
    """Messages a second by smtplib alone, over one line; `after(number)` follows each."""
    start = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as line:
        for number, address, text in mails:
            line.sendmail("equipe@masar.example", [address], text)
            if after:
                after(number)
    return len(mails) / (time.perf_counter() - start)


def working_hour() -> datetime:
    """The last moment at which check-ins are mailed in Casablanca."""
    from django.utils import timezone

    from alumni.checkins.services import _is_decent

    hour = timezone.now().replace(minute=0)
    while not _is_decent(timezone.localtime(hour), "MA"):
        hour -= timedelta(hours=1)
    return hour


# -- all of them -----------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--postgres", metavar="URL", help="a server where databases may be made")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        return measure(given.messages, given.runs)
    options = ["--messages", str(given.messages), "--runs", str(given.runs)]
    print(HEADER, flush=True)
    for in_flight in ("1", "32"):
        os.environ["MAIL_IN_FLIGHT"] = in_flight
        for database in [sqlite(), *([postgres(given.postgres)] if given.postgres else [])]:
            with database as url:
                in_a_process(__file__, url, *options)
    return None


if __name__ == "__main__":
    main()
