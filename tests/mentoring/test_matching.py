"""Matching: equal to trying everything on small cases, and no rule is ever broken."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from residencies.mentoring.assigning import Table
from residencies.mentoring.matching import Impossible, Mentee, Mentor, Said, Weights, barred, match, worth

LOAD = Weights().load


@st.composite
def cases(draw, most: int = 5):
    mentees = [
        Mentee(
            i,
            tuple(draw(st.permutations(["fr", "ar"]))[: draw(st.integers(1, 2))]),
            draw(st.sampled_from("sd")),
        )
        for i in range(draw(st.integers(1, most)))
    ]
    mentors = [
        Mentor(
            j,
            frozenset(draw(st.sets(st.sampled_from(["fr", "ar", "en"]), min_size=1))),
            draw(st.integers(0, 3)),
            draw(st.integers(0, 2)),
            frozenset(draw(st.sets(st.sampled_from("sd")))),
        )
        for j in range(draw(st.integers(1, 4)))
    ]
    pairs = st.tuples(st.integers(0, most), st.integers(0, 4))
    said = Said(
        by_mentee=draw(st.dictionaries(pairs, st.integers(1, 5))),
        by_mentor=draw(st.dictionaries(pairs, st.integers(1, 5))),
        vetoes=draw(st.frozensets(pairs, max_size=3)),
        apart=draw(st.frozensets(pairs, max_size=2)),
        together=frozenset(dict(draw(st.lists(pairs, max_size=1))).items()),
    )
    return mentees, mentors, said


def brute_force(mentees, mentors, said):
    """(how many are placed, points) of the best of all ways that keep the rules; None if pins cannot hold."""
    known = {(mentee.id, mentor.id) for mentee in mentees for mentor in mentors}
    together = dict(said.together & known)
    best = None
    for choice in product([None, *mentors], repeat=len(mentees)):
        loads = dict.fromkeys((mentor.id for mentor in mentors), 0)
        points = 0
        for mentee, mentor in zip(mentees, choice, strict=True):
            if mentee.id in together and (mentor is None or mentor.id != together[mentee.id]):
                break
            if mentor is None:
                continue
            if barred(mentee, mentor, said) or loads[mentor.id] >= mentor.room:
                break
            points += worth(mentee, mentor, said, Weights()) - LOAD * (mentor.carries + loads[mentor.id])
            loads[mentor.id] += 1
        else:
            found = (sum(loads.values()), points)
            best = found if best is None else max(best, found)
    return best


@settings(max_examples=120, deadline=None)
@given(cases())
def test_it_is_as_good_as_the_best_of_all_ways(case):
    mentees, mentors, said = case
    expected = brute_force(*case)
    if expected is None:
        with pytest.raises(Impossible):
            match(*case)
        return
    found = match(*case)
    assert (len(found.pairs), found.total) == expected
    # Second choices: what is told to be lost is what the best without that pair has less.
    for mentee, second in found.seconds.items():
        pair = next(one for one in found.pairs if one[0] == mentee)
        other = match(mentees, mentors, Said(**{**vars(said), "apart": said.apart | {pair}}), seconds=False)
        assert (len(other.pairs), found.total - other.total) == (len(found.pairs), second.costs)
    # Whoever has nobody: all whom she and her rivals may have are full of them.
    for lack in found.lacks:
        assert {*lack.full, *lack.barred} == {mentor.id for mentor in mentors}
        assert set(lack.rivals) <= {mentee for mentee, mentor in found.pairs if mentor in lack.full}
        pinned = sum(mentor in lack.full for _mentee, mentor in said.together & set(found.pairs))
        assert len(lack.rivals) + pinned == lack.places


@settings(max_examples=40, deadline=None)
@given(cases(most=30))
def test_no_capacity_veto_or_language_is_ever_broken(case):
    mentees, mentors, said = case
    try:
        found = match(*case, seconds=False)
    except Impossible:
        return
    by_id, with_id = {one.id: one for one in mentees}, {one.id: one for one in mentors}
    for mentee, mentor in found.pairs:
        assert barred(by_id[mentee], with_id[mentor], said) == ""
    loads = [mentor for _mentee, mentor in found.pairs]
    assert all(loads.count(mentor.id) <= mentor.room for mentor in mentors)
    assert len({mentee for mentee, _mentor in found.pairs}) == len(found.pairs)
    assert {pair for pair in said.together if pair[0] in by_id and pair[1] in with_id} <= set(found.pairs)


def test_of_many_the_best_is_proven_by_prices_that_no_pair_outbids():
    """300 × 300: no assignment costs less than all prices together, and this one costs as much."""
    gains = [[(i * 7919 + j * 104729) % 1009 for j in range(300)] for i in range(300)]
    table = Table(gains, [[True] * 300] * 300, [[0]] * 300)
    found = table.best()
    assert len(set(found.chosen)) == 300
    assert found.total == sum(gains[i][j] for i, j in enumerate(found.chosen))
    assert (table.cost - table.row_prices[:, None] - table.prices >= 0).all()
    assert table.row_prices.sum() + table.prices.sum() == -found.total - 300 * table.placed


def test_without_mentees_or_without_mentors_there_is_no_pair():
    mentee, mentor = Mentee(0, ("fr",)), Mentor(0, frozenset({"fr"}), 1)
    assert match([], [mentor]).pairs == match([], []).pairs == ()
    (lack,) = match([mentee], []).lacks
    assert (lack.mentee, lack.barred, lack.full) == (0, {}, ())
    assert match([mentee], [mentor], Said(together=frozenset({(0, 0)}))).pairs == ((0, 0),)


def test_load_is_spread_and_a_wish_outweighs_it():
    mentees = [Mentee(i, ("fr",)) for i in range(4)]
    mentors = [Mentor(j, frozenset({"fr"}), 4) for j in range(2)]
    spread = match(mentees, mentors)
    assert sorted(mentor for _mentee, mentor in spread.pairs) == [0, 0, 1, 1]
    wished = match(mentees, mentors, Said(by_mentee={(i, 0): 1 for i in range(4)}))
    assert {mentor for _mentee, mentor in wished.pairs} == {0}
    assert [wished.reasons[i].carries for i in range(4)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"vetoes": frozenset({(0, 0)})}, "veto"),
        ({"apart": frozenset({(0, 0)})}, "apart"),
        ({"before": frozenset({(0, 0)})}, "before"),
    ],
)
def test_a_pin_against_a_rule_is_refused_and_a_mentee_without_anyone_is_told_why(said, why):
    mentees, mentors = (
        [Mentee(0, ("fr",))],
        [Mentor(0, frozenset({"fr"}), 1), Mentor(1, frozenset({"ar"}), 1)],
    )
    (lack,) = match(mentees, mentors, Said(**said)).lacks
    assert dict(lack.barred) == {0: why, 1: "language"}
    with pytest.raises(Impossible, match=why):
        match(mentees, mentors, Said(**said, together=frozenset({(0, 0)})))
