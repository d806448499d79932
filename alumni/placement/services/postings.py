"""Postings: asked for by a production or written by staff, opened, closed, cancelled."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.placement.models import Posting
from alumni.placement.models.postings import SAME
from alumni.placement.services.locks import locked_posting, refuse, set_state
from alumni.placement.services.offers import end_open, end_waiting
from alumni.placement.services.telling import ask_production
from foundation.errors import ServiceError
from foundation.films.services import add_work
from foundation.mail.services import is_address

LASTS = timedelta(days=2)  # the link in the mail
KEPT = timedelta(days=7)
DAY = timedelta(days=1)
MOST_A_DAY = 5  # postings for which one address is written to
OPEN_FOR = timedelta(days=30)  # where nobody says until when
State = Posting.State


@transaction.atomic
def ask_for_alumnae(*, now: datetime, **said: Any) -> None:
    """What a production asks for: it is written to its address, and nobody sees it before it is confirmed
    there. `said` are fields of a posting.

    The same again, until it is confirmed, is one posting, and one mail an hour; above five a day nothing is
    written.
    Raises ServiceError for what cannot be a posting.
    """
    row = Posting(state=State.UNCONFIRMED, asked_at=now, **said)
    row.contact_name = " ".join(row.contact_name.split())
    row.contact_email = row.contact_email.strip().lower()
    check_contact(row)
    if row.contact_language not in dict(settings.LANGUAGES):
        raise ServiceError(_("Choose one language at least."))
    if row.ends_on < timezone.localdate(now):
        raise ServiceError(_("These days are over."))
    _check(row)
    # Of what nobody has confirmed no history is kept.
    row.skip_history_when_saving = True  # type: ignore[attr-defined]
    same = _same(row)
    if same is None:
        lately = Posting.objects.filter(contact_email=row.contact_email, asked_at__gt=now - DAY)
        if lately.count() >= MOST_A_DAY:
            return
        same = _added(row)
    if same is not None:
        row.asked_at = now
        if same.asked_at and same.asked_at > now - DAY:
            row.asked_at = same.asked_at
        row.pk, row._state.adding = same.pk, False
        row.save()
    ask_production(row, now)


def _same(row: Posting) -> Posting | None:
    """The same, asked for already and not confirmed yet."""
    wanted = {name: getattr(row, name) for name in SAME}
    return Posting.objects.filter(state=State.UNCONFIRMED, **wanted).first()


def _added(row: Posting) -> Posting | None:
    """A new one; the one that a second press at the same moment has made, if it came first."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        if same := _same(row):
            return same
        raise
    return None


def _check(row: Posting) -> None:
    try:
        row.full_clean(exclude=["state"])
    except ValidationError as fault:
        raise ServiceError(" ".join(fault.messages)) from fault


def check_contact(row: Posting) -> None:
    if not row.contact_name:
        raise ServiceError(_("Please give your name."))
    if not is_address(row.contact_email):
        raise ServiceError(_("“%(address)s” is not an e-mail address.") % {"address": row.contact_email})


@transaction.atomic
def confirm_posting(posting: Posting, *, now: datetime) -> Posting:
    """Whoever has the mail has asked for it: staff see it from now on. Twice is as good as once.

    Raises ServiceError where the link is too old.
    """
    row = locked_posting(posting)
    if row.state != State.UNCONFIRMED:
        return row
    if row.asked_at is None or now >= row.asked_at + LASTS:
        raise ServiceError(_("This link is too old. Write to us again."))
    set_state(row, State.DRAFT, by=None)
    return row


def forget_postings(*, now: datetime) -> int:
    """Those of a week ago that nobody confirmed; returns how many are gone."""
    with transaction.atomic():
        gone = list(Posting.objects.forgotten(now - KEPT).values_list("pk", flat=True))
        Posting.objects.filter(pk__in=gone).delete()
        Posting.history.filter(id__in=gone).delete()
    return len(gone)


@transaction.atomic
def open_posting(posting: Posting, *, by: Any, now: datetime, closes_at: datetime | None = None) -> Posting:
    """Alumnae see it and may be asked, until it closes: `closes_at`, else as it says, else for 30 days, but
    not longer than the work lasts. Of a film that is not on record, with a title, a record is made.

    A closed one is opened again. Raises ServiceError where something is missing.
    """
    row = locked_posting(posting)
    if row.state == State.OPEN and closes_at is None:
        return row
    if row.state not in (State.DRAFT, State.OPEN, State.CLOSED):
        raise refuse(_("This posting cannot be opened: %(state)s."), row)
    check_contact(row)
    ends = closes_at or (row.closes_at if row.closes_at and row.closes_at > now else now + OPEN_FOR)
    if ends <= now or row.ends_on < timezone.localdate(now):
        raise ServiceError(_("It would be closed at once: choose a later day."))
    if row.work is None and row.title:
        row.work = add_work(row.title, None, by=by)
    row.closes_at = ends
    set_state(row, State.FILLED if row.free == 0 else State.OPEN, by=by)
    return row


@transaction.atomic
def close_posting(posting: Posting, *, by: Any, now: datetime) -> Posting:
    """Nobody else is asked; whoever was asked may still answer. Twice is as good as once."""
    row = locked_posting(posting)
    if row.state == State.CLOSED:
        return row
    if row.state not in (State.OPEN, State.FILLED):
        raise refuse(_("This posting is not open: %(state)s."), row)
    end_waiting(row, by=by, now=now)
    set_state(row, State.CLOSED, by=by)
    return row


@transaction.atomic
def cancel_posting(posting: Posting, *, reason: str, by: Any, now: datetime) -> Posting:
    """The work will not be. Whoever was asked is told; whoever has accepted is told and has no credit."""
    row = locked_posting(posting)
    if row.state == State.CANCELLED:
        return row
    if not reason.strip():
        raise ServiceError(_("Say why."))
    end_waiting(row, by=by, now=now)
    end_open(row, by=by, now=now, with_placed=True)
    set_state(row, State.CANCELLED, by=by, reason=reason.strip())
    return row
