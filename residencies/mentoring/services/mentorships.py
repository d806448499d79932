"""The life of a mentorship: each state is set here, and nowhere else."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.mail.services import enqueue_many
from foundation.people.models import Person
from foundation.people.services import open_account
from residencies.mentoring.models import LONGEST_REASON, Mentorship
from residencies.mentoring.services.letters import draft
from residencies.mentoring.services.locks import locked_mentorship
from residencies.mentoring.services.reviews import ask_reviews

State = Mentorship.State

# From each state, the states it may go to.
MOVES: dict[str, set[str]] = {
    State.REQUESTED: {State.ACCEPTED, State.DECLINED, State.ENDED},
    State.ACCEPTED: {State.ACTIVE, State.CLOSED, State.ENDED},
    State.ACTIVE: {State.CLOSED, State.ENDED},
    State.CLOSED: set(),
    State.DECLINED: set(),
    State.ENDED: set(),
}


@transaction.atomic
def accept_mentorship(mentorship: Mentorship, *, by: Any, now: datetime) -> Mentorship:
    """The mentor says yes; both are written to. Twice is as good as once."""
    row = locked_mentorship(mentorship)
    if row.is_going_on:
        return row
    set_state(row, State.ACCEPTED)
    row.answered_at = row.heard_at = now
    save_by(row, by)
    mentee = row.participation.person
    with suppress(ServiceError):  # an address that is missing or another's is for the staff to mend
        open_account(mentee, by=by, now=now)
    _write(row, "mentoring_accepted", [row.mentor.person, mentee], now)
    return row


@transaction.atomic
def decline_mentorship(mentorship: Mentorship, *, reason: str = "", by: Any, now: datetime) -> Mentorship:
    """The mentor says no. The mentee had not been told; the staff solve again. Twice is as good as once."""
    row = locked_mentorship(mentorship)
    if row.state == State.DECLINED:
        return row
    set_state(row, State.DECLINED)
    row.answered_at, row.reason = now, reason.strip()[:LONGEST_REASON]
    save_by(row, by)
    _write(row, "mentoring_declined", [row.mentor.person], now)
    return row


@transaction.atomic
def close_mentorship(mentorship: Mentorship, *, by: Any, now: datetime) -> Mentorship:
    """It has come to its end; both are written to and asked to look back. Twice is as good as once."""
    row = locked_mentorship(mentorship)
    if row.state == State.CLOSED:
        return row
    set_state(row, State.CLOSED)
    row.closed_at = now
    save_by(row, by)
    ask_reviews(row, now=now)
    _write(row, "mentoring_closing", [row.mentor.person, row.participation.person], now)
    return row


@transaction.atomic
def end_mentorship(mentorship: Mentorship, *, reason: str, by: Any, now: datetime) -> Mentorship:
    """It ends before its time, or the request is taken back; why is for the staff. No mail is written."""
    row = locked_mentorship(mentorship)
    if not reason.strip():
        raise ServiceError(_("Say why it ends."))
    set_state(row, State.ENDED)
    row.closed_at, row.reason = now, reason.strip()
    save_by(row, by, row.reason)
    return row


def set_state(row: Mentorship, to: str) -> None:
    """Raises ServiceError if it may not go from its state to this one."""
    if to not in MOVES[row.state]:
        raise ServiceError(
            _("%(pair)s is %(now)s and cannot become %(to)s.")
            % {"pair": row, "now": row.get_state_display(), "to": State(to).label}
        )
    row.state = to


def _write(row: Mentorship, kind: str, people: list[Person], now: datetime) -> None:
    enqueue_many([draft(row, kind, person) for person in people if person.email], now=now)
