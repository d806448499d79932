"""Schedules of small made-up events, against every schedule there is and against the greedy way."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import residencies.industry.solving as solving
from residencies.industry.boards import Board, greedy
from residencies.industry.checking import breaches
from residencies.industry.planning import Party, Placed, Problem, Slot, worth
from residencies.industry.solving import solve

pytestmark = pytest.mark.one_database
WORDS = st.sampled_from(["", "must", "like", "no"])


@st.composite
def events(draw: st.DrawFn, parties: int = 3, slots: int = 4) -> Problem:
    """Two days with a rest in one, two areas a quarter of an hour from each other, people who sit twice."""
    count = draw(st.integers(1, slots))
    blocked = draw(st.sets(st.integers(0, count - 1), max_size=1)) if count > 1 else set()
    half = draw(st.integers(1, count))
    gap = draw(st.sampled_from([0, 20]))
    grid = [
        Slot(
            n,
            1440 * (n >= half) + (30 + gap) * n,
            1440 * (n >= half) + (30 + gap) * n + 30,
            int(n >= half),
            n,
        )
        for n in range(count)
        if n not in blocked
    ]

    def party(number: int) -> Party:
        return Party(
            id=number,
            languages=draw(st.sampled_from([frozenset({"fr"}), frozenset({"en"}), frozenset({"fr", "en"})])),
            most_a_day=draw(st.integers(1, 3)),
            people=draw(st.sampled_from([frozenset({number}), frozenset({100}), frozenset({100, number})])),
            away=frozenset(draw(st.sets(st.integers(0, count - 1), max_size=1))),
            has_interpreter=draw(st.integers(0, 5)) == 0,
        )

    projects = {n: party(n) for n in range(1, draw(st.integers(1, parties)) + 1)}
    guests = {n: party(n) for n in range(11, draw(st.integers(11, 10 + parties)) + 1)}
    pairs = [(one, other) for one in projects for other in guests]
    return Problem(
        projects=projects,
        guests=guests,
        slots=grid,
        tables={n: draw(st.integers(1, 2)) for n in range(1, draw(st.integers(1, 2)) + 1)},
        wishes={pair: (draw(WORDS), draw(WORDS)) for pair in pairs},
        travel={(1, 2): draw(st.sampled_from([0, 15, 60]))},
        most_in_a_row=draw(st.sampled_from([None, 1, 2])),
    )


def brute_force(problem: Problem) -> int:
    """The worth of the best of all schedules, by the checker alone."""
    pairs = sorted(problem.gains)

    @cache
    def best(at: int, schedule: tuple[Placed, ...]) -> int:
        if at == len(pairs):
            return worth(problem, schedule)
        found = best(at + 1, schedule)
        for slot in problem.slots:
            for table in problem.tables:
                more = (*schedule, Placed(*pairs[at], slot.id, table))
                if not breaches(problem, more):
                    found = max(found, best(at + 1, more))
        return found

    return best(0, ())


@settings(max_examples=30, deadline=None)
@given(events(parties=2, slots=3))
def test_small_events_are_solved_as_well_as_can_be(problem: Problem) -> None:
    solved = solve(problem, 10)
    assert not breaches(problem, solved.schedule)
    assert solved.worth == worth(problem, solved.schedule) == brute_force(problem) <= solved.bound


@settings(max_examples=30, deadline=None)
@given(events(parties=6, slots=7))
def test_a_large_event_taken_apart_breaks_no_rule_and_is_never_below_greedy(problem: Problem) -> None:
    """The way of large events, on small ones: what is mended, keeps its rules too."""
    small = solving.SMALL
    solving.SMALL = 0
    try:
        solved = solve(problem, 5)
    finally:
        solving.SMALL = small
    simple = greedy(problem)
    assert not breaches(problem, simple)
    assert not breaches(problem, solved.schedule)
    assert worth(problem, simple) <= solved.worth <= solved.bound


@settings(max_examples=20, deadline=None)
@given(events(parties=4, slots=5), st.randoms(use_true_random=False))
def test_what_is_kept_stays_where_it_is(problem: Problem, chance) -> None:  # type: ignore[no-untyped-def]
    made = solve(problem, 10)
    kept = [placed for placed in made.schedule if chance.random() < 0.5]
    again = solve(replace(problem, kept=kept), 10)
    assert set(kept) <= set(again.schedule)
    assert not breaches(problem, again.schedule)
    assert again.worth >= made.worth


@settings(max_examples=60, deadline=None)
@given(events(parties=4, slots=5), st.data())
def test_the_board_lets_in_just_what_the_checker_does(problem: Problem, data: st.DataObject) -> None:
    """Written apart from each other, they say the same of any meeting that is added to a sound schedule."""
    board = Board(problem)
    pairs = [(one, other) for one in problem.projects for other in problem.guests]
    for pair in data.draw(st.permutations(pairs)):
        s = data.draw(st.sampled_from(range(len(board.slots))))
        here = [*board.at.values()]
        fine = [
            table
            for table in problem.tables
            if not breaches(problem, [*here, Placed(*pair, board.slots[s].id, table)])
        ]
        spot = board.spot(pair, s) if board.may_meet(pair) else None
        assert (spot is None) == (not fine)
        if spot:
            assert spot.table in fine
            board.put(spot)
