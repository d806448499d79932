"""The best set for the places there are, under the rules of a call; and how a jury's own pick compares.

It is a proposal: people decide, and say so with a `Pin`.
"""

import time
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from residencies.selection.clashes import Member, clash
from residencies.selection.rules import (
    TOO_FINE,
    Candidate,
    Field,
    Number,
    Pin,
    Places,
    Reading,
    Rule,
    factor_of,
    readings,
)
from residencies.selection.searching import Search
from residencies.selection.solving import Clock, Found, OutOfTime


@dataclass(frozen=True)
class Cost:
    """What a rule costs: the total of the best set without it, minus that of the best set with it.

    `enters` and `leaves` say who would be chosen instead; both are empty where the cost is zero. A cost of
    None was not found in the time given.
    """

    rule: Rule
    cost: Number | None
    enters: tuple[Hashable, ...] = ()
    leaves: tuple[Hashable, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """Those chosen, from the highest score to the lowest.

    `proven`: no set that obeys the rules has a higher total, and of those that have the same this is the
    first. False if the time ran out: then it obeys the rules, and may not be the best.
    """

    chosen: tuple[Hashable, ...]
    total: Number
    proven: bool
    readings: tuple[Reading, ...]
    costs: tuple[Cost, ...]


@dataclass(frozen=True)
class Clash:
    """No set obeys the rules: these are impossible together, and any one fewer is possible."""

    members: tuple[Member, ...]


@dataclass(frozen=True)
class Comparison:
    """A pick beside a proposal: `behind` is how much lower its total is (below zero: how much higher)."""

    total: Number
    behind: Number
    broken: tuple[Reading, ...]
    adds: tuple[Hashable, ...]
    misses: tuple[Hashable, ...]


def choose(
    candidates: Sequence[Candidate],
    places: int,
    rules: Iterable[Rule] = (),
    *,
    seconds: float = 60.0,
    now: Callable[[], float] = time.monotonic,
) -> Proposal | Clash:
    """The set of exactly `places` candidates with the highest total that obeys all rules.

    Of several such sets, the one that holds the better candidate where they first differ: the higher
    score, and of equal scores the one that stands earlier in `candidates`. Raises ValueError for
    candidates or rules that make no sense, OutOfTime if nothing can be said in `seconds`.
    """
    if places < 0:
        raise ValueError("There are fewer than no places.")
    field, clock = Field.of(candidates), Clock(seconds, now)
    stated: list[Rule] = [*dict.fromkeys(rules), Places(places)]
    rows = [row for rule in stated for row in rule.rows(field)]
    search = Search(whole(field, places), rows, clock)
    found = search.first()
    if found is None:
        return Clash(clash(len(field.candidates), rows, clock))
    costs = [_cost(rule, field, search, found) for rule in stated[:-1]]
    return Proposal(
        field.ids(found.taken),
        field.total(found.taken),
        found.proven,
        tuple(readings(field, stated, found.taken)),
        tuple(costs),
    )


def compare(
    candidates: Sequence[Candidate],
    places: int,
    rules: Iterable[Rule],
    pick: Iterable[Hashable],
    proposal: Proposal,
) -> Comparison:
    """A jury's own pick beside what was proposed. Raises ValueError if it holds what is no candidate."""
    field = Field.of(candidates)
    picked, proposed = field.places(pick), field.places(proposal.chosen)
    stated = [*dict.fromkeys(rules), Places(places)]
    return Comparison(
        field.total(picked),
        proposal.total - field.total(picked),
        tuple(reading for reading in readings(field, stated, picked) if not reading.holds),
        _less(field, picked, proposed),
        _less(field, proposed, picked),
    )


def _cost(rule: Rule, field: Field, search: Search, within: Found) -> Cost:
    if not within.proven:
        return Cost(rule, None)
    against = (
        {place: int(not rule.chosen) for place in field.places([rule.id])} if isinstance(rule, Pin) else {}
    )
    try:
        # A better set without a pin goes against it, and is better by one at least.
        if search.ceiling(rule, against) < search.gained(within) + 0.99:
            return Cost(rule, 0)
        without = search.without(rule).first()
    except OutOfTime:
        return Cost(rule, None)
    if without is None or not without.proven:
        return Cost(rule, None)
    cost = field.total(without.taken) - field.total(within.taken)
    if not cost:
        return Cost(rule, 0)
    return Cost(
        rule, cost, _less(field, without.taken, within.taken), _less(field, within.taken, without.taken)
    )


def _less(field: Field, these: Sequence[int], those: Sequence[int]) -> tuple[Hashable, ...]:
    return field.ids(place for place in these if place not in those)


def whole(field: Field, places: int) -> list[int]:
    factor = factor_of(one.score for one in field.candidates)
    whole = [int(one.score * factor) for one in field.candidates]
    if max(map(abs, whole), default=0) * places > TOO_FINE:
        raise ValueError("The scores have too many digits for an exact choice: round them.")
    return whole
