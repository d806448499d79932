"""Questions that are asked only after a certain answer, and those that have to be answered."""

import pytest
from django.utils import translation

from alumni.careers.models import Change
from alumni.checkins.models import Questionnaire
from alumni.checkins.questionnaires import copy_questionnaire
from alumni.checkins.questions import questions_of, shown
from alumni.checkins.selectors import answer_token
from alumni.checkins.services import answer_checkin, save_answers
from foundation.errors import ServiceError
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def checkin():
    return cast.asked_checkin(questionnaire=cast.branching_questionnaire())


def link(checkin):
    return f"/c/{answer_token(checkin)}/"


def stored(checkin):
    return {answer.question.key: answer.question.kind and answer.value for answer in checkin.answers.all()}


def keys_shown(form: Questionnaire, **values) -> list[str]:
    questions = questions_of(form)
    given = {q.pk: {q.kind: values[q.key]} for q in questions if q.key in values}
    return [question.key for question in shown(questions, given)]


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ({}, ["teaching", "wish"]),
        ({"teaching": "no"}, ["teaching", "wish"]),
        ({"teaching": "yes"}, ["teaching", "pupils", "whom"]),
        ({"teaching": "yes", "whom": ["children", "crew"]}, ["teaching", "pupils", "whom", "since"]),
        ({"teaching": "yes", "whom": ["children"]}, ["teaching", "pupils", "whom"]),
        # What is not shown counts as not answered for what depends on it.
        ({"teaching": "no", "whom": ["crew"]}, ["teaching", "wish"]),
    ],
)
def test_a_question_is_shown_by_the_answer_it_depends_on(values, keys):
    assert keys_shown(cast.branching_questionnaire(), **values) == keys


def test_answers_to_what_is_not_asked_are_dropped_with_the_last_word(checkin):
    said = {"teaching": "no", "pupils": "12", "whom": ["crew"], "since": "2026-01-01", "wish": "4"}
    answer_checkin(checkin, said, now=NOW)
    assert stored(checkin) == {"teaching": {"yes_no": "no"}, "wish": {"scale": 4}}


def test_they_are_kept_until_then(checkin):
    save_answers(checkin, {"teaching": "yes", "pupils": "12"}, now=NOW)
    save_answers(checkin, {"teaching": "no"}, now=NOW)
    assert stored(checkin) == {"teaching": {"yes_no": "no"}, "pupils": {"number": 12}}
    answer_checkin(checkin, {"teaching": "yes"}, now=NOW)
    assert stored(checkin) == {"teaching": {"yes_no": "yes"}, "pupils": {"number": 12}}


def test_an_answered_check_in_never_holds_one(checkin):
    answer_checkin(checkin, {"teaching": "yes", "pupils": "12"}, now=NOW)
    save_answers(checkin, {"teaching": "no"}, now=NOW)
    assert stored(checkin) == {"teaching": {"yes_no": "no"}}


def test_what_is_not_asked_proposes_nothing():
    form = cast.branching_questionnaire()
    yes = {"condition_on": form.questions.first(), "condition": "has", "condition_values": ["yes"]}
    cast.question(form, "prize", "award", **yes)
    row = cast.asked_checkin(questionnaire=form)
    said = {"prize": {"title": "Ourika", "festival": "Tanger", "prize": "Grand Prix", "year": "2026"}}
    answer_checkin(row, {"teaching": "no", **said}, now=NOW)
    assert Change.objects.count() == 0
    answer_checkin(row, {"teaching": "yes", "pupils": "3", **said}, now=NOW)
    assert Change.objects.get().after == {**said["prize"], "year": 2026}


def test_a_required_question_is_missed_where_it_is_asked_and_nowhere_else(checkin):
    with pytest.raises(ServiceError, match="pupils"):
        answer_checkin(checkin, {"teaching": "yes"}, now=NOW)
    assert stored(checkin) == {}
    assert answer_checkin(checkin, {"teaching": "no"}, now=NOW).state == "answered"


def test_the_page_names_what_is_missing_at_its_field_and_loses_nothing(client, checkin):
    sent = {"teaching": "yes", "pupils": "", "whom": ["", "crew"], "since": "2026-01-01"}
    response = client.post(link(checkin), sent)
    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, ["pupils"])
    assert (form["whom"].value(), form["since"].value()) == (["", "crew"], "2026-01-01")
    client.post(link(checkin), {**sent, "pupils": "12"})
    assert stored(checkin)["pupils"] == {"number": 12}


def test_what_was_saved_before_is_not_missing(client, checkin):
    save_answers(checkin, {"pupils": "12"}, now=NOW)
    assert client.post(link(checkin), {"teaching": "yes"}).status_code == 302


def test_saving_for_later_asks_for_nothing(client, checkin):
    sent = {"teaching": "yes", "save": "1"}
    assert client.post(link(checkin), sent, headers={"accept": "application/json"}).json() == {"errors": {}}


def test_every_question_is_on_the_page_with_the_line_that_says_when(client, checkin):
    form = client.get(link(checkin)).context["form"]
    with translation.override("en"):
        told = [(one.question.key, one.condition) for one in form.asked()]
    assert told == [
        ("teaching", ""),
        ("pupils", "Only if you answered “Yes” to “teaching?”"),
        ("whom", "Only if you answered “Yes” to “teaching?”"),
        ("since", "Only if you answered “crew” to “whom?”"),
        ("wish", "Only if you did not answer “Yes” to “teaching?”"),
    ]


def test_boxes_that_are_all_emptied_take_the_answer_back(client, checkin):
    save_answers(checkin, {"teaching": "yes", "whom": ["crew"]}, now=NOW)
    client.post(link(checkin), {"save": "1", "whom": ""}, headers={"accept": "application/json"})
    assert stored(checkin) == {"teaching": {"yes_no": "yes"}}


@pytest.mark.parametrize(("tap", "chosen"), [("yes", "yes"), ("maybe", None), ("", None)])
def test_one_tap_answers_a_yes_or_no_as_well(client, checkin, tap, chosen):
    page = client.get(f"{link(checkin)}?teaching={tap}").context["form"]
    assert page["teaching"].value() == chosen


def test_a_copy_depends_on_its_own_questions():
    old = cast.branching_questionnaire()
    new = copy_questionnaire(old)
    conditions = [
        (q.key, q.condition_on.key, q.condition_on.questionnaire_id, q.condition_values)
        for q in new.questions.exclude(condition="").select_related("condition_on")
    ]
    assert conditions == [
        ("pupils", "teaching", new.pk, ["yes"]),
        ("whom", "teaching", new.pk, ["yes"]),
        ("since", "whom", new.pk, ["crew"]),
        ("wish", "teaching", new.pk, ["yes"]),
    ]
    assert keys_shown(new, teaching="yes") == ["teaching", "pupils", "whom"]


class TestWhatSheSaidLastTime:
    @pytest.fixture
    def again(self):
        """A check-in a year after the one in which she said that she taught eight."""
        form = cast.branching_questionnaire()
        form.questions.filter(key="teaching").update(prefill="choose")
        form.questions.filter(key="pupils").update(prefill="show")
        row = cast.asked_checkin(questionnaire=form)
        answer_checkin(row, {"teaching": "yes", "pupils": "8"}, now=NOW)
        days = {"months": 15, "due_on": "2027-11-24", "ask_on": "2027-11-24"}
        return cast.asked_checkin(
            participation=row.participation, questionnaire=copy_questionnaire(form), **days
        )

    def test_it_is_shown_and_chosen_only_where_the_question_asks_whether_it_is_still_true(
        self, client, again
    ):
        form = client.get(link(again)).context["form"]
        with translation.override("en"):
            told = {one.question.key: one.last_time for one in form.asked() if one.last_time}
        assert told == {"teaching": "Yes", "pupils": "8 pupils"}
        assert (form["teaching"].value(), form["pupils"].value()) == ("yes", None)
        assert stored(again) == {}

    def test_what_she_saved_or_tapped_now_comes_first(self, client, again):
        assert client.get(f"{link(again)}?teaching=no").context["form"]["teaching"].value() == "no"
        save_answers(again, {"teaching": "no"}, now=NOW)
        assert client.get(link(again)).context["form"]["teaching"].value() == "no"

    def test_what_is_no_longer_offered_is_not_chosen(self, client, again):
        again.questionnaire.questions.filter(key="teaching").update(kind="choice")
        assert client.get(link(again)).context["form"]["teaching"].value() is None

    def test_another_womans_answers_are_not_hers(self, client, again):
        other = cast.asked_checkin(questionnaire=again.questionnaire, due_on="2027-11-24")
        assert not any(one.last_time for one in client.get(link(other)).context["form"].asked())

    def test_it_costs_a_fixed_number_of_queries(self, client, again, django_assert_num_queries):
        with django_assert_num_queries(7):
            client.get(link(again))
        for months in range(1, 6):
            row = cast.asked_checkin(
                participation=again.participation, questionnaire=again.questionnaire, months=months + 20
            )
            answer_checkin(row, {"teaching": "no"}, now=NOW)
        with django_assert_num_queries(7):
            client.get(link(again))
