"""A schedule of one-to-one meetings: the solver against the greedy way, and against what nobody can exceed.

    python benchmarks/meetings.py [--size large] [--seconds 30]

Made-up events. Each project wishes to meet some guests, favourites more often than others, and each guest
some projects; one in ten wishes is refused. *Met* is the share of pairs that were wished for by one side and
refused by none; *points* is the share of the bound, which has no clock in it: whom everybody would meet if
all slots were alike. `checking` finds no broken rule in any schedule that is printed.
"""

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

SIZES = {  # projects, guests, slots in a day, days, tables, areas, wishes of a project and of a guest
    "small": (8, 6, 5, 2, 4, 1, 5, 4),
    "medium": (40, 30, 10, 2, 20, 2, 8, 10),
    "large": (200, 100, 10, 2, 100, 1, 5, 9),
    "crowded": (200, 100, 10, 2, 100, 1, 12, 20),
    "areas": (200, 100, 10, 2, 80, 3, 12, 20),
}


def event(size: str, seed: int):
    from residencies.industry.planning import LIKE, MUST, NO, Party, Problem, Slot

    projects, guests, slots, days, tables, areas, theirs, hers = SIZES[size]
    chance = random.Random(seed)
    spoken = [frozenset(words.split()) for words in ("fr", "en", "fr en", "ar fr", "ar fr en")]
    grid = [
        Slot(day * slots + at, 1440 * day + 30 * at, 1440 * day + 30 * at + 25, day, at + (at >= slots // 2))
        for day in range(days)
        for at in range(slots)
    ]

    def party(number: int, people: range) -> Party:
        gone = chance.choice([None, None, None, *range(days)])  # some come for all days but one
        away = frozenset(slot.id for slot in grid if slot.day == gone or chance.random() < 0.1)
        return Party(number, chance.choice(spoken), slots - 2, frozenset(people), away)

    favour = [chance.paretovariate(2) for _guest in range(guests)]
    wishes: dict[tuple[int, int], list[str]] = {}
    for project in range(projects):
        for guest in set(chance.choices(range(guests), favour, k=theirs)):
            wishes.setdefault((project, guest), ["", ""])[0] = MUST if chance.random() < 0.3 else LIKE
    for guest in range(guests):
        for project in chance.sample(range(projects), hers):
            word = chance.choices([MUST, LIKE, NO], [3, 6, 1])[0]
            wishes.setdefault((project, guest), ["", ""])[1] = word
    return Problem(
        projects={number: party(number, range(2 * number, 2 * number + 2)) for number in range(projects)},
        guests={number: party(number, range(10_000 + number, 10_001 + number)) for number in range(guests)},
        slots=grid,
        tables={table: table % areas for table in range(tables)},
        wishes={pair: (words[0], words[1]) for pair, words in wishes.items()},
        travel={(one, other): 10 for one in range(areas) for other in range(one + 1, areas)},
        most_in_a_row=4,
    )


def parties(pairs) -> set[tuple[str, int]]:
    return {("project", one) for one, _other in pairs} | {("guest", other) for _one, other in pairs}


def main() -> None:
    from residencies.industry.boards import greedy
    from residencies.industry.checking import breaches
    from residencies.industry.planning import worth
    from residencies.industry.solving import solve

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    print(f"{'event':>8}{'wished':>8}{'':>10}{'met':>8}{'points':>8}{'at zero':>9}{'s':>7}")
    for size in options.size or SIZES:
        problem = event(size, 1)
        start = time.perf_counter()
        simple = greedy(problem)
        middle = time.perf_counter()
        solved = solve(problem, options.seconds)
        rows = [
            ("greedy", simple, middle - start),
            ("solver", solved.schedule, time.perf_counter() - middle),
        ]
        for name, schedule, seconds in rows:
            if broken := breaches(problem, schedule):
                raise SystemExit(f"{name} breaks {broken[0]}")
            met = {placed.pair for placed in schedule} & problem.gains.keys()
            left = len(parties(problem.gains) - parties(met))
            print(
                f"{size:>8}{problem.wanted():>8}{name:>10}{len(met) / problem.wanted():>8.1%}"
                f"{worth(problem, schedule) / solved.bound:>8.1%}{left:>9}{seconds:>7.1f}"
            )


if __name__ == "__main__":
    main()
