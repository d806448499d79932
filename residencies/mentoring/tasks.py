from celery import shared_task
from django.utils import timezone

from foundation.jobs.services import noted
from residencies.mentoring import services


@shared_task(name="mentoring.ask_pulses")
def ask_pulses() -> None:
    with noted("mentoring.ask_pulses"):
        services.ask_pulses(now=timezone.now())


@shared_task(name="mentoring.tell_silences")
def tell_silences() -> None:
    with noted("mentoring.tell_silences"):
        services.tell_silences(now=timezone.now())
