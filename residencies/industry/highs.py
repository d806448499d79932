"""The door to HiGHS: which of these columns to take so that no line is above its limit and most is gained."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

OPTIONS: dict[str, bool | float | str] = {
    "threads": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,  # gains are whole numbers
    # The presolve of 1.16.0 drops lines that still count (ERGO-Code/HiGHS#3216), and a restart presolves.
    "presolve": "off",
    "mip_allow_restart": False,
    "mip_heuristic_run_feasibility_jump": False,
}


@dataclass
class Lines:
    """Columns with what each gains, and lines of +1 (or -1) over them with a limit above."""

    gains: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)

    def column(self, gain: int) -> int:
        self.gains.append(gain)
        return len(self.gains) - 1

    def most(self, columns: Sequence[int], limit: int, less: Sequence[int] = ()) -> None:
        """No more than `limit` of these, those in `less` counted against them."""
        limit = max(limit, 0)
        if limit >= len(columns):
            return  # it always holds
        self.index += [*columns, *less]
        self.value += [1.0] * len(columns) + [-1.0] * len(less)
        self.starts.append(len(self.index))
        self.limits.append(limit)


def best(lines: Lines, seconds: float) -> tuple[list[int], bool]:
    """The columns to take, and whether no other set gains more. None are taken where time ran out first."""
    if not lines.gains:
        return [], True
    solver = _loaded(lines, seconds, whole=True)
    solver.run()
    from highspy import HighsModelStatus as Status  # noqa: PLC0415 - only those who schedule load it

    status, solution = solver.getModelStatus(), solver.getSolution()
    if not solution.value_valid:
        return [], False
    taken = [column for column, value in enumerate(solution.col_value) if value > 0.5]
    return taken, status == Status.kOptimal


def bound(lines: Lines, seconds: float = 60.0) -> float:
    """No choice of whole columns gains more: the best of broken ones."""
    if not lines.gains:
        return 0.0
    solver = _loaded(lines, seconds, whole=False)
    solver.run()
    from highspy import HighsModelStatus as Status  # noqa: PLC0415

    if solver.getModelStatus() != Status.kOptimal:
        return float(sum(lines.gains))
    return -float(solver.getInfo().objective_function_value)


def _loaded(lines: Lines, seconds: float, *, whole: bool) -> Any:
    import highspy  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    class Quiet(highspy.Highs):  # its constructor prints a banner to standard output
        def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
            self.silent()
            super().enableCallbacks()

    solver = Quiet()
    for name, value in {**OPTIONS, "time_limit": max(seconds, 0.01)}.items():
        solver.setOptionValue(name, value)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(lines.gains), len(lines.limits)
    model.col_cost_ = -np.array(lines.gains, dtype=float)
    model.col_lower_, model.col_upper_ = np.zeros(len(lines.gains)), np.ones(len(lines.gains))
    model.row_lower_ = np.full(len(lines.limits), -math.inf)
    model.row_upper_ = np.array(lines.limits, dtype=float)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.array(lines.starts, dtype=np.int32)
    matrix.index_ = np.array(lines.index, dtype=np.int32)
    matrix.value_ = np.array(lines.value)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(lines.gains)
    solver.passModel(model)
    return solver
