from celery import shared_task
from django.utils import timezone

from alumni.placement import services
from foundation.jobs.services import noted


@shared_task(name="placement.settle")
def settle() -> None:
    with noted("placement.settle"):
        services.settle_postings(now=timezone.now())


@shared_task(name="placement.ask_after_work")
def ask_after_work() -> None:
    with noted("placement.ask_after_work"):
        services.ask_after_work(now=timezone.now())


@shared_task(name="placement.forget")
def forget() -> None:
    services.forget_postings(now=timezone.now())
