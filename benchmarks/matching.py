"""The best pairs, against the library made for the plain assignment.

    python benchmarks/matching.py [--runs 5]

1,000 mentees and 1,000 mentors with one place each, and no rule at all: then it is the linear sum assignment
that scipy solves in C, and both have to come to the same total. *even* has points from 0 to 1,000 for every
pair; *wishes* has five wishes of each mentee and little else, as a round has. scipy is needed for this
alone: `requirements/bench.in` names it, Masar does without.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def points(kind: str, count: int, seed: int) -> Any:
    import numpy as np

    chance = np.random.default_rng(seed)
    if kind == "even":
        return chance.integers(0, 1001, (count, count))
    wished = chance.random((count, count)) < 5 / count
    return np.where(
        wished, chance.integers(20, 140, (count, count)), 10 * chance.integers(0, 3, (count, count))
    )


def main() -> None:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    from residencies.mentoring.assigning import Table

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    print(f"{'points':>8}{'pairs':>8}{'scipy ms':>10}{'masar ms':>10}{'ratio':>8}")
    for kind in ("even", "wishes"):
        for count in (40, 200, 1_000):
            theirs, ours = [], []
            for seed in range(runs):
                gains = points(kind, count, seed)
                start = time.perf_counter()
                rows, columns = linear_sum_assignment(gains, maximize=True)
                middle = time.perf_counter()
                found = Table(gains, np.ones_like(gains, dtype=bool), [[0]] * count).best()
                theirs.append(1000 * (middle - start))
                ours.append(1000 * (time.perf_counter() - middle))
                if found.total != int(gains[rows, columns].sum()):
                    raise SystemExit(f"{found.total} is not scipy's {gains[rows, columns].sum()}.")
            ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
            print(
                f"{kind:>8}{count:>8}{statistics.median(theirs):>10.1f}"
                f"{statistics.median(ours):>10.1f}{ratio:>8.1f}"
            )


if __name__ == "__main__":
    main()
