"""Somebody who would answer is close to one of them, and leaves the request to others."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alumni.support.models import Recusal, SupportRequest
from alumni.support.selectors import responsible
from alumni.support.services.moving import locked, move, tell
from foundation.errors import ServiceError

State = SupportRequest.State


@transaction.atomic
def recuse(request: SupportRequest, *, by: Any, now: datetime) -> None:
    """She finds it no more, nor a mail about it; those who may answer are told that there is a message.

    What was given to her waits for another adviser. Raises ServiceError where nobody would be left.
    """
    row = locked(request, by=by)
    if row.person.account_id == by.pk:
        raise ServiceError(_("This is your own request."))
    Recusal.objects.get_or_create(request=row, account=by, defaults={"at": now})
    if row.adviser is not None and row.adviser.account_id == by.pk:
        state = State.NEW if row.state == State.ASSIGNED else row.state
        move(row, state, now=now, adviser=None, assigned_at=None, assigned_by=None)
    others = responsible(row)
    if not others:
        raise ServiceError(
            _("Nobody else would find this request. Give it to an adviser first, or have somebody named.")
        )
    tell(row, others, key=f"recused:{by.pk}", now=now)
