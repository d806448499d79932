"""Whether a schedule of meetings keeps every hard rule. It shares nothing with what makes schedules.

Whoever makes or changes one, a solver or a hand, asks here; what it finds is put into words by `wording`.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from residencies.industry.planning import NO, Id, Placed, Problem, Slot


@dataclass(frozen=True)
class Breach:
    """A rule that is broken, and by which meetings. `what` is one of RULES; `who` the party or person."""

    what: str
    meetings: tuple[Placed, ...]
    who: Hashable = None


RULES = (
    *("unknown", "no", "self", "language", "away", "blocked", "twice", "table", "project", "guest", "person"),
    *("travel", "day", "row"),
)


def breaches(problem: Problem, schedule: Sequence[Placed]) -> list[Breach]:
    """All of them; none is the proof that a schedule holds."""
    known = [placed for placed in schedule if _is_known(problem, placed)]
    found = [Breach("unknown", (placed,)) for placed in schedule if not _is_known(problem, placed)]
    found += [breach for placed in known for breach in _alone(problem, placed)]
    open_ones = [placed for placed in known if placed.slot in problem.by_id]
    found += _pairs_twice(open_ones)
    found += _at_once(problem, open_ones)
    found += _by_day(problem, open_ones)
    return found


def _is_known(problem: Problem, placed: Placed) -> bool:
    return (
        placed.project in problem.projects
        and placed.guest in problem.guests
        and placed.table in problem.tables
    )


def _alone(problem: Problem, placed: Placed) -> Iterable[Breach]:
    """What is wrong with a meeting whatever else there is."""
    project, guest = problem.projects[placed.project], problem.guests[placed.guest]
    if NO in problem.wishes.get(placed.pair, ()):
        yield Breach("no", (placed,))
    if project.people & guest.people:
        yield Breach("self", (placed,))
    if not (
        placed.is_interpreted
        or project.has_interpreter
        or guest.has_interpreter
        or project.languages & guest.languages
    ):
        yield Breach("language", (placed,))
    if placed.slot not in problem.by_id:
        yield Breach("blocked", (placed,))
    if placed.slot in project.away:
        yield Breach("away", (placed,), ("project", project.id))
    if placed.slot in guest.away:
        yield Breach("away", (placed,), ("guest", guest.id))


def _pairs_twice(schedule: Sequence[Placed]) -> Iterable[Breach]:
    by_pair = defaultdict(list)
    for placed in schedule:
        by_pair[placed.pair].append(placed)
    return [Breach("twice", tuple(rows)) for rows in by_pair.values() if len(rows) > 1]


def _at_once(problem: Problem, schedule: Sequence[Placed]) -> Iterable[Breach]:
    """Tables, parties and people: each has one meeting at a time, and time to walk to the next."""
    whose: dict[tuple[str, Id], list[Placed]] = defaultdict(list)
    for placed in schedule:
        whose["table", placed.table].append(placed)
        whose["project", placed.project].append(placed)
        whose["guest", placed.guest].append(placed)
        people = problem.projects[placed.project].people | problem.guests[placed.guest].people
        for person in people:
            whose["person", person].append(placed)
    for who, rows in whose.items():
        for one, other in combinations(rows, 2):
            first, second = sorted((problem.by_id[one.slot], problem.by_id[other.slot]), key=_start)
            if second.start < first.end:
                yield Breach(who[0], (one, other), who)
            elif who[0] != "table":
                way = problem.minutes(problem.tables[one.table], problem.tables[other.table])
                if second.start - first.end < way:
                    yield Breach("travel", (one, other), who)


def _by_day(problem: Problem, schedule: Sequence[Placed]) -> Iterable[Breach]:
    """No party has more in a day than it takes, or more in a row."""
    days: dict[tuple[str, Id, int], list[Placed]] = defaultdict(list)
    for placed in schedule:
        day = problem.by_id[placed.slot].day
        days["project", placed.project, day].append(placed)
        days["guest", placed.guest, day].append(placed)
    for (side, number, _day), rows in days.items():
        party = (problem.projects if side == "project" else problem.guests)[number]
        if len(rows) > party.most_a_day:
            yield Breach("day", tuple(rows), (side, number))
        if problem.most_in_a_row is None:
            continue
        rows.sort(key=lambda placed: problem.by_id[placed.slot].place)
        run = rows[:1]
        for before, after in pairwise(rows):
            follows = problem.by_id[after.slot].place == problem.by_id[before.slot].place + 1
            run = [*run, after] if follows else [after]
            if len(run) == problem.most_in_a_row + 1:
                yield Breach("row", tuple(run), (side, number))


def _start(slot: Slot) -> int:
    return slot.start
