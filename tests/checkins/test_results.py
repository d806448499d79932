"""What was answered, added up over the versions of a questionnaire."""

from datetime import timedelta

import pytest
from django.utils import translation

from alumni.checkins.models import CheckIn, Option, Questionnaire
from alumni.checkins.questionnaires import copy_questionnaire
from alumni.checkins.results import results
from alumni.checkins.services import answer_checkin, save_answers
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def answered(form: Questionnaire, answers: dict, **fields) -> CheckIn:
    return answer_checkin(cast.asked_checkin(questionnaire=form, **fields), answers, now=NOW)


def counts(result) -> dict[str, int]:
    return {choice.code: choice.count for choice in result.choices}


def by_key(form: Questionnaire, **scope) -> dict:
    return {result.question.key: result for result in results(form.slug, **scope).questions}


@pytest.fixture
def form():
    """Six teach, two of them crew as well; four do not; one was asked and said nothing."""
    made = cast.branching_questionnaire()
    for number in range(6):
        whom = ["children", "crew"] if number < 2 else ["children"]
        answered(made, {"teaching": "yes", "pupils": 10 * (number + 1), "whom": whom})
    for wish in ("1", "5", "5", ""):
        answered(made, {"teaching": "no", "wish": wish})
    cast.asked_checkin(questionnaire=made)
    return made


def test_who_was_asked_and_who_answered(form):
    told = results(form.slug)
    assert (told.asked, told.replied, told.versions) == (11, 10, [1])


def test_answers_are_counted_by_their_codes(form):
    told = by_key(form)
    assert counts(told["teaching"]) == {"yes": 6, "no": 4}
    assert counts(told["whom"]) == {"children": 6, "students": 0, "crew": 2}
    assert counts(told["wish"]) == {"1": 1, "2": 0, "3": 0, "4": 0, "5": 2}


def test_everyone_who_replied_is_in_one_of_four_figures(form):
    told = by_key(form)
    figures = {key: (one.answered, one.left_out, one.not_shown, one.unknown) for key, one in told.items()}
    assert figures == {
        "teaching": (10, 0, 0, 0),
        "pupils": (6, 0, 4, 0),
        "whom": (6, 0, 4, 0),
        "since": (0, 2, 8, 0),
        "wish": (3, 1, 6, 0),
    }


def test_numbers_and_days_come_in_their_least_and_most(form):
    answered(form, {"teaching": "yes", "pupils": 70, "whom": ["crew"], "since": "2020-09-01"})
    told = by_key(form)
    pupils = told["pupils"].measure
    assert (pupils.least, pupils.most, float(pupils.mean), pupils.total) == (10, 70, 40.0, 280)
    assert (told["since"].measure.least, told["since"].measure.most) == ("2020-09-01", "2020-09-01")


def test_versions_are_added_up_and_what_one_did_not_ask_is_unknown(form):
    new = copy_questionnaire(form)
    whom = new.questions.get(key="whom")
    Option.objects.filter(question=whom, value="children").update(text_en="girls and boys", text_fr="enfants")
    Option.objects.filter(question=whom, value="students").delete()
    Option.objects.create(question=whom, value="elders", position=9)
    cast.question(new, "mentor", "yes_no")
    answered(new, {"teaching": "yes", "pupils": 5, "whom": ["elders", "children"], "mentor": "yes"})
    told = by_key(form)
    assert results(form.slug).versions == [1, 2]
    assert [(one.code, one.count, one.of, one.versions) for one in told["whom"].choices] == [
        ("children", 7, 7, []),
        ("crew", 2, 7, []),
        ("elders", 1, 1, [2]),
        ("students", 0, 6, [1]),
    ]
    with translation.override("fr"):
        assert by_key(form)["whom"].choices[0].text == "enfants"
    mentor = told["mentor"]
    assert (mentor.answered, mentor.left_out, mentor.not_shown, mentor.unknown) == (1, 0, 0, 10)
    assert (mentor.versions, told["teaching"].versions) == ([2], [1, 2])


def test_a_few_people_are_flagged_however_often_they_answered(form):
    told = by_key(form)
    assert [one.code for one in told["teaching"].choices if one.is_few] == ["no"]
    she = CheckIn.objects.filter(answers__value={"several": ["children", "crew"]}).first()
    for months in range(20, 26):
        answered(
            form,
            {"teaching": "yes", "pupils": 1, "whom": ["crew"]},
            participation=she.participation,
            months=months,
        )
    crew = by_key(form)["whom"].choices[2]
    assert (crew.count, crew.people, crew.is_few) == (8, 2, True)


def test_only_check_ins_that_were_answered_count(form):
    begun = cast.asked_checkin(questionnaire=form)
    save_answers(begun, {"teaching": "yes"}, now=NOW)
    assert counts(by_key(form)["teaching"]) == {"yes": 6, "no": 4}


def test_they_are_narrowed_by_programme_edition_and_the_days_of_asking(form):
    edition = cast.edition()
    part = cast.completed(NOW.date(), of=edition)
    answered(form, {"teaching": "no"}, participation=part, asked_at=NOW + timedelta(days=3))
    scopes = [
        {"edition": edition},
        {"programme": edition.programme},
        {"edition": edition, "until": NOW},
        {"since": NOW + timedelta(days=3)},
        {"until": NOW + timedelta(days=3)},
    ]
    assert [results(form.slug, **scope).replied for scope in scopes] == [1, 1, 0, 1, 10]


def test_texts_and_what_has_parts_are_counted_alone():
    form = cast.questionnaire()
    answered(form, {"text": "a secret", "facts": {"city": "Fès"}, "stage": "shooting"})
    told = by_key(form)
    assert {
        key: (one.answered, counts(one)) for key, one in told.items() if one.answered and key != "stage"
    } == {
        "text": (1, {}),
        "facts": (1, {}),
    }
    assert counts(told["stage"])["shooting"] == 1


def test_it_takes_as_many_queries_for_many_answers_as_for_few(form, django_assert_num_queries):
    for _more in range(2):
        with django_assert_num_queries(10):
            results(form.slug)
        for number in range(15):
            answered(copy_questionnaire(form) if number == 0 else form, {"teaching": "no", "wish": "3"})


def test_a_questionnaire_nobody_was_asked_has_no_results():
    form = cast.questionnaire()
    told = results(form.slug)
    assert (told.asked, told.replied, [one.answered for one in told.questions]) == (0, 0, [0] * 6)
