"""Several planners and several askers at a time: real threads, each with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from alumni.checkins.models import CheckIn
from alumni.checkins.services import plan_checkins, queue_due_checkins, queue_reminders
from foundation.mail.models import Message
from tests import cast

WORKERS = 4


def together(act, now=cast.NOW) -> list[int]:
    barrier = Barrier(WORKERS)

    def run(_number: int) -> int:
        barrier.wait()
        try:
            return act(now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, range(WORKERS)))


@pytest.mark.django_db(transaction=True)
def test_planning_and_asking_at_once_ask_each_woman_once():
    cast.plan()
    for _number in range(30):
        cast.completed(date(2026, 8, 24))
    assert sum(together(plan_checkins)) == CheckIn.objects.count() == 30
    assert sum(together(queue_due_checkins)) == Message.objects.count() == 30


@pytest.mark.django_db(transaction=True)
def test_reminding_at_once_reminds_each_woman_once():
    for _number in range(30):
        cast.asked_checkin(remind_on=date(2026, 12, 1))
    assert sum(together(queue_reminders, cast.NOW + timedelta(days=7))) == Message.objects.count() == 30
    assert set(CheckIn.objects.values_list("remind_on", flat=True)) == {date(2026, 12, 15)}
