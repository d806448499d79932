"""What comes back of what is spent, by the rule of the day."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.films.rebates import Lack, rebate, rebates
from foundation.money import rounded
from tests.films.financing import rate, rebate_rule, spend

CCM = {"floor": Decimal(10_000_000), "floor_days": 18}


@pytest.mark.parametrize(
    ("one", "amount", "lacks", "short"),
    [
        (spend(10_000_000, 18), 3_000_000, (), 0),
        (spend("9999999.99", 18), 0, (Lack.SPEND,), Decimal("0.01")),
        (spend(10_000_000, 17), 0, (Lack.DAYS,), 0),
        (spend(10_000_000, None), 0, (Lack.UNKNOWN_DAYS,), 0),
        (spend(1, 1), 0, (Lack.SPEND, Lack.DAYS), 9_999_999),
    ],
)
def test_floors_are_kept(one, amount, lacks, short):
    found = rebate(one, rebate_rule(**CCM), "MAD", rate("MAD", 1, "MAD"))
    assert (found.amount, found.here, found.lacks, found.short) == (amount, amount, lacks, short)


def test_a_cap_is_not_passed():
    capped = rebate_rule(cap=Decimal(90_000_000))
    at, above = (
        rebate(spend(sum_), capped, "MAD", rate("MAD", 1, "MAD")) for sum_ in (300_000_000, 300_000_001)
    )
    assert (at.amount, at.is_capped) == (90_000_000, False)
    assert (above.amount, above.is_capped) == (90_000_000, True)


def test_a_plan_in_euros_is_measured_in_dirhams_and_told_in_euros():
    found = rebate(spend(925_000), rebate_rule(**CCM), "EUR", rate("MAD", "0.0925"))
    assert (found.amount, found.here) == (3_000_000, 277_500)
    assert rebates([spend(925_000)], [rebate_rule(**CCM)], "EUR", {})[0].lacks == (Lack.RATE,)


def test_each_scenario_meets_each_rule_of_its_country():
    scenarios = [spend(100), spend(200, name="careful"), spend(300, country="FR")]
    rules = [rebate_rule(), rebate_rule(percent=20), rebate_rule(country="FR", currency="EUR")]
    found = rebates(scenarios, rules, "MAD", {"EUR": rate("EUR", 10, "MAD")})
    assert [one.amount for one in found] == [30, 20, 60, 40, 9]


@given(
    st.decimals(min_value=1, max_value=10**9, places=2),
    st.decimals(min_value=Decimal("0.001"), max_value=100, places=3),
    st.none() | st.decimals(min_value=1, max_value=10**8, places=2),
    st.decimals(min_value=Decimal("0.001"), max_value=1000, places=6),
)
def test_never_more_than_the_rate_and_the_cap(eligible, percent, cap, value):
    found = rebate(spend(eligible), rebate_rule(percent=percent, cap=cap), "EUR", rate("MAD", value))
    there = rounded(eligible / value, "MAD")
    assert found.amount <= there * percent / 100 + Decimal("0.005")
    assert cap is None or found.amount <= cap
    assert found.here == rounded(found.amount * value, "EUR")
