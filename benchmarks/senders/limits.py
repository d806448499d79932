"""What no sender in Python can pass: finished bytes and one line, with and without a row on disk for each."""

from functools import partial

from smtp import Mail, Sink, keep_row, send_bare, send_pipelined

from benchmarks import letters
from benchmarks.senders import masar
from benchmarks.senders.sender import Sender
from foundation.mail.models import Message
from foundation.people.models import Person

BARE, DURABLE, PIPELINED = "smtplib", "smtplib, a row on disk each", "RFC 2920 pipelining"


def senders(sink: Sink) -> list[Sender]:
    mails = [
        (person.pk, person.email, letters.mail(person).message().as_bytes(linesep="\r\n"))
        for person in Person.objects.all()
    ]
    return [
        Sender(BARE, partial(send_bare, sink.port, mails)),
        Sender(DURABLE, partial(send_durably, sink.port, mails), clear=queue_rows),
        Sender(PIPELINED, partial(send_pipelined, sink.port, mails)),
    ]


def queue_rows() -> None:
    """The rows that are updated."""
    masar.clear()
    masar.queue()


def send_durably(port: int, mails: list[Mail]) -> None:
    rows = dict(Message.objects.values_list("person", "pk"))
    send_bare(port, mails, lambda number: keep_row(rows[number]))
