"""Two schedulers and three planners, each by a clock of its own, over falls and rises of the hour.

`REMINDER_PEOPLE=500 REMINDER_RUNS=5` makes it as large as it has to be before a release.
"""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.mail.models import Message
from foundation.people.models import Person
from foundation.reminders.models import Occurrence, Rule
from foundation.reminders.queueing import queue_due
from foundation.reminders.services import evaluate_all
from tests import cast
from tests.reminders.deadlines.models import Deadline, Duty
from tests.reminders.made import DAY, rule, sent

PEOPLE, RUNS = int(os.environ.get("REMINDER_PEOPLE", "12")), int(os.environ.get("REMINDER_RUNS", "1"))
DAYS, FIRST = 400, date(2026, 2, 1)
ZONES = [("Africa/Casablanca", "MA"), ("Europe/Paris", "FR"), ("America/Montreal", "CA")]


def test_the_hour_falls_and_rises_in_each_zone_on_the_way(old_rules):
    for zone, _country in ZONES:
        noons = [datetime.combine(FIRST + n * DAY, time(12), ZoneInfo(zone)) for n in range(DAYS)]
        changes = Counter(b.utcoffset() - a.utcoffset() for a, b in pairwise(noons))
        assert changes[timedelta(hours=1)] >= 1, zone
        assert changes[timedelta(hours=-1)] >= 1, zone


def ticks(clock: Random, least: float, most: float) -> Iterator[datetime]:
    """The moments at which one process wakes up, hours apart."""
    moment = datetime.combine(FIRST - DAY, time(), UTC) + timedelta(hours=clock.uniform(0, most))
    while moment.date() < FIRST + (DAYS + 2) * DAY:
        yield moment
        moment += timedelta(hours=clock.uniform(least, most))


def woken(clock: Random) -> list[tuple[datetime, bool]]:
    """(moment, whether a planner wakes up): two schedulers and three planners."""
    planners = [(moment, True) for _each in range(3) for moment in ticks(clock, 90, 170)]
    # The rule may write for twelve hours a day: the first scheduler meets each, the second comes between.
    schedulers = [(moment, False) for gap in [(10, 11.9), (24, 60)] for moment in ticks(clock, *gap)]
    return sorted(planners + schedulers)


def everyone(clock: Random) -> None:
    """A deadline on each of the days, with some of the people; each in one of the zones."""
    people = [cast.person(time_zone=zone, country=country) for zone, country in ZONES * (PEOPLE // 3)]
    due = Deadline.objects.bulk_create(Deadline(title="Budget", on=FIRST + n * DAY) for n in range(DAYS))
    Duty.objects.bulk_create(
        Duty(deadline=one, person=she) for one in due for she in clock.sample(people, max(2, PEOPLE // 10))
    )


@pytest.mark.django_db
@settings(max_examples=RUNS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_none_is_missed_and_none_doubled(old_rules, seed):
    clock = Random(seed)
    everyone(clock)
    start = datetime.combine(FIRST - DAY, time(), UTC)
    made = rule(now=start, offset_days=clock.choice([-2, 0, 1]), opens=time(8), closes=time(20))
    for moment, is_planner in woken(clock):
        if is_planner:
            evaluate_all(now=moment)
        elif queue_due(now=moment):
            sent()
    first = FIRST - made.offset_days * DAY  # of the days whose reminder is due within the 400
    wanted = Duty.objects.filter(deadline__on__range=(first, first + (DAYS - 1) * DAY)).count()
    rows = Occurrence.objects.filter(due_on__range=(FIRST, FIRST + (DAYS - 1) * DAY))
    assert Counter(rows.values_list("state", flat=True)) == {"queued": wanted}
    assert Message.objects.values("context").distinct().count() == Message.objects.count()
    assert {at_her_place(row) for row in rows.select_related("person")} <= {
        (0, hour) for hour in range(8, 20)
    }
    for table in (Occurrence, Message, Rule, Deadline, Person):
        table.objects.all().delete()


def at_her_place(row: Occurrence) -> tuple[int, int]:
    """(days after it was due, the hour) when its mail was written, by the clock where she lives."""
    local = row.queued_at.astimezone(ZoneInfo(row.person.time_zone))
    return (local.date() - row.due_on).days, local.hour
