"""What came of a meeting, what each side keeps of it, and who does what next."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError, Stale
from foundation.history import save_by
from foundation.people.models import Person
from residencies.industry.models import FollowUp, Meeting, Note
from residencies.industry.services.locks import locked_meeting

LONGEST_NOTE = 10_000


def mark_of(text: str) -> str:
    """Of a note as it was read ('' of none): it is written over by who has seen it."""
    return sha256(text.encode()).hexdigest()[:16] if text else ""


@transaction.atomic
def write_note(
    meeting: Meeting, side: str, text: str, *, by: Any, now: datetime, seen: str | None = None
) -> Note | None:
    """A side's own note ('' is the staff's) in the place of the one before; an empty one takes it away. It
    is hers whatever became of the meeting.

    `seen`: the `mark_of` the note she has read. Raises Stale where it says something else by now.
    """
    row = locked_meeting(meeting, cancelled=True)
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST_NOTE:
        raise ServiceError(_("A note has %(most)d characters at most.") % {"most": LONGEST_NOTE})
    known = Note.objects.filter(meeting=row, side=side).values_list("text", flat=True).first() or ""
    if seen is not None and seen != mark_of(known) and text != known:
        told = _("Meanwhile the note was changed: “%(note)s”. Press again to put yours in its place.")
        raise Stale(told % {"note": known}, mark_of(known))
    if not text:
        Note.objects.filter(meeting=row, side=side).delete()
        return None
    note, _new = Note.objects.update_or_create(
        meeting=row, side=side, defaults={"text": text, "by": by, "at": now}
    )
    return note


@transaction.atomic
def record_outcome(
    meeting: Meeting, outcome: str, *, by: Any, now: datetime, seen: str | None = None
) -> Meeting:
    """What came of it; the last word stands, and those before it in the history. '' takes it back.

    Raises ServiceError before the meeting begins, and for an outcome that is none; Stale where `seen`, the
    outcome that she has read, is not the one on record by now.
    """
    row = locked_meeting(meeting)
    if outcome not in {"", *Meeting.Outcome.values}:
        raise ServiceError(_("Choose one of the outcomes."))
    if outcome and now < row.slot.starts_at:
        raise ServiceError(_("The meeting has not begun yet."))
    if outcome != row.outcome:
        if seen is not None and seen != row.outcome:
            told = _("Meanwhile another outcome was recorded: %(outcome)s. Press again to put yours.")
            raise Stale(told % {"outcome": row.get_outcome_display() or "—"}, row.outcome)
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
