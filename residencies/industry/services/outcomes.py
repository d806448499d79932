"""What came of a meeting, what each side keeps of it, and who does what next."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.people.models import Person
from residencies.industry.models import FollowUp, Meeting, Note
from residencies.industry.services.locks import locked_meeting

LONGEST_NOTE = 10_000


@transaction.atomic
def write_note(meeting: Meeting, side: str, text: str, *, by: Any, now: datetime) -> Note | None:
    """A side's own note ('' is the staff's) in the place of the one before; an empty one takes it away."""
    row = locked_meeting(meeting)
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST_NOTE:
        raise ServiceError(_("A note has %(most)d characters at most.") % {"most": LONGEST_NOTE})
    if not text:
        Note.objects.filter(meeting=row, side=side).delete()
        return None
    note, _new = Note.objects.update_or_create(
        meeting=row, side=side, defaults={"text": text, "by": by, "at": now}
    )
    return note


@transaction.atomic
def record_outcome(meeting: Meeting, outcome: str, *, by: Any, now: datetime) -> Meeting:
    """What came of it; the last word stands, and those before it in the history. '' takes it back.

    Raises ServiceError before the meeting begins, and for an outcome that is none.
    """
    row = locked_meeting(meeting)
    if outcome not in {"", *Meeting.Outcome.values}:
        raise ServiceError(_("Choose one of the outcomes."))
    if outcome and now < row.slot.starts_at:
        raise ServiceError(_("The meeting has not begun yet."))
    if outcome != row.outcome:
        row.outcome = outcome
        row.outcome_by, row.outcome_at = (by, now) if outcome else (None, None)
        save_by(row, by)
    return row


@transaction.atomic
def plan_follow_up(
    meeting: Meeting, owner: Person, what: str, due_on: date, *, side: str, by: Any, now: datetime
) -> FollowUp:
    """Somebody does something by a day. The same again is as good as once."""
    row = locked_meeting(meeting)
    what = " ".join(what.split())[:300]
    if not what:
        raise ServiceError(_("Say what is to be done."))
    there = FollowUp.objects.open().filter(meeting=row, owner=owner, what=what, side=side).first()
    if there and there.due_on == due_on:
        return there
    made = there or FollowUp(meeting=row, owner=owner, what=what, side=side)
    made.due_on = due_on
    save_by(made, by)
    return made


@transaction.atomic
def finish_follow_up(follow_up: FollowUp, *, by: Any, now: datetime) -> FollowUp:
    """It is done; twice is as good as once."""
    row = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if row.done_at is None:
        row.done_at = now
        save_by(row, by)
    return row
