"""The first best set: of all sets that obey the rows the best, and of several best the first.

Columns are candidates in their order: by score, then as they were given. Of two sets the first is the one
that holds the earlier column where their sorted columns differ for the first time, so the answer does not
depend on how the solver happened to search.
"""

from bisect import insort
from collections.abc import Sequence
from functools import cached_property

from residencies.selection.rules import Budget, Places, Row, Rule
from residencies.selection.solving import Clock, Found, Limit, Line, OutOfTime, best, prices

CORE = 100  # columns to begin with, and as many more for every ten that gain


class Search:
    """One question: `gains` are whole numbers, from the highest to the lowest."""

    def __init__(self, gains: Sequence[int], rows: Sequence[Row], clock: Clock) -> None:
        self.all_gains, self.rows, self.clock = gains, rows, clock
        self.kept = undominated(len(gains), rows)
        self.gains = [gains[column] for column in self.kept]
        self.lines = restricted(rows, self.kept)

    def first(self) -> Found | None:
        """None if no set obeys all rows. Raises OutOfTime if not even one was found."""
        found = self._best()
        if found is None:
            return None
        taken: Sequence[int] = found.taken
        proven = found.proven
        if proven:
            try:
                taken = self._first(taken)
            except OutOfTime:
                proven = False
        return Found(tuple(self.kept[column] for column in taken), proven)

    def without(self, rule: Rule) -> "Search":
        return Search(self.all_gains, [row for row in self.rows if row.rule != rule], self.clock)

    def gained(self, found: Found) -> int:
        return sum(self.all_gains[column] for column in found.taken)

    @cached_property
    def at(self) -> dict[int, int]:
        return {kept: column for column, kept in enumerate(self.kept)}

    @cached_property
    def prices(self) -> list[float] | None:
        return prices(self.gains, self.lines, self.clock)

    @cached_property
    def bound(self) -> tuple[float, list[float]]:
        return bounded(self.gains, self.lines, self.prices or [0.0] * len(self.lines))

    def reachable(self, total: int) -> list[int]:
        """The columns that may be in a set with that total: all such sets are made of these alone."""
        bound, rests = self.bound
        # A hundredth is far above what floating point may be wrong by, and far below a whole number.
        return [column for column, rest in enumerate(rests) if bound + min(rest, 0.0) > total - 0.01]

    def ceiling(self, without: Rule, forced: dict[int, int]) -> float:
        """What no set gains more than if that rule is dropped and some columns are forced in or out."""
        bound, rests = self.bound
        moved: dict[int, float] = {}
        for row, line, price in zip(self.rows, self.lines, self.prices or [], strict=True):
            limit = limit_at(line, price)
            if row.rule == without and limit is not None:
                bound -= price * limit
                for column, weight in line.weights.items():
                    moved[column] = moved.get(column, rests[column]) + price * weight
        bound += sum(max(rest, 0.0) - max(rests[column], 0.0) for column, rest in moved.items())
        for kept, taken in forced.items():
            column = self.at[kept]
            rest = moved.get(column, rests[column])
            bound += (rest if taken else 0.0) - max(rest, 0.0)
        return bound

    def _best(self) -> Found | None:
        """Of the columns that lose least by the prices, then of all those that may be as good."""
        if self.prices is None:
            return None
        found, core = self._best_of_core(self.bound[1])
        if found is None or not found.proven:
            return found
        reachable = self.reachable(sum(self.gains[column] for column in found.taken))
        if set(reachable) <= set(core):
            return found
        try:
            return self._best_of(reachable)
        except OutOfTime:
            return Found(found.taken, proven=False)

    def _best_of_core(self, rests: Sequence[float]) -> tuple[Found | None, list[int]]:
        order = sorted(range(len(rests)), key=lambda column: -min(rests[column], 0.0))
        size = CORE * (1 + sum(rest > 0 for rest in rests) // 10)
        while True:
            core = sorted(order[:size])
            found = self._best_of(core)
            if found or size >= len(order):
                return found, core
            size *= 4

    def _best_of(self, columns: Sequence[int]) -> Found | None:
        gains = [self.gains[column] for column in columns]
        found = best(gains, restricted(self.lines, columns), self.clock)
        return found and Found(tuple(columns[at] for at in found.taken), found.proven)

    def _first(self, taken: Sequence[int]) -> Sequence[int]:
        """Column by column: is there a set as good that parts from this one earlier?"""
        if list(taken) == list(range(len(taken))):
            return taken
        total = sum(self.gains[column] for column in taken)
        possible = self.reachable(total)
        gains = [self.gains[column] for column in possible]
        lowest = min(gains)
        ties = Limit({at: gain - lowest for at, gain in enumerate(gains)}, low=total - lowest * len(taken))
        lines = [*restricted(self.lines, possible), ties]
        current = [possible.index(column) for column in taken]
        for decided in range(len(current)):
            start = current[decided - 1] + 1 if decided else 0
            if current[decided] > start:
                columns = [*current[:decided], *range(start, len(possible))]
                may_be_next = current[decided] - start + 1
                found = _earliest(restricted(lines, columns), len(columns), decided, may_be_next, self.clock)
                current = [columns[at] for at in found]
        return [possible[column] for column in current]


def _earliest(lines: Sequence[Line], size: int, decided: int, may_be_next: int, clock: Clock) -> list[int]:
    """Of the sets that begin with all `decided` columns, one whose next column is as early as can be.

    For each column that may be next there is a second one, its mark: exactly one mark is set, on a
    column that is taken, and the later its column the more it costs.
    """
    marks = range(may_be_next)
    fixed = [Limit({at: 1}, low=1) for at in range(decided)]
    one = Limit({size + mark: 1 for mark in marks}, low=1, high=1)
    taken = [Limit({size + mark: 1, decided + mark: -1}, high=0) for mark in marks]
    gains = [0] * size + [-mark for mark in marks]
    found = best(gains, [*lines, *fixed, one, *taken], clock)
    if found is None:
        raise ArithmeticError("HiGHS no longer finds the set it has found before.")
    if not found.proven:
        raise OutOfTime
    return [at for at in found.taken if at < size]


def undominated(size: int, rows: Sequence[Row]) -> list[int]:
    """The columns that can be in the first best set.

    Not those shut out by better ones: as many as there are places come before them, weigh the same in
    every row, and cost no more. One of these would be free to take their place.
    """
    places = next((row.high for row in rows if isinstance(row.rule, Places)), None)
    if not places:
        return list(range(size))
    money = next((row for row in rows if isinstance(row.rule, Budget)), None)
    kinds: list[list[tuple[int, int]]] = [[] for _column in range(size)]
    for number, row in enumerate(rows):
        if row is not money and not isinstance(row.rule, Places):
            for column, weight in row.weights.items():
                kinds[column].append((number, weight))
    kept: list[int] = []
    cheapest: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for column, kind in enumerate(kinds):
        cost = money.weights.get(column, 0) if money else 0
        before = cheapest.setdefault(tuple(kind), [])
        if len(before) < places or before[places - 1] > cost:
            kept.append(column)
            insort(before, cost)
    return kept


def restricted(lines: Sequence[Line], columns: Sequence[int]) -> list[Limit]:
    """The lines of those columns alone, which are numbered anew."""
    at = {column: place for place, column in enumerate(columns)}
    return [
        Limit(
            {at[column]: weight for column, weight in line.weights.items() if column in at},
            line.low,
            line.high,
        )
        for line in lines
    ]


def bounded(gains: Sequence[int], lines: Sequence[Line], paid: Sequence[float]) -> tuple[float, list[float]]:
    """A bound no set exceeds, and what each column gains beyond the prices it pays.

    The Lagrangian bound: limits are bought at `paid`, and every column that still gains is taken.
    """
    bound, rests = 0.0, [float(gain) for gain in gains]
    for line, price in zip(lines, paid, strict=True):
        limit = limit_at(line, price)
        if limit is not None:
            bound += price * limit
            for column, weight in line.weights.items():
                rests[column] -= price * weight
    return bound + sum(rest for rest in rests if rest > 0), rests


def limit_at(line: Line, price: float) -> int | None:
    """The limit that is bought at that price; None if there is none, and so nothing to buy."""
    return (line.high if price > 0 else line.low) if price else None
