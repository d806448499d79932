from celery import shared_task
from django.utils import timezone

from foundation.jobs.services import noted
from residencies.mentoring import services


@shared_task(name="mentoring.look_after_pairs")
def look_after_pairs() -> None:
    with noted("mentoring.look_after_pairs"):
        services.ask_pulses(now=timezone.now())
        services.tell_silences(now=timezone.now())
