"""No more than so many mails a week to one person, whatever the rules ask for."""

import pytest

from foundation.mail.models import Message
from foundation.reminders.models import Occurrence
from tests import cast
from tests.desk.rows import message
from tests.reminders.made import DAY, at, days, deadline, left, plan, rule, run

pytestmark = pytest.mark.django_db
TODAY = cast.NOW.date()


@pytest.fixture(autouse=True)
def _three_a_week(_no_budget, settings):
    settings.MAIL_WEEKLY_BUDGET = 3


def reasons() -> list[str]:
    return list(Occurrence.objects.order_by("pk").values_list("reason", flat=True))


def test_the_fourth_of_a_week_is_held_and_goes_later():
    she = cast.person()
    rule(expires_days=14)
    for _each in range(5):
        deadline(TODAY, she)
    run(at(TODAY))
    assert reasons() == ["", "", "", "budget", "budget"]
    run(*days(TODAY + DAY, 8))
    assert left() == ["2026-11-24"] * 3 + ["2026-12-01"] * 2


def test_what_ends_first_goes_first():
    she = cast.person()
    rule(expires_days=14)
    rule(expires_days=1)
    for _each in range(3):
        deadline(TODAY, she)
    run(at(TODAY))
    assert set(Occurrence.objects.filter(state="queued").values_list("expires_on", flat=True)) == {
        TODAY + DAY
    }


def test_mail_of_every_subscribed_kind_counts():
    she = cast.person()
    for state in ("queued", "sent"):
        sent_at = at(TODAY) if state == "sent" else None
        message(person=she, kind="checkin", stream="subscribed", state=state, sent_at=sent_at)
    message(person=she, kind="account", stream="transactional")
    message(person=she, stream="subscribed", state="sent", sent_at=at(TODAY - 7 * DAY))
    message(person=she, stream="subscribed", state="cancelled")
    rule()
    deadline(TODAY, she)
    deadline(TODAY, she)
    assert plan(at(TODAY)) == 1


@pytest.mark.parametrize("fields", [{"is_exempt": True}, {"stream": "transactional"}])
def test_what_is_outside_the_budget_is_neither_held_nor_counted(fields):
    she = cast.person()
    rule(**fields)
    for _each in range(5):
        deadline(TODAY, she)
    rule(offset_days=1)
    assert [run(at(TODAY)), run(at(TODAY + DAY))] == [5, 3]


def test_held_until_it_is_worth_nothing_it_says_why():
    she = cast.person()
    rule(expires_days=2)
    for _each in range(4):
        deadline(TODAY, she)
    run(*days(TODAY, 4))
    assert list(Occurrence.objects.values_list("state", "reason").filter(state="skipped")) == [
        ("skipped", "budget")
    ]


def test_each_has_a_week_of_her_own():
    first, second = cast.person(), cast.person()
    rule()
    for _each in range(4):
        deadline(TODAY, first, second)
    assert run(at(TODAY)) == 6
    assert Message.objects.filter(person=first).count() == 3
