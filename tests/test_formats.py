from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("fr", "5 mars 2026", "5 mars 2026, 17:00"),
        ("ar", "5 مارس 2026", "5 مارس 2026، 17:00"),
        ("en", "5 March 2026", "5 March 2026, 17:00"),
    ],
)
def test_the_day_comes_first_and_the_clock_has_24_hours(language, day, moment):
    with translation.override(language):
        assert date_format(date(2026, 3, 5)) == day
        assert date_format(datetime(2026, 3, 5, 17, tzinfo=UTC), "DATETIME_FORMAT") == moment
