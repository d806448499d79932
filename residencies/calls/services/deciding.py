"""What becomes of an application that was sent in. Each of its states is set here, or by its applicant."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.errors import ServiceError
from foundation.history import save_by, update_by
from foundation.mail.services import enqueue
from foundation.people.models import Person
from foundation.translated import listed
from residencies.calls.models import Application, Call, Member
from residencies.calls.selectors import KEPT
from residencies.calls.services.beginning import mail_of
from residencies.calls.services.filling import locked

State = Application.State
OUTCOMES = (State.SELECTED, State.WAITING, State.DECLINED, *Application.OUT)
NAMED = 5  # applications told by their number, of those that stand in the way

# From each state, the states that people may move it to; `withdraw` is the applicant's, from most of them.
MOVES: dict[str, set[str]] = {
    State.DRAFT: set(),
    State.SUBMITTED: {State.ELIGIBLE, *Application.OUT},
    State.ELIGIBLE: {State.REVIEW, *Application.OUT},
    State.INELIGIBLE: {State.ELIGIBLE, State.INCOMPLETE},
    State.INCOMPLETE: {State.ELIGIBLE, State.INELIGIBLE},
    State.REVIEW: {State.SHORTLISTED, State.SELECTED, State.WAITING, State.DECLINED, *Application.OUT},
    State.SHORTLISTED: {State.REVIEW, State.SELECTED, State.WAITING, State.DECLINED, *Application.OUT},
    State.SELECTED: {State.DECLINED},
    State.WAITING: {State.SELECTED, State.DECLINED},
    State.DECLINED: {State.WAITING, State.SELECTED},
    State.WITHDRAWN: set(),
}


@transaction.atomic
def move_application(
    application: Application, to: str, *, by: Any, now: datetime, reason: str = ""
) -> Application:
    """Move an application on; who did it and why stays in its history. Twice is as good as once.

    Raises ServiceError where it may not go there, or where its call is sealed.
    """
    row = locked(application)
    _check_move(row, to, now)
    if row.state == to:
        return row
    _set(row, to, reason)
    save_by(row, by, row.reason)
    return row


@transaction.atomic
def move_applications(
    applications: QuerySet[Application], to: str, *, by: Any, now: datetime, reason: str = ""
) -> list[Application]:
    """As `move_application`, for many at once and in a fixed number of queries: all, or none."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("call").order_by("pk")
    moved = []
    for row in rows.filter(pk__in=list(applications.order_by().values_list("pk", flat=True))):
        _check_move(row, to, now)
        if row.state != to:
            _set(row, to, reason)
            moved.append(row)
    update_by(moved, ["state", "reason", "told_at"], by, now=now, reason=reason.strip())
    return moved


def _set(row: Application, to: str, reason: str) -> None:
    """What she was told of it holds from one outcome to another, and ends where it is open again, or where
    she is to be told by a letter.
    """
    row.state, row.reason = to, reason.strip()
    if to not in OUTCOMES or to in Application.OUT:
        row.told_at = None


def _check_move(row: Application, to: str, now: datetime) -> None:
    if row.call.is_sealed_at(now):
        raise ServiceError(_("The call is sealed until it closes."))
    if row.state != to and to not in MOVES[row.state]:
        told = {"number": row.number, "now": row.get_state_display(), "to": State(to).label}
        raise ServiceError(_("%(number)s is %(now)s and cannot become %(to)s.") % told)


def mark_eligible(application: Application, *, by: Any, now: datetime) -> Application:
    return move_application(application, State.ELIGIBLE, by=by, now=now)


def mark_ineligible(application: Application, *, reason: str, by: Any, now: datetime) -> Application:
    """With the reason, which staff alone read: her letter names the rules that are not met."""
    if not reason.strip():
        raise ServiceError(_("Say why it is not eligible."))
    return move_application(application, State.INELIGIBLE, by=by, now=now, reason=reason)


def mark_incomplete(application: Application, *, reason: str, by: Any, now: datetime) -> Application:
    """Something is missing of what was sent, or cannot be read; with the reason, which staff alone read."""
    if not reason.strip():
        raise ServiceError(_("Say what is missing."))
    return move_application(application, State.INCOMPLETE, by=by, now=now, reason=reason)


@transaction.atomic
def invite_to_second_step(application: Application, *, by: Any, now: datetime) -> Application:
    """Let a shortlisted application send its full file, and mail the link. Twice is as good as once."""
    row = locked(application)
    if row.call.steps != 2:
        raise ServiceError(_("This call has one step alone."))
    if row.state != State.SHORTLISTED:
        raise ServiceError(_("Shortlist it first."))
    check_second_step(row.call, now)
    if row.step == 1:
        row.step = 2
        save_by(row, by)
        enqueue(mail_of(row, "application_link", f"application:{row.pk}:second", 2), now=now)
    return row


def check_second_step(call: Call, now: datetime) -> None:
    """Raises ServiceError where no full file can be sent any more."""
    if call.second_closes_at is None or now >= call.second_closes_at:
        raise ServiceError(_("The second step has closed."))


@transaction.atomic
def settle_applications(outcomes: Mapping[int, str], *, by: Any, now: datetime) -> list[Application]:
    """Move many applications, all or none, each to the state that `outcomes` has for its number.

    Those shortlisted in the first of two steps may send their full file from now on, and the pages of the
    others say their outcome. As `move_application`, but in a fixed number of statements for each few
    hundred, and an eligible one need not have been given to a jury; no mail is written. Raises
    ServiceError naming those that cannot go there.
    """
    found = Application.objects.select_for_update(of=("self",)).filter(pk__in=outcomes).order_by("pk")
    rows = list(found.prefetch_related("call"))  # one in hand for all of them
    if stuck := [
        row for row in rows if row.state != outcomes[row.pk] and not _may_move(row, outcomes[row.pk])
    ]:
        raise ServiceError(_stuck(stuck, by))
    for call in {row.call for row in rows if _goes_on(row, outcomes[row.pk])}:
        check_second_step(call, now)
    for row in rows:
        row.state, row.reason = outcomes[row.pk], ""
        row.step = 2 if _goes_on(row, row.state) else row.step
        row.told_at = now if row.state in OUTCOMES else None
    update_by(rows, ["state", "reason", "step", "told_at"], by, now=now)
    return rows


def _stuck(rows: list[Application], by: Any) -> str:
    """Naming and counting what is not kept from her who asks."""
    seen = Application.objects.filter(pk__in=[row.pk for row in rows]).not_kept_from(by).order_by("number")
    numbers = list(seen.values_list("number", flat=True))
    if not numbers:
        return str(KEPT)
    said = ngettext(
        "%(count)d application has not come so far that it could be told: %(numbers)s.",
        "%(count)d applications have not come so far that they could be told: %(numbers)s.",
        len(numbers),
    )
    return said % {"numbers": listed(numbers[:NAMED]), "count": len(numbers)}


def _may_move(row: Application, to: str) -> bool:
    return to in MOVES[row.state] or (row.state == State.ELIGIBLE and to in MOVES[State.REVIEW])


def _goes_on(row: Application, to: str) -> bool:
    return to == State.SHORTLISTED and row.call.steps == 2


@transaction.atomic
def link_person(application: Application, person: Person | None, *, by: Any, now: datetime) -> Application:
    """Say who applies: someone on record, or, with None, a new record from what the application says.

    The lead of a pair or a team is the same person. Twice is as good as once.
    """
    row = locked(application)
    if person is None and row.person is None:
        person = Person(name=row.name, email=row.email, language=row.language)
        save_by(person, by)
    if person is not None and row.person_id != person.pk:
        row.person = person
        save_by(row, by)
    for lead in row.members.filter(is_lead=True, withdrawn_at=None).exclude(person=row.person):
        lead.person = row.person
        save_by(lead, by)
    return row


@transaction.atomic
def link_member(member: Member, person: Person, *, by: Any, now: datetime) -> Member:
    """Say who a member is, someone on record. Twice is as good as once."""
    row = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if row.person_id != person.pk:
        row.person = person
        save_by(row, by)
    return row
