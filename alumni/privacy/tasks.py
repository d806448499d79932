from celery import shared_task
from django.utils import timezone

from alumni.privacy import services
from foundation.jobs.services import noted


@shared_task(name="privacy.carry_out")
def carry_out() -> None:
    with noted("privacy.carry_out"):
        services.carry_out(now=timezone.now())


@shared_task(name="privacy.retain")
def retain() -> None:
    with noted("privacy.retain"):
        services.apply_rules(now=timezone.now())
