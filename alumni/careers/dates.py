"""When something was, as exactly as it is known: a day, a year, days between two, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format


@dataclass(frozen=True)
class When:
    """The days from `first` to `last`, on one of which it was; neither is given where nothing is known."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def day(cls, on: date | None) -> "When":
        return cls(on, on)

    @classmethod
    def in_year(cls, year: int | None) -> "When":
        return cls(date(year, 1, 1), date(year, 12, 31)) if year else cls()

    @property
    def is_known(self) -> bool:
        return self.first is not None

    @property
    def on(self) -> date | None:
        """The day, where it is one."""
        return self.first if self.first == self.last else None

    @property
    def year(self) -> int | None:
        """The year, where all its days are of one."""
        if self.first is None or self.last is None or self.first.year != self.last.year:
            return None
        return self.first.year

    @property
    def order(self) -> tuple[date, date]:
        """To sort by: the earliest first, what nobody knows last."""
        return self.first or date.max, self.last or date.max

    @property
    def middle(self) -> date | None:
        """What stands for it in a statistic."""
        if self.first is None or self.last is None:
            return None
        return self.first + timedelta(days=(self.last - self.first).days // 2)

    def is_before(self, day: date) -> bool | None:
        """None: its days lie on both sides, or nobody knows."""
        if self.first is None or self.last is None:
            return None
        if self.last < day:
            return True
        return False if self.first >= day else None

    def from_day(self, day: date) -> "When":
        """What is left of it from that day on; nothing, if it was before."""
        if self.first is None or self.last is None or self.last < day:
            return When()
        return When(max(self.first, day), self.last)

    def __str__(self) -> str:
        if self.on:
            return date_format(self.on)
        if self.first is None or self.last is None:
            return ""
        return str(self.year) if self.year else f"{self.first.year}–{self.last.year}"


UNKNOWN = When()


def earliest(whens: Iterable[When]) -> When:
    """When the first of them was, of those that are known."""
    known = [(one.first, one.last) for one in whens if one.first and one.last]
    return (
        When(min(first for first, _last in known), min(last for _first, last in known)) if known else When()
    )
