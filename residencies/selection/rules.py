"""The rules of a choice: what a call says about who may be chosen together.

A rule is data. It says which rows of whole numbers it stands for, so that the solver, the check of a
jury's own pick and the words staff read all come from the same place.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import gcd

Number = Decimal | int
TOO_FINE = 10**8  # at ten times as much the solver no longer tells two whole numbers apart


@dataclass(frozen=True)
class Candidate:
    """What may be chosen: an application, with its exact score.

    `groups` is dimension -> value ({"gender": "woman", "country": "MA", "first_film": True}); a dimension
    that is missing or None is unknown, and so is a cost of None.
    """

    id: Hashable
    score: Number
    groups: Mapping[str, Hashable] = field(default_factory=dict)
    cost: Number | None = None


@dataclass(frozen=True)
class Field:
    """All candidates in their order: by score, and of equal scores as they were given."""

    candidates: tuple[Candidate, ...]

    @classmethod
    def of(cls, candidates: Iterable[Candidate]) -> "Field":
        """Raises ValueError if two have the same id, or a score is not a number."""
        given = list(candidates)
        if not all(Decimal(one.score).is_finite() for one in given):
            raise ValueError("A score is not a number.")
        field = cls(tuple(sorted(given, key=lambda one: -one.score)))
        if len(field.place_of) < len(given):
            raise ValueError("Two candidates have the same id.")
        return field

    @cached_property
    def place_of(self) -> dict[Hashable, int]:
        return {one.id: place for place, one in enumerate(self.candidates)}

    def places(self, ids: Iterable[Hashable]) -> list[int]:
        """In order. Raises ValueError for what is no candidate."""
        wanted = set(ids)
        if strangers := sorted(map(str, wanted.difference(self.place_of))):
            raise ValueError(f"Not among the candidates: {', '.join(strangers)}.")
        return sorted(self.place_of[one] for one in wanted)

    def ids(self, places: Iterable[int]) -> tuple[Hashable, ...]:
        return tuple(self.candidates[place].id for place in places)

    def total(self, places: Iterable[int]) -> Number:
        return sum(self.candidates[place].score for place in places)


@dataclass(frozen=True)
class Row:
    """low <= the weights of those chosen, added up <= high. `weights` is place in the list -> weight."""

    rule: "Rule"
    value: Hashable  # of the dimension, where a rule stands for a row each
    weights: Mapping[int, int]
    low: int | None = None
    high: int | None = None

    def holds(self, chosen: Iterable[int]) -> bool:
        total = sum(self.weights.get(place, 0) for place in chosen)
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)


@dataclass(frozen=True)
class Reading:
    """How a rule (or its row of one value) stands for a set: `amount` of it are in the group, or spent.

    `known` and `unknown` are how many of the set have a value in the rule's dimension and how many have
    none; a share is `amount` of `known`.
    """

    rule: "Rule"
    value: Hashable
    amount: Number
    known: int
    unknown: int
    holds: bool


class Rule:
    """What a set must obey."""

    def rows(self, field: Field) -> list[Row]:
        raise NotImplementedError

    def measured(self, one: Candidate, value: Hashable) -> Number | None:
        """What one chosen candidate adds to the amount of a reading; None if that is unknown."""
        raise NotImplementedError


@dataclass(frozen=True)
class Places(Rule):
    """Exactly `count` are chosen."""

    count: int

    def rows(self, field: Field) -> list[Row]:
        return [Row(self, None, dict.fromkeys(range(len(field.candidates)), 1), self.count, self.count)]

    def measured(self, one: Candidate, value: Hashable) -> Number | None:
        return 1


@dataclass(frozen=True)
class Pin(Rule):
    """People have decided: this one is chosen, or is not."""

    id: Hashable
    chosen: bool

    def rows(self, field: Field) -> list[Row]:
        weights = dict.fromkeys(field.places([self.id]), 1)
        return [Row(self, None, weights, *((1, None) if self.chosen else (None, 0)))]

    def measured(self, one: Candidate, value: Hashable) -> Number | None:
        return int(one.id == self.id)


@dataclass(frozen=True)
class OfGroup(Rule):
    """A rule about those who have one of some values in a dimension."""

    dimension: str
    values: frozenset[Hashable]

    def measured(self, one: Candidate, value: Hashable) -> Number | None:
        known = one.groups.get(self.dimension)
        return None if known is None else int(known in self.values)


@dataclass(frozen=True)
class Quota(OfGroup):
    """At least or at most so many of a group. Those of unknown value are not of it."""

    least: int | None = None
    most: int | None = None

    def rows(self, field: Field) -> list[Row]:
        weights = {place: 1 for place, one in enumerate(field.candidates) if self.measured(one, None)}
        return [Row(self, None, weights, self.least, self.most)]


@dataclass(frozen=True)
class Share(OfGroup):
    """At least or at most a share of a group, of those chosen whose value is known.

    Whoever has not said counts neither for the group nor against it. `least` and `most` lie between 0
    and 1 and are exact (a Fraction or a Decimal).
    """

    least: Fraction | Decimal | None = None
    most: Fraction | Decimal | None = None

    def rows(self, field: Field) -> list[Row]:
        rows = []
        if self.least is not None:
            rows.append(Row(self, None, self._weights(field, Fraction(self.least)), low=0))
        if self.most is not None:
            rows.append(Row(self, None, self._weights(field, Fraction(self.most)), high=0))
        return rows

    def _weights(self, field: Field, share: Fraction) -> dict[int, int]:
        """In the group minus the share of the known, times its denominator."""
        if not 0 <= share <= 1 or share.denominator > TOO_FINE:
            raise ValueError("A share lies between 0 and 1, and is exact.")
        found = ((place, self.measured(one, None)) for place, one in enumerate(field.candidates))
        return {
            place: int(inside) * share.denominator - share.numerator
            for place, inside in found
            if inside is not None
        }


@dataclass(frozen=True)
class Each(Rule):
    """At least or at most so many of every value: strands with their places, two a country.

    `values` names those that count; without it, all that any candidate has.
    """

    dimension: str
    least: int | None = None
    most: int | None = None
    values: tuple[Hashable, ...] = ()

    def rows(self, field: Field) -> list[Row]:
        weights: dict[Hashable, dict[int, int]] = {value: {} for value in self.values}
        for place, one in enumerate(field.candidates):
            value = one.groups.get(self.dimension)
            if value in weights or (value is not None and not self.values):
                weights.setdefault(value, {})[place] = 1
        return [Row(self, value, row, self.least, self.most) for value, row in weights.items()]

    def measured(self, one: Candidate, value: Hashable) -> Number | None:
        known = one.groups.get(self.dimension)
        return None if known is None else int(known == value)


@dataclass(frozen=True)
class Budget(Rule):
    """What those chosen cost is no more than `most`; an unknown cost is stated, not counted."""

    most: Number

    def rows(self, field: Field) -> list[Row]:
        costs = {place: one.cost for place, one in enumerate(field.candidates) if one.cost}
        factor = factor_of([self.most, *costs.values()])
        whole = {place: int(cost * factor) for place, cost in costs.items()}
        if min(whole.values(), default=0) < 0:
            raise ValueError("A cost is below zero.")
        unit = gcd(*whole.values()) or 1
        most = min(int(self.most * factor), sum(whole.values())) // unit
        if most > TOO_FINE:
            raise ValueError("The costs have too many digits for an exact choice: round them.")
        # What costs more than there is costs too much, however much more.
        return [
            Row(self, None, {place: min(cost // unit, most + 1) for place, cost in whole.items()}, high=most)
        ]

    def measured(self, one: Candidate, value: Hashable) -> Number | None:
        return one.cost


def factor_of(numbers: Iterable[Number]) -> int:
    """The power of ten that makes all of them whole."""
    exponents = [Decimal(number).normalize().as_tuple().exponent for number in numbers]
    return 10 ** max([0, *(-exponent for exponent in exponents if isinstance(exponent, int))])


def readings(field: Field, rules: Iterable[Rule], places: Sequence[int]) -> Iterator[Reading]:
    """How each rule stands for the set of those places, in the order of the rules."""
    for rule in rules:
        by_value: dict[Hashable, list[Row]] = {}
        for row in rule.rows(field):
            by_value.setdefault(row.value, []).append(row)
        for value, rows in by_value.items():
            amounts = [rule.measured(field.candidates[place], value) for place in places]
            known = [amount for amount in amounts if amount is not None]
            holds = all(row.holds(places) for row in rows)
            yield Reading(rule, value, sum(known), len(known), len(amounts) - len(known), holds)
