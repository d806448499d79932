from celery import shared_task
from django.utils import timezone

from residencies.calls import services


@shared_task(name="calls.freeze")
def freeze() -> None:
    services.freeze_forms(now=timezone.now())


@shared_task(name="calls.tell_again")
def tell_again() -> None:
    services.tell_again(now=timezone.now())


@shared_task(name="calls.sweep")
def sweep() -> None:
    services.sweep_files(now=timezone.now())
