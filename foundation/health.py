"""`/healthz`: whether the database answers, mail is planned and leaves. It names no one; anyone may ask."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.jobs.models import Job
from foundation.mail.selectors import due_since, postman


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    try:
        now = timezone.now()
        reasons = [*mail_troubles(now), *job_troubles(now)]
    except DatabaseError:
        reasons = ["the database does not answer"]
    status = 503 if reasons else 200
    return JsonResponse({"status": "failing" if reasons else "ok", "reasons": reasons}, status=status)


def mail_troubles(now: datetime) -> list[str]:
    reasons = []
    delivery, since = postman(), due_since(now)
    looked_at = delivery.looked_at if delivery else None
    if looked_at is None or looked_at < now - timedelta(seconds=settings.HEALTH_LOOK):
        reasons.append("nobody looks at the outbox")
    if since is not None and since < now - timedelta(seconds=settings.HEALTH_WAIT):
        paused = delivery is not None and delivery.paused
        reasons.append("due mail waits: the delivery is paused" if paused else "due mail waits")
    return reasons


def job_troubles(now: datetime) -> list[str]:
    return [f"{name} has not ended for long" for name in Job.objects.late(now).values_list("name", flat=True)]
