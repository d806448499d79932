"""django-mailer: finished mails are pickled into its table, then sent one by one, each in a transaction.

At its best: queued through its mail backend, which inserts all of them at once; sent without a lock on a
file, and without a second copy of each mail in its log.
"""

from importlib.metadata import version

from django.core.mail import get_connection
from mailer.engine import send_all
from mailer.models import Message, MessageLog

from benchmarks import letters
from benchmarks.senders.sender import Sender, empty
from foundation.people.models import Person


def senders() -> list[Sender]:
    return [Sender(f"django-mailer {version('django-mailer')}", send_all, queue, clear)]


def queue() -> None:
    queue_of_mails = get_connection("mailer.backend.DbBackend")
    queue_of_mails.send_messages([letters.mail(person) for person in Person.objects.all()])


def clear() -> None:
    empty(MessageLog, Message)
