"""Several planners and several schedulers at a time: real threads, each with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from foundation.mail.models import Message
from foundation.reminders.models import Occurrence
from foundation.reminders.queueing import queue_due
from foundation.reminders.services import evaluate_all
from tests import cast
from tests.reminders.made import DAY, at, deadline, rule

WORKERS = 5
TODAY = cast.NOW.date()


def together(*acts) -> list:
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act(now=at(TODAY))
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_five_at_once_plan_and_write_each_reminder_once():
    rule(repeat_days=1, repeat_until_days=3)
    people = [cast.person() for _each in range(20)]
    deadline(TODAY, *people)
    together(*[evaluate_all] * WORKERS)
    assert Occurrence.objects.count() == 80
    assert sum(together(*[queue_due] * WORKERS)) == Message.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_planners_and_schedulers_at_once_do_not_lose_each_others_work():
    rule(now=at(TODAY - 2 * DAY))
    due = deadline(TODAY, *(cast.person() for _each in range(20)))
    evaluate_all(now=at(TODAY))
    due.on = TODAY - DAY
    due.save()
    together(*[evaluate_all, queue_due] * 3)
    written = Occurrence.objects.filter(state="queued", message__isnull=False)
    assert written.count() == Message.objects.count()
    assert not Occurrence.objects.filter(state="planned", due_on=TODAY).exists()


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_do_not_both_take_the_last_place_of_her_week(settings):
    settings.MAIL_WEEKLY_BUDGET = 3
    she = cast.person()
    rule()
    for _each in range(12):
        deadline(TODAY, she)
    evaluate_all(now=at(TODAY))
    assert sum(together(*[queue_due] * WORKERS)) == Message.objects.count() == 3
