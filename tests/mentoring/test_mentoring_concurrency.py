"""Presses at once, in real threads: nobody is asked twice, and no mentor gets more than she has room for."""

import pytest

from foundation.errors import ServiceError
from foundation.mail.models import Message
from residencies.mentoring import services
from residencies.mentoring.models import FeePayment, MentoringSession, Mentorship, Veto
from residencies.mentoring.selectors.mine import asked_of
from tests.calls.test_concurrency import together
from tests.mentoring import pairs
from tests.mentoring.pairs import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_rounds_confirmed_at_once_never_go_above_a_mentors_capacity():
    """Both proposals were made while her two places were free; each round is confirmed by several at once."""
    shared = pairs.mentor(capacity=2)
    rounds = [pairs.matching_round(), pairs.matching_round()]
    for row in rounds:
        pairs.mentee(row), pairs.mentee(row)
    solved = [services.solve_round(row, by=None, now=NOW) for row in rounds]
    acts = [
        lambda row=row: services.confirm_round(row, solved_at=row.solved_at, by=None, now=NOW)
        for row in solved * 4
    ]
    done = together(*acts)
    assert [one for one in done if isinstance(one, Exception) and not isinstance(one, ServiceError)] == []
    assert Mentorship.objects.carried().filter(mentor=shared).count() == 2
    assert Message.objects.filter(kind="mentoring_request").count() == 2


def test_a_veto_pressed_twice_is_one():
    row = pairs.matching_round()
    one, she = pairs.mentor(), pairs.mentee(row)
    asked = asked_of(she.person.account, NOW)[0]
    done = together(*[lambda: services.say_veto(asked, one.pk, reason="", by=None, now=NOW)] * 4)
    assert {veto.pk for veto in done} == set(Veto.objects.values_list("pk", flat=True))


def test_a_session_is_paid_once_however_many_press():
    row = pairs.pair(fee_per_hour=500)
    services.log_session(row, on=NOW.date(), minutes=60, by=None, now=NOW)
    acts = [
        lambda n=n: services.pay_fees(row, reference=f"V{n % 3}", paid_on=NOW.date(), by=None, now=NOW)
        for n in range(6)
    ]
    done = together(*acts)
    assert [one for one in done if isinstance(one, Exception) and not isinstance(one, ServiceError)] == []
    assert FeePayment.objects.count() == 1


def test_answers_and_sessions_at_once_count_once():
    row = pairs.pair(state="requested")
    together(*[lambda: services.accept_mentorship(row, by=None, now=NOW)] * 4)
    assert Message.objects.filter(kind="mentoring_accepted").count() == 2
    together(
        *[lambda: services.log_session(row, on=NOW.date(), minutes=30, by=None, now=NOW)] * 4,
        *[lambda: services.close_mentorship(row, by=None, now=NOW)] * 2,
    )
    row.refresh_from_db()
    assert row.state == "closed"
    assert MentoringSession.objects.count() <= 4
    assert Message.objects.filter(kind="mentoring_closing").count() == 2
