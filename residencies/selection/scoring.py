"""What the marks of a jury say as they stand: scores, places, and where readers disagree.

A mark on a scale from `low` to `high` counts (mark - low) / (high - low). A review is the mean of its marks
by the weights of the criteria, times 100; an application is the mean of its reviews.
"""

import statistics
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt

Number = Decimal | int
SAME = 1e-6  # scores nearer than this are equal: the difference is one of floating point
DIGITS = Decimal("0.0001")  # of what is given out


@dataclass(frozen=True)
class Criterion:
    code: str
    weight: Number = 1
    low: Number = 0
    high: Number = 10


@dataclass(frozen=True)
class Review:
    """`marks` is code of the criterion -> mark, None where the criterion does not apply."""

    juror: Hashable
    application: Hashable
    marks: Mapping[str, Number | None]


@dataclass(frozen=True)
class Score:
    """One review, on the scale from 0 to 100."""

    juror: Hashable
    application: Hashable
    value: float


@dataclass(frozen=True)
class Standing:
    """`place` is 1 for the best; equals share one, and whoever follows is as far behind as they are many.

    `deviation` (the standard deviation, of just these readers) and `range` say how far apart its readers
    are; None with one reader.
    """

    application: Hashable
    readings: int
    score: Decimal
    place: int
    deviation: Decimal | None
    range: Decimal | None


def raw_scores(reviews: Iterable[Review], criteria: Sequence[Criterion]) -> list[Score]:
    """A review in which no criterion applies says nothing, and is left out.

    Raises ValueError for a mark that is missing, outside its scale or of no criterion, for a juror with two
    reviews of one application, and for criteria without weight or with an empty scale.
    """
    by_code = {one.code: one for one in criteria}
    if any(one.weight < 0 or one.high <= one.low for one in criteria):
        raise ValueError("A criterion has a weight below zero, or an empty scale.")
    scores: dict[tuple[Hashable, Hashable], Score] = {}
    for review in reviews:
        key = review.juror, review.application
        value = _weighted(review, by_code)
        if key in scores:
            raise ValueError(f"{review.juror} has two reviews of {review.application}.")
        if value is not None:
            scores[key] = Score(*key, value)
    return list(scores.values())


def _weighted(review: Review, criteria: Mapping[str, Criterion]) -> float | None:
    if review.marks.keys() != criteria.keys():
        raise ValueError(f"The marks of {review.juror} for {review.application} are not those asked for.")
    total = weights = Fraction(0)
    for code, mark in review.marks.items():
        one = criteria[code]
        if mark is None:
            continue
        if not one.low <= mark <= one.high:
            raise ValueError(f"{mark} is outside the scale of {code}.")
        weights += Fraction(one.weight)
        total += Fraction(one.weight) * Fraction(mark - one.low) / Fraction(one.high - one.low)
    return float(100 * total / weights) if weights else None


def standings(scores: Iterable[Score]) -> list[Standing]:
    """From the best to the last; equals in the order in which they first appear."""
    by_application: dict[Hashable, list[float]] = {}
    for score in scores:
        by_application.setdefault(score.application, []).append(score.value)
    means = {one: statistics.fmean(values) for one, values in by_application.items()}
    found = []
    for place, equals in _ranked(means):
        score_of_all = _rounded(means[equals[0]])
        for one in equals:
            values = by_application[one]
            found.append(Standing(one, len(values), score_of_all, place, *disagreement(values)))
    return found


def _ranked(means: Mapping[Hashable, float]) -> Iterator[tuple[int, list[Hashable]]]:
    """Each place with those who share it. Whoever is within SAME of a neighbour is equal to it."""
    given = {one: number for number, one in enumerate(means)}
    order = sorted(means, key=lambda one: -means[one])
    start = 0
    for end in range(1, len(order) + 1):
        if end == len(order) or means[order[end - 1]] - means[order[end]] >= SAME:
            yield start + 1, sorted(order[start:end], key=given.__getitem__)
            start = end


def disagreement(values: Sequence[float]) -> tuple[Decimal | None, Decimal | None]:
    """(standard deviation, range) of the scores of one application; None of less than two."""
    if len(values) < 2:
        return None, None
    return _rounded(deviation(values)), _rounded(max(values) - min(values))


def deviation(values: Sequence[float]) -> float:
    """The standard deviation of just these; `statistics.pstdev` reckons in fractions, and takes long."""
    mean = statistics.fmean(values)
    return sqrt(statistics.fmean((value - mean) ** 2 for value in values))


def _rounded(value: float) -> Decimal:
    return Decimal(value).quantize(DIGITS) + 0  # without the sign of a zero
