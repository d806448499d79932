"""Who may be asked, in which order, and why: what is not known is not a no."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from alumni.placement import wording
from alumni.placement.models import Period
from alumni.placement.selectors.candidates import Known, Why, best, candidates, ranked
from tests import cast as people
from tests import many
from tests.placement import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


def found(of):
    return candidates(of, best(of, 0, 50), NOW)


def told(one) -> dict[str, str]:
    return {reason.why.value: reason.known.value for reason in one.reasons}


def test_each_reason_is_counted_and_told():
    of = cast.posting(role=cast.role("assistant_editor"), languages="fr,en")
    she = cast.graduate(cast.track("editing"), language="fr", city="tanger")
    cast.profile(
        she, consent=True, languages=["fr", "en"], crafts=[cast.role("editor")],
        periods=[(True, cast.FIRST, None)],
    )  # fmt: skip
    for _three in range(3):
        cast.credit(she, "assistant_editor")
    (one,) = found(of)
    assert (one.score, set(told(one).values())) == (len(Why), {"yes"})
    with translation.override("en"):
        said = [sentence for _known, sentence in wording.reasons(one)]
    assert "3 confirmed credits in the department" in said
    assert "speaks Arabic" not in said


def test_who_has_said_nothing_is_not_known_and_stays_in_the_list():
    she = cast.graduate(language="ar")
    (one,) = found(cast.posting())
    assert one.person == she
    unknown = {Why.CONSENT, Why.DAYS, Why.CREDITS, Why.GRADE, Why.ROLE, Why.LANGUAGES, Why.PLACE}
    assert {reason.why for reason in one.reasons if reason.known == Known.UNKNOWN} == unknown
    assert one.score == 1  # her degree


def test_what_she_says_otherwise_is_a_no():
    she = cast.graduate(language="ar")
    cast.profile(she, languages=["ar"], cities="Rabat, Fès")
    said = told(found(cast.posting())[0])
    assert (said["languages"], said["place"]) == ("no", "no")


@pytest.mark.parametrize(
    ("said", "is_there"),
    [
        ({"consent": False}, False),
        ({"is_available": False}, False),
        ({"is_available": False, "periods": [(True, cast.FIRST, cast.LAST)]}, True),
        ({"periods": [(False, cast.LAST, None)]}, False),
        ({"periods": [(False, date(2027, 1, 1), date(2027, 1, 10))]}, True),
        ({"periods": [(True, cast.FIRST, date(2027, 1, 20))]}, True),
    ],
)
def test_who_does_not_want_or_cannot_is_left_out(said, is_there):
    cast.profile(cast.graduate(), **said)
    assert bool(found(cast.posting())) == is_there


def test_who_works_elsewhere_in_these_days_or_was_asked_is_left_out():
    busy, asked, free = cast.graduate(), cast.graduate(), cast.graduate()
    cast.accepted(cast.posting(starts_on=cast.LAST, ends_on=cast.LAST), busy)
    of = cast.posting()
    cast.offered(of, asked)
    assert [one.person for one in found(of)] == [free]
    later = cast.posting(starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 2))
    assert {one.person for one in found(later)} == {busy, asked, free}


def test_credits_alone_make_a_candidate_if_they_are_confirmed_and_of_the_department():
    she, announced, cook = people.person(), people.person(), people.person()
    cast.credit(she)
    cast.credit(announced, status="announced")
    cast.credit(cook, "editor")
    assert [one.person for one in found(cast.posting())] == [she]


def test_a_pause_is_told_and_she_cannot_be_asked(settings):
    cast.graduate()
    settings.PEOPLE_PAUSED = ["tests.placement.test_offers.everybody"]
    (one,) = found(cast.posting())
    assert (one.is_paused, one.may_be_asked) == (True, False)


def test_the_order_is_that_of_the_scores_and_each_score_is_the_count_of_its_yes():
    for number in range(6):
        she = cast.graduate()
        if number % 2:
            cast.profile(she, consent=True, goes_anywhere=number % 3 == 0)
        if number > 3:
            cast.credit(she)
    rows = found(cast.posting())
    scores = [one.score for one in rows]
    assert scores == sorted(scores, reverse=True)
    assert scores == [sum(reason.known == Known.YES for reason in one.reasons) for one in rows]


@pytest.mark.one_database
def test_a_page_takes_as_many_queries_for_fifty_as_for_one():
    of = cast.posting()

    def queries() -> int:
        with CaptureQueriesContext(connection) as done:
            for one in found(of):
                wording.reasons(one)
        return len(done)

    cast.graduate()
    one = queries()
    for _more in range(20):
        she = cast.graduate()
        cast.profile(she, languages=["fr"], periods=[(True, cast.FIRST, None)])
        cast.credit(she)
    assert queries() == one <= 10


def test_people_of_other_departments_are_not_looked_at():
    """The plan goes by the indexes of what makes a candidate, not through the table of people."""
    she = people.person()
    many.copies(she, 3000, email="'p' || n || '@example.org'")
    cast.credit(cast.graduate())
    many.analyze()
    plan = ranked(cast.posting())[:26].explain()
    assert "SCAN people_person" not in plan
    assert "Seq Scan on people_person" not in plan


def test_not_available_until_is_one_press_and_said_again_it_is_one_period():
    from alumni.placement.services import away_until

    she = cast.graduate()
    for days in (60, 70):
        away_until(she, NOW.date() + timedelta(days=days), by=None, now=NOW)
    assert Period.objects.get(person=she).ends_on == NOW.date() + timedelta(days=70)
    assert found(cast.posting()) == []
