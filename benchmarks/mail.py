"""Messages a second from due check-ins to a mail server's 250, against a bare smtplib loop.

    python benchmarks/mail.py [--messages 1000] [--runs 5] [--postgres postgres://user@host:5432]

Each run plans the check-ins of as many alumnae (not timed), then times `queue_due_checkins` and
`drain` until the server, a process of its own on loopback, has accepted every message; then a loop
of smtplib sends the very same bytes to the same server over one line, bare and with one row updated on
disk after each message. The ratios say what the outbox costs, whatever the machine, with one message in
flight and with 32. Each database is made anew and dropped.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from databases import on_each
from smtp import Mail, Sink, keep_row, send_bare, server

HEADER = (
    f"{'database':12}{'in flight':>10}{'queue /s':>10}{'send /s':>10}{'bare /s':>10}{'durable /s':>11}"
    f"{'send/bare':>11}{'send/durable':>13}{'all/bare':>10}"
)


# -- one database ----------------------------------------------------------------------------


def measure(messages: int, runs: int) -> None:
    """On the database of DATABASE_URL, made ready by `migrate`."""
    with server() as sink:
        os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection

        in_flight = settings.MAIL_IN_FLIGHT
        make_alumnae(messages)
        run(sink, messages)  # warms templates, connections and caches
        figures = [run(sink, messages) for _ in range(runs)]
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


def run(sink: Sink, messages: int) -> tuple[float, float, float, float, float]:
    """Messages a second: queued, sent, both; by the bare loop, and by it with an update on disk for each."""
    from alumni.checkins.models import CheckIn
    from alumni.checkins.services import plan_checkins, queue_due_checkins
    from foundation.mail.delivery import drain
    from foundation.mail.models import Message

    Message.objects.all().delete()
    CheckIn.objects.all().delete()
    now = working_hour()
    assert plan_checkins(now=now) == messages
    before = sink.accepted
    start = time.perf_counter()
    queued = queue_due_checkins(now=now)
    middle = time.perf_counter()
    sent = drain()
    end = time.perf_counter()
    assert queued == sent["sent"] == sink.accepted - before == messages, (queued, sent)
    mails = [as_sent(message) for message in Message.objects.select_related("person")]
    bare = rate(messages, partial(send_bare, sink.port, mails))
    durable = rate(messages, partial(send_bare, sink.port, mails, keep_row))
    assert sink.accepted - before == 3 * messages
    both = messages / (end - start)
    return messages / (middle - start), messages / (end - middle), both, bare, durable


def as_sent(message: Any) -> Mail:
    from foundation.mail.letters import build, letter_for

    mail = build(message, letter_for(message))
    return message.pk, message.to_addr, mail.message().as_bytes(linesep="\r\n")


def rate(messages: int, send: Callable[[], None]) -> float:
    start = time.perf_counter()
    send()
    return messages / (time.perf_counter() - start)


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
        on_each(__file__, given.postgres, *options)
    return None


if __name__ == "__main__":
    main()
