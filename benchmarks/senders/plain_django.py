"""Django's own mail: one line to the server, kept open, and no memory of what was sent."""

from django.core.mail import get_connection

from benchmarks import letters
from benchmarks.senders.sender import Sender
from foundation.people.models import Person


def senders() -> list[Sender]:
    return [Sender("Django, a kept line", send)]


def send() -> None:
    with get_connection() as line:
        for person in Person.objects.all():
            letters.mail(person, line).send()
