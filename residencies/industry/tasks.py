from celery import shared_task
from django.utils import timezone

from foundation.jobs.services import noted
from residencies.industry import services


@shared_task(name="industry.schedule")
def schedule() -> None:
    with noted("industry.schedule"):
        services.make_asked(now=timezone.now())
