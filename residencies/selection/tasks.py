from celery import shared_task
from django.utils import timezone

from foundation.jobs.services import noted
from residencies.selection import services


@shared_task(name="selection.settle_places")
def settle_places() -> None:
    with noted("selection.settle_places"):
        services.settle_places(now=timezone.now())
        services.remind_offers(now=timezone.now())
