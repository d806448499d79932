r"""Mails a second, Masar beside other senders and the limits: the same 5,000 people, server and letter.

    python benchmarks/peers.py [--messages 5000] [--runs 5] \
        [--postgres postgres://user@host:5432] [--redis redis://host:6379/9]

Everyone sends each person a mail of some 2 KB in text and HTML, with her name and her link in it, to a
server on loopback that checks nothing. *queue* is what comes before a sender can be told to send, *send*
lasts until the server has accepted the last one; each is timed by itself, with nothing else going on.
After every turn it is checked that each person got one mail, and that it is hers. The senders take turns,
so that a slow minute of the machine falls on all of them. Peers that are not installed are left out:
requirements/bench.txt has them. Each database is made anew and dropped.
"""

import argparse
import gc
import os
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.header import decode_header, make_header
from importlib.util import find_spec
from typing import Any, NamedTuple

from databases import on_each, tidy
from smtp import Sink, server

HEADER = (
    f"{'database':12}{'sender':36}{'bytes':>7}{'queue /s':>10}{'send /s':>10}{'least':>8}{'most':>8}"
    f"{'both /s':>10}{'send/bare':>11}{'send/durable':>14}{'both/bare':>11}{'both/durable':>14}"
)


class Turn(NamedTuple):
    """Messages a second, and how long a message was."""

    queue: float | None
    send: float
    both: float
    size: float


# -- one database ----------------------------------------------------------------------------


def measure(given: argparse.Namespace) -> None:
    """On the database of DATABASE_URL, made ready by `migrate`."""
    with server(keep=True) as sink:
        os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
        import django

        django.setup()

        make_people(given.messages)
        turns: dict[str, list[Turn]] = defaultdict(list)
        with all_senders(sink, given) as senders:
            for number in range(given.runs + 1):
                for sender in senders:
                    done = take_turn(sender, sink, given.messages)
                    if number:  # the first one warms templates, connections and caches
                        turns[sender.name].append(done)
    show(turns)


@contextmanager
def all_senders(sink: Sink, given: argparse.Namespace) -> Iterator[list[Any]]:
    from benchmarks.senders import celery_worker, limits, masar, plain_django

    found = masar.senders(given.connections)
    if find_spec("mailer"):
        from benchmarks.senders import django_mailer

        found += django_mailer.senders()
    if find_spec("post_office"):
        from benchmarks.senders import django_post_office

        found += django_post_office.senders()
    found += [*plain_django.senders(), *limits.senders(sink)]
    if not given.redis:
        yield found
        return
    with celery_worker.senders(sink, given.redis) as by_celery:
        yield found + by_celery


def make_people(count: int) -> None:
    from foundation.people.models import Person

    Person.objects.bulk_create(
        (
            Person(name=f"Zoé Amrani {n:06}", email=f"zoe{n:06}@example.org", language="fr")
            for n in range(count)
        ),
        batch_size=500,
    )


def take_turn(sender: Any, sink: Sink, messages: int) -> Turn:
    sender.clear()
    tidy()
    gc.collect()
    start = time.perf_counter()
    if sender.queue:
        sender.queue()
    middle = time.perf_counter()
    sender.send()
    end = time.perf_counter()
    size = check(sink.taken(), messages, sender.name)
    queue = messages / (middle - start) if sender.queue else None
    return Turn(queue, messages / (end - middle), messages / (end - start), size)


def check(taken: list[tuple[str, bytes]], messages: int, name: str) -> float:
    """The mean size of what was sent, once each person is seen to have got one mail, and her own."""
    from benchmarks import letters
    from foundation.people.models import Person

    people = {person.email: person for person in Person.objects.all()}
    got = dict(taken)
    assert len(taken) == len(got) == messages == len(people), (name, len(taken), len(got))
    for address, text in taken:
        person, mail = people[address], message_from_bytes(text)
        assert str(make_header(decode_header(mail["Subject"]))) == letters.subject(person), (name, address)
        parts = {
            part.get_content_type(): part.get_payload(decode=True).decode()
            for part in mail.walk()
            if not part.is_multipart()
        }
        for kind in ("text/plain", "text/html"):
            assert person.name in parts[kind], (name, parts[kind])
            assert f"/suivi/{letters.token(person)}/" in parts[kind], (name, parts[kind])
    return statistics.mean(map(len, got.values()))


def ratio(made: list[float], limit: list[float]) -> float:
    """Of turns in the same round: a slow minute of the machine falls on both."""
    return statistics.median(one / other for one, other in zip(made, limit, strict=True))


def show(turns: dict[str, list[Turn]]) -> None:
    from django.db import connection

    from benchmarks.senders.limits import BARE, DURABLE

    bare, durable = ([turn.send for turn in turns[name]] for name in (BARE, DURABLE))
    for name, done in turns.items():
        sends = [turn.send for turn in done]
        boths = [turn.both for turn in done]
        send, both = statistics.median(sends), statistics.median(boths)
        ratios = [ratio(made, limit) for made in (sends, boths) for limit in (bare, durable)]
        queues = [turn.queue for turn in done if turn.queue]
        queue = f"{statistics.median(queues):.0f}" if queues else "–"
        print(
            f"{connection.vendor:12}{name:36}{done[0].size:7.0f}{queue:>10}{send:10.0f}{min(sends):8.0f}"
            f"{max(sends):8.0f}{both:10.0f}{ratios[0]:11.2f}{ratios[1]:14.2f}{ratios[2]:11.2f}{ratios[3]:14.2f}",
            flush=True,
        )


# -- all of them -----------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--connections", type=int, default=4, help="of Masar with 32 in flight")
    parser.add_argument("--postgres", metavar="URL", help="a server where databases may be made")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--redis", metavar="URL", default="", help="a broker for Celery, which is left out without one"
    )
    given = parser.parse_args()
    if given.inside:
        return measure(given)
    options = [f"--{name}={getattr(given, name)}" for name in ("messages", "runs", "connections", "redis")]
    print(HEADER, flush=True)
    on_each(__file__, given.postgres, *options)
    return None


if __name__ == "__main__":
    main()
