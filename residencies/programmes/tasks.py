from celery import shared_task
from django.utils import timezone

from residencies.programmes import services


@shared_task(name="programmes.sweep")
def sweep() -> None:
    services.sweep_files(now=timezone.now())
