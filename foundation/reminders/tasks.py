from celery import shared_task
from django.utils import timezone

from foundation.jobs.services import noted
from foundation.reminders import queueing, services


@shared_task(name="reminders.evaluate")
def evaluate() -> None:
    with noted("reminders.evaluate"):
        services.evaluate_all(now=timezone.now())


@shared_task(name="reminders.queue_due")
def queue_due() -> None:
    with noted("reminders.queue_due"):
        queueing.queue_due(now=timezone.now())
