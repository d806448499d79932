from celery import shared_task
from django.utils import timezone

from foundation.jobs.services import noted
from residencies.selection import services
from residencies.selection.models import Jury


@shared_task(name="selection.look_after_juries")
def look_after_juries() -> None:
    """Members, companies and credits change while a jury reads; and what is due is reminded of."""
    now = timezone.now()
    with noted("selection.look_after_juries"):
        for jury in Jury.objects.filter(opened_at__isnull=False, closed_at=None):
            services.detect_conflicts(jury, now=now)
        services.queue_reminders(now=now)


@shared_task(name="selection.settle_places")
def settle_places() -> None:
    with noted("selection.settle_places"):
        services.settle_places(now=timezone.now())
        services.remind_offers(now=timezone.now())
