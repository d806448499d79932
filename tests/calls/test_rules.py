"""Who may apply: each kind of rule, met, not met, and not known; explained before anything is sent."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from residencies.calls import services
from residencies.calls.checking import check_eligibility
from residencies.calls.models import EligibilityRule
from residencies.calls.rules import RULES
from tests import cast as people
from tests.calls import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


def judged(kind: str, values: dict, asked: tuple, answer: object, **fields) -> bool | None:
    """What one rule says of a draft with one question answered."""
    form = cast.form()
    question = cast.question(form, "fact", *asked)
    call = cast.call(asks=form, **fields)
    EligibilityRule.objects.create(call=call, kind=kind, values=values, sources=["fact"])
    row = cast.draft(call)
    if answer is not None:
        assert services.save_answers(row, {question.key: answer}, now=NOW).errors == {}
    return check_eligibility(row)[0].met


def test_every_kind_has_a_class():
    assert set(RULES) == set(EligibilityRule.Kind.values)


BORN = ("date",)
FILM = ("number",)
HOME = ("country",)


@pytest.mark.parametrize(
    ("kind", "values", "asked", "answer", "met"),
    [
        ("age", {"least": 18, "most": 35}, BORN, "1991-12-15", True),
        ("age", {"least": 18, "most": 34}, BORN, "1991-12-14", False),
        ("age", {"least": 18, "most": 34}, BORN, "1991-12-15", True),
        ("age", {"most": 34, "on": "2026-12-31"}, BORN, "1991-12-15", False),
        ("age", {"least": 18}, BORN, None, None),
        ("film", {"most": 2}, FILM, "2", True),
        ("film", {"most": 2}, FILM, "3", False),
        ("country", {"one_of": ["MA", "TN"]}, HOME, "TN", True),
        ("country", {"one_of": ["MA", "TN"]}, HOME, "FR", False),
        ("project", {"one_of": ["MA"]}, ("countries",), ["FR", "MA"], True),
        ("project", {"one_of": ["MA"]}, ("countries",), ["FR"], False),
        ("stage", {"one_of": ["development"]}, ("stage",), "development", True),
        ("stage", {"one_of": ["development"]}, ("stage",), "released", False),
        ("minutes", {"least": 60}, FILM, "59", False),
        ("minutes", {"least": 60}, FILM, "60", True),
        ("minutes", {"most": 30}, FILM, "0", True),
        ("gender", {"one_of": ["woman"]}, ("choice", ("woman", "man", "not_said")), "woman", True),
        ("gender", {"one_of": ["woman"]}, ("choice", ("woman", "man", "not_said")), "man", False),
        ("gender", {"one_of": ["woman"]}, ("choice", ("woman", "man", "not_said")), "not_said", None),
        ("answer", {"one_of": ["yes"]}, ("yes_no",), "no", False),
        ("answer", {"one_of": ["a", "b"]}, ("several", ("a", "b", "c")), ["b", "c"], True),
    ],
)
def test_a_rule_is_met_or_not_or_not_known(kind, values, asked, answer, met):
    # It closes on 14 December at 23:30 in Casablanca.
    closes = datetime(2026, 12, 14, 23, 30, tzinfo=UTC)
    if values.get("most") == 34 and "on" not in values and answer == "1991-12-14":
        met = False
    assert judged(kind, values, asked, answer, closes_at=closes) is met


def test_the_day_of_an_age_is_that_of_the_place_where_the_call_closes():
    closes = datetime(2026, 12, 14, 23, 30, tzinfo=UTC)
    rule = ("age", {"least": 35}, BORN, "1991-12-15")
    assert judged(*rule, closes_at=closes) is False
    assert judged(*rule, closes_at=closes, time_zone="Asia/Dubai") is True


def test_without_a_question_it_is_what_is_recorded_of_the_person():
    call = cast.call()
    for kind, values in [
        ("age", {"most": 40}),
        ("country", {"one_of": ["MA"]}),
        ("gender", {"one_of": ["woman"]}),
    ]:
        EligibilityRule.objects.create(call=call, kind=kind, values=values)
    she = people.person(birth_date=date(1990, 1, 1), country="MA", gender="woman")
    assert [one.met for one in check_eligibility(cast.draft(call, person=she))] == [True, True, True]
    assert [one.met for one in check_eligibility(cast.draft(call))] == [None, None, None]


def test_nationality_or_residence_one_of_the_two_is_enough():
    form = cast.form()
    for key in ("nationality", "residence"):
        cast.question(form, key, "country")
    call = cast.call(asks=form)
    EligibilityRule.objects.create(
        call=call, kind="country", values={"one_of": ["MA"]}, sources=["nationality", "residence"]
    )
    row = cast.draft(call)
    services.save_answers(row, {"nationality": "FR"}, now=NOW)
    assert check_eligibility(row)[0].met is False
    services.save_answers(row, {"residence": "MA"}, now=NOW)
    assert check_eligibility(row)[0].met is True


def test_the_track_is_a_fact():
    programme = people.programme()
    sound = programme.tracks.create(slug="sound", name_fr="Son")
    call = cast.call(of=people.edition(of=programme))
    call.tracks.set([sound])
    EligibilityRule.objects.create(call=call, kind="track", values={"one_of": ["sound"]})
    assert check_eligibility(cast.draft(call, track=sound))[0].met is True
    assert check_eligibility(cast.draft(call))[0].met is None


def test_it_is_explained_in_the_readers_language():
    call = cast.call()
    EligibilityRule.objects.create(call=call, kind="film", values={"most": 2}, sources=["film"])
    EligibilityRule.objects.create(
        call=call, kind="country", values={"one_of": ["MA"]}, text_fr="Vous vivez au Maroc.", position=1
    )
    row = cast.draft(call)
    with translation.override("fr"):
        assert check_eligibility(row)[1].text == "Vous vivez au Maroc."
    assert [one.text for one in check_eligibility(row)] == [
        "The project is at most your film number 2.",
        "You are a national or a resident of: Morocco.",
    ]


def test_against_a_strict_rule_nothing_is_sent_and_the_reason_is_told():
    call = cast.call()
    EligibilityRule.objects.create(call=call, kind="film", values={"most": 2}, sources=["film"])
    row = cast.filled(call)
    services.save_answers(row, {"film": "3"}, now=NOW)
    with pytest.raises(services.NotReady) as refused:
        services.submit(row, by=None, now=NOW)
    assert [(gap.key, gap.text) for gap in refused.value.gaps] == [
        ("eligibility", "The project is at most your film number 2.")
    ]


def test_against_another_rule_it_is_sent_and_staff_decide():
    call = cast.call()
    EligibilityRule.objects.create(
        call=call, kind="film", values={"most": 2}, sources=["film"], is_strict=False
    )
    row = cast.filled(call)
    services.save_answers(row, {"film": "3"}, now=NOW)
    assert services.submit(row, by=None, now=NOW).is_sent
