"""Presses at once, in real threads: a fund is never overspent, and nothing is paid twice."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from foundation.errors import ServiceError
from foundation.mail.models import Message
from residencies.grants import services
from residencies.grants.models import Contribution, Fund, Grant, Instalment
from tests.calls.test_concurrency import refused, together
from tests.grants import cast
from tests.many import REPEATS, rounds

pytestmark = pytest.mark.django_db(transaction=True)
NOW, TODAY = cast.NOW, cast.TODAY


def figures(fund: Fund) -> tuple[Decimal, Decimal, Decimal]:
    row = Fund.objects.with_figures().get(pk=fund.pk)
    return row.amount, row.committed, row.paid


def test_of_two_rows_that_do_not_fit_together_one_is_refused_every_time():
    """By the database alone: no service looks, and each fits for itself."""
    person = cast.grant(amount=1).person
    funds = Fund.objects.bulk_create(Fund(name_fr="Fonds", currency="MAD") for _one in range(REPEATS))
    Contribution.objects.bulk_create(Contribution(fund=fund, amount=100, on=TODAY) for fund in funds)
    facts = {"person": person, "purpose": "x", "currency": "MAD", "committed_on": TODAY, "amount": 60}
    done = rounds(*[lambda number: Grant.objects.create(fund=funds[number], **facts)] * 2)
    assert [refused(both) for both in done] == [1] * REPEATS
    held = Fund.objects.filter(pk__in=[fund.pk for fund in funds]).with_figures()
    assert {(row.amount, row.committed) for row in held} == {(100, 60)}


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


def test_a_fund_is_not_overspent_while_two_promise_and_two_approve_at_once():
    funds = [cast.fund(120) for _one in range(REPEATS)]
    rows = [cast.instalment(cast.grant(fund, 60), 60) for fund in funds]
    she, one, other = rows[0].grant.person, cast.programme_staff(), cast.programme_staff()
    Instalment.objects.update(state="requested", requested_by=one, requested_at=NOW)

    def approve(by: Any) -> Callable[[int], Any]:
        return lambda number: services.approve_instalment(rows[number], by=by, now=NOW)

    promise = lambda number: cast.grant(funds[number], "59.99", person=she)  # noqa: E731
    done = rounds(approve(one), approve(other), promise, promise)
    assert [(refused(both[:2]), refused(both[2:])) for both in done] == [(1, 1)] * REPEATS
    held = Fund.objects.filter(pk__in=[fund.pk for fund in funds]).with_figures()
    assert {(row.amount, row.committed) for row in held} == {(120, Decimal("119.99"))}
    assert Instalment.objects.filter(state="approved").count() == REPEATS


def test_two_who_pay_at_once_pay_once_every_time():
    grant = cast.grant(cast.fund(REPEATS), REPEATS)
    rows = services.plan_instalments(grant, [services.Plan(Decimal(1), TODAY)] * REPEATS, by=None, now=NOW)
    one, other = cast.programme_staff(), cast.finance()
    Instalment.objects.update(state="cleared", first_by=one, second_by=other)

    def pay(name: str) -> Callable[[int], Any]:
        facts = {"paid_on": TODAY, "by": other, "now": NOW}
        return lambda number: services.pay_instalment(rows[number], reference=f"{name}{number}", **facts)

    assert [refused(both) for both in rounds(pay("A"), pay("B"))] == [1] * REPEATS
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
    done = together(*[lambda row=row: services.pay_instalment(row, **pay) for row in rows])
    assert refused(done) == 19
    assert len({str(one) for one in done if isinstance(one, ServiceError)}) == 1  # and says at which payment


def test_of_two_corrections_to_one_reference_in_two_funds_one_is_told_of_the_other():
    boss = cast.finance()
    pay = {"paid_on": TODAY, "by": boss, "now": NOW}
    rows = [
        [services.pay_instalment(cast.cleared(), reference=f"{name}{n}", **pay) for n in range(REPEATS)]
        for name in "AB"
    ]

    def correct(column: int) -> Callable[[int], Any]:
        facts = {"reason": "wrong", "by": boss, "now": NOW}
        return lambda n: services.correct_reference(rows[column][n], reference=f"VIR-{n}", **facts)

    done = rounds(correct(0), correct(1))
    assert [refused(both) for both in done] == [1] * REPEATS
    for both in done:
        (fault,) = [one for one in both if isinstance(one, ServiceError)]
        people = [str(one.grant.person) for column in rows for one in column]
        assert any(name in str(fault) for name in people)  # at whose payment it is


def test_a_grant_is_cancelled_or_paid_and_its_fund_gets_back_the_rest():
    row, boss = cast.cleared(amount=20_000), cast.finance()
    pay = lambda: services.pay_instalment(row, reference="V", paid_on=TODAY, by=boss, now=NOW)  # noqa: E731
    done = together(pay, lambda: services.cancel_grant(row.grant, reason="x", by=boss, now=NOW))
    _amount, committed, paid = figures(row.grant.fund)
    assert not isinstance(done[1], ServiceError)
    assert committed == paid == (0 if isinstance(done[0], ServiceError) else 20_000)
