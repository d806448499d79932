from celery import shared_task
from django.utils import timezone

from alumni.support import services
from foundation.jobs.services import noted


@shared_task(name="support.tell_late")
def tell_late() -> None:
    with noted("support.tell_late"):
        services.tell_late(now=timezone.now())


@shared_task(name="support.sweep")
def sweep() -> None:
    services.sweep_files(now=timezone.now())
