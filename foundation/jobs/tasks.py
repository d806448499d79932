from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from foundation.jobs import services


@worker_ready.connect
def catch_up(**worker: Any) -> None:
    services.catch_up(now=timezone.now())


@shared_task(name="jobs.count_rows")
def count_rows() -> None:
    services.count_rows()
