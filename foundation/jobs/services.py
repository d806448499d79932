"""When what runs by itself last ran: noted in the database as it begins and as it ends."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from celery import current_app
from django.apps import apps as installed
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from foundation.jobs.models import Job

logger = logging.getLogger(__name__)


@contextmanager
def noted(name: str) -> Iterator[None]:
    """Note that the job begins, and how it ends. What it raises is noted by its kind and goes on."""
    _note(name, began_at=timezone.now())
    try:
        yield
    except Exception as fault:
        with suppress(DatabaseError):  # the database may be what is wrong
            _note(name, fault=type(fault).__name__[:100])
        raise
    _note(name, ended_at=timezone.now(), fault="")


def settle_each(rows: Iterable[Any], settle: Callable[[Any], int]) -> int:
    """The sum of what `settle` returns for each row, which it sees to in a transaction of its own.

    One that cannot be settled is logged and waits for the next run, and the others do not wait for it.
    Raises ExceptionGroup of all such faults, once the others are settled.
    """
    done, faults = 0, []
    for row in rows:
        try:
            done += settle(row)
        except Exception as fault:
            logger.exception("%s %s could not be settled", row._meta.object_name, row.pk)
            faults.append(fault)
    if faults:
        raise ExceptionGroup("some could not be settled", faults)
    return done


def _note(name: str, **fields: Any) -> None:
    if not Job.objects.filter(name=name).update(**fields):
        Job.objects.update_or_create(name=name, defaults=fields)


def catch_up(*, now: datetime) -> list[str]:
    """Wake what is late or has never run, as a worker starts, and not with the next hour; its names."""
    names = [job.name for job in Job.objects.watched() if job.is_missed(now)]
    for name in names:
        current_app.send_task(name, retry=False, ignore_result=True)
    return names


def know_jobs(sender: Any = None, apps: Any = installed, **options: Any) -> None:
    """A row for each job, so that one that never runs is late as well. Runs after every migrate."""
    try:
        job = apps.get_model("jobs", "Job")
    except LookupError:  # a migrate that has not come that far
        return
    for name in settings.JOBS:
        job.objects.get_or_create(name=name)


def count_rows() -> None:
    """Let SQLite look at how many rows its indexes hold, a sample of each; PostgreSQL does so by itself.

    Without, it guesses: who is to be asked today was looked for among all people of her zone, and not among
    the few check-ins that are due.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")
