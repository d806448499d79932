from datetime import timedelta

import pytest

from alumni.careers.models import Change
from alumni.checkins.models import Answer
from alumni.checkins.selectors import answer_token, checkin_of_token
from alumni.checkins.services import answer_checkin, save_answers, send_new_link
from foundation.errors import ServiceError
from foundation.films.models import Credit, Role, Work
from foundation.mail.models import Message
from tests import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


def with_project() -> tuple:
    row = cast.asked_checkin()
    work = Work.objects.create(title="Tamazight", stage="development")
    Credit.objects.create(work=work, person=row.person, role=Role.objects.get(slug="director"))
    return row, work


def test_an_answer_is_stored_and_closes_the_asking():
    row = answer_checkin(cast.asked_checkin(), {"choice": "yes", "text": "ça va"}, now=NOW)
    assert (row.state, row.answered_at) == ("answered", NOW)
    assert {a.question.key: a.value for a in Answer.objects.all()} == {
        "choice": {"choice": "yes"},
        "text": {"text": "ça va"},
    }


def test_partial_answers_are_kept_and_propose_nothing():
    row, _work = with_project()
    save_answers(row, {"stage": "shooting"}, now=NOW)
    row.refresh_from_db()
    assert (row.state, Answer.objects.count(), Change.objects.count()) == ("asked", 1, 0)


def test_a_new_stage_becomes_a_proposal_with_before_and_after():
    row, work = with_project()
    answer_checkin(row, {"stage": "shooting"}, now=NOW)
    change = Change.objects.get()
    assert (change.kind, change.work, change.before, change.after) == (
        "stage", work, {"stage": "development"}, {"stage": "shooting"},
    )  # fmt: skip


def test_answering_again_replaces_the_proposal_that_waits():
    row, _work = with_project()
    answer_checkin(row, {"stage": "shooting"}, now=NOW)
    answer_checkin(row, {"stage": "post_production"}, now=NOW + timedelta(hours=1))
    assert [c.after for c in Change.objects.all()] == [{"stage": "post_production"}]


def test_taking_an_answer_back_withdraws_its_proposal():
    row, _work = with_project()
    answer_checkin(row, {"stage": "shooting", "choice": "yes"}, now=NOW)
    answer_checkin(row, {"stage": "", "choice": "yes"}, now=NOW)
    assert (Change.objects.count(), Answer.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    "answers",
    [
        {"choice": "maybe"},
        {"stage": "finished"},
        {"credit": {"title": "X", "role": "queen"}},
        {"credit": {"title": "X", "role": "director", "year": "20265"}},
        {"credit": {"title": "X" * 301, "role": "director"}},
        {"facts": {"country": "XX"}},
        {},
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_is_stored(answers):
    row = cast.asked_checkin()
    with pytest.raises(ServiceError):
        answer_checkin(row, {"text": "stays out"} | answers if answers else {}, now=NOW)
    assert (Answer.objects.count(), Change.objects.count()) == (0, 0)


def test_a_closed_check_in_takes_no_answer():
    row = cast.asked_checkin()
    with pytest.raises(ServiceError):
        answer_checkin(row, {"choice": "yes"}, now=row.closes_at)


def test_a_token_opens_its_check_in_and_nothing_else():
    row = cast.asked_checkin()
    token = answer_token(row)
    assert checkin_of_token(token) == (row, True)
    altered = [token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :] for i in range(len(token))]
    assert {checkin_of_token(text)[0] for text in altered} == {None}


def test_a_new_link_ends_the_old_one_and_comes_by_mail_once_an_hour():
    row = cast.asked_checkin()
    old = answer_token(row)
    assert [send_new_link(row.person.email.upper(), now=NOW) for _ in range(3)] == [1, 0, 0]
    assert checkin_of_token(old) == (row, False)
    assert Message.objects.get().to_addr == row.person.email


def test_a_new_link_for_a_stranger_sends_nothing():
    cast.asked_checkin()
    assert (send_new_link("nobody@example.org", now=NOW), Message.objects.count()) == (0, 0)


def test_a_check_in_that_ended_silent_opens_again_with_a_new_link():
    row = cast.asked_checkin()
    later = row.closes_at + timedelta(days=5)
    type(row).objects.update(state="silent")
    send_new_link(row.person.email, now=later)
    row.refresh_from_db()
    assert answer_checkin(row, {"choice": "no"}, now=later).state == "answered"
