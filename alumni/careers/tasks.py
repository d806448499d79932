from celery import shared_task
from django.utils import timezone

from alumni.careers import services


@shared_task(name="careers.sweep")
def sweep() -> None:
    services.sweep_files(now=timezone.now())
