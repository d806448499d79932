"""A request about one's data, from the press of a button to its answer."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.privacy.models import DAYS, LINK_HOURS, Request
from alumni.privacy.selectors.previews import obstacles
from alumni.privacy.services.erasing import check_erasable, delete_lost_files, erase_person
from foundation.errors import ServiceError
from foundation.jobs.services import settle_each
from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue, is_address
from foundation.people.models import Person

PATIENCE = timedelta(hours=24)  # with a mail that tells her it is about to happen


@transaction.atomic
def ask(person: Person, kind: str, *, now: datetime) -> Request:
    """She asks: a mail with a link goes to her address, and nothing happens before she confirms there.

    Asked again it is the same request under a new link. Raises ServiceError without an address.
    """
    she = _locked(person)
    if not is_address(she.email):
        raise ServiceError(_("You have no e-mail address with us: ask the team in writing."))
    row = Request.objects.filter(person=she, kind=kind, state__in=Request.LIVE).first()
    if row is not None and row.state != Request.State.ASKED:
        return row
    row = row or Request(person=she, kind=kind, link_version=0)
    row.asked_at, row.due_on = now, timezone.localdate(now) + timedelta(days=DAYS)
    row.link_version += 1
    row.save()
    _tell(row, "privacy_confirm", f"{row.link_version}", now, expires_at=now + timedelta(hours=LINK_HOURS))
    return row


@transaction.atomic
def note_written(person: Person, kind: str, *, by: Any, now: datetime, reason: str) -> Request:
    """A colleague notes what was asked by letter or word of mouth, and how she made sure who asks."""
    she = _locked(person)
    if not reason.strip():
        raise ServiceError(_("Say how she asked, and how you made sure that it is her."))
    row = Request.objects.filter(person=she, kind=kind, state__in=Request.LIVE).first()
    row = row or Request(
        person=she, kind=kind, asked_at=now, due_on=timezone.localdate(now) + timedelta(DAYS)
    )
    if row.state == Request.State.ASKED:
        row.state, row.is_written, row.noted_by = Request.State.OPEN, True, by
        row.reason, row.confirmed_at = reason.strip(), now
        row.save()
    return row


@transaction.atomic
def confirm(request: Request, *, now: datetime) -> Request:
    """She confirms by the link of the mail. A copy is hers at once; an erasure is for the staff to answer.

    Raises ServiceError for a link that is too old.
    """
    row = Request.objects.select_for_update().get(pk=request.pk)
    if not row.is_link_fresh(now) or row.state in (Request.State.REFUSED, Request.State.WITHDRAWN):
        raise ServiceError(_("This link has expired: ask again on your page."))
    if row.state == Request.State.ASKED:
        row.confirmed_at = now
        if row.kind == Request.Kind.COPY:
            row.state, row.done_at = Request.State.DONE, now
        else:
            row.state = Request.State.OPEN
        row.save()
    return row


@transaction.atomic
def withdraw(request: Request, *, now: datetime) -> None:
    """She takes it back, before it is carried out."""
    row = Request.objects.select_for_update().get(pk=request.pk)
    if row.state not in Request.LIVE:
        raise ServiceError(_("It is answered already."))
    row.state, row.decided_at = Request.State.WITHDRAWN, now
    row.link_version += 1
    row.save()


@transaction.atomic
def refuse(request: Request, *, reason: str, by: Any, now: datetime) -> None:
    """With the reason, which she is told. Raises ServiceError without one, or where it is answered."""
    row = _open(request, by)
    if not reason.strip():
        raise ServiceError(_("Say why: she is told."))
    row.state, row.reason, row.decided_by, row.decided_at = Request.State.REFUSED, reason.strip(), by, now
    row.save()
    if is_address(row.person.email):
        _tell(row, "privacy_refused", "", now)


@transaction.atomic
def approve_erasure(request: Request, *, by: Any, now: datetime) -> None:
    """She is told that it is about to happen; `carry_out` does it once that mail has left, or a day later."""
    row = _open(request, by)
    if row.kind != Request.Kind.ERASURE:
        raise ServiceError(_("This is no request to be erased."))
    check_erasable(row.person)
    if stand := obstacles(row.person, now):
        raise ServiceError(" ".join([*stand, _("Bring it to its end first, or refuse and say so.")]))
    row.state, row.decided_by, row.decided_at = Request.State.APPROVED, by, now
    row.save()
    if is_address(row.person.email):
        _tell(row, "privacy_erased", "", now)


@transaction.atomic
def hand_over(request: Request, *, by: Any, now: datetime) -> None:
    """The copy asked for in writing was given. Raises ServiceError where no copy was asked for."""
    row = _open(request, by)
    if row.kind != Request.Kind.COPY:
        raise ServiceError(_("This is no request for a copy."))
    row.state, row.decided_by, row.decided_at, row.done_at = Request.State.DONE, by, now, now
    row.save()


def carry_out(*, now: datetime) -> int:
    """Erase whose request is approved and whose last mail has left; returns how many. May run twice."""
    approved = Request.objects.filter(state=Request.State.APPROVED, kind=Request.Kind.ERASURE)
    mails = {_key(row, "privacy_erased", ""): row for row in approved}
    held = Message.objects.filter(dedupe_key__in=mails, state__in=Message.OPEN)
    waiting = set(held.values_list("dedupe_key", flat=True))
    due = [
        row
        for key, row in mails.items()
        if key not in waiting or row.decided_at is None or row.decided_at + PATIENCE < now
    ]
    done = settle_each(due, lambda row: int(erase_person(row, now=now)))
    delete_lost_files()
    return done


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _open(request: Request, by: Any) -> Request:
    """Locked, for `by` to answer. Raises ServiceError where there is nothing to answer, or it is her own."""
    row = Request.objects.select_for_update(of=("self",)).select_related("person__account").get(pk=request.pk)
    if row.state != Request.State.OPEN:
        raise ServiceError(_("It is answered already, or not confirmed yet."))
    if row.person.account_id == by.pk:
        raise ServiceError(_("A colleague has to see to it: this is about you."))
    return row


def _key(row: Request, kind: str, mark: str) -> str:
    return f"privacy:{row.pk}:{kind}:{mark}"


def _tell(row: Request, kind: str, mark: str, now: datetime, expires_at: datetime | None = None) -> None:
    draft = Draft(
        key=_key(row, kind, mark), kind=kind, to=row.person.email, language=row.person.language,
        person=row.person, context={"request": row.pk}, priority=1, expires_at=expires_at,
    )  # fmt: skip
    enqueue(draft, now=now)
