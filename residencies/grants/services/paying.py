"""The way of an instalment: requested, approved by one, approved by another for finance, paid."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.hooks.services import announce
from foundation.money import is_payable, rounded
from foundation.people.models import is_staff_with
from foundation.rates.models import ExchangeRate
from residencies.grants import filing
from residencies.grants.models import Document, Grant, Instalment
from residencies.grants.selectors import standing_in_the_way
from residencies.grants.services.granting import check_rate
from residencies.grants.services.locks import locked_instalment
from residencies.grants.services.telling import tell

State = Instalment.State
LONGEST_REFERENCE = 100


@transaction.atomic
def request_instalment(instalment: Instalment, *, by: Any, now: datetime) -> Instalment:
    """Ask for its approval; nothing may stand in its way."""
    row = _ready(instalment, State.PLANNED, by, now)
    row.state, row.requested_by, row.requested_at = State.REQUESTED, by, now
    save_by(row, by)
    return row


@transaction.atomic
def approve_instalment(instalment: Instalment, *, by: Any, now: datetime) -> Instalment:
    """The first of two approvals."""
    row = _ready(instalment, State.REQUESTED, by, now)
    row.state, row.first_by, row.first_at = State.APPROVED, by, now
    save_by(row, by)
    return row


@transaction.atomic
def clear_instalment(instalment: Instalment, *, by: Any, now: datetime) -> Instalment:
    """The second approval: by someone else, who holds the finance right."""
    row = _ready(instalment, State.APPROVED, by, now)
    if not is_staff_with(by, "grants.clear_instalment"):
        raise ServiceError(_("The second approval is for the finance staff."))
    if row.first_by_id == by.pk:
        raise ServiceError(_("You have approved it first: somebody else has to be the second."))
    row.state, row.second_by, row.second_at = State.CLEARED, by, now
    save_by(row, by)
    return row


def pay_instalment(
    instalment: Instalment,
    *,
    reference: str,
    paid_on: date,
    by: Any,
    now: datetime,
    rate: ExchangeRate | None = None,
    received: Decimal | None = None,
    receipt: Any = None,
) -> Instalment:
    """Record that it was paid, once, under a reference that no other payment has; she is told by mail.

    In a currency that is not the fund's, `rate` is that of the day; `received` is what reached her, or what
    the rate makes of it. `receipt` is an upload, judged by its content.
    """
    with transaction.atomic():  # before a file is stored for nothing; and again when it is
        row = _ready(instalment, State.CLEARED, by, now)
    paper = filing.store(row.grant, receipt, now=now) if receipt else None
    with filing.gone_if_refused(paper), transaction.atomic():
        row = _ready(instalment, State.CLEARED, by, now)
        _check_payment(row, reference, paid_on, timezone.localdate(now))
        if paper:
            paper.save()
        _pay(row, reference.strip(), paid_on, rate, received, paper)
        row.paid_by = by
        _save_with_reference(row, by)
        _complete(row.grant, by)
        facts = {"instalment": row.pk}
        tell("payment_made", row.grant, facts, key=f"instalment:{row.pk}:paid", now=now)
        announce("grant.paid", [row], now=now)
        return row


@transaction.atomic
def correct_reference(
    instalment: Instalment, *, reference: str, reason: str, by: Any, now: datetime
) -> Instalment:
    """Another reference for a payment that was recorded with a wrong one; the one before, and why, stay in
    its history. Its day and its amount stay for good.
    """
    row = locked_instalment(instalment, by=by)
    if row.state != State.PAID:
        raise ServiceError(_is_now(row))
    if row.reference == reference.strip():
        return row
    if not reason.strip():
        raise ServiceError(_("Say why."))
    _check_reference(reference)
    row.reference = reference.strip()
    _save_with_reference(row, by, reason.strip())
    return row


def _save_with_reference(row: Instalment, by: Any, reason: str = "") -> None:
    """Of two who take one reference at the same moment, in two funds, the second is told so."""
    try:
        with transaction.atomic():
            save_by(row, by, reason)
    except IntegrityError:
        _check_reference(row.reference)
        raise


def _check_reference(reference: str) -> None:
    reference = reference.strip()
    if not reference or len(reference) > LONGEST_REFERENCE:
        raise ServiceError(_("Give the reference of the payment, of 100 characters at most."))
    other = Instalment.objects.filter(reference=reference).select_related("grant__person").first()
    if other is not None:
        raise ServiceError(_("This reference stands at another payment: %(row)s.") % {"row": other})


def _check_payment(row: Instalment, reference: str, paid_on: date, today: date) -> None:
    _check_reference(reference)
    if paid_on > today:
        raise ServiceError(_("The day of payment lies in the future."))
    if paid_on < row.grant.committed_on:
        raise ServiceError(_("The day of payment lies before the grant."))


def _pay(
    row: Instalment,
    reference: str,
    paid_on: date,
    rate: ExchangeRate | None,
    received: Decimal | None,
    paper: Document | None,
) -> None:
    there = row.grant.currency
    check_rate(rate, row.grant.fund.currency, there, paid_on)
    if rate is None and received not in (None, row.amount):
        raise ServiceError(_("In the fund’s currency she receives the amount itself."))
    if received is None:
        received = rounded(row.amount * (rate.rate if rate else 1), there)
    if not is_payable(received, there):
        raise ServiceError(_("This is no amount in %(currency)s.") % {"currency": there})
    row.state, row.reference, row.paid_on = State.PAID, reference, paid_on
    row.rate, row.received, row.receipt = rate, received, paper


def _complete(grant: Grant, by: Any) -> None:
    """A grant that is paid to the last coin."""
    if Grant.objects.with_figures().get(pk=grant.pk).paid == grant.committed:
        grant.state = Grant.State.COMPLETED
        save_by(grant, by)


@transaction.atomic
def refuse_instalment(instalment: Instalment, *, reason: str, by: Any, now: datetime) -> Instalment:
    """Somebody who was to approve or pay it says no. What it was for may be planned anew."""
    return _end(instalment, State.REFUSED, (State.REQUESTED, State.APPROVED, State.CLEARED), reason, by)


@transaction.atomic
def cancel_instalment(instalment: Instalment, *, reason: str, by: Any, now: datetime) -> Instalment:
    """It is not to be paid any more; its amount may be planned anew."""
    return _end(instalment, State.CANCELLED, Instalment.OPEN, reason, by)


def _end(
    instalment: Instalment, to: Instalment.State, ends: tuple[Instalment.State, ...], reason: str, by: Any
) -> Instalment:
    row = locked_instalment(instalment, by=by)
    if row.state not in ends:
        raise ServiceError(_is_now(row))
    if not reason.strip():
        raise ServiceError(_("Say why."))
    row.state, row.reason = to, reason.strip()
    save_by(row, by)
    return row


@transaction.atomic
def reach_milestone(instalment: Instalment, *, on: date, by: Any, now: datetime) -> Instalment:
    """Tick what had to be there, on the day it was."""
    row = locked_instalment(instalment, by=by)
    if row.condition != Instalment.Condition.MILESTONE:
        raise ServiceError(_("This instalment waits for no milestone."))
    if not row.is_open or row.milestone_on is not None:
        raise ServiceError(_is_now(row) if not row.is_open else _("It is reached already."))
    if on > timezone.localdate(now):
        raise ServiceError(_("The day lies in the future."))
    row.milestone_on, row.milestone_by = on, by
    save_by(row, by)
    return row


def _ready(instalment: Instalment, state: Instalment.State, by: Any, now: datetime) -> Instalment:
    """The row under its lock, in the state to be left, with nothing in its way."""
    row = locked_instalment(instalment, by=by)
    if row.state != state:
        raise ServiceError(_is_now(row))
    if why := standing_in_the_way(row, timezone.localdate(now)):
        raise ServiceError(" ".join(why))
    return row


def _is_now(row: Instalment) -> str:
    return _("Instalment %(number)d is %(state)s by now.") % {
        "number": row.number,
        "state": row.get_state_display(),
    }
