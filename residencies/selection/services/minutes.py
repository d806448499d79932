"""The minutes: closed once everything is decided, amended for a reason, never changed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.errors import ServiceError
from residencies.calls.selectors import KEPT
from residencies.selection.models import Deliberation, Minutes, kept_from_room
from residencies.selection.selectors.minutes import content_of, hash_of, undecided
from residencies.selection.services.locks import locked_deliberation


@transaction.atomic
def close_minutes(deliberation: Deliberation, *, by: Any, now: datetime) -> Minutes:
    """Close the minutes of what was decided. Twice is as good as once.

    Raises ServiceError while an application that stands has no decision.
    """
    row = locked_deliberation(deliberation)
    if closed := row.minutes.first():
        return closed
    if undecided(row).exists():
        open_ones = undecided(row).exclude(pk__in=kept_from_room(by)).count()
        if not open_ones:
            raise ServiceError(str(KEPT))
        said = ngettext(
            "%(count)d application has no decision yet.",
            "%(count)d applications have no decision yet.",
            open_ones,
        )
        raise ServiceError(said % {"count": open_ones})
    return _write(row, 1, "", by=by, now=now)


@transaction.atomic
def amend_minutes(deliberation: Deliberation, reason: str, *, by: Any, now: datetime) -> Minutes:
    """The minutes anew, as everything stands now, with the reason and what has changed since."""
    row = locked_deliberation(deliberation)
    last = row.minutes.last()
    if last is None:
        raise ServiceError(_("The minutes are not closed yet: there is nothing to amend."))
    if not reason.strip():
        raise ServiceError(_("The minutes are closed. Say why they are amended."))
    return _write(row, last.number + 1, reason.strip(), by=by, now=now)


def amend_if_closed(deliberation: Deliberation, reason: str, *, by: Any, now: datetime) -> None:
    """What a change does to minutes that are closed; the caller holds the lock."""
    if deliberation.minutes.exists():
        amend_minutes(deliberation, reason, by=by, now=now)


def _write(deliberation: Deliberation, number: int, reason: str, *, by: Any, now: datetime) -> Minutes:
    before = deliberation.minutes.last()
    content = content_of(deliberation, number, reason, before=before, by=by, now=now)
    return Minutes.objects.create(
        deliberation=deliberation,
        number=number,
        reason=reason,
        content=content,
        sha256=hash_of(before.sha256 if before else "", content),
        closed_at=now,
        closed_by=by,
    )
