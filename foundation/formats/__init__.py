"""Days and times as they are written in Morocco, where Django's own are American or of twelve hours: the day
first, the clock of 24 hours.
"""

from django.utils import dateformat
from django.utils.translation import get_language


def say_first_of_month() -> None:
    """“1er janvier”: in French the first day of a month has an ordinal, for which Django has no format."""
    dateformat.DateFormat.j = _day  # type: ignore[method-assign]


def _day(shown: dateformat.DateFormat) -> int | str:
    day = int(shown.data.day)
    return "1er" if day == 1 and (get_language() or "").startswith("fr") else day
