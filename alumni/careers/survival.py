"""How long it takes until something comes, while it has not yet come for most: Kaplan and Meier's estimate.

Whoever it has not come for counts for as long as she was waited for. The interval is that of 95 % by
Greenwood's variance on the scale log(-log), as R, SAS and lifelines give it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import exp, log, sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Step:
    """At `time`: of those `at_risk` (waited for until then) it came for `events`, and `censored` are waited
    for no longer. `waiting` is the part for whom it has not come, between `low` and `high`.
    """

    time: int
    at_risk: int
    events: int
    censored: int
    waiting: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """`median`: by when it has come for half; None where it has not come for so many yet."""

    steps: list[Step]
    median: int | None

    @property
    def people(self) -> int:
        return self.steps[0].at_risk if self.steps else 0

    @property
    def events(self) -> int:
        return sum(step.events for step in self.steps)

    @property
    def censored(self) -> int:
        return sum(step.censored for step in self.steps)

    def at(self, time: int) -> Step | None:
        """The last step until then."""
        return next((step for step in reversed(self.steps) if step.time <= time), None)

    def at_risk(self, time: int) -> int:
        """How many are still waited for just before `time`."""
        gone = sum(step.events + step.censored for step in self.steps if step.time < time)
        return self.people - gone


def kaplan_meier(waits: Iterable[tuple[int, bool]]) -> Curve:
    """`waits`: how long each was waited for, and whether it came at the end of it.

    A step for each time at which anything happened. Counted in whole numbers, so that a half is a half.
    """
    counted: Counter[tuple[int, bool]] = Counter(waits)
    times = sorted({time for time, _came in counted})
    leaving = [counted[time, True] + counted[time, False] for time in times]
    everybody = sum(leaving)
    gone = [0, *accumulate(leaving)]
    steps: list[Step] = []
    waiting, variance, median = Fraction(1), 0.0, None
    for place, time in enumerate(times):
        at_risk, events = everybody - gone[place], counted[time, True]
        waiting *= Fraction(at_risk - events, at_risk)
        if at_risk > events:
            variance += events / (at_risk * (at_risk - events))
        low, high = interval(float(waiting), variance)
        steps.append(Step(time, at_risk, events, counted[time, False], float(waiting), low, high))
        if median is None and waiting <= HALF:
            median = time
    return Curve(steps, median)


def interval(part: float, variance: float) -> tuple[float, float]:
    """The 95 % around a part; where all are left, or none, there is none and the part stands for it."""
    if part in (0.0, 1.0):
        return part, part
    slope = Z * sqrt(variance) / log(part)
    middle = log(-log(part))
    return exp(-exp(middle - slope)), exp(-exp(middle + slope))
