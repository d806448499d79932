"""Juries: whom they are made of, what they judge by, and when their reading closes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue, is_address
from foundation.people.models import Person
from foundation.people.services import open_account
from residencies.selection.models import Assignment, Criterion, Juror, Jury, Mark

State = Juror.State


@dataclass(frozen=True)
class Invitee:
    """Whom staff ask: someone on record, or a name and an address. `languages` empty: she reads all."""

    person: Person | None = None
    name: str = ""
    email: str = ""
    language: str = "fr"
    is_chair: bool = False
    capacity: int | None = None
    languages: list[str] = field(default_factory=list)


def locked_jury(jury: Jury) -> Jury:
    rows = Jury.objects.select_for_update(of=("self",)).select_related("call", "track")
    return rows.get(pk=jury.pk)


@transaction.atomic
def invite_juror(jury: Jury, invitee: Invitee, *, by: Any, now: datetime) -> Juror:
    """Ask someone to sit in a jury, by mail. Who is asked already stays as she is; who had declined, or
    was removed, is asked anew.
    """
    row = locked_jury(jury)
    if row.closed_at:
        raise ServiceError(_("The reading is closed."))
    person = _person(invitee, by)
    juror = row.jurors.filter(person=person).first() or Juror(jury=row, person=person, link_version=0)
    if juror.pk and juror.state in (State.INVITED, State.ACCEPTED):
        return juror
    juror.state, juror.reason, juror.invited_at, juror.answered_at = State.INVITED, "", now, None
    juror.is_chair, juror.capacity, juror.languages = invitee.is_chair, invitee.capacity, invitee.languages
    juror.link_version += 1
    save_by(juror, by)
    enqueue(_invitation(juror, f"juror:{juror.pk}:invitation:{juror.link_version}"), now=now)
    return juror


def _person(invitee: Invitee, by: Any) -> Person:
    """Whoever has this address is the one who is meant."""
    email = invitee.person.email if invitee.person else invitee.email.strip()
    if not email:
        raise ServiceError(
            _("%(name)s has no e-mail address: add one first.") % {"name": invitee.person or ""}
        )
    if not is_address(email):
        raise ServiceError(_("“%(address)s” is not an e-mail address.") % {"address": email})
    if invitee.person:
        return invitee.person
    found = list(Person.objects.filter(email__iexact=email)[:2])
    if len(found) > 1:
        raise ServiceError(_("Several people have this address: choose one of them by her record."))
    if found:
        return found[0]
    if not invitee.name.strip():
        raise ServiceError(_("Nobody on record has this address: give her name as well."))
    person = Person(name=invitee.name.strip()[:200], email=email, language=invitee.language)
    save_by(person, by)
    return person


def _invitation(juror: Juror, key: str) -> Draft:
    person = juror.person
    return Draft(
        key=key,
        kind="jury_invitation",
        to=person.email,
        language=person.language,
        person=person,
        context={"juror": juror.pk},
        priority=2,
    )


@transaction.atomic
def resend_invitation(juror: Juror, *, by: Any, now: datetime) -> bool:
    """Mail it again, once an hour at most; whether it was mailed now."""
    row = _locked(juror)
    if row.state != State.INVITED:
        raise ServiceError(_("%(name)s has answered already.") % {"name": row})
    key = f"juror:{row.pk}:invitation:{row.link_version}:{now:%Y%m%d%H}"
    if Message.objects.filter(dedupe_key=key).exists():
        return False
    enqueue(_invitation(row, key), now=now)
    return True


@transaction.atomic
def accept_seat(juror: Juror, *, now: datetime, by: Any = None) -> Juror:
    """She sits in the jury from now on; a login is opened for her. Twice is as good as once."""
    row = _locked(juror)
    if row.state == State.ACCEPTED:
        return row
    if row.state == State.REMOVED or row.jury.closed_at:
        raise ServiceError(_("This invitation does not stand any more."))
    open_account(row.person, by=by, now=now)
    row.state, row.answered_at, row.reason = State.ACCEPTED, now, ""
    save_by(row, by)
    return row


@transaction.atomic
def decline_seat(juror: Juror, *, now: datetime, reason: str = "", by: Any = None) -> Juror:
    """She may still accept by the same link. Who has accepted writes to the staff, who remove her."""
    row = _locked(juror)
    if row.state == State.DECLINED:
        return row
    if row.state != State.INVITED:
        raise ServiceError(_("You have accepted already: please write to us if you cannot take part."))
    row.state, row.answered_at, row.reason = State.DECLINED, now, reason.strip()[:2000]
    save_by(row, by)
    return row


@transaction.atomic
def remove_juror(juror: Juror, *, reason: str, by: Any, now: datetime) -> Juror:
    """She leaves the jury. What she has handed in is kept and counts no more: others read it all."""
    jury = locked_jury(juror.jury)
    row = _locked(juror)
    if row.state == State.REMOVED:
        return row
    if jury.closed_at:
        raise ServiceError(_("The reading is closed."))
    row.state, row.reason = State.REMOVED, reason.strip()
    row.link_version += 1
    save_by(row, by, row.reason)
    Assignment.objects.filter(juror=row).open().delete()
    return row


@transaction.atomic
def copy_criteria(jury: Jury, source: Jury, *, by: Any) -> list[Criterion]:
    """Those of another jury whose codes this one does not have; returns the new ones."""
    row = locked_jury(jury)
    check_unmarked(row)
    codes = set(row.criteria.values_list("code", flat=True))
    made = []
    for criterion in source.criteria.all():
        if criterion.code not in codes:
            criterion.pk, criterion.jury = None, row
            criterion._state.adding = True
            made.append(criterion)
    return Criterion.objects.bulk_create(made)


def check_unmarked(jury: Jury) -> None:
    """Raises ServiceError once marks were given: what they mean does not change any more."""
    if Mark.objects.filter(criterion__jury=jury).exists():
        raise ServiceError(_("Marks were given by these criteria: they stay as they are."))


@transaction.atomic
def close_reading(jury: Jury, *, by: Any, now: datetime) -> Jury:
    """Nothing is changed any more, and the jurors see what the others wrote. Twice is as good as once."""
    row = locked_jury(jury)
    if row.opened_at is None:
        raise ServiceError(_("The reading has not begun."))
    if row.closed_at is None:
        row.closed_at = now
        save_by(row, by)
    return row


@transaction.atomic
def reopen_reading(jury: Jury, *, by: Any, now: datetime) -> Jury:
    """What was written can be changed again. Twice is as good as once."""
    row = locked_jury(jury)
    if row.closed_at is not None:
        row.closed_at = None
        save_by(row, by)
    return row


def _locked(juror: Juror) -> Juror:
    rows = Juror.objects.select_for_update(of=("self",)).select_related("person__account", "jury__call")
    return rows.get(pk=juror.pk)
