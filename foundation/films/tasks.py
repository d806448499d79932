from celery import shared_task
from django.utils import timezone

from foundation.films import services


@shared_task(name="films.sweep")
def sweep() -> None:
    services.sweep_files(now=timezone.now())
