"""Scores adjusted for how severe each juror is and how much of the scale she uses; and how firm places are.

The model is the linear one of Roos, Rothe and Scheuermann ("How to Calibrate the Scores of Biased Reviewers
by Quadratic Programming", AAAI 2011), fitted in two steps:

1. **Spread.** The distances from a juror's own mean are multiplied by (S / s) ** Z, by a half at least and
   by two at most: s is the standard deviation of her scores, S the root of the mean of s ** 2 over the jury.
2. **Severity.** By least squares, score = level of the application + severity of the juror. So a juror is
   compared with those who read the same applications, not with the mean of all: whoever had the weaker
   pile is not taken for strict. Of her severity, Z times is taken off. Severities have the mean zero among
   jurors who can be compared, that is, who are linked by applications that they share.

**Guard.** Z is the partial credibility of actuaries, min(1, sqrt(n / FULL)), and 0 where n is below FEWEST
(the square-root rule: Longley-Cook, "An Introduction to Credibility Theory", 1962). n is the number of her
readings, and for severity of those alone that somebody else has read too. A juror whose scores are all the
same has no spread to go by: she is shifted only. Spread takes it for granted that piles are alike, which an
even and mixed assignment sees to; the half and the double keep it in bounds where they are not.

From FULL readings on severity is taken off in full: a juror who adds the same to all her scores then moves
nobody. Adjusted scores may leave 0 to 100, for cutting them off would make equals of those beyond.
"""

import statistics
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from residencies.selection.scoring import SAME, Score, deviation, standings

FEWEST = 5  # readings below which nothing is adjusted
FULL = 20  # readings from which it is adjusted in full
FACTORS = (0.5, 2.0)


@dataclass(frozen=True)
class Adjustment:
    """What is done to a juror's scores: stretched by `factor` about their mean, then less `shift`.

    `severity` is below zero for a strict juror, and None for one who shares no application. `spread` is
    the standard deviation of her scores as they were. Jurors of different `group` cannot be compared.
    """

    juror: Hashable
    readings: int
    shared: int
    spread: float
    factor: float
    severity: float | None
    shift: float
    group: int


@dataclass(frozen=True)
class Absence:
    """The places as they would be without one juror's reviews.

    `moves` is application -> (place, place without her), of those that differ: None if nobody else has
    read it. `enters` and `leaves` say who would be within the first places and who would not.
    """

    juror: Hashable
    moves: Mapping[Hashable, tuple[int, int | None]]
    enters: tuple[Hashable, ...]
    leaves: tuple[Hashable, ...]


def calibrate(scores: Sequence[Score]) -> tuple[list[Score], list[Adjustment]]:
    """The scores adjusted, in their order; and what was done to each juror, in the order of appearance."""
    by_juror = _grouped(scores)
    spreads = {juror: deviation(found) for juror, found in by_juror.items()}
    factors = _factors(by_juror, spreads)
    means = {juror: statistics.fmean(found) for juror, found in by_juror.items()}
    stretched = [
        Score(juror, score.application, means[juror] + (score.value - means[juror]) * factors[juror])
        for score in scores
        for juror in [score.juror]
    ]
    panels = _panels(stretched)
    severities, shared, groups = _severities(panels), _shared(panels), _groups(panels)
    adjustments = {
        juror: Adjustment(
            juror,
            len(by_juror[juror]),
            shared[juror],
            spreads[juror],
            factors[juror],
            severities[juror] if shared[juror] else None,
            severities[juror] * credibility(shared[juror]),
            groups[juror],
        )
        for juror in by_juror
    }
    adjusted = [
        Score(score.juror, score.application, score.value - adjustments[score.juror].shift)
        for score in stretched
    ]
    return adjusted, list(adjustments.values())


def credibility(readings: int) -> float:
    """How much of an adjustment so many readings bear out: 0 to 1."""
    return 0.0 if readings < FEWEST else min(1.0, sqrt(readings / FULL))


def stability(scores: Sequence[Score], top: int, *, adjusted: bool = True) -> list[Absence]:
    """For each juror, how the places move if she is left out, and who would enter or leave the first `top`.

    Whoever shares a place within the first `top` is within. `adjusted` says whether the scores are to be
    calibrated, with and without her.
    """
    return stability_of([scores], top, adjusted=adjusted)


def stability_of(juries: Sequence[Sequence[Score]], top: int, *, adjusted: bool = True) -> list[Absence]:
    """The same for several juries: each is calibrated by itself, and all applications share one ranking."""
    found = [_calibrated(scores, adjusted=adjusted) for scores in juries]
    whole, absences = _places(found), []
    for number, scores in enumerate(juries):
        for juror in _grouped(scores):
            rest = _calibrated([one for one in scores if one.juror != juror], adjusted=adjusted)
            without = _places([*found[:number], rest, *found[number + 1 :]])
            absences.append(_absence(juror, whole, without, top))
    return absences


def _absence(
    juror: Hashable, whole: Mapping[Hashable, int], without: Mapping[Hashable, int], top: int
) -> Absence:
    within = [one for one, place in whole.items() if place <= top]
    still = [one for one, place in without.items() if place <= top]
    return Absence(
        juror,
        {one: (place, without.get(one)) for one, place in whole.items() if without.get(one) != place},
        tuple(one for one in still if one not in within),
        tuple(one for one in within if one not in still),
    )


def _calibrated(scores: Sequence[Score], *, adjusted: bool) -> Sequence[Score]:
    return calibrate(scores)[0] if adjusted else scores


def _places(juries: Iterable[Sequence[Score]]) -> dict[Hashable, int]:
    scores = [score for found in juries for score in found]
    return {standing.application: standing.place for standing in standings(scores)}


def _grouped(scores: Iterable[Score]) -> dict[Hashable, list[float]]:
    by_juror: dict[Hashable, list[float]] = {}
    for score in scores:
        by_juror.setdefault(score.juror, []).append(score.value)
    return by_juror


def _factors(
    by_juror: Mapping[Hashable, Sequence[float]], spreads: Mapping[Hashable, float]
) -> dict[Hashable, float]:
    weights = {
        juror: credibility(len(found)) if spreads[juror] > SAME else 0.0 for juror, found in by_juror.items()
    }
    known = [spreads[juror] ** 2 for juror, weight in weights.items() if weight]
    usual = sqrt(statistics.fmean(known)) if known else 1.0
    least, most = FACTORS
    return {
        juror: min(most, max(least, (usual / spreads[juror]) ** weight)) if weight else 1.0
        for juror, weight in weights.items()
    }


Panels = Mapping[Hashable, Mapping[Hashable, float]]


def _panels(scores: Iterable[Score]) -> Panels:
    """Application -> juror -> score."""
    panels: dict[Hashable, dict[Hashable, float]] = {}
    for score in scores:
        panels.setdefault(score.application, {})[score.juror] = score.value
    return panels


def _shared(panels: Panels) -> dict[Hashable, int]:
    shared: dict[Hashable, int] = {}
    for panel in panels.values():
        for juror in panel:
            shared[juror] = shared.get(juror, 0) + (len(panel) > 1)
    return shared


def _severities(panels: Panels) -> dict[Hashable, float]:
    """The least squares of score = level + severity, with the levels solved for beforehand.

    Of the many solutions (whatever is added to all severities may be taken off all levels) the shortest:
    it has the mean zero in each group of jurors who can be compared.
    """
    import numpy as np  # noqa: PLC0415 - only those who calibrate load it

    numbers = {juror: number for number, juror in enumerate(_shared(panels))}
    if not numbers:
        return {}
    matrix = [[0.0 for _column in numbers] for _row in numbers]
    right = [0.0 for _row in numbers]
    for panel in panels.values():
        level = statistics.fmean(panel.values())
        for juror, value in panel.items():
            row = numbers[juror]
            right[row] += value - level
            matrix[row][row] += 1
            for other in panel:
                matrix[row][numbers[other]] -= 1 / len(panel)
    found = np.linalg.lstsq(np.array(matrix), np.array(right), rcond=None)[0]
    return {juror: float(found[number]) for juror, number in numbers.items()}


def _groups(panels: Panels) -> dict[Hashable, int]:
    """The number of each juror's group, from 1."""
    groups: list[set[Hashable]] = []
    for panel in panels.values():
        touched = [group for group in groups if not group.isdisjoint(panel)]
        groups = [group for group in groups if group.isdisjoint(panel)]
        groups.append(set(panel).union(*touched))
    order = {juror: place for place, juror in enumerate(_shared(panels))}
    groups.sort(key=lambda group: min(order[juror] for juror in group))
    return {juror: number for number, group in enumerate(groups, start=1) for juror in group}
