"""The solver's answers, where whole numbers and time are at their limits."""

from random import Random

import pytest

from residencies.selection.solving import Clock, Limit, OutOfTime, best

PRICES = [363, 552, 668, 322, 148, 144, 229, 189, 539, 334, 114, 702, 153, 171, 112, 423, 176, 263]
SCORES = [3756, 3518, 2787, 2563, 2132, 1936, 1926, 1688, 1595, 1562, 1508, 1049, 1003, 760, 594, 546, 316]
WOMEN, MEN = (2, 8, 11, 13, 15, 16, 17), (0, 4, 5, 6, 7, 9, 10, 12)


def test_a_line_that_the_presolve_of_the_solver_drops_is_kept():
    """A reduction of HiGHS 1.16.0 loses the equality, and answers 1 with a set that breaks it."""
    lines = [
        Limit({**dict.fromkeys(WOMEN, 1), **dict.fromkeys(MEN, -1)}, low=0),
        Limit({0: 1, 2: 1, 5: 1, 9: 1, 12: 1}, 1, 4),
        Limit({13: 1, 14: 1}, 1, 4),
        Limit({1: 1, 4: 1, 6: 1, 8: 1, 15: 1, 16: 1}, 1, 4),
        Limit({0: 1, 9: 1, 17: 1}, high=2),
        Limit({3: 1, 5: 1, 8: 1}, high=2),
        Limit({2: 1, 11: 1, 13: 1}, high=2),
        Limit(dict(enumerate(PRICES)), high=3500),
        Limit({0: 1, 2: 1, 3: 1, 8: 1, 11: 1, 13: 1, 14: 1, 15: 1}, low=6),
        Limit(dict.fromkeys(range(18), 1), 10, 10),
        Limit(dict(enumerate(SCORES)), low=20853),
        *(Limit({column: 1}, low=1) for column in range(5)),
        Limit({18: 1, 19: 1, 20: 1}, 1, 1),
        Limit({5: -1, 18: 1}, high=0),
        Limit({6: -1, 19: 1}, high=0),
        Limit({7: -1, 20: 1}, high=0),
    ]
    found = best([0] * 18 + [0, -1, -2], lines, Clock(60))
    assert found is not None
    assert (found.proven, [column for column in found.taken if column >= 18]) == (True, [20])


def test_what_is_found_when_time_runs_out_is_not_called_the_best():
    """Ten knapsacks at once: a set is found at a glance, the proof would take days."""
    chance, size = Random(5), 250
    weights = [[chance.randint(1, 1000) for _column in range(size)] for _row in range(10)]
    gains = [sum(row[at] for row in weights) // 10 + chance.randint(0, 500) for at in range(size)]
    lines = [Limit(dict(enumerate(row)), high=sum(row) // 2) for row in weights]
    found = best(gains, lines, Clock(2))
    assert found is not None
    assert not found.proven
    assert all(sum(row[at] for at in found.taken) <= sum(row) // 2 for row in weights)


def test_no_time_is_no_answer():
    with pytest.raises(OutOfTime):
        best([1], [], Clock(0))


@pytest.mark.parametrize(
    ("low", "high", "taken"), [(None, 1, (0,)), (1, None, (0,)), (2, None, None), (None, -1, None)]
)
def test_limits_on_one_side(low, high, taken):
    found = best([1], [Limit({0: 1}, low, high), Limit({}, high=0)], Clock(60))
    assert (found and found.taken) == taken


def test_a_line_without_weights_can_be_impossible():
    assert best([1], [Limit({}, low=1)], Clock(60)) is None
