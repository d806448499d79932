"""When one may write to someone: by the clock and the calendar of where she lives."""

from datetime import date, datetime, time
from functools import cache
from typing import Any

import holidays

OPENS, CLOSES = time(9), time(18)  # of a working day
SATURDAY = 5
UNKNOWN = "MA"  # whose record names no country keeps the foundation's holidays


def is_open(
    local: datetime,
    country: str,
    *,
    opens: time,
    closes: time,
    on_weekends: bool = False,
    on_holidays: bool = False,
) -> bool:
    """Whether a mail may leave at `local`, the wall clock of her zone."""
    return (
        opens <= local.time() < closes
        and (on_weekends or local.weekday() < SATURDAY)
        and (on_holidays or local.date() not in _public_holidays(country or UNKNOWN, local.year))
    )


def workdays_after(day: date, count: int) -> date:
    """The working day of the foundation that comes `count` of them after `day`; `count` is 1 at least."""
    found: date = _public_holidays(UNKNOWN, day.year).get_nth_working_day(day, count)
    return found


@cache
def _public_holidays(country: str, year: int) -> Any:
    """None where the library does not know the country."""
    try:
        return holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return {}
