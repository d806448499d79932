"""Grants: committed out of a fund, planned in instalments, cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.money import is_payable, told
from foundation.people.models import Person
from foundation.rates.models import ExchangeRate
from residencies.grants.models import Fund, Grant, Instalment, Report
from residencies.grants.services.locks import check_not_hers, locked_fund, locked_grant
from residencies.grants.services.telling import tell
from residencies.programmes.models import Participation

Condition = Instalment.Condition


@dataclass(frozen=True)
class Plan:
    """An instalment to be; `report` of the same grant, or `milestone`, makes its condition."""

    amount: Decimal
    due_on: date
    report: Report | None = None
    milestone: str = ""


@transaction.atomic
def commit_grant(
    fund: Fund,
    person: Person,
    *,
    amount: Decimal,
    purpose: str,
    by: Any,
    now: datetime,
    participation: Participation | None = None,
    currency: str = "",
    rate: ExchangeRate | None = None,
    note: str = "",
    token: UUID | None = None,
) -> Grant:
    """Promise an amount of a fund, in its currency, to a person; she is told by mail.

    `currency` is hers where it is another one; then `rate` leads from the fund's to hers. Twice with the
    same `token` is as good as once. Raises ServiceError where the fund has not so much left, or was not
    given for this.
    """
    row, today = locked_fund(fund), timezone.localdate(now)
    if token and (there := Grant.objects.filter(fund=row, token=token).first()):
        return there
    check_not_hers(person, by)
    _check_for_her(row, person, participation, today)
    _check_promise(row, amount, purpose)
    currency = currency or row.currency
    check_rate(rate, row.currency, currency, today)
    made = Grant(
        fund=row,
        person=person,
        participation=participation,
        amount=amount,
        purpose=purpose.strip(),
        currency=currency,
        rate=rate,
        note=note,
        committed_on=today,
        token=token,
    )
    save_by(made, by)
    tell("grant_committed", made, {"grant": made.pk}, key=f"grant:{made.pk}:committed", now=now)
    return made


@transaction.atomic
def describe_grant(grant: Grant, *, by: Any, now: datetime, **said: str) -> Grant:
    """Change `purpose` or `note`, and nothing else: what was paid or cancelled meanwhile stays."""
    row = locked_grant(grant, by=by)
    row.purpose, row.note = said.get("purpose", row.purpose).strip(), said.get("note", row.note)
    if not row.purpose:
        raise ServiceError(_("Say what the grant is for."))
    save_by(row, by)
    return row


def _check_promise(fund: Fund, amount: Decimal, purpose: str) -> None:
    if not is_payable(amount, fund.currency):
        raise ServiceError(_("This is no amount in %(currency)s.") % {"currency": fund.currency})
    if not purpose.strip():
        raise ServiceError(_("Say what the grant is for."))
    if amount > fund.free:
        raise ServiceError(
            _("%(free)s of this fund are free: it cannot promise %(amount)s.")
            % {"free": told(fund.free, fund.currency), "amount": told(amount, fund.currency)}
        )


def _check_for_her(fund: Fund, person: Person, participation: Participation | None, today: date) -> None:
    """Whether the fund was given for what she does, and is open today."""
    if (fund.starts_on and today < fund.starts_on) or (fund.ends_on and today > fund.ends_on):
        raise ServiceError(_("Today lies outside the days of this fund."))
    if participation is None:
        if fund.programme_id or fund.edition_id or fund.track_id:
            raise ServiceError(_("This fund is earmarked: say for which participation the grant is."))
        return
    if participation.person_id != person.pk:
        raise ServiceError(_("This is the participation of someone else."))
    if participation.state in Participation.LEFT:
        raise ServiceError(
            _("She does not take part: %(state)s.") % {"state": participation.get_state_display()}
        )
    of = participation.edition
    fits = (
        fund.programme_id in (None, of.programme_id)
        and fund.edition_id in (None, of.pk)
        and fund.track_id in (None, participation.track_id)
    )
    if not fits:
        raise ServiceError(_("This fund was given for something else than %(edition)s.") % {"edition": of})


def check_rate(rate: ExchangeRate | None, base: str, quote: str, on: date) -> None:
    """Raises ServiceError unless `rate` leads from one to the other, and is known by that day."""
    if base == quote:
        if rate is not None:
            raise ServiceError(_("She receives it in the fund’s currency: no rate is needed."))
        return
    if rate is None or (rate.base, rate.quote) != (base, quote):
        told_ones = {"base": base, "quote": quote}
        raise ServiceError(_("Choose a rate from %(base)s to %(quote)s.") % told_ones)
    if rate.on > on:
        raise ServiceError(_("This rate is of a later day."))


@transaction.atomic
def plan_instalments(
    grant: Grant, plans: Sequence[Plan], *, by: Any, now: datetime, token: UUID | None = None
) -> list[Instalment]:
    """Say when which part of a grant is due, and on what condition; all of them or none.

    Together with those that stand they are no more than the grant. Twice with the same `token` is as good
    as once.
    """
    row = locked_grant(grant, by=by)
    if token and (there := list(Instalment.objects.filter(grant=row, token=token))):
        return there
    _check_running(row)
    for plan in plans:
        _check_plan(row, plan)
    taken = Instalment.objects.filter(grant=row).standing().values_list("amount", flat=True)
    left = row.committed - sum(taken, Decimal(0)) - sum((plan.amount for plan in plans), Decimal(0))
    if left < 0:
        over = told(-left, row.fund.currency)
        raise ServiceError(_("These instalments are %(over)s more than the grant.") % {"over": over})
    last = Instalment.objects.filter(grant=row).aggregate(last=Max("number"))["last"] or 0
    rows = [_planned(row, number, plan, token) for number, plan in enumerate(plans, start=last + 1)]
    made = bulk_create_with_history(rows, Instalment, default_user=by, default_date=now)
    return list(made)


def _planned(grant: Grant, number: int, plan: Plan, token: UUID | None) -> Instalment:
    kind = Condition.REPORT if plan.report else Condition.MILESTONE if plan.milestone else Condition.NONE
    return Instalment(
        grant=grant,
        number=number,
        amount=plan.amount,
        due_on=plan.due_on,
        condition=kind,
        report=plan.report,
        milestone=plan.milestone.strip(),
        token=token,
    )


def _check_plan(grant: Grant, plan: Plan) -> None:
    if not is_payable(plan.amount, grant.fund.currency):
        raise ServiceError(_("This is no amount in %(currency)s.") % {"currency": grant.fund.currency})
    if plan.report is not None and plan.milestone.strip():
        raise ServiceError(_("An instalment waits for a report or for a milestone, not for both."))
    if plan.report is not None and plan.report.grant_id != grant.pk:
        raise ServiceError(_("This is the report of another grant."))


def _check_running(row: Grant) -> None:
    if row.state != Grant.State.RUNNING:
        raise ServiceError(_("This grant is %(state)s.") % {"state": row.get_state_display()})


@transaction.atomic
def cancel_grant(grant: Grant, *, reason: str, by: Any, now: datetime) -> Grant:
    """Give back to the fund what was not paid; what still waited for payment is cancelled with it."""
    row = locked_grant(grant, by=by)
    _check_running(row)
    if not reason.strip():
        raise ServiceError(_("Say why."))
    lines = list(Instalment.objects.select_for_update().filter(grant=row).order_by("pk"))
    waiting = [line for line in lines if line.is_open]
    for line in waiting:
        line.state, line.reason = Instalment.State.CANCELLED, reason.strip()
    bulk_update_with_history(waiting, Instalment, ["state", "reason"], default_user=by, default_date=now)
    paid = sum((line.amount for line in lines if line.state == Instalment.State.PAID), Decimal(0))
    row.state, row.reason, row.released = Grant.State.CANCELLED, reason.strip(), row.amount - paid
    save_by(row, by)
    return row
