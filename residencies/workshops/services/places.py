"""Places in a session: asked for, waited for, offered, taken and given back.

Whatever changes who holds a place does so under the lock of its session, and `held` says how many do: the
database refuses more than there are. After each change what is free goes to who waits, by the time of
asking. The locks are taken in one order: session, registrations.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.jobs.services import settle_each
from foundation.mail.services import tell_each
from foundation.people.models import Person
from residencies.workshops.models import Registration, Session
from residencies.workshops.selectors.places import gone, may_ask, to_settle

State = Registration.State
LEAST = timedelta(minutes=30)  # to answer an offer, unless the session begins before


def locked_session(session: Session) -> Session:
    rows = Session.objects.select_for_update(of=("self",)).select_related("workshop__edition__programme")
    return rows.get(pk=session.pk)


@transaction.atomic
def register(session: Session, person: Person, *, by: Any, now: datetime) -> Registration:
    """Ask for a place: she has it at once where one is free and nobody waits, else she waits in line.

    Twice is as good as once. Raises ServiceError where the workshop is not open to her, the session has
    begun or is cancelled.
    """
    row = locked_session(session)
    if found := _active(row, person):
        return found
    if not row.is_open(now):
        raise ServiceError(_closed(row))
    if not may_ask(row, person):
        raise ServiceError(_("This workshop is not open to you."))
    is_free = row.free != 0 and not row.registrations.in_line().exists()
    return _ask(row, person, State.REGISTERED if is_free else State.WAITING, by=by, now=now)


@transaction.atomic
def register_guest(session: Session, person: Person, *, by: Any, now: datetime) -> Registration:
    """On the word of staff, whoever the workshop is open to, and as long as the session runs.

    Nobody is passed over: where none is free, or somebody waits, she waits as well. Raises ServiceError
    where the session is over or cancelled, or has begun without a free place.
    """
    row = locked_session(session)
    if found := _active(row, person):
        return found
    if row.is_cancelled or now >= row.ends_at:
        raise ServiceError(_closed(row))
    is_free = row.free != 0 and not row.registrations.in_line().exists()
    if not is_free and not row.is_open(now):
        raise ServiceError(_("No place is free any more."))
    state = State.REGISTERED if is_free else State.WAITING
    return _ask(row, person, state, by=by, now=now, is_guest=not may_ask(row, person))


@transaction.atomic
def register_all(session: Session, people: Iterable[Person], *, by: Any, now: datetime) -> int:
    """A list of people, in its order; who has asked already stays. Returns how many are new.

    All or none: raises ServiceError where the session has begun or is cancelled.
    """
    row = locked_session(session)
    if not row.is_open(now):
        raise ServiceError(_closed(row))
    known = set(row.registrations.active().values_list("person", flat=True))
    new = [one for one in dict.fromkeys(people) if one.pk not in known]
    waits = row.registrations.in_line().exists()
    places = 0 if waits else len(new) if row.free is None else row.free
    made = [
        Registration(
            session=row,
            person=one,
            state=State.REGISTERED if number < places else State.WAITING,
            asked_at=now,
        )
        for number, one in enumerate(new)
    ]
    if made:
        made = bulk_create_with_history(made, Registration, batch_size=500, default_user=by, default_date=now)
    recount(row)
    tell([one for one in made if one.state == State.REGISTERED], "workshop_registered", now)
    tell([one for one in made if one.state == State.WAITING], "workshop_waiting", now)
    return len(made)


def _active(row: Session, person: Person) -> Registration | None:
    return row.registrations.active().filter(person=person).first()


def check_open(session: Session, now: datetime) -> None:
    """Raises ServiceError unless anybody may ask for a place now."""
    if not session.is_open(now):
        raise ServiceError(_closed(session))
    if not Session.objects.public().filter(pk=session.pk).exists():
        raise ServiceError(_("This workshop is not open to you."))


def _closed(row: Session) -> str:
    return _("This session is cancelled.") if row.is_cancelled else _("This session has begun already.")


def _ask(
    row: Session, person: Person, state: str, *, by: Any, now: datetime, is_guest: bool = False
) -> Registration:
    made = Registration(session=row, person=person, state=state, asked_at=now, is_guest=is_guest)
    save_by(made, by)
    recount(row)
    tell([made], "workshop_registered" if state == State.REGISTERED else "workshop_waiting", now)
    return made


@transaction.atomic
def accept_offer(registration: Registration, *, by: Any, now: datetime) -> Registration:
    """Take the place that is offered. Twice is as good as once.

    Raises ServiceError where it is too late, or nothing is offered.
    """
    row, session = _locked(registration)
    if row.state == State.REGISTERED:
        return row
    if row.state == State.OFFERED and not row.is_answerable(now):
        raise ServiceError(_("The time to answer is over."))
    if row.state != State.OFFERED or not session.is_open(now):
        raise ServiceError(_("No place is offered to you: %(state)s.") % {"state": row.get_state_display()})
    row.state = State.REGISTERED
    save_by(row, by)
    tell([row], "workshop_registered", now)
    return row


@transaction.atomic
def cancel_registration(
    registration: Registration, *, by: Any, now: datetime, reason: str = "", tells_her: bool = False
) -> Registration:
    """Give a place back, decline an offer or leave the line; the place goes to who is next.

    `tells_her` writes to her, where it was not she who did it. Twice is as good as once. Raises
    ServiceError once the session has begun, or where it ended otherwise.
    """
    row, session = _locked(registration)
    if row.state == State.CANCELLED:
        return row
    if not row.is_active or not session.is_open(now):
        raise ServiceError(
            _("This cannot be cancelled any more: %(state)s.") % {"state": row.get_state_display()}
            if not row.is_active
            else _closed(session)
        )
    _end([row], State.CANCELLED, by=by, now=now, reason=reason.strip())
    if tells_her:
        tell([row], "workshop_cancelled", now)
    fill(session, now)
    return row


def _locked(registration: Registration) -> tuple[Registration, Session]:
    session = locked_session(registration.session)
    row = Registration.objects.select_related("person").get(pk=registration.pk)
    row.session = session
    return row, session


def settle_sessions(*, now: datetime) -> int:
    """End offers that were not answered in time and what is asked by who has left, offer what is free, and
    end the lines of what has begun; returns how many offers were made. Safe to run at any time, by any
    number of processes. Raises as `settle_each` does.
    """
    return settle_each(to_settle(now).order_by("pk"), lambda row: _settle(row, now))


@transaction.atomic
def _settle(session: Session, now: datetime) -> int:
    row = locked_session(session)
    if row.is_cancelled:
        return 0
    asked = row.registrations.select_related("person").order_by("asked_at", "pk")
    if not row.is_open(now):
        _end(list(asked.filter(state__in=[State.WAITING, State.OFFERED])), State.ENDED, by=None, now=now)
        recount(row)
        return 0
    left = _("She takes no part in the edition any more.")
    _end(list(gone(asked)), State.CANCELLED, by=None, now=now, reason=left)
    late = list(asked.overdue(now))
    _end(late, State.LAPSED, by=None, now=now)
    tell(late, "workshop_lapsed", now)
    return fill(row, now)


def fill(session: Session, now: datetime) -> int:
    """Offer what is free to who is next, for a time; the session is locked. Returns how many offers."""
    recount(session)
    if not session.is_open(now):
        return 0
    line = session.registrations.in_line().select_related("person")
    called = list(line if session.free is None else line[: session.free])
    ends = last_moment(session, now)
    for row in called:
        row.state, row.offered_at, row.answer_by, row.session = State.OFFERED, now, ends, session
    _save(called, ["state", "offered_at", "answer_by"], by=None, now=now)
    recount(session)
    tell(called, "workshop_offer", now)
    return len(called)


def last_moment(session: Session, now: datetime) -> datetime:
    """Until when an offer made now can be accepted: the workshop's hours, but never more than half of what
    is left until it begins, so that another can still be asked.
    """
    left = session.starts_at - now
    hours = timedelta(hours=session.workshop.offer_hours)
    return now + min(hours, max(left / 2, LEAST), left)


def end_all(session: Session, *, by: Any, now: datetime) -> None:
    """Waiting list and offers of a session that will not be; those who had a place keep having had it."""
    rows = session.registrations.filter(state__in=[State.WAITING, State.OFFERED]).select_related("person")
    _end(list(rows), State.ENDED, by=by, now=now)
    recount(session)


def end_offers_by(session: Session, at: datetime, *, by: Any, now: datetime) -> None:
    """An offer cannot outlast the time before the session; the session is locked."""
    late = list(session.registrations.filter(state=State.OFFERED, answer_by__gt=at))
    for row in late:
        row.answer_by = at
    _save(late, ["answer_by"], by=by, now=now)


def _end(rows: list[Registration], state: str, *, by: Any, now: datetime, reason: str = "") -> None:
    for row in rows:
        row.state, row.ended_at, row.reason = state, now, reason
    _save(rows, ["state", "ended_at", "reason"], by=by, now=now)


def _save(rows: list[Registration], fields: list[str], *, by: Any, now: datetime) -> None:
    if rows:
        bulk_update_with_history(
            rows, Registration, fields, batch_size=500, default_user=by, default_date=now
        )


def recount(session: Session) -> None:
    """Write down how many places are held; the session is locked."""
    session.keep_count()


def tell(rows: Iterable[Registration], kind: str, now: datetime) -> None:
    tell_each(rows, kind, about="registration", now=now)
