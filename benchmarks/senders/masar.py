"""Masar's outbox, as it is."""

from functools import partial

from django.test import override_settings
from django.utils import timezone

from benchmarks.senders.sender import Sender, empty
from foundation.mail.delivery import drain
from foundation.mail.models import Attempt, Message
from foundation.mail.services import Draft, enqueue_many
from foundation.people.models import Person


def senders(connections: int) -> list[Sender]:
    """One in flight, which is the promise; and 32, over that many connections."""
    return [
        Sender("Masar, 1 in flight", partial(send, 1, 1), queue, clear),
        Sender("Masar, 32 in flight", partial(send, 32, connections), queue, clear),
    ]


def queue() -> None:
    drafts = (
        Draft(
            key=f"benchmark:{person.pk}",
            kind="benchmark",
            to=person.email,
            language=person.language,
            person=person,
            context={"person": person.pk},
        )
        for person in Person.objects.all()
    )
    enqueue_many(drafts, now=timezone.now())


def send(in_flight: int, connections: int) -> None:
    with override_settings(MAIL_IN_FLIGHT=in_flight, MAIL_CONNECTIONS=connections):
        drain()


def clear() -> None:
    empty(Attempt, Message)
