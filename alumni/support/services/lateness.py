"""A first answer that is late is told to those who may give it, once."""

from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from alumni.support.models import SupportRequest, names_near
from alumni.support.selectors import active_adviser, answering, free_of
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
    prefetch_related_objects(late, "recusals")
    by_kind = {kind: answering(kind) for kind in {row.kind for row in late}}
    told = {row.pk: dict.fromkeys([*by_kind[row.kind], *active_adviser(row)]) for row in late}
    near = names_near({one.pk for accounts in told.values() for one in accounts})
    drafts = []
    for row in late:
        drafts += drafts_about(row, free_of(row, told[row.pk], near), "late")
    enqueue_many(drafts, now=now)
    SupportRequest.objects.filter(pk__in=[row.pk for row in late]).update(late_told_at=now)
    return len(late)
