"""A first answer that is late is told to those who may give it, once."""

from datetime import datetime

from django.db import transaction

from alumni.support.models import SupportRequest
from alumni.support.selectors import active_adviser, answering, without_kept_from
from alumni.support.services.moving import drafts_about
from foundation.mail.services import enqueue_many

AT_ONCE = 200


@transaction.atomic
def tell_late(*, now: datetime) -> int:
    """Tell of the requests whose first answer is late and of which nobody was told; returns how many.

    Twice is as good as once: what was told is noted, under a lock.
    """
    rows = (
        SupportRequest.objects.late(now).filter(late_told_at=None).select_related("adviser__account__person")
    )
    late = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("due_at", "pk")[:AT_ONCE])
    by_kind = {kind: answering(kind) for kind in {row.kind for row in late}}
    drafts = []
    for row in late:
        accounts = [*without_kept_from(row, by_kind[row.kind]), *active_adviser(row)]
        drafts += drafts_about(row, dict.fromkeys(accounts), "late")
    enqueue_many(drafts, now=now)
    SupportRequest.objects.filter(pk__in=[row.pk for row in late]).update(late_told_at=now)
    return len(late)
