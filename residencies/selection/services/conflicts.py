"""Conflicts of interest: found on record, declared by a juror, said or settled by staff."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from foundation.errors import ServiceError
from foundation.history import save_by
from residencies.calls.models import Application
from residencies.selection.models import Assignment, Conflict, Juror, Jury
from residencies.selection.selectors.conflicts import conflicts_found
from residencies.selection.selectors.giving import is_stronger
from residencies.selection.selectors.reading import applications_of
from residencies.selection.services.juries import locked_jury

Kind, State = Conflict.Kind, Conflict.State
LONGEST = 5000


@transaction.atomic
def detect_conflicts(jury: Jury, *, now: datetime, by: Any = None) -> int:
    """Write down what is on record and was not known yet; returns how many. Twice is as good as once.

    What staff have cleared stays so, unless something else is found than they had looked at.
    """
    row = locked_jury(jury)
    there = {(one.juror_id, one.application_id, one.kind): one for one in _of_jury(row)}
    new, stronger = [], []
    for key, verdict in conflicts_found(row).items():
        if known := there.get(key):
            if is_stronger(known, verdict):
                known.state, known.detail, known.at = verdict.state, verdict.detail, now
                stronger.append(known)
            continue
        juror, application, kind = key
        new.append(
            Conflict(
                juror_id=juror,
                application_id=application,
                kind=kind,
                state=verdict.state,
                detail=verdict.detail,
                at=now,
            )
        )
    if new:
        bulk_create_with_history(new, Conflict, batch_size=500, default_user=by, default_date=now)
    if stronger:
        fields = ["state", "detail", "at"]
        bulk_update_with_history(stronger, Conflict, fields, default_user=by, default_date=now)
    if new or stronger:
        _take_unread(row)
    return len(new) + len(stronger)


def _of_jury(jury: Jury) -> Any:
    return Conflict.objects.filter(juror__jury=jury).order_by()


def _take_unread(jury: Jury) -> None:
    """What nobody has begun to read goes back. What was written is kept, and hidden, till staff clear it."""
    recused = Conflict.objects.recused().filter(juror=OuterRef("juror"), application=OuterRef("application"))
    Assignment.objects.filter(Exists(recused), juror__jury=jury, review=None).delete()


@transaction.atomic
def declare_conflict(
    juror: Juror, application: Application, *, detail: str, by: Any, now: datetime
) -> Conflict:
    """A juror says herself that she may not judge it: from now on she finds nothing of it."""
    return _recuse(juror, application, Kind.DECLARED, detail=detail, by=by, now=now)


@transaction.atomic
def recuse_juror(juror: Juror, application: Application, *, note: str, by: Any, now: datetime) -> Conflict:
    """Staff know of a conflict that is on no record."""
    if not note.strip():
        raise ServiceError(_("Say why she is recused."))
    return _recuse(juror, application, Kind.STAFF, note=note, by=by, now=now)


def _recuse(
    juror: Juror,
    application: Application,
    kind: str,
    *,
    by: Any,
    now: datetime,
    detail: str = "",
    note: str = "",
) -> Conflict:
    jury = locked_jury(juror.jury)
    if not applications_of(jury).filter(pk=application.pk).exists():
        raise ServiceError(_("This jury does not read it."))
    row = Conflict.objects.filter(juror=juror, application=application, kind=kind).first()
    row = row or Conflict(juror=juror, application=application, kind=kind, at=now)
    if row._state.adding or row.state != State.RECUSED:
        row.state, row.detail, row.note, row.at = State.RECUSED, detail.strip()[:LONGEST], note.strip(), now
        save_by(row, by, row.note)
        _take_unread(jury)
    return row


@transaction.atomic
def confirm_conflict(conflict: Conflict, *, by: Any, now: datetime, note: str = "") -> Conflict:
    """Staff have looked at it: she is recused. Twice is as good as once."""
    return _settle(conflict, State.RECUSED, note, by, now)


@transaction.atomic
def clear_conflict(conflict: Conflict, *, note: str, by: Any, now: datetime) -> Conflict:
    """Staff have looked at it: she may read it, and finds again what she wrote. Twice is as good as once."""
    if not note.strip():
        raise ServiceError(_("Say why it is no conflict."))
    if conflict.kind == Kind.SELF and conflict.state == State.RECUSED:
        raise ServiceError(_("Nobody judges her own application."))
    return _settle(conflict, State.CLEARED, note, by, now)


def _settle(conflict: Conflict, state: str, note: str, by: Any, now: datetime) -> Conflict:
    jury = locked_jury(conflict.juror.jury)
    row = Conflict.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    if row.state != state:
        row.state, row.note, row.at = state, note.strip(), now
        save_by(row, by, row.note)
        _take_unread(jury)
    return row
