from celery import shared_task
from django.utils import timezone

from residencies.industry import services


@shared_task(name="industry.schedule")
def schedule() -> None:
    services.make_asked(now=timezone.now())
