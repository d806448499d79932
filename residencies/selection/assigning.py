"""Who reads what: so many readers for each application, never across a conflict, and as evenly as can be.

An exact flow: readings are handed out, and moved on along chains of readers, until no chain helps any
more. That no chain leads from a reader to one with two readings fewer is the proof that no other
assignment is more even (the cost-reducing paths of Harvey, Ladner, Lovász and Tamir, "Semi-Matchings for
Bipartite Graphs and Load Balancing", 2003).
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

Pair = tuple[Hashable, Hashable]  # the id of an application, the id of a reader


@dataclass(frozen=True)
class Application:
    """`groups` is dimension -> value ({"language": "ar", "strand": "documentary"})."""

    id: Hashable
    groups: Mapping[str, Hashable] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """`reads` is dimension -> the values she reads. Of a dimension that is missing she reads all, and an
    application whose value is unknown may be given to anyone. `capacity` counts what she has read as well.
    """

    id: Hashable
    capacity: int | None = None
    reads: Mapping[str, frozenset[Hashable]] = field(default_factory=dict)


@dataclass(frozen=True)
class Lack:
    """An application with fewer readers than wanted, and why: `conflicted` and `unable` may not read it.

    `unable` is reader -> the dimension she does not read. `full` are those who would have to have room:
    all who may read it, and all to whom one of these could hand on a reading.
    """

    application: Hashable
    missing: int
    conflicted: tuple[Hashable, ...]
    unable: Mapping[Hashable, str]
    full: tuple[Hashable, ...]


@dataclass(frozen=True)
class Assignment:
    """`pairs` are new, in the order of the applications; `loads` count those that were made before too.

    `broken` were made across a conflict: they count neither as a reading nor for the load. `held` is empty
    if the loads of all who have room differ by one at most. Otherwise nobody outside `held` may take a new
    reading of those in it, each of whom is full or has at most one reading less than the busiest.
    """

    pairs: tuple[Pair, ...]
    loads: Mapping[Hashable, int]
    lacks: tuple[Lack, ...]
    broken: tuple[Pair, ...]
    held: tuple[Hashable, ...]


def assign(
    applications: Sequence[Application],
    readers: Sequence[Reader],
    wanted: int,
    *,
    conflicts: Iterable[Pair] = (),
    made: Iterable[Pair] = (),
    seed: int = 0,
) -> Assignment:
    """`wanted` readers for each application, those of `made` (kept as they are) among them.

    If there are not enough, as many readings as possible are given, and first to those that have fewest.
    Who reads with whom is mixed, by `seed`, so that jurors can be compared later. Raises ValueError for an
    id that stands twice.
    """
    for rows in (applications, readers):
        if len({row.id for row in rows}) < len(rows):
            raise ValueError("An id stands twice.")
    barred, before = set(conflicts), list(dict.fromkeys(made))
    kept = [pair for pair in before if pair not in barred]
    chance = Random(seed)  # noqa: S311 - not a secret
    table = _Table(applications, readers, barred, kept, chance)
    order = chance.sample(range(len(applications)), len(applications))
    for round_of in range(1, wanted + 1):
        for one in order:
            if len(table.reading[one]) + table.gone[one] < round_of:
                table.give_one(one)
    table.even_out()
    return Assignment(
        pairs=tuple(table.pairs()),
        loads={reader.id: load for reader, load in zip(readers, table.loads, strict=True)},
        lacks=tuple(lack for one in range(len(applications)) if (lack := table.lack(one, wanted))),
        broken=tuple(pair for pair in before if pair in barred),
        held=tuple(readers[reader].id for reader in table.held()),
    )


class _Table:
    """Applications and readers by number. `moves[a][b]` are the new readings of a that b may take."""

    def __init__(
        self,
        applications: Sequence[Application],
        readers: Sequence[Reader],
        barred: set[Pair],
        kept: Sequence[Pair],
        chance: Random,
    ) -> None:
        self.applications, self.readers, self.barred, self.chance = applications, readers, barred, chance
        numbers = {reader.id: number for number, reader in enumerate(readers)}
        places = {one.id: place for place, one in enumerate(applications)}
        everyone = range(len(readers))
        self.allowed = [[r for r in everyone if self.refusal(one, r) is None] for one in range(len(places))]
        self.loads = [0 for _reader in everyone]
        self.gone = [0 for _one in applications]  # readings of those who have left the jury
        self.reading: list[set[int]] = [set() for _one in applications]
        self.new: list[dict[int, None]] = [{} for _one in applications]
        self.together = [[0 for _b in everyone] for _a in everyone]
        self.moves: list[list[dict[int, None]]] = [[{} for _b in everyone] for _a in everyone]
        for application, reader in kept:
            number, place = numbers.get(reader), places.get(application)
            if number is not None:
                self.loads[number] += 1
            if place is not None and number is not None:
                self.reading[place].add(number)
            elif place is not None:
                self.gone[place] += 1

    def refusal(self, one: int, reader: int) -> str | None:
        """The dimension in which she does not read it, "" for a conflict; None if she may."""
        application, she = self.applications[one], self.readers[reader]
        if (application.id, she.id) in self.barred:
            return ""
        for dimension, values in she.reads.items():
            value = application.groups.get(dimension)
            if value is not None and value not in values:
                return dimension
        return None

    def has_room(self, reader: int) -> bool:
        capacity = self.readers[reader].capacity
        return capacity is None or self.loads[reader] < capacity

    def give_one(self, one: int) -> None:
        """One more reader for it, the least busy there is, or nobody."""
        free = self.free_for(one)
        direct = any(self.has_room(reader) for reader in free)
        came_from = dict.fromkeys(free) if direct else self.reachable(free)
        if path := self.path_to(came_from, [reader for reader in came_from if self.has_room(reader)]):
            self.shift(path)
            self.give(one, path[0])

    def free_for(self, one: int) -> list[int]:
        """Those who may read it and do not: first the least busy, then who has met its readers least."""
        met = [
            sum(column)
            for column in zip(*(self.together[reader] for reader in self.reading[one]), strict=True)
        ]
        free = [reader for reader in self.allowed[one] if reader not in self.reading[one]]
        return sorted(
            free, key=lambda reader: (self.loads[reader], met[reader] if met else 0, self.chance.random())
        )

    def reachable(self, sources: Sequence[int]) -> dict[int, int | None]:
        """Reader -> from whom a chain of moves comes to her, the shortest; None for a source."""
        came_from: dict[int, int | None] = dict.fromkeys(sources)
        queue = list(sources)
        for giver in queue:
            for taker, readings in enumerate(self.moves[giver]):
                if readings and taker not in came_from:
                    came_from[taker] = giver
                    queue.append(taker)
        return came_from

    def path_to(self, came_from: Mapping[int, int | None], goals: Sequence[int]) -> list[int]:
        """From a source to the least busy of the goals; empty if there is none."""
        path: list[int] = []
        step = min(goals, key=lambda reader: self.loads[reader], default=None)
        while step is not None:
            path.append(step)
            step = came_from[step]
        return path[::-1]

    def shift(self, path: Sequence[int]) -> None:
        """Each hands one reading on to the next.

        The path is a shortest one, so no application stands for two of its steps.
        """
        for giver, taker in pairwise(path):
            one = next(iter(self.moves[giver][taker]))
            self.take(one, giver)
            self.give(one, taker)

    def give(self, one: int, reader: int) -> None:
        self.loads[reader] += 1
        for other in self.new[one]:
            self.moves[other][reader].pop(one, None)
        self.meet(one, reader, 1)
        self.reading[one].add(reader)
        self.new[one][reader] = None
        for other in self.allowed[one]:
            if other not in self.reading[one]:
                self.moves[reader][other][one] = None

    def take(self, one: int, reader: int) -> None:
        self.loads[reader] -= 1
        self.reading[one].remove(reader)
        self.meet(one, reader, -1)
        del self.new[one][reader]
        for other in self.allowed[one]:
            self.moves[reader][other].pop(one, None)
        for other in self.new[one]:
            self.moves[other][reader][one] = None

    def meet(self, one: int, reader: int, times: int) -> None:
        for other in self.reading[one]:
            self.together[reader][other] += times
            self.together[other][reader] += times

    def even_out(self) -> None:
        """Until no chain leads from a reader to one who has room and at least two readings fewer."""
        todo = True
        while todo:
            todo = False
            for reader in sorted(range(len(self.loads)), key=lambda reader: -self.loads[reader]):
                came_from = self.reachable([reader])
                fewer = self.loads[reader] - 2
                goals = [other for other in came_from if self.loads[other] <= fewer and self.has_room(other)]
                if path := self.path_to(came_from, goals):
                    self.shift(path)
                    todo = True

    def pairs(self) -> Iterable[Pair]:
        for one, new in enumerate(self.new):
            for reader in sorted(new):
                yield self.applications[one].id, self.readers[reader].id

    def lack(self, one: int, wanted: int) -> Lack | None:
        missing = wanted - len(self.reading[one]) - self.gone[one]
        if missing <= 0:
            return None
        others = [reader for reader in range(len(self.readers)) if reader not in self.reading[one]]
        refused = {self.readers[reader].id: self.refusal(one, reader) for reader in others}
        return Lack(
            self.applications[one].id,
            missing,
            conflicted=tuple(reader for reader, why in refused.items() if why == ""),
            unable={reader: why for reader, why in refused.items() if why},
            full=tuple(self.readers[reader].id for reader in sorted(self.reachable(self.free_for(one)))),
        )

    def held(self) -> list[int]:
        most = max(self.loads, default=0)
        least = min((load for reader, load in enumerate(self.loads) if self.has_room(reader)), default=most)
        if most - least <= 1:
            return []
        return sorted(self.reachable([reader for reader, load in enumerate(self.loads) if load == most]))
