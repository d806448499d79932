"""One meeting is added, moved, pinned or cancelled by hand; the checker has its say."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from residencies.industry.checking import breaches
from residencies.industry.models import Event, Guest, Meeting, Notice, Project, Slot, Table
from residencies.industry.selectors.problems import placed, problem_of
from residencies.industry.services.locks import locked_event, locked_meeting
from residencies.industry.services.telling import note_change
from residencies.industry.wording import told

Change = Notice.Change


@transaction.atomic
def add_meeting(
    event: Event,
    project: Project,
    guest: Guest,
    slot: Slot,
    table: Table,
    *,
    by: Any,
    now: datetime,
    is_interpreted: bool = False,
) -> Meeting:
    """One more, pinned, whether or not it was wished for. Raises ServiceError where it breaks a rule."""
    row = locked_event(event)
    made = Meeting(
        event=row, project=project, guest=guest, slot=slot, table=table, is_interpreted=is_interpreted
    )
    made.is_pinned = True
    _check(made)
    save_by(made, by)
    note_change(made, Change.ADDED, now=now)
    return made


@transaction.atomic
def move_meeting(meeting: Meeting, slot: Slot, table: Table, *, by: Any, now: datetime) -> Meeting:
    """To another slot or table, where it is pinned. Raises ServiceError where it would break a rule."""
    row = locked_meeting(meeting)
    was_slot, was_table = row.slot, row.table
    if (was_slot, was_table) == (slot, table):
        return row
    row.slot, row.table, row.is_pinned = slot, table, True
    _check(row)
    row.revision += 1
    save_by(row, by)
    note_change(row, Change.MOVED, was_slot=was_slot, was_table=was_table, now=now)
    return row


@transaction.atomic
def pin_meeting(meeting: Meeting, *, pinned: bool, by: Any, now: datetime) -> Meeting:
    """It stays, or may be moved, when the schedule is made anew."""
    row = locked_meeting(meeting)
    if row.is_pinned != pinned:
        row.is_pinned = pinned
        save_by(row, by)
    return row


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Any, now: datetime, reason: str = "") -> Meeting:
    """It will not be; twice is as good as once. Why stands in its history."""
    row = locked_meeting(meeting, cancelled=True)
    if not row.is_planned:
        return row
    row.state, row.revision = Meeting.State.CANCELLED, row.revision + 1
    save_by(row, by, reason.strip()[:100])
    note_change(row, Change.CANCELLED, was_slot=row.slot, was_table=row.table, now=now)
    return row


def _check(row: Meeting) -> None:
    """Of what would be broken, only what this meeting breaks: others may stand there already."""
    for part in (row.project, row.guest, row.slot, row.table):
        if part.event_id != row.event_id:
            raise ServiceError(_("Choose what belongs to this event."))
    others = Meeting.objects.planned().filter(event=row.event).exclude(pk=row.pk)
    here = placed(row)
    found = breaches(problem_of(row.event), [*map(placed, others), here])
    mine = next((breach for breach in found if here in breach.meetings), None)
    if mine:
        raise ServiceError(told(mine, here.pair))
