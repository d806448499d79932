"""The door to the solver: which of these columns to take, so that every line holds and most is gained.

HiGHS reckons in floating point, and answers within a tolerance. Here all numbers are whole: what it
returns is rounded and checked again in whole numbers, and a set that breaks a line by a rounding is cut
off and asked for anew. Two totals differ by one at least, so a gap below one is a proof.
"""

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

OPTIONS: dict[str, bool | float | str] = {
    "threads": 1,
    "mip_rel_gap": 0.0,
    "mip_feasibility_tolerance": 1e-9,
    # The presolve of 1.16.0 drops lines that still count (ERGO-Code/HiGHS#3216), and a restart presolves.
    "presolve": "off",
    "mip_allow_restart": False,
    "mip_heuristic_run_feasibility_jump": False,  # takes longer than all the rest of a small question
}


class OutOfTime(Exception):
    """The time given ran out before anything could be said."""


class Clock:
    def __init__(self, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self.now, self.end = now, now() + seconds

    def left(self) -> float:
        """Seconds, more than none. Raises OutOfTime."""
        left = self.end - self.now()
        if left <= 0:
            raise OutOfTime
        return left


class Line(Protocol):
    """low <= weights of the columns taken <= high; None is no limit."""

    @property
    def weights(self) -> Mapping[int, int]: ...
    @property
    def low(self) -> int | None: ...
    @property
    def high(self) -> int | None: ...


@dataclass(frozen=True)
class Limit:
    weights: Mapping[int, int]
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Found:
    taken: tuple[int, ...]
    proven: bool  # no other set gains more


def best(gains: Sequence[int], lines: Sequence[Line], clock: Clock) -> Found | None:
    """The columns to take, in order; None if the lines cannot all hold. Raises OutOfTime."""
    cuts: list[Line] = []
    while True:
        found = _ask(gains, [*lines, *cuts], clock)
        if found is None or all(_holds(line, found.taken) for line in lines):
            return found
        taken = set(found.taken)
        weights = {column: 1 if column in taken else -1 for column in range(len(gains))}
        cuts.append(Limit(weights, high=len(taken) - 1))


def prices(gains: Sequence[int], lines: Sequence[Line], clock: Clock) -> list[float] | None:
    """What one unit of each line is worth if columns may be taken in part: above zero where the upper
    limit binds, below where the lower does. Any prices are safe to reckon with; these are the tightest.

    None if the lines cannot all hold even so.
    """
    from highspy import HighsModelStatus as Status  # noqa: PLC0415 - only those who choose load it

    if not _possible(lines):
        return None
    solver = _loaded(gains, lines, clock, whole=False)
    solver.run()
    if solver.getModelStatus() in (Status.kInfeasible, Status.kUnboundedOrInfeasible):
        return None
    gain = _unit(gains, 2**20)
    duals = zip(solver.getSolution().row_dual, lines, strict=False)
    return [-dual * _unit(line.weights.values(), 2**10) / gain for dual, line in duals] or [0.0] * len(lines)


def _holds(line: Line, taken: Iterable[int]) -> bool:
    total = sum(line.weights.get(column, 0) for column in taken)
    return (line.low is None or total >= line.low) and (line.high is None or total <= line.high)


def _possible(lines: Iterable[Line]) -> bool:
    """Whether those that weigh nothing hold: the solver need not see them."""
    return all(_holds(line, ()) for line in lines if not line.weights)


def _ask(gains: Sequence[int], lines: Sequence[Line], clock: Clock) -> Found | None:
    if not _possible(lines):
        return None
    if not gains:
        return Found((), proven=True)
    solver = _loaded(gains, [line for line in lines if line.weights], clock, whole=True)
    solver.run()
    return _answer(solver)


def _answer(solver: Any) -> Found | None:
    from highspy import HighsModelStatus as Status  # noqa: PLC0415 - only those who choose load it

    status = solver.getModelStatus()
    if status in (Status.kInfeasible, Status.kUnboundedOrInfeasible):  # each column has its bounds
        return None
    if status not in (Status.kOptimal, Status.kTimeLimit):
        raise ArithmeticError(f"HiGHS stopped with {status.name}.")
    solution = solver.getSolution()
    if not solution.value_valid:
        raise OutOfTime
    taken = tuple(column for column, value in enumerate(solution.col_value) if value > 0.5)
    return Found(taken, proven=status == Status.kOptimal)


def _loaded(gains: Sequence[int], lines: Sequence[Line], clock: Clock, *, whole: bool) -> Any:
    import highspy  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    class Quiet(highspy.Highs):  # its constructor prints a banner to standard output
        def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
            self.silent()
            super().enableCallbacks()

    unit = _unit(gains, 2**20)
    solver = Quiet()
    for name, value in {**OPTIONS, "mip_abs_gap": unit / 2, "time_limit": clock.left()}.items():
        solver.setOptionValue(name, value)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(gains), len(lines)
    model.col_cost_ = -unit * np.array(gains, dtype=float)
    model.col_lower_, model.col_upper_ = np.zeros(len(gains)), np.ones(len(gains))
    rows = [_scaled(line) for line in lines]
    model.row_lower_ = np.array([low for _weights, low, _high in rows])
    model.row_upper_ = np.array([high for _weights, _low, high in rows])
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(line.weights) for line in lines)])
    matrix.index_ = np.array([column for line in lines for column in line.weights], dtype=np.int32)
    matrix.value_ = np.array([weight for weights, _low, _high in rows for weight in weights])
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(gains)
    solver.passModel(model)
    return solver


def _scaled(line: Line) -> tuple[list[float], float, float]:
    """Its weights and limits in numbers the solver is at ease with.

    Large weights are scaled by a power of two, which loses nothing, and their limits moved out by a
    quarter: sums of whole numbers stay on their side, and none lies where floating point may lose it.
    """
    unit = _unit(line.weights.values(), 2**10)
    room = 0.25 if unit < 1 else 0.0
    return (
        [weight * unit for weight in line.weights.values()],
        -math.inf if line.low is None else (line.low - room) * unit,
        math.inf if line.high is None else (line.high + room) * unit,
    )


def _unit(numbers: Iterable[int], most: int) -> float:
    """The power of two, not above one, that brings all of them below `most`."""
    largest = max(map(abs, numbers), default=0)
    return 1.0 if largest < most else 2.0 ** (most.bit_length() - 1 - largest.bit_length())
