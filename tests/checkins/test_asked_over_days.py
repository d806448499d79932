"""Two schedulers and three planners of check-ins, each by its own clock, over falls and rises of the hour.

`CHECKIN_PEOPLE=500 CHECKIN_DAYS=400` makes it as large as it has to be before a release.
"""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta

from alumni.checkins.models import CheckIn
from alumni.checkins.services import _is_decent, plan_checkins, queue_due_checkins
from foundation.mail.models import Message
from foundation.people.models import Person
from residencies.programmes.models import Participation
from tests import cast

PEOPLE, DAYS = int(os.environ.get("CHECKIN_PEOPLE", "12")), int(os.environ.get("CHECKIN_DAYS", "75"))
FIRST, DAY = date(2026, 2, 1), timedelta(days=1)
ZONES = [("Africa/Casablanca", "MA"), ("Europe/Paris", "FR"), ("America/Montreal", "CA")]
MONTHS = (3, 6, 9, 12)


def ticks(clock: Random, least: float, most: float) -> Iterator[datetime]:
    moment = datetime.combine(FIRST - DAY, time(), UTC) + timedelta(hours=clock.uniform(0, most))
    while moment.date() < FIRST + DAYS * DAY:
        yield moment
        moment += timedelta(hours=clock.uniform(least, most))


def woken(clock: Random) -> list[tuple[datetime, bool]]:
    """(moment, whether a planner wakes up). One may write for eight hours a day: the first scheduler meets
    each of them, the second comes between."""
    planners = [(moment, True) for _each in range(3) for moment in ticks(clock, 18, 26)]
    schedulers = [(moment, False) for gap in [(6, 7.9), (24, 60)] for moment in ticks(clock, *gap)]
    return sorted(planners + schedulers)


def open_days(person: Person, start: date) -> Iterator[date]:
    """The days from `start` on which she may be written to."""
    while True:
        if _is_decent(datetime.combine(start, time(10), ZoneInfo(person.time_zone)), str(person.country)):
            yield start
        start += DAY


@pytest.mark.django_db
def test_each_due_checkin_is_asked_once_on_its_day(old_rules):
    clock = Random(4)
    cast.plan(MONTHS, repeat_months=0)
    edition = cast.edition()
    for number in range(PEOPLE):
        zone, country = ZONES[number % len(ZONES)]
        she = cast.person(time_zone=zone, country=country)
        cast.completed(FIRST + clock.randrange(-85, DAYS - 100) * DAY, who=she, of=edition)
    for moment, is_planner in woken(clock):
        (plan_checkins if is_planner else queue_due_checkins)(now=moment)
    ends = FIRST + (DAYS - 10) * DAY
    due = {
        (row.pk, months): row.completed_on + relativedelta(months=months)
        for row in Participation.objects.all()
        for months in MONTHS
    }
    wanted = {key for key, day in due.items() if day < ends}
    rows = {(row.participation_id, row.months): row for row in CheckIn.objects.select_related("person")}
    assert {key for key, row in rows.items() if row.due_on < ends} == wanted
    late = Counter()
    for key in wanted:
        row = rows[key]
        at = row.asked_at.astimezone(ZoneInfo(row.person.time_zone))
        assert 9 <= at.hour < 17
        days = open_days(row.person, due[key])
        late[next(lag for lag, day in enumerate(days) if day >= at.date())] += 1
    assert late == {0: len(wanted)}
    assert Message.objects.values("context").distinct().count() == Message.objects.count()
    assert Message.objects.count() == CheckIn.objects.exclude(asked_at=None).count()
