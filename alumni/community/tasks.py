from celery import shared_task
from django.utils import timezone

from alumni.community import services


@shared_task(name="community.sweep")
def sweep() -> None:
    services.sweep_photos(now=timezone.now())
