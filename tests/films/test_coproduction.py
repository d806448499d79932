"""Rules of co-production: when one is about a plan, what it finds, and that no smaller change would do."""

from decimal import Decimal

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.films.coproduction import Fault, checks, least_change
from foundation.films.standing import standing
from tests.films.financing import TODAY, line, plan, rate, rule, share

LIMITS = {"least": Decimal(10), "most": Decimal(70)}


def held(rules, shares, lines=(), budget=1000, rates=None):
    stands = standing(plan(budget), lines, rates or {}, shares, TODAY)
    return checks(rules, stands, shares, rates or {})


def found(*args, **how):
    return [(one.fault, one.value, one.limit) for one in held(*args, **how)[0].violations]


def test_shares_within_their_limits_hold():
    check = held([rule(**LIMITS)], [share("FR", 70), share("MA", 20), share("BE", 10)])[0]
    assert check.holds
    assert check.changes == []


def test_who_has_too_much_gives_to_who_has_too_little():
    shares = [share("FR", 75), share("MA", 19), share("BE", 6)]
    check = held([rule(**LIMITS)], shares)[0]
    assert [(one.fault, one.value, one.limit) for one in check.violations] == [
        (Fault.MOST, 75, 70),
        (Fault.LEAST, 6, 10),
    ]
    assert [(str(one.coproducer.country), one.by, one.money) for one in check.changes] == [
        ("FR", -5, 50),
        ("BE", 5, 50),
    ]


def test_those_outside_give_to_the_parties():
    treaty = rule(parties=["FR", "MA", "BE"], outside_most=Decimal(30))
    shares = [share("FR", 45), share("MA", 20), share("US", 35)]
    check = held([treaty], shares)[0]
    assert [one.fault for one in check.violations] == [Fault.OUTSIDE]
    assert [(str(one.coproducer.country), one.to) for one in check.changes] == [("MA", 25), ("US", 30)]


def test_what_no_change_mends_is_said():
    shares = [share("FR", 40), share("MA", 30), share("BE", 30)]
    assert held([rule(most=Decimal(30))], shares)[0].changes is None


@pytest.mark.parametrize(
    ("one", "countries", "fits"),
    [
        (rule("bilateral", least=20), ["FR", "MA"], True),
        (rule("bilateral", least=20, parties=["FR", "MA"]), ["FR", "MA"], True),
        (rule("bilateral", least=20, parties=["FR", "BE"]), ["FR", "MA"], False),
        (rule("bilateral", least=20), ["FR", "MA", "BE"], False),
        (rule("bilateral", least=20), ["MA", "MA"], False),
        (rule(least=10), ["FR", "MA"], False),
        (rule(least=10, parties=["FR"]), ["FR", "MA", "BE"], False),
        (rule(least=10, parties=["FR", "BE"]), ["FR", "MA", "BE"], True),
    ],
)
def test_a_rule_is_about_those_it_names(one, countries, fits):
    shares = [share(code, Decimal(100) / len(countries)) for code in countries]
    shares[0].percent += 100 - sum(row.percent for row in shares)
    assert bool(held([one], shares)) is fits


def test_a_bigger_budget_has_the_rule_for_bigger_ones():
    small = rule("bilateral", most=Decimal(80))
    big = rule("bilateral", most=Decimal(90), budget_above=Decimal(5000), budget_currency="EUR")
    shares = [share("FR", 85), share("MA", 15)]
    assert held([small, big], shares, budget=5000)[0].violations[0].limit == 80
    assert held([small, big], shares, budget=5001)[0].holds
    foreign = rule("bilateral", most=Decimal(90), budget_above=Decimal(5000), budget_currency="USD")
    assert not held([small, foreign], shares, budget=5001)[0].holds  # no rate: nobody knows
    dollar = rate("USD", "0.9")
    assert held([small, foreign], shares, budget=5001, rates={"USD": dollar})[0].holds


def test_which_rule_is_for_bigger_budgets_is_told_in_one_currency():
    big = rule("bilateral", most=Decimal(90), budget_above=Decimal(5000), budget_currency="EUR")
    less = rule("bilateral", most=Decimal(80), budget_above=Decimal(9000), budget_currency="MAD")
    shares = [share("FR", 85), share("MA", 15)]
    checks = held([less, big], shares, budget=6000, rates={"MAD": rate("MAD", "0.1")})
    assert [one.rule for one in checks] == [big]


def test_half_of_each_part_has_to_be_confirmed():
    lines = [line("299.99", country="FR"), line(200, country="MA"), line(900, "interest", country="FR")]
    one = rule("bilateral", confirmed_least=Decimal(50))
    check = held([one], [share("FR", 60), share("MA", 40)], lines)[0]
    assert [(row.country, row.missing) for row in check.violations] == [("FR", Decimal("0.01"))]
    assert check.changes == []


def test_of_shares_that_do_not_add_up_nothing_is_said():
    assert held([rule(**LIMITS)], [share("FR", 60), share("MA", 20), share("BE", 10)]) == []


def best(shares, low, high, outside, ceiling):
    """The least that has to move, by a solver: None where it finds nothing."""
    model = highspy.Highs()
    model.silent()
    to = [model.addVariable(lb=float(low), ub=float(high)) for _share in shares]
    off = [model.addVariable(lb=0) for _share in shares]
    for value, moved, share_ in zip(to, off, shares, strict=True):
        model.addConstr(moved >= value - float(share_))
        model.addConstr(moved >= float(share_) - value)
    model.addConstr(sum(to[1:], to[0]) == 100)
    if outside and ceiling is not None:
        apart = [to[at] for at in outside]
        model.addConstr(sum(apart[1:], apart[0]) <= float(ceiling))
    model.minimize(sum(off[1:], off[0]))
    return model.getObjectiveValue() if model.getModelStatus() == highspy.HighsModelStatus.kOptimal else None


@st.composite
def problems(draw):
    size = draw(st.integers(2, 6))
    cuts = sorted(draw(st.lists(st.integers(0, 1000), min_size=size - 1, max_size=size - 1)))
    shares = [Decimal(b - a) / 10 for a, b in zip([0, *cuts], [*cuts, 1000], strict=True)]
    low, high = draw(st.integers(0, 40)), draw(st.integers(20, 100))
    outside = draw(st.sets(st.integers(0, size - 1)))
    ceiling = draw(st.none() | st.integers(0, 60).map(Decimal))
    return shares, Decimal(low), Decimal(high), outside, ceiling


@settings(max_examples=150, deadline=None)
@given(problems())
def test_no_smaller_change_would_do(problem):
    shares, low, high, outside, ceiling = problem
    mended = least_change(shares, low=low, high=high, outside=outside, ceiling=ceiling)
    least = best(*problem)
    assert (mended is None) == (least is None)
    if mended is None:
        return
    assert sum(mended) == 100
    assert all(low <= one <= high for one in mended)
    assert ceiling is None or not outside or sum(mended[at] for at in outside) <= ceiling
    moved = sum(abs(a - b) for a, b in zip(shares, mended, strict=True))
    assert float(moved) == pytest.approx(least, abs=1e-6)
