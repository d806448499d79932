"""A Celery task a mail, on Redis: what a worker runs."""

import os
from functools import cache
from typing import Any

from celery import Celery

app = Celery("benchmark", set_as_current=False)
app.conf.update(
    # Both, since CELERY_BROKER_URL, which says that Masar has none here, would win over `broker_url`.
    broker_read_url=os.environ["BENCHMARK_BROKER"],
    broker_write_url=os.environ["BENCHMARK_BROKER"],
    broker_transport_options={"global_keyprefix": os.environ["BENCHMARK_KEYS"]},
    task_default_queue="mails",
    task_ignore_result=True,
    worker_prefetch_multiplier=64,
    worker_hijack_root_logger=False,
)
app.conf.CELERY_DB_REUSE_MAX = 1_000_000  # else each task opens a connection to the database of its own


@app.task
def send(number: int) -> None:
    from benchmarks import letters
    from foundation.people.models import Person

    letters.mail(Person.objects.get(pk=number), _line()).send()


@cache
def _line() -> Any:
    """To the mail server, one of each process and kept open."""
    from django.core.mail import get_connection

    line = get_connection()
    line.open()
    return line
