"""The exact choice and the even assignment, against what is done without them.

    python benchmarks/selection.py [--runs 5]

*Sort* is the choice without rules: the list sorted by score, and the first ten of it. *Set* is the best set
under six rules, the first of its equals and proven; *proposal* is that, what each rule costs and whom it
changes, six further choices. *Solver* asks HiGHS for the best total once, with all applications and the
same rows, and nothing made smaller beforehand. *Deal* gives each application the three least busy jurors
who may read it, one application after another, the French ones first; *assign* is the exact flow.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

PLACES, READERS = 10, 3


def side_by_side(runs: int, **works: Callable[[], Any]) -> tuple[dict[str, list[float]], dict[str, Any]]:
    """For each what it took in milliseconds, in turn in every run, and what it returned."""
    took: dict[str, list[float]] = {name: [] for name in works}
    results = {}
    for _run in range(runs):
        for name, work in works.items():
            start = time.perf_counter()
            results[name] = work()
            took[name].append(1000 * (time.perf_counter() - start))
    return took, results


def ratio(took: dict[str, list[float]], one: str, other: str) -> float:
    return statistics.median(a / b for a, b in zip(took[one], took[other], strict=True))


def by_score(one: Any) -> Any:
    return -one.score


def choices(runs: int) -> None:
    from residencies.selection.choosing import choose, whole
    from residencies.selection.rules import Field, Places
    from residencies.selection.searching import Search
    from residencies.selection.solving import Clock, best
    from tests.selection.made import SIX_RULES, applications

    print(f"{'applications':>13}{'sort':>8}{'set':>8}{'proposal':>10}{'solver':>9}"
          f"{'set ÷ sort':>12}{'proposal ÷ sort':>17}{'set ÷ solver':>14}")  # fmt: skip
    choose(applications(20), 3)  # loads the solver
    for count in (75, 1_000, 10_000):
        given = applications(count)

        def asked(given: Any = given) -> tuple[Any, Any]:
            field = Field.of(given)
            stated = [*SIX_RULES, Places(PLACES)]
            return whole(field, PLACES), [row for rule in stated for row in rule.rows(field)]

        def first(asked: Any = asked) -> Any:
            return Search(*asked(), Clock(600)).first()

        took, found = side_by_side(
            runs,
            sort=lambda given=given: sorted(given, key=by_score)[:PLACES],
            set=first,
            proposal=lambda given=given: choose(given, PLACES, SIX_RULES),
            solver=lambda asked=asked: best(*asked(), Clock(600)),
        )
        gains, _rows = asked()
        totals = {sum(gains[place] for place in found[name].taken) for name in ("set", "solver")}
        if len(totals) > 1 or not all(found[name].proven for name in ("set", "solver", "proposal")):
            sys.exit(f"{count}: not the same answer, or not proven: {totals}")
        times = [statistics.median(took[name]) for name in ("sort", "set", "proposal", "solver")]
        print(f"{count:13}{times[0]:8.2f}{times[1]:8.0f}{times[2]:10.0f}{times[3]:9.0f}"
              f"{ratio(took, 'set', 'sort'):12.0f}{ratio(took, 'proposal', 'sort'):17.0f}"
              f"{ratio(took, 'set', 'solver'):14.2f}", flush=True)  # fmt: skip


def assignments(runs: int) -> None:
    from residencies.selection.assigning import Application, Reader, assign

    chance = Random(3)
    field = [Application(n, {"language": "fr" if n < 600 else "ar"}) for n in range(1_000)]
    reads = [frozenset({"fr"}), frozenset({"ar"}), frozenset({"fr", "ar"})]
    jury = [Reader(n, None, {"language": reads[n % 3]}) for n in range(30)]
    conflicts = {(chance.randrange(1_000), chance.randrange(30)) for _pair in range(900)}

    def deal() -> list[int]:
        loads = [0] * len(jury)
        for one in field:
            able = [
                n
                for n, she in enumerate(jury)
                if (one.id, n) not in conflicts and one.groups["language"] in she.reads["language"]
            ]
            for n in sorted(able, key=loads.__getitem__)[:READERS]:
                loads[n] += 1
        return loads

    took, found = side_by_side(
        runs, deal=deal, assign=lambda: list(assign(field, jury, READERS, conflicts=conflicts).loads.values())
    )
    print(f"\n{'':8}{'ms':>8}{'least':>8}{'most':>8}")
    for name, loads in found.items():
        print(f"{name:8}{statistics.median(took[name]):8.0f}{min(loads):8}{max(loads):8}")
    print(f"assign ÷ deal {ratio(took, 'assign', 'deal'):.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    choices(runs)
    assignments(runs)


if __name__ == "__main__":
    main()
