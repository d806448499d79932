"""A request is over."""

from datetime import datetime
from typing import Any

from django.db import transaction

from alumni.support.models import SupportRequest
from alumni.support.services.moving import locked, move, tell_her


@transaction.atomic
def close(request: SupportRequest, *, by: Any, now: datetime) -> SupportRequest:
    """By her or by whoever answers; where it was not she, she is told, and asked on the page whether it
    helped. Twice is as good as once.
    """
    row = locked(request, by=by)
    if row.state == SupportRequest.State.CLOSED:
        return row
    move(row, SupportRequest.State.CLOSED, now=now, closed_at=now)
    if row.person.account_id != by.pk:
        tell_her(row, key=f"closed:{now:%Y%m%d%H%M%S%f}", now=now)
    return row
