"""Who would be whose mentor: the best pairs, why each, what comes second, and why somebody has nobody.

Pure functions over numbers of mentees and mentors. What a pair is worth is in `Weights`, all of it in
whole points that staff see beside the pair.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from residencies.mentoring.assigning import Best, Table

Id = int
Pair = tuple[Id, Id]  # a mentee's id, a mentor's id


@dataclass(frozen=True)
class Weights:
    """Points. `mentee` and `mentor` by the rank of their wish, from the first; `load` for each mentee a
    mentor has already, taken off for a further one.
    """

    mentee: tuple[int, ...] = (60, 48, 38, 30, 24)
    mentor: tuple[int, ...] = (40, 32, 25, 20, 16)
    field: int = 30
    own_language: int = 10
    load: int = 8


@dataclass(frozen=True)
class Mentee:
    """`languages` in which she can be mentored, her own first; `craft` is the code of her track."""

    id: Id
    languages: tuple[str, ...]
    craft: str = ""


@dataclass(frozen=True)
class Mentor:
    """`capacity` counts those she `carries` already, in whatever edition."""

    id: Id
    languages: frozenset[str]
    capacity: int
    carries: int = 0
    crafts: frozenset[str] = frozenset()

    @property
    def room(self) -> int:
        return max(self.capacity - self.carries, 0)


@dataclass(frozen=True)
class Said:
    """What was said of pairs: wishes by rank from 1, vetoes, staff's pins, pairs that were tried before."""

    by_mentee: Mapping[Pair, int] = field(default_factory=dict)
    by_mentor: Mapping[Pair, int] = field(default_factory=dict)
    vetoes: frozenset[Pair] = frozenset()
    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    before: frozenset[Pair] = frozenset()
    selves: frozenset[Pair] = frozenset()  # a mentor who is a mentee herself


@dataclass(frozen=True)
class Reason:
    """What a pair is worth, part by part. `carries` counts whom she has when this one comes."""

    wish: int | None
    wish_back: int | None
    has_field: bool
    languages: tuple[str, ...]
    carries: int
    is_pinned: bool
    points: int


@dataclass(frozen=True)
class Lack:
    """Why a mentee has nobody: `barred` is mentor -> "self", "veto", "apart", "before",
    "language" or "no_room".

    All whom she may have, `full`, have no place left, and neither has anyone to whom one of theirs could
    move: they have `places` for the `rivals` who can have nobody else.
    """

    mentee: Id
    barred: Mapping[Id, str]
    full: tuple[Id, ...] = ()
    places: int = 0
    rivals: tuple[Id, ...] = ()


@dataclass(frozen=True)
class Second:
    """Whom she would have otherwise, and by how many points all pairs together would be worth less."""

    mentor: Id
    costs: int


@dataclass(frozen=True)
class Matching:
    """`pairs` in the order of the mentees, each proven to belong to a best whole of `total` points."""

    pairs: tuple[Pair, ...]
    reasons: Mapping[Id, Reason]  # by mentee
    seconds: Mapping[Id, Second]
    lacks: tuple[Lack, ...]
    total: int


class Impossible(Exception):
    """Pins that cannot hold; `pairs` are those at fault, `why` is as in `Lack.barred`, or "twice"."""

    def __init__(self, why: str, pairs: Sequence[Pair]) -> None:
        super().__init__(why)
        self.why, self.pairs = why, tuple(pairs)


def barred(mentee: Mentee, mentor: Mentor, said: Said) -> str:
    """Why these two may not be a pair; '' if they may."""
    pair = (mentee.id, mentor.id)
    if pair in said.selves:
        return "self"
    if pair in said.vetoes:
        return "veto"
    if pair in said.apart:
        return "apart"
    if pair in said.before:
        return "before"
    if not mentor.languages & set(mentee.languages):
        return "language"
    return "" if mentor.room else "no_room"


def worth(mentee: Mentee, mentor: Mentor, said: Said, weights: Weights) -> int:
    """Points of a pair, before any is taken off for load."""
    pair = (mentee.id, mentor.id)
    points = _ranked(weights.mentee, said.by_mentee.get(pair)) + _ranked(
        weights.mentor, said.by_mentor.get(pair)
    )
    points += weights.field if mentee.craft and mentee.craft in mentor.crafts else 0
    return points + (
        weights.own_language if mentee.languages[:1] and mentee.languages[0] in mentor.languages else 0
    )


def _ranked(points: Sequence[int], rank: int | None) -> int:
    return points[min(rank, len(points)) - 1] if rank else 0


def match(
    mentees: Sequence[Mentee],
    mentors: Sequence[Mentor],
    said: Said | None = None,
    weights: Weights | None = None,
    *,
    seconds: bool = True,
) -> Matching:
    """As many mentees as can be, and of all ways the one with most points.

    No mentor gets more than she has room for, no pair is against a veto or without a language in common.
    Raises Impossible for pins that cannot hold.
    """
    return _Match(mentees, mentors, said or Said(), weights or Weights()).result(seconds)


class _Match:
    def __init__(
        self, mentees: Sequence[Mentee], mentors: Sequence[Mentor], said: Said, weights: Weights
    ) -> None:
        self.mentees, self.mentors, self.said, self.weights = mentees, mentors, said, weights
        self.bars = [[barred(mentee, mentor, said) for mentor in mentors] for mentee in mentees]
        self.gains = [[worth(mentee, mentor, said, weights) for mentor in mentors] for mentee in mentees]
        self.pinned = self._pinned()
        taken = Counter(self.pinned.values())
        self.costs = [
            [weights.load * (mentor.carries + k) for k in range(taken[j], mentor.room)]
            for j, mentor in enumerate(mentors)
        ]
        self.free = [i for i in range(len(mentees)) if i not in self.pinned]

    def _pinned(self) -> dict[int, int]:
        """Mentee's place -> mentor's, of those staff want together."""
        rows = {mentee.id: i for i, mentee in enumerate(self.mentees)}
        columns = {mentor.id: j for j, mentor in enumerate(self.mentors)}
        known = [pair for pair in self.said.together if pair[0] in rows and pair[1] in columns]
        pairs = sorted(known, key=lambda pair: rows[pair[0]])
        found: dict[int, int] = {}
        for pair in pairs:
            i, j = rows[pair[0]], columns[pair[1]]
            if i in found:
                raise Impossible("twice", [pair])
            if why := self.bars[i][j]:
                raise Impossible(why, [pair])
            found[i] = j
        for j, count in Counter(found.values()).items():
            if count > self.mentors[j].room:
                raise Impossible("no_room", [pair for pair in pairs if pair[1] == self.mentors[j].id])
        return found

    def result(self, seconds: bool) -> Matching:
        gains, bars = [self.gains[i] for i in self.free], [self.bars[i] for i in self.free]
        table = Table(gains, [[not why for why in of_one] for of_one in bars], self.costs)
        best = table.best()
        chosen = {**dict(zip(self.free, best.chosen, strict=True)), **self.pinned}
        pairs = {i: j for i in range(len(self.mentees)) if (j := chosen[i]) is not None}
        reasons, loads = {}, [mentor.carries for mentor in self.mentors]
        for i, j in sorted(pairs.items(), key=lambda pair: -self.gains[pair[0]][pair[1]]):
            reasons[self.mentees[i].id] = self._reason(i, j, loads[j])
            loads[j] += 1
        return Matching(
            pairs=tuple((self.mentees[i].id, self.mentors[j].id) for i, j in pairs.items()),
            reasons=reasons,
            seconds=dict(self._seconds(table, best)) if seconds else {},
            lacks=tuple(self._lack(i, pairs) for i in range(len(self.mentees)) if i not in pairs),
            total=sum(reason.points for reason in reasons.values()),
        )

    def _reason(self, i: int, j: int, carries: int) -> Reason:
        mentee, mentor = self.mentees[i], self.mentors[j]
        pair = (mentee.id, mentor.id)
        return Reason(
            wish=self.said.by_mentee.get(pair),
            wish_back=self.said.by_mentor.get(pair),
            has_field=bool(mentee.craft) and mentee.craft in mentor.crafts,
            languages=tuple(code for code in mentee.languages if code in mentor.languages),
            carries=carries,
            is_pinned=i in self.pinned,
            points=self.gains[i][j] - self.weights.load * carries,
        )

    def _seconds(self, table: Table, best: Best) -> Iterable[tuple[Id, Second]]:
        """The whole is matched again without each pair, and as many have to be placed."""
        placed = sum(mentor is not None for mentor in best.chosen)
        for row, (i, j) in enumerate(zip(self.free, best.chosen, strict=True)):
            if j is None:
                continue
            other = table.without(row)
            second = other.chosen[row]
            if second is not None and sum(mentor is not None for mentor in other.chosen) == placed:
                yield self.mentees[i].id, Second(self.mentors[second].id, best.total - other.total)

    def _lack(self, i: int, pairs: Mapping[int, int]) -> Lack:
        """Follows who could move to whom: all mentors it comes to are full."""
        why = {self.mentors[j].id: reason for j, reason in enumerate(self.bars[i]) if reason}
        rivals, reached = [i], set[int]()
        for one in rivals:
            for j, reason in enumerate(self.bars[one]):
                if reason or j in reached:
                    continue
                reached.add(j)
                rivals += [
                    k
                    for k, theirs in pairs.items()
                    if theirs == j and k not in rivals and k not in self.pinned
                ]
        return Lack(
            mentee=self.mentees[i].id,
            barred=why,
            full=tuple(self.mentors[j].id for j in sorted(reached)),
            places=sum(self.mentors[j].room for j in reached),
            rivals=tuple(self.mentees[k].id for k in rivals[1:]),
        )


def as_json(reason: Reason | Lack) -> dict[str, Any]:
    """For a row: numbers and codes alone."""
    if isinstance(reason, Lack):
        return {
            "barred": [[mentor, why] for mentor, why in reason.barred.items()],
            "full": list(reason.full),
            "places": reason.places,
        }
    return {
        "wish": reason.wish,
        "wish_back": reason.wish_back,
        "has_field": reason.has_field,
        "languages": list(reason.languages),
        "carries": reason.carries,
        "is_pinned": reason.is_pinned,
    }
