from celery import shared_task
from django.utils import timezone

from foundation.reminders import queueing, services


@shared_task(name="reminders.evaluate")
def evaluate() -> None:
    services.evaluate_all(now=timezone.now())


@shared_task(name="reminders.queue_due")
def queue_due() -> None:
    queueing.queue_due(now=timezone.now())
