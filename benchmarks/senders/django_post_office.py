"""django-post-office: mails are queued with `send_many`, and sent by threads, a batch at a time.

It claims nothing and settles a whole batch with one UPDATE: whoever kills it gets all of it twice.
"""

import logging
from functools import partial
from importlib.metadata import version
from typing import Any

from django.test import override_settings
from post_office import mail
from post_office.models import Email, EmailTemplate, Log

from benchmarks import letters
from benchmarks.senders.sender import Sender, empty
from foundation.people.models import Person

BATCH, THREADS, PROCESSES = 1000, 1, 1


def senders() -> list[Sender]:
    logging.getLogger("post_office").setLevel("ERROR")  # the import has set it to tell of every batch
    EmailTemplate.objects.create(
        name="benchmark",
        subject=letters.SUBJECT,
        content=(letters.TEMPLATES / "benchmark.txt").read_text(),
        html_content=(letters.TEMPLATES / "benchmark.html").read_text(),
    )
    name = f"django-post-office {version('django-post-office')}"
    return [Sender(name, partial(send, BATCH, THREADS, PROCESSES), partial(queue, with_template), clear)]


def with_template(person: Person) -> dict[str, Any]:
    return {"template": "benchmark", "context": letters.names(person)}


def queue(how: Any) -> None:
    mail.send_many([{"recipients": person.email, **how(person)} for person in Person.objects.all()])


def send(batch: int, threads: int, processes: int) -> None:
    chosen = {"BATCH_SIZE": batch, "THREADS_PER_PROCESS": threads, "LOG_LEVEL": 1}
    with override_settings(POST_OFFICE=chosen):
        mail.send_queued_mail_until_done(processes=processes)


def clear() -> None:
    empty(Log, Email)
