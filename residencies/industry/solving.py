"""The best schedule that can be found in the time there is.

A small event is one question to the solver, and its answer is proven. A large one is taken apart. First:
whom would everybody meet if there were no clock, only so many slots each? That is a matching, quickly found,
and no schedule can be worth more. Then slot after slot takes of these pairs those that press most: a party
with as many meetings to come as it has slots left must be in this one. What remains is mended: a few slots
are emptied and filled again, as well as they can be, as long as that gains something.

`greedy`'s schedule is mended in the same way where it is the better start, so none is worth less than it.
"""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from residencies.industry.boards import Board, Unit, fill, greedy
from residencies.industry.highs import Lines, best, bound
from residencies.industry.planning import Id, Pair, Placed, Problem, worth

SMALL = 4_000  # columns that are asked for at once
AT_ONCE = 12_000  # … when slots are mended
PRESSING = 400  # points, for a party that has to be in every slot that is left
TRIES = 25  # to mend that gain nothing, one after another
SECONDS = 30.0


@dataclass(frozen=True)
class Solved:
    """`bound` is above the worth of any schedule; `proven`: there is no better one."""

    schedule: list[Placed]
    worth: int
    bound: int
    proven: bool


def solve(problem: Problem, seconds: float = SECONDS) -> Solved:
    """Kept meetings stay. Where time runs out, the best so far."""
    clock = _Clock(seconds)
    most, target = matching(problem, clock)
    board, proven = Board(problem), False
    pairs = [pair for pair in sorted(problem.gains) if pair not in board.at and board.may_meet(pair)]
    slots = range(len(board.slots))
    if len(pairs) * len(board.slots) <= SMALL:
        proven = _Slots(board, slots, pairs).take_best(problem.gains.__getitem__, clock.left())
    if not proven:
        board = _better(problem, pairs, target, clock)
        _mend(board, pairs, most, clock)
    _move_up(board)
    schedule = seated(board)
    points = worth(problem, schedule)
    return Solved(schedule, points, points if proven else max(most, points), proven or points >= most)


def is_small(problem: Problem) -> bool:
    """Whether it is solved at once, in a second or two."""
    return len(problem.gains) * len(problem.slots) <= SMALL


class _Clock:
    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        return max(self.end - time.monotonic(), 0.0)


def matching(problem: Problem, clock: _Clock | None = None) -> tuple[int, list[Pair]]:
    """What no schedule can be worth more than, and whom everybody would meet if slots were all alike."""
    board = Board(problem)
    lines, pairs, of = Lines(), [], defaultdict(list)
    for pair, gain in sorted(problem.gains.items()):
        one, other = board.sides(pair)
        if board.may_meet(pair) and (pair in board.at or one.open & other.open):
            column = lines.column(gain)
            pairs.append(pair)
            for unit in dict.fromkeys((*one.units, *other.units)):
                of[unit].append(column)
    for unit, columns in of.items():
        party = board.parties.get(unit)
        lines.most(columns, _room(board, unit) if party else len(board.slots))
        if party:
            lines.most([lines.column(problem.weights.somebody)], 0, less=columns)
    seats = sum(
        sum((s, table) not in board.taken for table in board.tables) for s in range(len(board.slots))
    ) + len(board.at)
    lines.most(range(len(pairs)), seats)
    left = clock.left() if clock else SECONDS
    taken, proven = best(lines, left / 2)
    most = int(bound(lines, max(left / 2, 5.0)) + 0.001)
    if proven:
        most = min(most, sum(lines.gains[column] for column in taken))
    return most, [pairs[column] for column in taken if column < len(pairs)]


def _room(board: Board, unit: Unit) -> int:
    """How many meetings it could have at most, over all days, with its rests; what stands is among them."""
    party, longest = board.parties[unit], board.problem.most_in_a_row
    can = party.open | set(board.busy[unit])
    by_day: Counter[int] = Counter()
    run = 0  # slots it could be in that follow each other, up to this one
    for s in sorted(can):
        run = run + 1 if board.before[s] in can else 1
        if longest is None or run % (longest + 1):
            by_day[board.days[s]] += 1
    return sum(min(count, max(party.of.most_a_day, party.days[day])) for day, count in by_day.items())


def _better(problem: Problem, pairs: Sequence[Pair], target: Sequence[Pair], clock: _Clock) -> Board:
    """Of the two ways to begin, the one that is worth more."""
    by_slots = Board(problem)
    wanted = set(target)
    for s in sorted(range(len(by_slots.slots)), key=lambda s: (by_slots.days[s], s)):
        _fill_slot(by_slots, s, pairs, wanted, clock)
    fill(by_slots, sorted(pairs, key=lambda pair: (-problem.gains[pair], pair)))
    other = Board(problem)
    for placed in greedy(problem):
        if placed.pair not in other.at:
            other.put(placed)
    boards = (by_slots, other)
    return max(boards, key=lambda board: worth(problem, board.at.values()))


def _fill_slot(board: Board, s: int, pairs: Sequence[Pair], wanted: set[Pair], clock: _Clock) -> None:
    """With those of `wanted` that press most, and where that leaves room with others."""
    gains = board.problem.gains
    to_come = Counter(party.unit for pair in wanted if pair not in board.at for party in board.sides(pair))
    left = {unit: sum(other >= s for other in board.parties[unit].open) for unit in to_come}

    def presses(pair: Pair) -> int:
        if pair not in wanted:
            return max(gains[pair] // 10, 1)
        share = (min(to_come[party.unit] / max(left[party.unit], 1), 1.0) for party in board.sides(pair))
        return gains[pair] + int(sum(PRESSING * part**3 for part in share))

    _Slots(board, [s], pairs).take_best(presses, clock.left())


def _mend(board: Board, pairs: Sequence[Pair], most: int, clock: _Clock) -> None:
    """Empty a few slots and fill them again, as long as it gains."""
    problem, chance = board.problem, random.Random(7)  # noqa: S311 - the same each time
    points, idle = worth(problem, board.at.values()), 0
    while idle < TRIES and clock.left() and points < most:
        slots = _loose(board, pairs, chance)
        if not slots:
            return
        before = [placed for placed in board.at.values() if board.place_of[placed.slot] in slots]
        kept = set(problem.kept)
        out = [placed for placed in before if placed not in kept]
        for placed in out:
            board.take(placed)
        _Slots(board, slots, pairs).take_best(problem.gains.__getitem__, clock.left())
        now = worth(problem, board.at.values())
        if now < points:  # it ran out of time
            for placed in [one for one in board.at.values() if board.place_of[one.slot] in slots]:
                if placed not in kept:
                    board.take(placed)
            for placed in out:
                board.put(placed)
            now = points
        idle = 0 if now > points else idle + 1
        points = now


def _move_up(board: Board) -> None:
    """Each meeting to the first slot it can be in: what is worth the same is over sooner."""
    kept = set(board.problem.kept)
    for placed in board.schedule():
        if placed not in kept:
            board.take(placed)
            board.put(next(board.spots(placed.pair), placed))


def _loose(board: Board, pairs: Sequence[Pair], chance: random.Random) -> list[int]:
    """Slots in which one of a pair that does not meet is free: two such pairs name them."""
    waiting = [pair for pair in pairs if pair not in board.at]
    if not waiting:
        return []
    weights = [board.problem.gains[pair] for pair in waiting]
    found: set[int] = set()
    for pair in chance.choices(waiting, weights, k=6):
        for party in board.sides(pair):
            free = sorted(s for s in party.open if s not in board.busy[party.unit])
            if free and len(found) < 4:
                found.add(chance.choice(free))
    every = range(len(board.slots))
    while len(found) < min(3, len(board.slots)):
        found.add(chance.choice(every))
    return sorted(found)


class _Slots:
    """Some slots of a board, and how to fill what is empty in them at best."""

    def __init__(self, board: Board, slots: Iterable[int], pairs: Iterable[Pair]) -> None:
        self.board, self.slots, self.lines = board, list(slots), Lines()
        self.pairs = [pair for pair in pairs if pair not in board.at]
        self.columns: list[tuple[Pair, int, Id]] = []

    def take_best(self, gain: Callable[[Pair], int], seconds: float) -> bool:
        """Put the best choice onto the board. Returns whether it is proven to be the best."""
        self._lay_columns(gain)
        self._lay_limits()
        taken, proven = best(self.lines, seconds)
        for column in taken:
            if column < len(self.columns):
                pair, s, area = self.columns[column]
                table = self.board.table_in(s, area)
                if table is not None:
                    self.board.put(Placed(*pair, self.board.slots[s].id, table))
        return proven

    def _lay_columns(self, gain: Callable[[Pair], int]) -> None:
        """One for each pair, slot and area that is possible as the board stands."""
        board = self.board
        comes = {
            unit: [s for s in self.slots if board.has_time(party, s)] for unit, party in board.parties.items()
        }
        free = {
            (s, area): sum((s, table) not in board.taken for table in board.by_area[area])
            for s in self.slots
            for area in board.areas
        }
        self.free = free
        reaches: dict[tuple[Unit, int], list[Id]] = {
            (unit, s): [
                area for area in board.areas if free[s, area] and board.reach(board.parties[unit], s, area)
            ]
            for unit, its in comes.items()
            for s in its
        }
        for pair in self.pairs:
            one, other = board.sides(pair)
            worth_it = gain(pair)
            theirs = set(comes[other.unit])
            for s in comes[one.unit]:
                if s in theirs:
                    areas = reaches[other.unit, s]
                    for area in reaches[one.unit, s]:
                        if area in areas:
                            self.lines.column(worth_it)
                            self.columns.append((pair, s, area))

    def _lay_limits(self) -> None:
        board, most = self.board, self.lines.most
        by_unit: dict[tuple[Unit, int, Id], list[int]] = defaultdict(list)
        by_pair, by_table = defaultdict(list), defaultdict(list)
        by_party: dict[Unit, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for column, (pair, s, area) in enumerate(self.columns):
            by_pair[pair].append(column)
            by_table[s, area].append(column)
            one, other = board.sides(pair)
            for unit in dict.fromkeys((*one.units, *other.units)):
                by_unit[unit, s, area].append(column)
            by_party[one.unit][s].append(column)
            by_party[other.unit][s].append(column)
        for columns in by_pair.values():
            most(columns, 1)
        for (s, area), columns in by_table.items():
            most(columns, self.free[s, area])
        self._one_at_a_time(by_unit, by_table)
        for unit, by_slot in by_party.items():
            self._in_a_day(unit, by_slot)
            self._in_a_row(unit, by_slot)
            self._somebody(unit, by_slot)

    def _one_at_a_time(
        self, by_unit: dict[tuple[Unit, int, Id], list[int]], by_table: dict[tuple[int, Id], list[int]]
    ) -> None:
        board = self.board
        by_slot: dict[Unit, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for (unit, s, _area), columns in by_unit.items():
            by_slot[unit][s] += columns
        for its in by_slot.values():
            for columns in its.values():
                self.lines.most(columns, 1)
        for s, other in combinations(self.slots, 2):
            if other in board.overlaps[s]:
                for its in by_slot.values():
                    self.lines.most([*its.get(s, ()), *its.get(other, ())], 1)
                for area in board.areas:
                    room = min(self.free[s, area], self.free[other, area])
                    self.lines.most([*by_table.get((s, area), ()), *by_table.get((other, area), ())], room)
        if len(board.areas) > 1:
            self._walk(by_unit, by_slot)

    def _walk(
        self,
        by_unit: dict[tuple[Unit, int, Id], list[int]],
        by_slot: dict[Unit, dict[int, list[int]]],
    ) -> None:
        """Who sits in an area in one slot does not sit too far from it in another one near it."""
        board = self.board
        among = set(self.slots)
        for s in self.slots:
            for other, gap in board.near[s]:
                if other not in among or other < s:
                    continue
                for area in board.areas:
                    far = [to for to in board.areas if board.problem.minutes(area, to) > gap]
                    for unit in by_slot if far else ():
                        there = [column for to in far for column in by_unit.get((unit, other, to), ())]
                        here = by_unit.get((unit, s, area), [])
                        if here and there:
                            self.lines.most([*here, *there], 1)

    def _in_a_day(self, unit: Unit, by_slot: dict[int, list[int]]) -> None:
        party, days = self.board.parties[unit], defaultdict(list)
        for s, columns in by_slot.items():
            days[self.board.days[s]] += columns
        for day, columns in days.items():
            self.lines.most(columns, party.of.most_a_day - party.days[day])

    def _in_a_row(self, unit: Unit, by_slot: dict[int, list[int]]) -> None:
        """Of any slots that follow each other without a rest, one more than the most, one stays empty."""
        board, longest = self.board, self.board.problem.most_in_a_row
        if longest is None:
            return
        busy, seen = board.busy[unit], set()
        for s in by_slot:
            for back in range(longest + 1):
                window = self._window(s, back, longest + 1)
                if window is None or window in seen:
                    continue
                seen.add(window)
                fixed = sum(at in busy for at in window)
                self.lines.most([column for at in window for column in by_slot.get(at, ())], longest - fixed)

    def _window(self, s: int, back: int, length: int) -> tuple[int, ...] | None:
        """`length` slots that follow each other, with `s` after `back` of them; None if there are none."""
        at: int | None = s
        for _step in range(back):
            at = self.board.before[at] if at is not None else None
        found: list[int] = []
        while at is not None and len(found) < length:
            found.append(at)
            at = self.board.after[at]
        return tuple(found) if len(found) == length else None

    def _somebody(self, unit: Unit, by_slot: dict[int, list[int]]) -> None:
        """A party that has nobody yet gains by having somebody."""
        gains = self.board.problem.gains
        if any(placed.pair in gains for placed in self.board.busy[unit].values()):
            return
        columns = [column for its in by_slot.values() for column in its]
        self.lines.most([self.lines.column(self.board.problem.weights.somebody)], 0, less=columns)


def seated(board: Board) -> list[Placed]:
    """The same schedule, with each guest at one table as long as it can be."""
    problem, kept = board.problem, set(board.problem.kept)
    sits: dict[tuple[Id, Id], Id] = {}  # of a guest in an area, where last
    found: list[Placed] = list(kept)
    groups = defaultdict(list)
    for placed in board.schedule():
        if placed not in kept:
            groups[board.place_of[placed.slot], problem.tables[placed.table]].append(placed)
    for (_s, area), rows in sorted(groups.items()):
        free = [placed.table for placed in rows]
        for placed in sorted(rows, key=lambda one: (sits.get((one.guest, area)) not in free, one.guest)):
            last = sits.get((placed.guest, area))
            table = last if last in free else free[0]
            free.remove(table)
            sits[placed.guest, area] = table
            found.append(Placed(placed.project, placed.guest, placed.slot, table, placed.is_interpreted))
    order = {table: at for at, table in enumerate(board.tables)}
    return sorted(found, key=lambda placed: (board.place_of[placed.slot], order[placed.table]))
