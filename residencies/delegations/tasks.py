from celery import shared_task
from django.utils import timezone

from foundation.jobs.services import noted
from residencies.delegations import services


@shared_task(name="delegations.settle_reserves")
def settle_reserves() -> None:
    with noted("delegations.settle_reserves"):
        services.settle_reserves(now=timezone.now())
