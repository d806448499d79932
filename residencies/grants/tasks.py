from celery import shared_task
from django.utils import timezone

from foundation.jobs.services import noted
from residencies.grants import services


@shared_task(name="grants.remind")
def remind() -> None:
    with noted("grants.remind"):
        services.remind(now=timezone.now())


@shared_task(name="grants.sweep")
def sweep() -> None:
    services.sweep_documents(now=timezone.now())
