"""What a schedule of meetings is made from, and what it is worth. Pure: numbers of rows, no database.

The hard rules are in `checking`, the ways to make a schedule in `boards` and `solving`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

Id = int
Pair = tuple[Id, Id]  # a project's id, a guest's id

MUST, LIKE, NO = "must", "like", "no"


@dataclass(frozen=True)
class Slot:
    """Minutes since any fixed instant. `day` numbers the event's days; `place` is where it stands among all
    slots of its day, blocked ones counted: two next to each other follow without a rest.
    """

    id: Id
    start: int
    end: int
    day: int
    place: int


@dataclass(frozen=True)
class Party:
    """A project or a guest. `people` sit for it: nobody is at two places at one time."""

    id: Id
    languages: frozenset[str]
    most_a_day: int
    people: frozenset[Id] = frozenset()
    away: frozenset[Id] = frozenset()  # slots
    has_interpreter: bool = False


@dataclass(frozen=True)
class Placed:
    """A meeting. With `is_interpreted` no common language is needed."""

    project: Id
    guest: Id
    slot: Id
    table: Id
    is_interpreted: bool = False

    @property
    def pair(self) -> Pair:
        return self.project, self.guest


@dataclass(frozen=True)
class Weights:
    """Points of a pair by what both say of it; `somebody` for each party with wishes that meets one at all.

    A must of both counts more than one of one side, that more than a like of both, and that more than one.
    What stands for fairness is more than any pair: nobody is left with nothing for a meeting more elsewhere.
    """

    must_both: int = 100
    must_and_like: int = 70
    must: int = 60
    like_both: int = 25
    like: int = 10
    somebody: int = 150

    def of(self, words: tuple[str, str]) -> int:
        """Of a pair, from the project's word and the guest's ('' where one said nothing)."""
        if NO in words:
            return 0
        musts, likes = words.count(MUST), words.count(LIKE)
        if musts:
            return (self.must, self.must_both)[musts - 1] if not likes else self.must_and_like
        return (0, self.like, self.like_both)[likes]


@dataclass(frozen=True)
class Problem:
    """An event. `tables` is table -> area; `travel` has minutes for two areas, the smaller id first.

    `slots` are those open to meetings. `wishes` has the words of the project and of the guest, '' for none.
    `kept` stand already, and stay.
    """

    projects: Mapping[Id, Party]
    guests: Mapping[Id, Party]
    slots: Sequence[Slot]
    tables: Mapping[Id, Id]
    wishes: Mapping[Pair, tuple[str, str]]
    travel: Mapping[tuple[Id, Id], int] = field(default_factory=dict)
    most_in_a_row: int | None = None
    kept: Sequence[Placed] = ()
    weights: Weights = field(default_factory=Weights)

    @cached_property
    def gains(self) -> dict[Pair, int]:
        """Points of each pair that is wished for and has a language, or an interpreter."""
        found = {}
        for pair, words in self.wishes.items():
            gain = self.weights.of(words)
            if gain and pair[0] in self.projects and pair[1] in self.guests and self.can_talk(pair):
                found[pair] = gain
        return found

    @cached_property
    def by_id(self) -> dict[Id, Slot]:
        return {slot.id: slot for slot in self.slots}

    def can_talk(self, pair: Pair) -> bool:
        project, guest = self.projects[pair[0]], self.guests[pair[1]]
        return project.has_interpreter or guest.has_interpreter or bool(project.languages & guest.languages)

    def minutes(self, one: Id, other: Id) -> int:
        """On foot from one area to the other."""
        return 0 if one == other else self.travel.get((min(one, other), max(one, other)), 0)

    def wanted(self) -> int:
        """How many pairs are wished for by a side, and refused by none."""
        return sum(self.weights.of(words) > 0 for words in self.wishes.values())


def worth(problem: Problem, schedule: Iterable[Placed]) -> int:
    """Points of a schedule, fairness counted."""
    met = {placed.pair for placed in schedule} & problem.gains.keys()
    parties = {("project", project) for project, _guest in met} | {("guest", guest) for _p, guest in met}
    return sum(problem.gains[pair] for pair in met) + problem.weights.somebody * len(parties)
