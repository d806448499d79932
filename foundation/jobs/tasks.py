from typing import Any

from celery.signals import worker_ready
from django.utils import timezone

from foundation.jobs import services


@worker_ready.connect
def catch_up(**worker: Any) -> None:
    services.catch_up(now=timezone.now())
