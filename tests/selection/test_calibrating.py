from itertools import product
from math import sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from residencies.selection.assigning import Application, Reader, assign
from residencies.selection.calibrating import Absence, calibrate, credibility, stability
from residencies.selection.scoring import Score, standings

COUNT, JURORS = 60, 6  # two readers each: twenty readings a juror, which is FULL


def drawn(values, *, seed=0, count=COUNT, jurors=JURORS, readers=2, severity=None, factor=None):
    """Scores of a jury to which the applications were assigned: `values` is a level for each reading."""
    field = [Application(n) for n in range(count)], [Reader(n) for n in range(jurors)]
    severity, factor = severity or {}, factor or {}
    return [
        Score(juror, one, value * factor.get(juror, 1) + severity.get(juror, 0))
        for (one, juror), value in zip(assign(*field, readers, seed=seed).pairs, values, strict=True)
    ]


def places(scores):
    return {standing.application: standing.place for standing in standings(scores)}


def by_juror(adjustments):
    return {adjustment.juror: adjustment for adjustment in adjustments}


def moved(scores, juror, by):
    return [Score(one.juror, one.application, one.value + by * (one.juror == juror)) for one in scores]


marks = st.lists(st.integers(0, 20).map(lambda mark: 5.0 * mark), min_size=2 * COUNT, max_size=2 * COUNT)


@given(marks, st.integers(0, 5), st.integers(0, JURORS - 1), st.integers(-60, 60))
@settings(max_examples=200, deadline=None)
def test_a_juror_who_adds_the_same_to_all_her_scores_moves_nobody(values, seed, juror, by):
    scores = drawn(values, seed=seed)
    assert places(calibrate(moved(scores, juror, by))[0]) == places(calibrate(scores)[0])


def test_unadjusted_she_does():
    chance = Random(1)
    scores = drawn([chance.uniform(20, 80) for _reading in range(2 * COUNT)])
    assert places(moved(scores, 0, 25)) != places(scores)


@given(marks, st.permutations(range(2 * COUNT)))
@settings(max_examples=50, deadline=None)
def test_the_order_of_the_reviews_does_not_matter(values, order):
    scores = drawn(values)
    shuffled = calibrate([scores[number] for number in order])[0]
    assert places(shuffled) == places(calibrate(scores)[0])


def test_severities_are_found_however_weak_the_pile():
    """Juror 0 had all the good ones and juror 2 all the others: by her mean she would seem far milder."""
    levels = [30 + 50 * (n % 2) for n in range(COUNT)]
    severity = {0: 1.5, 1: -6.0, 2: 4.5}
    pairs = [(one, juror) for one in range(COUNT) for juror in ((0, 1) if one % 2 else (1, 2))]
    scores = [Score(juror, one, levels[one] + severity[juror]) for one, juror in pairs]
    adjustments = calibrate(scores)[1]
    found = {one.juror: one.severity for one in adjustments}
    assert found == pytest.approx({0: 1.5, 1: -6.0, 2: 4.5}, abs=1e-9)
    assert [one.factor for one in adjustments if one.juror != 1] == [1, 1]


def test_known_levels_come_back():
    """Severities add up to zero, every juror reads enough, and all have the same spread: nothing is lost."""
    chance = Random(2)
    levels = [chance.choice([30.0, 50.0, 70.0]) for _one in range(10)] * 6
    severity = {0: 10, 1: -20, 2: 5, 3: 0, 4: 5, 5: 0}
    scores = [Score(juror, one, levels[one] + severity[juror]) for one, juror in product(range(60), range(6))]
    adjusted, adjustments = calibrate(scores)
    assert [one.value for one in adjusted] == pytest.approx([levels[one.application] for one in scores])
    assert [one.shift for one in adjustments] == pytest.approx([10, -20, 5, 0, 5, 0])
    assert [one.factor for one in adjustments] == pytest.approx([1.0] * 6)


def test_who_uses_a_corner_of_the_scale_is_stretched_and_who_uses_all_of_it_is_pressed():
    levels = [10.0 * (n % 11) for n in range(COUNT)]
    pairs = [(one, juror) for one in range(COUNT) for juror in range(3)]
    factor = {0: 0.8, 1: 1.0, 2: 1.25}
    scores = [Score(juror, one, 50 + (levels[one] - 50) * factor[juror]) for one, juror in pairs]
    adjusted, adjustments = calibrate(scores)
    usual = sqrt((0.8**2 + 1 + 1.25**2) / 3)
    assert [one.factor for one in adjustments] == pytest.approx([usual / by for by in factor.values()])
    by_application = {}
    for one in adjusted:
        by_application.setdefault(one.application, []).append(one.value)
    assert all(max(found) - min(found) < 1e-9 for found in by_application.values())


def test_a_corner_is_never_stretched_to_more_than_twice():
    scores = drawn([float(n % 7) for n in range(2 * COUNT)], factor={0: 0.01, 1: 100})
    found = by_juror(calibrate(scores)[1])
    assert (found[0].factor, found[1].factor) == (2.0, 0.5)


def test_a_juror_with_few_readings_is_left_alone():
    """Four readings of zero among those of a jury that gives 80 and more."""
    scores = drawn([80.0 + n % 7 for n in range(2 * COUNT)]) + [Score("new", one, 0.0) for one in range(4)]
    adjusted, adjustments = calibrate(scores)
    new = by_juror(adjustments)["new"]
    assert (new.readings, new.factor, new.shift) == (4, 1.0, 0.0)
    assert new.severity < -60
    assert [one.value for one in adjusted if one.juror == "new"] == [0.0] * 4


def test_with_more_readings_more_is_adjusted():
    assert [credibility(count) for count in (0, 4, 5, 10, 20, 500)] == [0, 0, 0.5, sqrt(0.5), 1, 1]
    for count in (5, 10):
        scores = drawn([50.0 + n % 7 for n in range(2 * COUNT)])
        new = calibrate([*scores, *(Score("new", one, 20.0 + one % 3) for one in range(count))])[1][-1]
        assert new.shift == pytest.approx(new.severity * sqrt(count / 20))


def test_readings_that_nobody_shares_say_nothing_of_severity():
    scores = drawn([50.0 + n % 7 for n in range(2 * COUNT)])
    alone = [Score("alone", f"only {n}", 10.0 + n) for n in range(30)]
    found = calibrate([*scores, *alone])[1][-1]
    assert (found.readings, found.shared, found.severity, found.shift, found.group) == (30, 0, None, 0, 2)


def test_a_juror_without_spread_is_shifted_only():
    scores = drawn([40.0 + n % 7 for n in range(2 * COUNT)])
    scores = [Score(one.juror, one.application, 90.0 if one.juror == 0 else one.value) for one in scores]
    adjusted, adjustments = calibrate(scores)
    found = by_juror(adjustments)[0]
    assert (found.spread, found.factor) == (0, 1.0)
    assert found.shift > 30
    assert len({one.value for one in adjusted if one.juror == 0}) == 1


def test_a_jury_without_any_spread_stays_as_it_is():
    assert calibrate(drawn([50.0] * 2 * COUNT))[0] == drawn([50.0] * 2 * COUNT)
    assert calibrate([]) == ([], [])


def test_panels_that_share_nothing_are_not_compared():
    """The second panel gives 40 less throughout: weaker applications or stricter jurors, nobody can tell."""
    first = drawn([60.0 + n % 7 for n in range(2 * COUNT)], severity={0: 6})
    second = [Score(f"b{one.juror}", f"b{one.application}", one.value - 40) for one in first]
    adjusted, adjustments = calibrate([*first, *second])
    assert [one.group for one in adjustments] == [1] * JURORS + [2] * JURORS
    half = len(first)
    assert [one.value - 40 for one in adjusted[:half]] == pytest.approx(
        [one.value for one in adjusted[half:]]
    )


def test_groups_are_joined_by_one_application():
    scores = [
        Score(*pair, 50.0) for pair in [("a", 1), ("b", 1), ("c", 2), ("d", 2), ("d", 3), ("b", 3), ("e", 4)]
    ]
    assert {one.juror: one.group for one in calibrate(scores)[1]} == {"a": 1, "b": 1, "c": 1, "d": 1, "e": 2}


def test_what_one_juror_changes():
    """Without Hind, who alone puts C first, A and B are; nobody else has read D."""
    scores = [
        Score("Ali", "A", 80), Score("Ali", "B", 70), Score("Ali", "C", 60),
        Score("Hind", "A", 60), Score("Hind", "B", 40), Score("Hind", "C", 100), Score("Hind", "D", 10),
    ]  # fmt: skip
    assert places(scores) == {"C": 1, "A": 2, "B": 3, "D": 4}
    assert stability(scores, 2) == [
        Absence("Ali", {}, (), ()),
        Absence("Hind", {"C": (1, 3), "A": (2, 1), "B": (3, 2), "D": (4, None)}, ("B",), ("C",)),
    ]


@given(marks, st.integers(1, 20), st.booleans())
@settings(max_examples=20, deadline=None)
def test_absences_are_those_of_leaving_out_by_hand(values, top, adjusted):
    scores = drawn(values)
    whole = places(calibrate(scores)[0] if adjusted else scores)
    for absence in stability(scores, top, adjusted=adjusted):
        rest = [one for one in scores if one.juror != absence.juror]
        without = places(calibrate(rest)[0] if adjusted else rest)
        assert absence.moves == {
            one: (whole[one], without[one]) for one in whole if whole[one] != without[one]
        }
        assert set(absence.enters) == {one for one in without if without[one] <= top < whole[one]}
        assert set(absence.leaves) == {one for one in whole if whole[one] <= top < without[one]}
