from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from residencies.selection import searching
from residencies.selection.choosing import Clash, Comparison, Cost, choose, compare
from residencies.selection.rules import Budget, Candidate, Each, Pin, Places, Quota, Reading, Share
from residencies.selection.solving import OutOfTime
from tests.selection.by_hand import first_best, members, obeys, possible
from tests.selection.made import SIX_RULES, applications

WOMEN, FIRST = frozenset({"woman"}), frozenset({True})
HALF = Fraction(1, 2)

scores = st.integers(-3, 6) | st.decimals(0, 3, places=1)
groups = st.fixed_dictionaries(
    {
        "gender": st.sampled_from(["woman", "man", None]),
        "country": st.sampled_from(["MA", "DZ", "TN", None]),
        "first_film": st.booleans(),
    }
)
costs = st.none() | st.integers(0, 5) | st.decimals(0, 5, places=2)
some = st.none() | st.integers(0, 3)
shares = st.none() | st.sampled_from([Fraction(1, 3), HALF, Decimal("0.4"), Fraction(1)])
rules = st.one_of(
    st.builds(Quota, st.just("gender"), st.just(WOMEN), some, some),
    st.builds(Quota, st.just("first_film"), st.just(FIRST), some, some),
    st.builds(Quota, st.just("country"), st.just(frozenset({"MA", "DZ"})), some, some),
    st.builds(Share, st.just("gender"), st.just(WOMEN), shares, shares),
    st.builds(Each, st.just("country"), some, some),
    st.builds(Each, st.just("country"), some, some, st.just(("MA", "SN"))),
    st.builds(Budget, st.integers(0, 12) | st.decimals(0, 12, places=2)),
    st.builds(Budget, st.integers(10**8 - 9, 10**8)),
    st.builds(Pin, st.integers(0, 4), st.booleans()),
)


counts = st.integers(0, 9)
# Four of the scores, and two or three of the costs, are just what can be told apart.
close = st.integers(10**8 // 4 - 4, 10**8 // 4)
costs_close = st.sampled_from([10**8 // share - less for share in (2, 3) for less in range(5)])


@st.composite
def calls(draw, scores=scores, costs=costs, places=counts):
    drawn = draw(st.lists(st.tuples(scores, groups, costs), min_size=5, max_size=8))
    field = [Candidate(number, *one) for number, one in enumerate(drawn)]
    return field, draw(places), draw(st.lists(rules, max_size=5))


def check(call):
    """Against trying every set: the choice, what each rule costs, or why there is none."""
    field, places, stated = call
    best = first_best(field, [*stated, Places(places)])
    proposal = choose(field, places, stated)
    if best is None:
        return check_clash(proposal, field, [*stated, Places(places)])
    assert proposal.proven
    assert [*proposal.chosen] == [one.id for one in best]
    assert proposal.total == sum(one.score for one in best)
    assert all(reading.holds for reading in proposal.readings)
    assert [cost.rule for cost in proposal.costs] == [*dict.fromkeys(stated)]
    for cost in proposal.costs:
        others = [rule for rule in [*stated, Places(places)] if rule != cost.rule]
        check_cost(cost, proposal, first_best(field, others))
    return None


def check_clash(clash, field, stated):
    assert isinstance(clash, Clash)
    assert set(clash.members) <= set(members(stated, field))
    assert not possible(field, clash.members)
    for member in clash.members:
        assert possible(field, [other for other in clash.members if other != member]), member


def check_cost(cost, proposal, best):
    assert cost.cost == sum(one.score for one in best) - proposal.total
    without, within = [one.id for one in best] if cost.cost else [*proposal.chosen], proposal.chosen
    assert [*cost.enters] == [one for one in without if one not in within]
    assert [*cost.leaves] == [one for one in within if one not in without]


@given(calls())
@settings(max_examples=1000, deadline=None)
def test_the_choice_is_that_of_trying_every_set(call):
    check(call)


@given(calls())
@settings(max_examples=200, deadline=None)
def test_it_is_the_same_if_the_search_begins_with_one_column(call):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "CORE", 1)
        check(call)


@given(calls(close, costs_close, st.integers(1, 4)))
@settings(max_examples=200, deadline=None)
def test_scores_and_costs_that_differ_in_the_eighth_digit_are_told_apart(call):
    check(call)


@pytest.mark.parametrize("top", [10**6, 11])
def test_ten_of_ten_thousand_under_six_rules(top, monkeypatch):
    field = applications(10_000, top=top)
    proposal = choose(field, 10, SIX_RULES)
    assert (proposal.proven, len(proposal.chosen)) == (True, 10)
    by_id = {one.id: one for one in field}
    chosen = [by_id[one] for one in proposal.chosen]
    assert all(obeys(rule, chosen, value) for rule, value in members(SIX_RULES, field))
    assert not any(
        all(obeys(rule, swapped, value) for rule, value in members(SIX_RULES, swapped))
        for out, into in product(chosen, field)
        if into.score > out.score and into not in chosen
        for swapped in [[into if one is out else one for one in chosen]]
    )
    monkeypatch.setattr(searching, "CORE", len(field))  # all at once
    assert choose(field, 10, SIX_RULES) == proposal


def woman(number, score, **more):
    return Candidate(number, score, {"gender": "woman", **more})


def man(number, score, **more):
    return Candidate(number, score, {"gender": "man", **more})


def test_nobody_is_chosen_for_no_place_and_from_nobody():
    assert choose([], 0).chosen == choose([man(1, 5)], 0).chosen == ()
    assert choose([], 2, [Quota("gender", WOMEN, least=1)]) == Clash(((Places(2), None),))


def test_of_equal_sets_the_first_in_the_order_given():
    field = [man(3, 5), man(1, 5), man(2, 5), man(9, 7)]
    assert choose(field, 2).chosen == (9, 3)
    assert choose(field[::-1], 2).chosen == (9, 2)


def test_of_equal_totals_the_one_with_the_highest_score():
    field = [man("a", 5, strand=1), man("b", 5, strand=2), man("c", 6, strand=1), man("d", 4, strand=2)]
    rules = [Each("strand", most=1), Quota("gender", WOMEN, most=0)]
    assert choose(field, 2, rules).chosen == ("c", "b")
    assert choose([*field, man("e", 7, strand=3)], 2, [*rules, Pin("e", False), Pin("b", False)]).chosen == (
        "c",
        "d",
    )


def test_unknown_gender_counts_as_neither_and_is_stated():
    """One woman of the two who have said is half of them, whoever else is chosen."""
    rule = Share("gender", WOMEN, least=HALF)
    field = [Candidate("?", 9), man("m", 8), man("n", 7), woman("w", 1), Candidate("??", 0, {"gender": None})]
    proposal = choose(field, 3, [rule])
    assert proposal.chosen == ("?", "m", "w")
    assert proposal.readings[0] == Reading(rule, None, amount=1, known=2, unknown=1, holds=True)
    assert choose(field, 3, [Quota("gender", WOMEN, least=2)]) == Clash(
        ((Quota("gender", WOMEN, least=2), None),)
    )


def test_what_a_rule_costs_and_whom_it_changes():
    rule, spare = Quota("gender", WOMEN, least=2), Quota("first_film", FIRST, most=2)
    field = [man("m", Decimal("9.5")), man("n", 8), woman("w", 7), woman("v", Decimal("3.25"))]
    assert choose(field, 2, [rule, spare]).costs == (
        Cost(rule, Decimal("7.25"), enters=("m", "n"), leaves=("w", "v")),
        Cost(spare, 0),
    )


def test_people_decide():
    field = [man(1, 9), man(2, 8), woman(3, 1)]
    proposal = choose(field, 2, [Pin(3, True), Pin(1, False)])
    assert proposal.chosen == (2, 3)
    assert [(cost.cost, cost.enters, cost.leaves) for cost in proposal.costs] == [
        (0, (), ()),
        (1, (1,), (2,)),
    ]


def test_a_clash_names_the_decision_and_the_country_that_cannot_be():
    most = Each("country", most=1)
    field = [
        man(1, 9, country="MA"),
        man(2, 8, country="MA"),
        man(3, 7, country="DZ"),
        man(4, 6, country="SN"),
    ]
    clash = choose(field, 3, [Budget(5), most, Pin(2, True), Pin(1, True)])
    assert clash == Clash(((most, "MA"), (Pin(2, True), None), (Pin(1, True), None)))
    assert choose(field, 3, [Pin(1, True), Pin(1, False)]) == Clash(
        ((Pin(1, True), None), (Pin(1, False), None))
    )


def test_a_strand_with_too_few_candidates_is_named():
    three = Each("strand", least=2, values=("fiction", "sound"))
    field = [man(n, n, strand="fiction") for n in range(9)] + [man(9, 1, strand="sound")]
    assert choose(field, 4, [three]) == Clash(((three, "sound"),))


def test_an_unknown_cost_is_stated_and_not_counted():
    budget = Budget(Decimal("10.50"))
    field = [Candidate(1, 9, cost=Decimal("10.49")), Candidate(2, 8, cost=Decimal("0.02")), Candidate(3, 7)]
    proposal = choose(field, 2, [budget])
    assert proposal.chosen == (1, 3)
    assert proposal.readings[0] == Reading(budget, None, Decimal("10.49"), known=1, unknown=1, holds=True)


def test_a_pick_beside_the_proposal():
    rules = [Quota("gender", WOMEN, least=2), Each("country", most=1)]
    field = [man(1, 9, country="MA"), man(2, 8, country="MA"), woman(3, 7, country="DZ"), woman(4, 2)]
    proposal = choose(field, 3, rules)
    assert proposal.chosen == (1, 3, 4)
    assert compare(field, 3, rules, [2, 1, 3], proposal) == Comparison(
        total=24,
        behind=-6,
        broken=(
            Reading(rules[0], None, amount=1, known=3, unknown=0, holds=False),
            Reading(rules[1], "MA", amount=2, known=3, unknown=0, holds=False),
        ),
        adds=(2,),
        misses=(4,),
    )
    assert compare(field, 3, rules, [4, 3], proposal).broken == (
        Reading(Places(3), None, 2, 2, 0, holds=False),
    )
    assert compare(field, 3, rules, [4, 1, 3], proposal) == Comparison(18, 0, (), (), ())


@pytest.mark.parametrize(
    ("field", "places", "rules"),
    [
        ([man(1, 5), man(1, 6)], 1, []),
        ([man(1, 5)], -1, []),
        ([man(1, Decimal("NaN"))], 1, []),
        ([man(1, Decimal("0.1234567891"))], 1, []),
        ([man(1, 5)], 1, [Pin(2, True)]),
        ([Candidate(n, 5, cost=10**8 + n) for n in range(3)], 1, [Budget(2 * 10**8 + 1)]),
        ([man(1, 5)], 1, [Share("gender", WOMEN, least=Fraction(3, 2))]),
        ([man(1, 5)], 1, [Share("gender", WOMEN, least=Fraction(0.1))]),
        ([Candidate(1, 5, cost=-1)], 1, [Budget(3)]),
    ],
    ids=["twice", "places", "no number", "too fine", "stranger", "too dear", "share", "float", "cost"],
)
def test_what_makes_no_sense_is_refused(field, places, rules):
    with pytest.raises(ValueError, match=r"\w"):
        choose(field, places, rules)


def test_a_stranger_in_a_pick_is_refused():
    field = [man(1, 5)]
    with pytest.raises(ValueError, match="Not among the candidates: 2"):
        compare(field, 1, [], [2], choose(field, 1))


def ticks():
    """A clock that stands at 0, 1, 2 … each time it is asked."""
    return iter(range(10**6)).__next__


def test_without_time_nothing_is_claimed():
    field = applications(60)
    with pytest.raises(OutOfTime):
        choose(field, 10, SIX_RULES, seconds=0)
    best, seen = choose(field, 10, SIX_RULES), set()
    for seconds in range(3, 150, 7):
        proposal = choose(field, 10, SIX_RULES, seconds=seconds, now=ticks())
        chosen = [one for one in field if one.id in proposal.chosen]
        assert all(obeys(rule, chosen, value) for rule, value in members(SIX_RULES, field))
        seen.add((proposal.proven, all(cost.cost is None for cost in proposal.costs), proposal == best))
        for cost, true in zip(proposal.costs, best.costs, strict=True):
            assert cost in (true, Cost(true.rule, None))
        assert proposal.chosen == best.chosen or not proposal.proven
    assert {(False, True, False), (True, False, False), (True, False, True)} <= seen
