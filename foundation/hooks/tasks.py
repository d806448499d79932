from celery import shared_task
from django.utils import timezone

from foundation.hooks import delivery, services
from foundation.jobs.services import noted

SLICE = 200  # deliveries at a time, so that other tasks and a shutdown get their turn


@shared_task(name="hooks.deliver")
def deliver() -> None:
    with noted("hooks.deliver"):
        if delivery.drain(limit=SLICE).total() == SLICE:
            services.wake_delivery()


@shared_task(name="hooks.forget")
def forget() -> None:
    services.forget(now=timezone.now())
