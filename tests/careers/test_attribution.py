from datetime import date

import pytest

from alumni.careers.selectors import attributions, attributions_in
from residencies.programmes.models import Participation
from tests import cast
from tests.careers.films import TODAY, award, credit, film, selection, takes

pytestmark = pytest.mark.django_db
MARCH = date(2020, 3, 1)


@pytest.fixture
def she():
    return cast.person()


def judged(she) -> dict[str, str]:
    """{kind of outcome: verdict} in her one programme; no two of a kind."""
    (told,) = attributions(she.pk, cast.administrator(), TODAY)
    return {one.outcome.kind.value: one.verdict.value for one in told.found}


@pytest.mark.parametrize(
    ("year", "days", "verdict"),
    [
        (2019, {}, "excluded"),
        (2020, {}, "possible"),  # in the same year, and nobody knows in which month
        (2021, {}, "counted"),
        (2021, {"shooting": date(2020, 2, 29)}, "excluded"),  # it was being shot when she came
        (2021, {"shooting": date(2020, 3, 1)}, "counted"),
        (2021, {"development": date(2015, 1, 1)}, "counted"),  # she came with her project
        (None, {}, "possible"),
        (None, {"completed": date(2022, 1, 1)}, "counted"),
    ],
)
def test_an_outcome_counts_from_enrolment_on(she, year, days, verdict):
    takes(she, track="directing", starts=MARCH)
    credit(she, film(year, **days))
    assert judged(she) == {"credit": verdict}


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        ("withdrawn", "excluded"),
        ("declined", "excluded"),
        ("dismissed", "excluded"),
        ("invited", "excluded"),
        ("confirmed", "counted"),
    ],
)
def test_of_who_left_nothing_counts(she, state, verdict):
    takes(she, starts=MARCH, state=state)
    credit(she, film(2021))
    assert judged(she) == {"credit": verdict}


@pytest.mark.parametrize(
    ("track", "role", "verdict"),
    [
        ("directing", "screenwriter", "counted"),
        ("directing", "producer", "excluded"),
        ("Post-Production".lower(), "sound_mixer", "counted"),
        ("yodelling", "director", "possible"),
        ("", "producer", "counted"),  # a programme without tracks
    ],
)
def test_the_role_is_of_the_craft_of_her_track(she, track, role, verdict):
    takes(she, track=track, starts=MARCH)
    credit(she, film(2021), role)
    assert judged(she) == {"credit": verdict}


def test_where_a_programme_has_tracks_and_hers_is_not_known_it_is_possible(she):
    taken = takes(she, track="directing", starts=MARCH)
    Participation.objects.filter(pk=taken.pk).update(track=None)
    credit(she, film(2021))
    assert judged(she) == {"credit": "possible"}


def test_what_is_not_confirmed_is_excluded_and_so_is_what_hangs_on_it(she):
    takes(she, starts=MARCH)
    work = film(2021)
    credit(she, work, status="announced")
    award(selection(work, 2021))
    assert judged(she) == dict.fromkeys(["credit", "selection", "award"], "excluded")


def test_a_selection_after_enrolment_counts_though_the_film_was_made_before(she):
    takes(she, track="directing", starts=MARCH)
    work = film(2019)
    credit(she, work)
    award(selection(work, 2021))
    assert judged(she) == {"credit": "excluded", "selection": "counted", "award": "counted"}


def test_a_nomination_is_no_prize(she):
    takes(she, starts=MARCH)
    work = film(2021)
    credit(she, work)
    award(selection(work, 2021), "nominated")
    assert judged(she)["award"] == "excluded"


def test_each_says_why_and_each_counts_once(she, django_assert_max_num_queries):
    taken = takes(she, track="directing", starts=MARCH)
    for year in (2019, 2020, 2021):
        credit(she, film(year))
    with django_assert_max_num_queries(12):
        (told,) = attributions_in(taken.edition, [taken], cast.administrator(), TODAY)
    assert told.counts == {"counted": 1, "possible": 1, "excluded": 1}
    assert len({one.reason for one in told.found} - {""}) == 3
