from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format

from foundation.translated import listed, phrases


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


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("fr", ["1er janvier 2026", "jeudi 1er janvier", "01/01/2026"]),
        ("ar", ["1 يناير 2026", "الخميس 1 يناير", "01\u200f/01\u200f/2026"]),
        ("en", ["1 January 2026", "Thursday 1 January", "01/01/2026"]),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french_alone(language, days):
    with translation.override(language):
        said = [date_format(date(2026, 1, 1), form) for form in ("DATE_FORMAT", "l j F", "SHORT_DATE_FORMAT")]
    assert said == days


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ["PDF, MP3", "a\u202f; b", "1, 2"]),
        ("ar", ["PDF، MP3", "a؛ b", "1، 2"]),
        ("en", ["PDF, MP3", "a; b", "1, 2"]),
    ],
)
def test_lists_have_the_comma_of_their_language(language, told):
    with translation.override(language):
        shown = Template('{{ rows|join:_(", ") }}').render(Context({"rows": [1, 2]}))
        assert [listed(["PDF", "MP3"]), phrases("ab"), shown] == told
