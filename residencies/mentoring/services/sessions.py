"""Sessions of a pair: logged by the mentor, with notes both see and notes for oneself."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.people.models import Person
from residencies.mentoring.models import (
    FIRST_PULSE,
    LONGEST,
    LONGEST_TEXT,
    MentoringSession,
    Mentorship,
    PrivateNote,
)
from residencies.mentoring.services.locks import locked_mentorship
from residencies.mentoring.services.mentorships import set_state


@transaction.atomic
def log_session(
    mentorship: Mentorship,
    *,
    on: date,
    minutes: int,
    goals: str = "",
    shared_notes: str = "",
    by: Any,
    now: datetime,
) -> MentoringSession:
    """A session that has taken place. The first one makes the mentorship active."""
    row = locked_mentorship(mentorship)
    if not row.is_going_on:
        raise ServiceError(_("This mentorship is not going on."))
    _check_day(row, on, now)
    if not 1 <= minutes <= LONGEST:
        raise ServiceError(_("A session takes between one minute and twelve hours."))
    made = MentoringSession(
        mentorship=row,
        on=on,
        minutes=minutes,
        goals=goals[:LONGEST_TEXT],
        shared_notes=shared_notes[:LONGEST_TEXT],
        logged_at=now,
    )
    save_by(made, by)
    if row.state == Mentorship.State.ACCEPTED:
        set_state(row, Mentorship.State.ACTIVE)
        row.active_at, row.next_pulse_at = now, now + FIRST_PULSE
    _heard(row, by, now)
    return made


def _check_day(row: Mentorship, on: date, now: datetime) -> None:
    if on > timezone.localdate(now):
        raise ServiceError(_("The day of the session lies in the future."))
    if row.answered_at and on < timezone.localdate(row.answered_at):
        raise ServiceError(_("The session lies before the mentorship was accepted."))


@transaction.atomic
def change_session(
    session: MentoringSession, *, goals: str, shared_notes: str, version: int, by: Any, now: datetime
) -> MentoringSession:
    """What both see of it; either may write. Raises ServiceError where the other wrote meanwhile."""
    row = locked_mentorship(session.mentorship)
    if not row.is_going_on:
        raise ServiceError(_("This mentorship is not going on."))
    found = MentoringSession.objects.select_for_update().get(pk=session.pk)
    goals, shared_notes = goals[:LONGEST_TEXT], shared_notes[:LONGEST_TEXT]
    if (found.goals, found.shared_notes) == (goals, shared_notes):
        return found
    if found.version != version:
        raise ServiceError(_("This was changed meanwhile. Copy what you wrote, and open the page again."))
    found.goals, found.shared_notes, found.version = goals, shared_notes, found.version + 1
    save_by(found, by)
    _heard(row, by, now)
    return found


@transaction.atomic
def write_note(session: MentoringSession, author: Person, text: str, *, now: datetime) -> None:
    """What she keeps to herself; an empty one is gone. It stays hers to write when the mentorship is over."""
    row = locked_mentorship(session.mentorship)
    if author.pk not in (row.mentor.person_id, row.participation.person_id):
        raise ServiceError(_("You are not one of the two."))
    notes = PrivateNote.objects.filter(session=session, author=author)
    if text.strip():
        notes.update_or_create(session=session, author=author, defaults={"text": text[:LONGEST_TEXT]})
    else:
        notes.delete()


def _heard(row: Mentorship, by: Any, now: datetime) -> None:
    row.heard_at = now
    save_by(row, by)
