"""A schedule in the making: what may still be put where, asked many times a second.

Everything is by place in a list here, not by id. `checking` proves afterwards, by itself, that what came out
keeps the rules.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from residencies.industry.planning import NO, Id, Pair, Party, Placed, Problem

Unit = tuple[str, Id]  # a party, or a person who sits for more than one


@dataclass
class _Party:
    of: Party
    unit: Unit
    units: tuple[Unit, ...]
    open: frozenset[int]  # slots it can come to
    days: Counter[int] = field(default_factory=Counter)


class Board:
    """Starts with the problem's kept meetings; holds no breach, for `put` is only for what `spots` gave."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = sorted(problem.slots, key=lambda slot: (slot.start, slot.id))
        self.place_of = {slot.id: s for s, slot in enumerate(self.slots)}
        self.days = [slot.day for slot in self.slots]
        self.tables = list(problem.tables)  # in the order of the problem
        self.by_area: dict[Id, list[Id]] = defaultdict(list)
        for table in self.tables:
            self.by_area[problem.tables[table]].append(table)
        self.areas = list(self.by_area)
        self._lay_time()
        self.parties = dict(self._parties())
        self.busy: dict[Unit, dict[int, Placed]] = defaultdict(dict)
        self.taken: dict[tuple[int, Id], Placed] = {}  # by slot and table
        self.at: dict[Pair, Placed] = {}
        for placed in problem.kept:
            self.put(placed)

    def _lay_time(self) -> None:
        """For each slot those that overlap it, those from which there may be too little time to walk, and its
        neighbours in a row.
        """
        furthest = max(self.problem.travel.values(), default=0)
        self.overlaps, self.near = [], []
        for one in self.slots:
            gaps = [
                (s, max(one.start - other.end, other.start - one.end)) for s, other in enumerate(self.slots)
            ]
            self.overlaps.append([s for s, gap in gaps if gap < 0])
            self.near.append([(s, gap) for s, gap in gaps if 0 <= gap < furthest])
        places = {(slot.day, slot.place): s for s, slot in enumerate(self.slots)}
        self.before = [places.get((slot.day, slot.place - 1)) for slot in self.slots]
        self.after = [places.get((slot.day, slot.place + 1)) for slot in self.slots]

    def _parties(self) -> Iterator[tuple[Unit, _Party]]:
        sides = [("project", party) for party in self.problem.projects.values()]
        sides += [("guest", party) for party in self.problem.guests.values()]
        sits = Counter(person for _side, party in sides for person in party.people)
        for side, party in sides:
            shared = tuple(("person", person) for person in sorted(party.people) if sits[person] > 1)
            unit = (side, party.id)
            coming = frozenset(s for s, slot in enumerate(self.slots) if slot.id not in party.away)
            yield unit, _Party(party, unit, (unit, *shared), coming)

    def sides(self, pair: Pair) -> tuple[_Party, _Party]:
        return self.parties["project", pair[0]], self.parties["guest", pair[1]]

    def put(self, placed: Placed) -> None:
        s = self.place_of[placed.slot]
        self.at[placed.pair] = self.taken[s, placed.table] = placed
        for party in self.sides(placed.pair):
            party.days[self.days[s]] += 1
            for unit in party.units:
                self.busy[unit][s] = placed

    def take(self, placed: Placed) -> None:
        s = self.place_of[placed.slot]
        del self.at[placed.pair], self.taken[s, placed.table]
        for party in self.sides(placed.pair):
            party.days[self.days[s]] -= 1
            for unit in party.units:
                self.busy[unit].pop(s, None)

    def may_meet(self, pair: Pair) -> bool:
        """Whatever else there is: nobody refused, there is a language, and nobody would sit on both sides."""
        one, other = self.sides(pair)
        return (
            NO not in self.problem.wishes.get(pair, ())
            and self.problem.can_talk(pair)
            and not one.of.people & other.of.people
        )

    def has_time(self, party: _Party, s: int) -> bool:
        """Whether the party comes, is free, and has neither enough of the day nor of meetings in a row."""
        if s not in party.open or party.days[self.days[s]] >= party.of.most_a_day:
            return False
        for unit in party.units:
            busy = self.busy[unit]
            if any(other in busy for other in self.overlaps[s]):
                return False
        most = self.problem.most_in_a_row
        return most is None or self._run(self.busy[party.unit], s) <= most

    def _run(self, busy: dict[int, Placed], s: int) -> int:
        """How many in a row there would be with one in this slot."""
        length = 1
        for neighbours in (self.before, self.after):
            at = neighbours[s]
            while at is not None and at in busy:
                length += 1
                at = neighbours[at]
        return length

    def reach(self, party: _Party, s: int, area: Id) -> bool:
        """Whether there is time to walk here from the meeting before, and from here to the next."""
        for other, gap in self.near[s]:
            for unit in party.units:
                placed = self.busy[unit].get(other)
                if placed and self.problem.minutes(area, self.problem.tables[placed.table]) > gap:
                    return False
        return True

    def table_in(self, s: int, area: Id) -> Id | None:
        """A free one."""
        for table in self.by_area[area]:
            if (s, table) not in self.taken and not any(
                (other, table) in self.taken for other in self.overlaps[s] if other != s
            ):
                return table
        return None

    def ordered_areas(self, guest: _Party, s: int) -> list[Id]:
        """Those in which the guest sits that day come first."""
        if len(self.areas) == 1:
            return self.areas
        day = self.days[s]
        sits = Counter(
            self.problem.tables[placed.table]
            for other, placed in self.busy[guest.unit].items()
            if self.days[other] == day
        )
        return sorted(self.areas, key=lambda area: -sits[area])

    def spot(self, pair: Pair, s: int) -> Placed | None:
        """The meeting as it may be put into this slot, if it may."""
        project, guest = self.sides(pair)
        if not (self.has_time(project, s) and self.has_time(guest, s)):
            return None
        for area in self.ordered_areas(guest, s):
            if self.reach(project, s, area) and self.reach(guest, s, area):
                table = self.table_in(s, area)
                if table is not None:
                    return Placed(*pair, self.slots[s].id, table)
        return None

    def spots(self, pair: Pair) -> Iterator[Placed]:
        project, guest = self.sides(pair)
        for s in sorted(project.open & guest.open):
            if placed := self.spot(pair, s):
                yield placed

    def schedule(self) -> list[Placed]:
        order = {table: at for at, table in enumerate(self.tables)}
        return sorted(self.at.values(), key=lambda placed: (self.place_of[placed.slot], order[placed.table]))


def greedy(problem: Problem) -> list[Placed]:
    """The strongest wish first, each in the first slot that is left: what the solver is measured by."""
    board = Board(problem)
    fill(board, sorted(problem.gains, key=lambda pair: (-problem.gains[pair], pair)))
    return board.schedule()


def fill(board: Board, pairs: Iterable[Pair]) -> None:
    """Put each that fits, in this order."""
    for pair in pairs:
        if pair not in board.at and board.may_meet(pair):
            placed = next(board.spots(pair), None)
            if placed:
                board.put(placed)
