"""When a rule may write to someone: by the clock and the calendar of where she lives."""

from datetime import datetime
from functools import cache
from typing import Any

import holidays

from foundation.reminders.models import Rule

SATURDAY = 5
UNKNOWN = "MA"  # whose record names no country keeps the foundation's holidays


def is_open(rule: Rule, local: datetime, country: str) -> bool:
    """Whether a mail of `rule` may leave at `local`, the wall clock of her zone."""
    return (
        rule.opens <= local.time() < rule.closes
        and (rule.on_weekends or local.weekday() < SATURDAY)
        and (rule.on_holidays or local.date() not in public_holidays(country or UNKNOWN, local.year))
    )


@cache
def public_holidays(country: str, year: int) -> Any:
    """None where the library does not know the country."""
    try:
        return holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return {}
