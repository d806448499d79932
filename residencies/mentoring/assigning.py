"""The best assignment: as many mentees as can be, then the greatest total, never above a mentor's places.

It is a network flow, so the linear programme has a whole-numbered optimum and needs no branching. Of n × m
possible pairs only those that may belong to the optimum are given to HiGHS: it starts with the best few of
each side, and its prices say which of the others are still worth a look, until none is. The prices are
whole numbers as well; with them the answer is proven in whole numbers, whatever floating point did.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

FIRST_LOOK = 12  # pairs of each mentee and of each mentor the solver begins with
MORE = 6  # pairs of each mentee that are added at a time


@dataclass(frozen=True)
class Best:
    """`chosen` is the mentor's place for each mentee's, or None. `total` is gains less costs of load."""

    chosen: tuple[int | None, ...]
    total: int


class Table:
    """Mentees × mentors. `gains` is n × m whole numbers, `allowed` n × m truths, `costs[j]` what mentor
    j's first, second … further mentee takes off the total: as many as she has places, none cheaper than
    the one before.
    """

    def __init__(self, gains: Any, allowed: Any, costs: Sequence[Sequence[int]]) -> None:
        import numpy as np  # noqa: PLC0415 - only those who match load it

        self.np = np
        self.gains, self.allowed = np.array(gains, dtype=np.int64), np.array(allowed, dtype=bool)
        self.mentees, self.mentors = self.gains.shape
        self.costs = [list(of_one) for of_one in costs]
        if any(later < sooner for one in self.costs for sooner, later in pairwise(one)):
            raise ValueError("A further mentee may not cost less than the one before.")
        self.allowed &= np.array([bool(of_one) for of_one in self.costs], dtype=bool)
        # One more who is placed outweighs whatever her place may cost the others.
        within = self.gains[self.allowed]
        spread = int(within.max() - within.min()) if within.size else 0
        dearest = max((of_one[-1] for of_one in self.costs if of_one), default=0)
        placed = 1 + (self.mentees + 1) * (spread + dearest) + abs(int(within.min()) if within.size else 0)
        self.values = self.gains + placed
        self.columns: dict[int, int] = {}  # of the solver, by the number of the pair
        self.solver = self._loaded()

    def best(self) -> Best:
        """Raises ArithmeticError if the solver gives up, or what it says cannot be proven."""
        if not self.allowed.any():
            return Best((None,) * self.mentees, 0)
        while True:
            self.solver.run()
            self._check_status()
            solution = self.solver.getSolution()
            rows = self.np.rint(-self.np.array(solution.row_dual)).astype(self.np.int64)
            hers, theirs = rows[: self.mentees], rows[self.mentees :]
            worth = self.np.where(self.allowed, self.values - hers[:, None] - theirs[None, :], 0)
            missed = self._most_worth(worth)
            if not missed.size:
                return self._proven(solution.col_value, hers, theirs)
            self._add(missed)

    def without(self, mentee: int, mentor: int) -> Best:
        """The best if these two may not be a pair."""
        pair = mentee * self.mentors + mentor
        column, before = self.columns.get(pair), bool(self.allowed[mentee, mentor])
        self.allowed[mentee, mentor] = False
        if column is not None:
            self.solver.changeColBounds(column, 0.0, 0.0)
        try:
            return self.best()
        finally:
            self.allowed[mentee, mentor] = before
            if column is not None:
                self.solver.changeColBounds(column, 0.0, self.np.inf)

    def _loaded(self) -> Any:
        """A row for each mentee and each mentor, a column for each place of a mentor, then pairs."""
        import highspy  # noqa: PLC0415

        np = self.np

        class Quiet(highspy.Highs):  # its constructor prints a banner to standard output
            def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
                self.silent()
                super().enableCallbacks()

        solver = Quiet()
        for name, value in {"threads": 1, "presolve": "off", "solver": "simplex"}.items():
            solver.setOptionValue(name, value)
        places = [(mentor, cost) for mentor, of_one in enumerate(self.costs) for cost in of_one]
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(places), self.mentees + self.mentors
        model.col_cost_ = np.array([cost for _mentor, cost in places], dtype=float)
        model.col_lower_, model.col_upper_ = np.zeros(len(places)), np.ones(len(places))
        model.row_lower_ = np.full(model.num_row_, -highspy.kHighsInf)
        model.row_upper_ = np.concatenate([np.ones(self.mentees), np.zeros(self.mentors)])
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.arange(len(places) + 1)
        rows = [self.mentees + mentor for mentor, _cost in places]
        model.a_matrix_.index_ = np.array(rows, dtype=np.int32)
        model.a_matrix_.value_ = np.full(len(places), -1.0)
        solver.passModel(model)
        self.width = len(places)
        first = [self._top(self.values, FIRST_LOOK), self._top(self.values.T, FIRST_LOOK, turned=True)]
        self._add_to(solver, np.unique(np.concatenate(first)))
        return solver

    def _top(self, values: Any, count: int, *, turned: bool = False) -> Any:
        """The numbers of the `count` best allowed pairs in each row."""
        np = self.np
        allowed = self.allowed.T if turned else self.allowed
        worth = np.where(allowed, values, np.iinfo(np.int64).min)
        count = min(count, worth.shape[1])
        best = np.argpartition(-worth, count - 1, axis=1)[:, :count]
        row = np.repeat(np.arange(worth.shape[0]), count)
        column = best.ravel()
        mentee, mentor = (column, row) if turned else (row, column)
        kept = self.allowed[mentee, mentor]
        return (mentee * self.mentors + mentor)[kept]

    def _most_worth(self, worth: Any) -> Any:
        """The pairs the prices say would gain, a few of each mentee, that the solver does not know yet."""
        np = self.np
        count = min(MORE, self.mentors)
        best = np.argpartition(-worth, count - 1, axis=1)[:, :count]
        row = np.repeat(np.arange(self.mentees), count)
        found = (row * self.mentors + best.ravel())[worth[row, best.ravel()] > 0]
        return np.array([pair for pair in found.tolist() if pair not in self.columns], dtype=np.int64)

    def _add(self, pairs: Any) -> None:
        self._add_to(self.solver, pairs)

    def _add_to(self, solver: Any, pairs: Any) -> None:
        np, count = self.np, len(pairs)
        if not count:
            return
        mentee, mentor = pairs // self.mentors, pairs % self.mentors
        solver.addCols(
            count,
            -self.values[mentee, mentor].astype(float),
            np.zeros(count),
            np.full(count, np.inf),  # the rows hold it at one: a bound would have a price of its own
            2 * count,
            np.arange(0, 2 * count, 2, dtype=np.int32),
            np.column_stack([mentee, self.mentees + mentor]).ravel().astype(np.int32),
            np.ones(2 * count),
        )
        for pair in pairs.tolist():
            self.columns[pair] = self.width
            self.width += 1

    def _check_status(self) -> None:
        from highspy import HighsModelStatus as Status  # noqa: PLC0415

        if self.solver.getModelStatus() != Status.kOptimal:
            raise ArithmeticError(f"HiGHS stopped with {self.solver.getModelStatus().name}.")

    def _proven(self, taken: Iterable[float], hers: Any, theirs: Any) -> Best:
        """No assignment is worth more than prices that no pair outbids; this one is worth as much."""
        values = list(taken)
        chosen: list[int | None] = [None] * self.mentees
        loads, worth, total = [0] * self.mentors, 0, 0
        for pair, column in self.columns.items():
            if values[column] > 0.5:
                mentee, mentor = divmod(pair, self.mentors)
                if chosen[mentee] is not None or not self.allowed[mentee, mentor]:
                    raise ArithmeticError("The solver broke a rule.")
                chosen[mentee] = mentor
                loads[mentor] += 1
                worth += int(self.values[mentee, mentor])
                total += int(self.gains[mentee, mentor])
        if any(load > len(of_one) for load, of_one in zip(loads, self.costs, strict=True)):
            raise ArithmeticError("The solver broke a rule.")
        cost = sum(sum(of_one[:load]) for load, of_one in zip(loads, self.costs, strict=True))
        price = int(hers.sum()) + sum(
            max(0, int(theirs[mentor]) - one) for mentor, of_one in enumerate(self.costs) for one in of_one
        )
        if (hers < 0).any() or (theirs < 0).any() or price != worth - cost:
            raise ArithmeticError("The assignment is not proven to be the best.")
        return Best(tuple(chosen), total - cost)
