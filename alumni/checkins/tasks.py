from celery import shared_task
from django.utils import timezone

from alumni.checkins import services
from foundation.jobs.services import noted


@shared_task(name="checkins.plan")
def plan() -> None:
    with noted("checkins.plan"):
        services.plan_checkins(now=timezone.now())


@shared_task(name="checkins.queue_due")
def queue_due() -> None:
    with noted("checkins.queue_due"):
        services.close_silent_checkins(now=timezone.now())
        services.queue_due_checkins(now=timezone.now())
        services.queue_reminders(now=timezone.now())
