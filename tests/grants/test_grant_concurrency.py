"""Presses at once, in real threads: a fund is never overspent, and nothing is paid twice."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.errors import ServiceError
from foundation.mail.models import Message
from residencies.grants import services
from residencies.grants.models import Contribution, Fund, Grant, Instalment
from tests.calls.test_concurrency import refused, together
from tests.grants import cast

pytestmark = pytest.mark.django_db(transaction=True)
NOW, TODAY = cast.NOW, cast.TODAY
REPEATS = 200


def figures(fund: Fund) -> tuple[Decimal, Decimal, Decimal]:
    row = Fund.objects.with_figures().get(pk=fund.pk)
    return row.amount, row.committed, row.paid


def bare(fund: Fund, person: Any, amount: int) -> Any:
    """A row written past every service, or the refusal of the database."""
    try:
        with transaction.atomic():
            return Grant.objects.create(
                fund=fund, person=person, amount=amount, purpose="x", currency="MAD", committed_on=TODAY
            )
    except IntegrityError as fault:
        return ServiceError(str(fault))
    finally:
        connection.close()


def test_two_hundred_times_two_rows_that_do_not_fit_together_one_is_refused():
    """By the database alone: no service looks, and each fits for itself."""
    person = cast.grant(amount=1).person
    for _time in range(REPEATS):
        fund = Fund.objects.create(name_fr="Fonds", currency="MAD")
        Contribution.objects.create(fund=fund, amount=100, on=TODAY)
        done = together(*[lambda fund=fund: bare(fund, person, 60)] * 2)
        assert (refused(done), figures(fund)) == (1, (100, 60, 0))


def test_twenty_grants_at_once_share_what_there_is():
    fund, people = cast.fund(1000), [cast.grant(amount=1).person for _one in range(20)]
    acts = [lambda she=she: cast.grant(fund, "299.99", person=she) for she in people]
    assert refused(together(*acts)) == 17
    assert figures(fund) == (1000, Decimal("899.97"), 0)


def test_a_fund_that_is_emptied_while_it_is_promised_keeps_what_was_promised():
    fund, person = cast.fund(100), cast.grant(amount=1).person
    take = lambda: services.top_up_fund(fund, Decimal(-80), on=TODAY, by=None, now=NOW)  # noqa: E731
    done = together(take, lambda: cast.grant(fund, 80, person=person))
    assert refused(done) == 1
    assert figures(fund) in {(20, 0, 0), (100, 80, 0)}


def test_two_hundred_times_two_who_pay_at_once_pay_once():
    grant = cast.grant(cast.fund(REPEATS), REPEATS)
    rows = services.plan_instalments(grant, [services.Plan(Decimal(1), TODAY)] * REPEATS, by=None, now=NOW)
    one, other = cast.programme_staff(), cast.finance()
    Instalment.objects.update(state="cleared", first_by=one, second_by=other)
    for row in rows:
        acts = [
            lambda row=row, ref=ref: services.pay_instalment(
                row, reference=f"{row.pk}-{ref}", paid_on=TODAY, by=other, now=NOW
            )
            for ref in "AB"
        ]
        assert refused(together(*acts)) == 1
    assert figures(grant.fund) == (REPEATS, REPEATS, REPEATS)
    assert Message.objects.filter(kind="payment_made").count() == REPEATS
    assert Grant.objects.get(pk=grant.pk).state == "completed"


def test_twenty_who_pay_approve_or_refuse_at_once_do_it_once():
    row, boss = cast.cleared(), cast.finance()
    acts = [
        lambda n=n: services.pay_instalment(row, reference=f"R{n % 3}", paid_on=TODAY, by=boss, now=NOW)
        for n in range(15)
    ]
    acts += [lambda: services.refuse_instalment(row, reason="x", by=boss, now=NOW)] * 5
    assert refused(together(*acts)) == 19
    row.refresh_from_db()
    assert row.state in ("paid", "refused")
    assert Message.objects.filter(kind="payment_made").count() == (row.state == "paid")


def test_one_reference_pays_for_one_of_twenty():
    rows = [cast.cleared(amount=10) for _one in range(20)]
    boss = cast.finance()
    pay = {"reference": "VIR-1", "paid_on": TODAY, "by": boss, "now": NOW}
    done = together(*[lambda row=row: paid_or_told(row, **pay) for row in rows])
    assert refused(done) == 19


def paid_or_told(row: Instalment, **pay: Any) -> Any:
    try:
        return services.pay_instalment(row, **pay)
    except IntegrityError as fault:
        return ServiceError(str(fault))


def test_a_grant_is_cancelled_or_paid_and_its_fund_gets_back_the_rest():
    row, boss = cast.cleared(amount=20_000), cast.finance()
    pay = lambda: services.pay_instalment(row, reference="V", paid_on=TODAY, by=boss, now=NOW)  # noqa: E731
    done = together(pay, lambda: services.cancel_grant(row.grant, reason="x", by=boss, now=NOW))
    _amount, committed, paid = figures(row.grant.fund)
    assert not isinstance(done[1], ServiceError)
    assert committed == paid == (0 if isinstance(done[0], ServiceError) else 20_000)
