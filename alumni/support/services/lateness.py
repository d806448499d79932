"""A first answer that is late is told to those who may give it, once."""

from datetime import datetime

from django.db import transaction

from alumni.support.models import SupportRequest
from alumni.support.selectors import holders, readers_of
from alumni.support.services.moving import tell

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
    held = {kind: holders(kind) for kind in {row.kind for row in late if not row.is_report}}
    for row in late:
        accounts = readers_of(row) if row.is_report else held[row.kind]
        if row.adviser is not None:
            accounts = [*accounts, row.adviser.account]
        tell(row, {one.pk: one for one in accounts}.values(), key="late", now=now)
    SupportRequest.objects.filter(pk__in=[row.pk for row in late]).update(late_told_at=now)
    return len(late)
