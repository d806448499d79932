"""Who was there: ticked on the list, by the code she shows, or by herself in an online session."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from foundation.errors import ServiceError
from foundation.history import delete_by, save_by
from foundation.mail.services import is_address
from foundation.people.models import Person
from foundation.people.services import find_or_add_person
from foundation.translated import listed
from residencies.workshops.models import Attendance, Session
from residencies.workshops.services.places import accept_offer, locked_session, register_guest

Way = Attendance.Way
BEFORE = timedelta(hours=1)  # doors open
EARLY = timedelta(minutes=15)  # she says so herself


@transaction.atomic
def note_attendance(session: Session, person: Person, *, way: str, by: Any, now: datetime) -> Attendance:
    """That she is, or was, there. Twice is as good as once: who noted it first stays.

    Raises ServiceError where she has no place, the session is cancelled or is still to come.
    """
    row = locked_session(session)
    if found := row.attendances.filter(person=person).first():
        return found
    _check_time(row, now)
    if not row.registrations.registered().filter(person=person).exists():
        raise ServiceError(_("%(name)s has no place in this session.") % {"name": person})
    made = Attendance(session=row, person=person, way=way, noted_by=by, noted_at=now)
    save_by(made, by)
    return made


@transaction.atomic
def admit(session: Session, *, name: str, email: str, by: Any, now: datetime) -> Attendance:
    """Somebody at the door without a place: her record is found or made, and she is noted as there.

    She gets a place where one is free and nobody waits for it. Once the session has begun, whoever did not
    come leaves hers to her: then she is noted without one, as long as fewer are there than there are places.
    Twice is as good as once. Raises ServiceError where all are taken, the name or the address is none, the
    session is cancelled or still to come.
    """
    row = locked_session(session)
    _check_time(row, now)
    name, email = " ".join(name.split())[:200], email.strip()
    if not name or not is_address(email):
        raise ServiceError(_("Give a name and an e-mail address."))
    person = find_or_add_person(name, email, get_language() or settings.LANGUAGE_CODE, by=by)
    if found := row.attendances.filter(person=person).first():
        return found
    if not row.registrations.registered().filter(person=person).exists():
        _make_room(row, person, by=by, now=now)
    made = Attendance(session=row, person=person, way=Way.LIST, noted_by=by, noted_at=now)
    save_by(made, by)
    return made


def _make_room(row: Session, person: Person, *, by: Any, now: datetime) -> None:
    hers = row.registrations.active().filter(person=person).first()
    if hers and hers.is_answerable(now) and row.is_open(now):
        accept_offer(hers, by=by, now=now)
        return
    if hers is None and row.free != 0 and not row.registrations.in_line().exists():
        if now < row.ends_at:
            register_guest(row, person, by=by, now=now)
        return
    if row.is_open(now):
        raise ServiceError(_("No place is free yet. Once the session has begun, places nobody came for are."))
    if row.capacity is not None and row.attendances.count() >= row.capacity:
        raise ServiceError(_("As many are there as there are places."))


@transaction.atomic
def note_self(session: Session, person: Person, *, by: Any, now: datetime) -> Attendance:
    """By herself, from a quarter of an hour before until the end, and online alone: a room has a door."""
    if not session.online_url:
        raise ServiceError(_("In a room, whoever leads the session notes who is there."))
    if not session.starts_at - EARLY <= now < session.ends_at:
        raise ServiceError(_("You can say so while the session runs."))
    return note_attendance(session, person, way=Way.SELF, by=by, now=now)


@transaction.atomic
def note_list(
    session: Session,
    *,
    ticked: Collection[int],
    unticked: Collection[int],
    by: Any,
    now: datetime,
    is_strict: bool = False,
) -> int:
    """What was changed on a list: people newly ticked, and those whose tick was taken away, by number.

    Whoever is in neither is left as she is, so that two who note at once undo nothing of each other.
    Returns how many are noted now. All or nothing: raises ServiceError as `note_attendance` does, and for
    a tick taken away from who has given feedback; where it `is_strict`, for who has no place as well.
    """
    row = locked_session(session)
    _check_time(row, now)
    there = set(row.attendances.values_list("person", flat=True))
    placed = row.registrations.registered().filter(person__in=set(ticked) - there)
    numbers = placed.order_by("person").values_list("person", flat=True)
    if is_strict and (others := sorted(set(ticked) - there - set(numbers))):
        told = {"told": listed(others)}
        raise ServiceError(
            _("Nobody with these numbers has a place in this session: %(told)s.") % {"told": told}
        )
    new = [
        Attendance(session=row, person_id=number, way=Way.LIST, noted_by=by, noted_at=now)
        for number in numbers
    ]
    if new:
        bulk_create_with_history(new, Attendance, batch_size=500, default_user=by, default_date=now)
    for one in row.attendances.filter(person__in=unticked).select_related("person"):
        if one.gave_feedback:
            raise ServiceError(_("%(name)s has given feedback: she was there.") % {"name": one.person})
        delete_by(one, by)
    return row.attendances.count()


def _check_time(row: Session, now: datetime) -> None:
    if row.is_cancelled:
        raise ServiceError(_("This session is cancelled."))
    if now < row.starts_at - BEFORE:
        raise ServiceError(_("The list opens an hour before the session."))
