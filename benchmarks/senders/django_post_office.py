"""django-post-office: mails are queued with `send_many`, and sent by threads, a batch at a time.

Two ways to queue: its own, a template and a context for each mail; and with texts that Django's templates,
compiled once, have made, for it compiles its own anew for every mail. Rendering on delivery was slower
than both. Larger batches were no faster, nor were more threads or processes on two cores.

It claims nothing and settles a whole batch with one UPDATE: whoever kills it gets all of it twice.
"""

import logging
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from typing import Any

from django.test import override_settings
from post_office import mail
from post_office.models import Email, EmailTemplate, Log

from benchmarks import letters
from benchmarks.senders.sender import Sender, empty
from foundation.people.models import Person

CHOSEN = {"BATCH_SIZE": 1000, "THREADS_PER_PROCESS": 1, "LOG_LEVEL": 1}  # failures only


def senders() -> list[Sender]:
    logging.getLogger("post_office").setLevel("ERROR")  # the import has set it to tell of every batch
    EmailTemplate.objects.create(
        name="benchmark",
        subject=letters.SUBJECT,
        content=(letters.TEMPLATES / "benchmark.txt").read_text(),
        html_content=(letters.TEMPLATES / "benchmark.html").read_text(),
    )
    name = f"django-post-office {version('django-post-office')}"
    return [
        Sender(f"{name}, template", send, partial(queue, with_template), clear),
        Sender(f"{name}, texts", send, partial(queue, with_texts), clear),
    ]


def with_template(person: Person) -> dict[str, Any]:
    return {"template": "benchmark", "context": letters.names(person)}


def with_texts(person: Person) -> dict[str, Any]:
    subject, text, html = letters.render(person)
    return {"subject": subject, "message": text, "html_message": html}


def queue(made: Callable[[Person], dict[str, Any]]) -> None:
    mail.send_many([{"recipients": person.email, **made(person)} for person in Person.objects.all()])


def send() -> None:
    with override_settings(POST_OFFICE=CHOSEN):
        mail.send_queued_mail_until_done()


def clear() -> None:
    empty(Log, Email)
