"""What a rule wants of one day: pure functions of the rule, the day it hangs on, and her today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.reminders.models import Occurrence, Rule

AHEAD = 30  # days that are planned, so that staff see what is coming
Reason = Occurrence.Reason


@dataclass(frozen=True)
class Wish:
    """`settled` is the last repetition that has left already: none before it is wanted any more."""

    rule: Rule
    on: date
    today: date
    settled: int = -1

    def due_on(self, number: int) -> date:
        return self.on + timedelta(days=self.rule.offset_days + number * (self.rule.repeat_days or 0))

    def expires_on(self, number: int) -> date:
        """A reminder that comes before a day is worth nothing once that day is over."""
        due = self.due_on(number)
        last = due + timedelta(days=self.rule.expires_days)
        return min(last, self.on) if due < self.on else last

    def fault(self, number: int) -> str:
        """Why it should not be sent, '' where it should."""
        due = self.due_on(number)
        if not self._has(number):
            return Reason.GONE
        if number <= self.settled:
            return Reason.LATER
        if due > self.today:
            return ""
        if self._has(number + 1) and self.due_on(number + 1) <= self.today:
            return Reason.LATER
        since = self.rule.active_since or self.today
        return Reason.TOO_LATE if due < since or self.expires_on(number) < self.today else ""

    def numbers(self, ahead: int = AHEAD) -> Iterator[int]:
        """The repetitions that are due, or will be within so many days."""
        first = self.today - timedelta(days=self.rule.expires_days)
        last = self.today + timedelta(days=ahead)
        return (number for number in self._between(first, last) if not self.fault(number))

    def _has(self, number: int) -> bool:
        end = last_number(self.rule)
        return end is None or number <= end

    def _between(self, first: date, last: date) -> range:
        start, every = self.due_on(0), self.rule.repeat_days
        if not every:
            return range(1 if first <= start <= last else 0)
        end = last_number(self.rule)
        low = max(0, -(-(first - start).days // every))
        high = (last - start).days // every
        return range(low, (high if end is None else min(high, end)) + 1)


def last_number(rule: Rule) -> int | None:
    """Of the repetitions; None where it goes on until it is done."""
    if not rule.repeat_days:
        return 0
    return rule.repeat_until_days // rule.repeat_days if rule.repeat_until_days else None


def is_far(rule: Rule, sent_for: date, on: date) -> bool:
    """Whether a day has moved so far after its reminder left that it is another appointment.

    A near move is a correction, and to an earlier day there is nothing to remind of anew.
    """
    return 0 < rule.again_days <= (on - sent_for).days


def days_that_matter(rule: Rule, today: date, ahead: int = AHEAD) -> tuple[date | None, date]:
    """The first and the last day to hang on that can want something by `today` + `ahead`.

    A day wider at each end: it is tomorrow, or yesterday still, in some zones.
    """
    last = today + timedelta(days=ahead + 1 - rule.offset_days)
    end = last_number(rule)
    if end is None:
        return None, last
    span = end * (rule.repeat_days or 0) + rule.offset_days + rule.expires_days + 1
    return today - timedelta(days=span), last
