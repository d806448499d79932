"""A session is changed or cancelled: calendars and those concerned learn of it, once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.mail.services import Draft, enqueue_many
from foundation.people.models import Person
from residencies.workshops.models import Registration, Session
from residencies.workshops.services.places import end_all, end_offers_by, fill, locked_session
from residencies.workshops.wording import taken

TOLD = {"starts_at", "ends_at", "time_zone", "place", "online_url"}  # who is registered has to know
CHANGED = TOLD | {"title_fr", "title_ar", "title_en", "capacity"}
REST = timedelta(minutes=5)  # several changes in a row are told in one letter
State = Registration.State


@transaction.atomic
def change_session(session: Session, *, by: Any, now: datetime, **values: Any) -> Session:
    """Set fields of CHANGED. A change of time, place or link is told to those who have a place or an offer
    and to the speakers, in one letter a revision; more places are offered to who waits.

    Raises ServiceError for a cancelled session, fewer places than are taken, or values that cannot be.
    """
    if unknown := set(values) - CHANGED:
        raise TypeError(f"not changed here: {', '.join(sorted(unknown))}")
    row = locked_session(session)
    if row.is_cancelled:
        raise ServiceError(_("This session is cancelled."))
    concerned = row.ends_at > now
    changed = {name for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return row
    for name in changed:
        setattr(row, name, values[name])
    if row.capacity is not None and row.capacity < row.held:
        raise ServiceError(taken(row.held))
    _check(row)
    if changed & TOLD:
        row.revision, row.revised_at = row.revision + 1, now
    save_by(row, by)
    if changed & TOLD and (concerned or row.ends_at > now):
        end_offers_by(row, row.starts_at, by=by, now=now)
        _tell(row, "workshop_changed", [State.REGISTERED, State.OFFERED], now, rest=REST)
    fill(row, now)
    return row


@transaction.atomic
def cancel_session(session: Session, *, reason: str, by: Any, now: datetime) -> Session:
    """It will not be: all who have a place, an offer or wait are told once, and so are the speakers. Offers
    and the waiting list end. Twice is as good as once.

    Raises ServiceError without a reason, or for a session that is over.
    """
    row = locked_session(session)
    if row.is_cancelled:
        return row
    if not reason.strip():
        raise ServiceError(_("Say why it is cancelled."))
    if now >= row.ends_at:
        raise ServiceError(_("This session is over."))
    row.state, row.reason = Session.State.CANCELLED, reason.strip()
    row.revision, row.revised_at = row.revision + 1, now
    save_by(row, by)
    _tell(row, "workshop_cancelled", Registration.ACTIVE, now)
    end_all(row, by=by, now=now)
    return row


def _check(row: Session) -> None:
    try:
        row.full_clean(validate_unique=False)
    except ValidationError as fault:
        raise ServiceError(" ".join(fault.messages)) from fault


def _tell(
    row: Session, kind: str, states: list[State], now: datetime, *, rest: timedelta = timedelta(0)
) -> None:
    enqueue_many(list(_drafts(row, kind, states, now + rest)), now=now)


def _drafts(row: Session, kind: str, states: list[State], leaves: datetime) -> Iterator[Draft]:
    asked = row.registrations.filter(state__in=states).order_by().values("person")
    speaks = row.speakers.order_by().values("person")
    people = Person.objects.filter(Q(pk__in=asked) | Q(pk__in=speaks)).exclude(email="")
    for person in people.order_by("pk"):
        yield Draft(
            key=f"session:{row.pk}:{row.revision}:{person.pk}",
            kind=kind,
            to=person.email,
            language=person.language,
            person=person,
            context={"session": row.pk, "revision": row.revision},
            priority=1,
            not_before=leaves,
            expires_at=max(row.ends_at, leaves + timedelta(hours=1)),
        )
