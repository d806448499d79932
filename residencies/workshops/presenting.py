"""A session as its pages show it: when, where, what she has in it and what she may do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.zones import at_place
from residencies.workshops.models import Attendance, Registration, Session
from residencies.workshops.selectors.places import may_ask, place_in_line
from residencies.workshops.services.attendance import EARLY
from residencies.workshops.wording import when, when_for_reader, where

State = Registration.State


@dataclass(frozen=True)
class Shown:
    """A session that was read by `told`."""

    row: Session
    now: datetime

    @property
    def asked(self) -> Registration | None:
        """Her newest registration, whatever came of it."""
        found: list[Registration] = getattr(self.row, "asked", [])
        return found[0] if found else None

    @property
    def state(self) -> str:
        return self.asked.state if self.asked else ""

    @property
    def is_mine(self) -> bool:
        return self.asked is not None and self.asked.is_active

    @property
    def there(self) -> Attendance | None:
        found: list[Attendance] = getattr(self.row, "hers", [])
        return found[0] if found else None

    @property
    def when(self) -> str:
        return when(self.row)

    @property
    def her_when(self) -> str:
        return when_for_reader(self.row)

    @property
    def where(self) -> str:
        return where(self.row)

    @property
    def is_open(self) -> bool:
        return self.row.is_open(self.now)

    @property
    def is_over(self) -> bool:
        return self.now >= self.row.ends_at

    @property
    def is_full(self) -> bool:
        return self.row.free == 0

    @property
    def is_offered(self) -> bool:
        return self.asked is not None and self.asked.is_answerable(self.now)

    @property
    def deadline(self) -> str:
        return at_place(self.asked.answer_by, self.row.time_zone) if self.asked else ""

    @property
    def may_be_here(self) -> bool:
        """Whether she may say herself that she is there."""
        online = bool(self.row.online_url) and not self.row.is_cancelled
        runs = self.row.starts_at - EARLY <= self.now < self.row.ends_at
        return online and runs and self.state == State.REGISTERED and self.there is None

    @property
    def wants_feedback(self) -> bool:
        return self.there is not None and self.there.may_tell(self.row, self.now)

    def line(self) -> int:
        """Her place in line; one query."""
        return place_in_line(self.asked) if self.asked and self.state == State.WAITING else 0

    def may_ask(self, person: Any) -> bool:
        return person is not None and may_ask(self.row, person)
