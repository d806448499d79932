"""Check-ins: who reads the answers, and who gives them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alumni.careers.models import Change
from alumni.checkins.models import CheckIn
from foundation.people.models import Person
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def she() -> Person:
    return cast.alumna(city="Fès")


@pytest.fixture
def checkin(she) -> CheckIn:
    return cast.asked_checkin(who=she, closes_at=timezone.now() + timedelta(days=9))


def answer(client, row: CheckIn, answers) -> object:
    url = f"/api/v1/check-ins/{row.pk}/answer/"
    return client.post(url, {"answers": answers}, content_type="application/json")


def test_her_answers_are_stored_and_what_has_changed_waits_for_staff(api, she, checkin):
    said = {"choice": "yes", "text": "bien", "facts": {"city": "Rabat", "country": "MA", "occupation": ""}}
    given = answer(api(she.account), checkin, said)
    checkin.refresh_from_db()
    assert (given.status_code, given.json()["state"], given.json()["answers"]) == (200, "answered", said)
    assert (checkin.state, Change.objects.get().after["city"]) == ("answered", "Rabat")


def test_answers_are_read_as_they_are_given(api, she, checkin):
    client = api(she.account)
    said = answer(client, checkin, {"stage": "shooting", "choice": "no"}).json()["answers"]
    assert answer(client, checkin, said).json()["answers"] == {"stage": "shooting", "choice": "no"}


def test_an_answer_is_taken_back_by_an_empty_one_and_kept_by_none(api, she, checkin):
    client = api(she.account)
    answer(client, checkin, {"choice": "yes", "text": "bien"})
    assert answer(client, checkin, {"text": ""}).json()["answers"] == {"choice": "yes"}


def test_a_check_in_tells_its_questions_in_three_languages(api, she, checkin):
    questions = api(she.account).get(f"/api/v1/check-ins/{checkin.pk}/").json()["questions"]
    assert [question["key"] for question in questions] == [
        "choice",
        "stage",
        "credit",
        "selection",
        "facts",
        "text",
    ]
    assert [option["text_en"] for option in questions[0]["options"]] == ["yes", "no"]
    assert questions[5]["text_ar"] == "سؤال text؟"


@pytest.mark.parametrize(
    "answers",
    [
        {"unknown": "x"},
        {"choice": "maybe"},
        {"choice": {"a": "b"}},
        {"choice": ["yes"]},
        {"stage": "dreaming"},
        {"text": "a" * 5001},
        {"text": "\0"},
        {"facts": "Rabat"},
        {"facts": {"email": "x@example.org"}},
        {"facts": {"country": "ZZ"}},
        {"credit": {"title": "La Mer", "role": "queen"}},
        {"credit": {"title": "La Mer", "year": "MMXX"}},
        {},
        [],
        None,
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_is_stored(answers, api, she, checkin):
    given = answer(api(she.account), checkin, answers)
    checkin.refresh_from_db()
    assert (given.status_code, checkin.state, checkin.answers.count()) == (400, "asked", 0)


@pytest.fixture
def branching(she) -> CheckIn:
    form = cast.branching_questionnaire()
    return cast.asked_checkin(who=she, questionnaire=form, closes_at=timezone.now() + timedelta(days=9))


def test_each_kind_is_taken_and_given_in_its_own_type(api, she, branching):
    said = {"teaching": "yes", "pupils": 12, "whom": ["children", "crew"], "since": "2020-09-01"}
    given = answer(api(she.account), branching, said)
    assert (given.status_code, given.json()["answers"]) == (200, said)
    again = answer(api(she.account), branching, {"teaching": "no", "wish": 4})
    assert again.json()["answers"] == {"teaching": "no", "wish": 4}


def test_what_a_question_depends_on_is_told(api, she, branching):
    questions = api(she.account).get(f"/api/v1/check-ins/{branching.pk}/").json()["questions"]
    told = {question["key"]: question for question in questions}
    assert told["since"]["condition"] == {"question": "whom", "has": True, "values": ["crew"]}
    assert told["wish"]["condition"] == {"question": "teaching", "has": False, "values": ["yes"]}
    assert told["teaching"]["condition"] is None
    pupils = told["pupils"]
    assert (pupils["minimum"], pupils["maximum"], pupils["unit_en"], pupils["is_required"]) == (
        1, 500, "pupils", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "answers",
    [
        {"teaching": True},
        {"teaching": "maybe"},
        {"teaching": "yes"},  # then one of the others has to be answered
        {"teaching": "yes", "pupils": 0},
        {"teaching": "yes", "pupils": 1.5},
        {"teaching": "yes", "pupils": "many"},
        {"teaching": "yes", "pupils": 9, "whom": "crew,children"},
        {"teaching": "yes", "pupils": 9, "whom": ["aliens"]},
        {"teaching": "yes", "pupils": 9, "whom": [["crew"]]},
        {"teaching": "yes", "pupils": 9, "whom": ["crew"], "since": "yesterday"},
        {"wish": 6},
        {"wish": [5]},
    ],
)
def test_what_is_no_answer_to_a_kind_is_refused(answers, api, she, branching):
    given = answer(api(she.account), branching, answers)
    branching.refresh_from_db()
    assert (given.status_code, branching.state, branching.answers.count()) == (400, "asked", 0)


@pytest.mark.parametrize("nothing", [None, []])
def test_boxes_are_taken_back_by_none_of_them(nothing, api, she, branching):
    client = api(she.account)
    answer(client, branching, {"teaching": "yes", "pupils": 2, "whom": ["crew"]})
    taken = answer(client, branching, {"whom": nothing}).json()["answers"]
    assert taken == {"teaching": "yes", "pupils": 2}


def test_nobody_answers_for_another(api, checkin):
    clients = [api(cast.alumna().account), api(cast.staff()), api(cast.administrator())]
    given = [answer(client, checkin, {"choice": "yes"}).status_code for client in clients]
    checkin.refresh_from_db()
    assert (given, checkin.state) == ([404, 404, 403], "asked")


@pytest.mark.parametrize("fields", [{"state": "planned"}, {"closes_at": cast.NOW - timedelta(days=99)}])
def test_a_closed_check_in_takes_no_answer(fields, api, she, checkin):
    CheckIn.objects.update(**fields)
    given = answer(api(she.account), checkin, {"choice": "yes"})
    assert given.status_code == 400
    assert given.json()["detail"].startswith("This check-in is closed.")


def test_answers_are_read_by_her_and_by_staff_with_the_right_to_answers(api, she, checkin):
    answer(api(she.account), checkin, {"choice": "yes"})
    both = cast.staff("checkins.view_checkin", "checkins.view_answer")
    readers = [she.account, both, cast.staff("checkins.view_checkin")]
    read = [api(reader).get(f"/api/v1/check-ins/{checkin.pk}/").json()["answers"] for reader in readers]
    assert read == [{"choice": "yes"}, {"choice": "yes"}, None]


def test_her_link_is_in_no_answer_of_the_api(api, she, checkin):
    text = api(she.account).get(f"/api/v1/check-ins/{checkin.pk}/").content.decode()
    assert [word for word in ("link", "token", "version") if word in text] == []


def test_one_check_in_takes_as_many_queries_with_many_answers_as_with_one(
    api, she, checkin, django_assert_num_queries
):
    client, url = api(she.account), f"/api/v1/check-ins/{checkin.pk}/"
    for number in range(20):
        checkin.questionnaire.questions.create(key=f"q{number}", kind="text", position=50 + number)
    for answered in (1, 20):
        answer(client, checkin, {f"q{number}": "bien" for number in range(answered)})
        with django_assert_num_queries(7):
            client.get(url)
