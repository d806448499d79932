from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from alumni.checkins.models import CheckIn
from alumni.checkins.services import plan_checkins
from residencies.programmes.models import Participation
from residencies.programmes.services import complete_participations
from tests import cast

pytestmark = pytest.mark.django_db


def planned() -> list[tuple[int, date]]:
    return list(CheckIn.objects.order_by("ask_on").values_list("months", "due_on"))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def test_a_check_in_is_planned_on_its_day():
    cast.plan()
    cast.completed(date(2026, 8, 24))
    assert plan_checkins(now=at(date(2026, 11, 24))) == 1
    assert planned() == [(3, date(2026, 11, 24))]


def test_planning_twice_adds_nothing():
    cast.plan()
    cast.completed(date(2026, 8, 24))
    plan_checkins(now=at(date(2026, 11, 24)))
    assert plan_checkins(now=at(date(2026, 11, 24))) == 0


@pytest.mark.parametrize(
    ("done", "due"),
    [
        (date(2026, 8, 31), date(2026, 11, 30)),
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2027, 11, 29), date(2028, 2, 29)),
    ],
)
def test_the_end_of_a_month_stays_the_end_of_a_month(done, due):
    cast.plan()
    cast.completed(done)
    plan_checkins(now=at(due - timedelta(days=2)))
    assert planned() == []
    plan_checkins(now=at(due))
    assert planned() == [(3, due)]


def test_after_the_last_step_it_goes_on_every_year():
    cast.plan()
    cast.completed(date(2018, 1, 15))
    plan_checkins(now=at(date(2026, 2, 1)))
    assert planned() == [(96, date(2026, 1, 15))]


def test_a_graduate_imported_late_is_asked_once():
    cast.plan()
    cast.completed(date(2021, 8, 24))
    for day in range(400):
        plan_checkins(now=at(date(2026, 11, 24) + timedelta(days=day)))
    assert planned() == [(60, date(2026, 8, 24)), (72, date(2027, 8, 24))]


def test_nobody_is_asked_twice_within_sixty_days_however_many_programmes():
    cast.plan()
    she = cast.person()
    cast.completed(date(2026, 8, 1), who=she)
    cast.completed(date(2026, 8, 20), who=she)
    for day in range(700):
        plan_checkins(now=at(date(2026, 8, 1) + timedelta(days=day)))
    asked = sorted(CheckIn.objects.values_list("ask_on", flat=True))
    assert min(b - a for a, b in pairwise(asked)) >= timedelta(days=60)


def test_a_programme_with_a_plan_of_its_own_follows_it_alone():
    cast.plan()
    own = cast.programme()
    cast.plan((1,), programme=own, repeat_months=0)
    cast.completed(date(2026, 8, 24), of=cast.edition(of=own))
    plan_checkins(now=at(date(2026, 11, 24)))
    assert planned() == [(1, date(2026, 9, 24))]


def test_an_edition_of_forty_that_is_completed_is_found_by_the_next_run_without_a_word_between_rooms():
    cast.plan()
    on, of = date(2026, 8, 24), cast.edition()
    rows = Participation.objects.bulk_create(
        Participation(person=cast.person(), edition=of, state="attending") for _one in range(40)
    )
    assert plan_checkins(now=at(date(2026, 11, 24))) == 0
    complete_participations(rows, on=on, by=None, now=at(on))
    assert planned() == []  # nobody was told: they are found
    assert plan_checkins(now=at(date(2026, 11, 24))) == 40
    assert set(planned()) == {(3, date(2026, 11, 24))}
    assert CheckIn.objects.values("person").distinct().count() == 40
