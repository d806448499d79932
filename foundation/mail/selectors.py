"""How the delivery is doing."""

from datetime import datetime

from django.db.models import Min, Q

from foundation.mail.models import Message, Postman


def postman() -> Postman | None:
    """The delivery's one row; None before its first look at the outbox."""
    return Postman.objects.select_related("paused_by").filter(pk=1).first()


def due_since(now: datetime) -> datetime | None:
    """When the mail that has waited longest was due, be it queued or left by a dead sender; None for none."""
    waits = Message.objects.filter(state__in=Message.OPEN).aggregate(
        queued=Min("not_before", filter=Q(state=Message.State.QUEUED, not_before__lte=now)),
        left=Min("lease_until", filter=Q(state=Message.State.SENDING, lease_until__lte=now)),
    )
    return min((moment for moment in waits.values() if moment), default=None)
