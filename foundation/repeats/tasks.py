from celery import shared_task
from django.utils import timezone

from foundation.repeats import services


@shared_task(name="repeats.forget")
def forget() -> int:
    return services.forget(now=timezone.now())
