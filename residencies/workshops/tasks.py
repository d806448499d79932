from celery import shared_task
from django.utils import timezone

from foundation.jobs.services import noted
from residencies.workshops import services


@shared_task(name="workshops.settle_sessions")
def settle_sessions() -> None:
    with noted("workshops.settle_sessions"):
        services.settle_sessions(now=timezone.now())


@shared_task(name="workshops.forget")
def forget_requests() -> None:
    services.forget_requests(now=timezone.now())


@shared_task(name="workshops.sweep")
def sweep() -> None:
    services.sweep_materials(now=timezone.now())
