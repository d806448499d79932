"""A request is given to an adviser."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alumni.support.models import Adviser, SupportRequest, kinds_of
from alumni.support.selectors import has_conflict
from alumni.support.services.moving import locked, move, tell
from foundation.errors import ServiceError

State = SupportRequest.State


@transaction.atomic
def assign(request: SupportRequest, adviser: Adviser, *, by: Any, now: datetime) -> SupportRequest:
    """Give it to her, by whoever holds the right for its kind; she is told that there is a message. Raises
    ServiceError for an adviser with a conflict of interest, and for a report of harassment.
    """
    row = locked(request, by=by)
    if row.kind not in kinds_of(by):
        raise ServiceError(_("Only those with the right for this kind of help give it to an adviser."))
    if row.state == State.CLOSED:
        raise ServiceError(_("This request is closed."))
    one = Adviser.objects.select_for_update(of=("self",)).select_related("account__person").get(pk=adviser.pk)
    if not one.is_active or not one.account.is_active:
        raise ServiceError(_("This adviser takes no requests now."))
    if one.account_id == row.person.account_id or has_conflict(row, one):
        raise ServiceError(_("She cannot advise on this: a conflict of interest."))
    if row.adviser_id == one.pk:
        return row
    state = State.ASSIGNED if row.state == State.NEW else row.state
    move(row, state, now=now, adviser=one, assigned_at=now, assigned_by=by)
    tell(row, [one.account], key=f"given:{now:%Y%m%d%H%M%S%f}", now=now)
    return row
