from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from alumni.checkins.models import CheckIn
from alumni.checkins.services import _is_decent, close_silent_checkins, plan_checkins, queue_due_checkins
from foundation.mail.models import Message
from tests import cast

CASABLANCA = ZoneInfo("Africa/Casablanca")
# Falls to UTC+0 in Ramadan, by decree: the last ones before Morocco left UTC+1 on 2026-09-20.
RAMADANS = [
    (date(2024, 3, 10), date(2024, 4, 14)),
    (date(2025, 2, 23), date(2025, 4, 6)),
    (date(2026, 2, 15), date(2026, 3, 22)),
]


def hours(start: date, end: date) -> list[datetime]:
    first = datetime(start.year, start.month, start.day, tzinfo=UTC)
    return [first + timedelta(hours=h) for h in range((end - start).days * 24)]


def expected_offset(day: date) -> int:
    in_ramadan = any(start <= day < end for start, end in RAMADANS)
    return 0 if in_ramadan or day >= date(2026, 9, 20) else 1


def test_working_hours_follow_the_decrees_from_2024_to_2031():
    opened: dict[date, int] = {}
    for moment in hours(date(2024, 1, 1), date(2032, 1, 1)):
        if _is_decent(moment.astimezone(CASABLANCA), "MA"):
            opened.setdefault(moment.date(), moment.hour)
    wrong = {day: hour for day, hour in opened.items() if hour != 9 - expected_offset(day)}
    assert wrong == {}
    assert len(opened) > 8 * 235  # the working days of eight years


def test_nobody_is_asked_on_a_weekend_or_a_public_holiday():
    throne_day = datetime(2026, 7, 30, 10, tzinfo=CASABLANCA)
    sunday = datetime(2026, 11, 22, 10, tzinfo=CASABLANCA)
    assert [_is_decent(moment, "MA") for moment in (throne_day, sunday)] == [False, False]
    assert _is_decent(datetime(2026, 7, 30, 10, tzinfo=ZoneInfo("Europe/Paris")), "FR")


@pytest.mark.django_db
def test_a_due_check_in_is_mailed_once_in_her_language():
    now = cast.NOW
    cast.plan()
    she = cast.person(language="ar")
    cast.completed(date(2026, 8, 24), who=she)
    plan_checkins(now=now)
    assert [queue_due_checkins(now=now) for _ in range(3)] == [1, 0, 0]
    message = Message.objects.get()
    assert (message.to_addr, message.language, message.state) == (she.email, "ar", "queued")
    assert CheckIn.objects.get().state == "asked"


@pytest.mark.django_db
def test_the_mail_waits_for_the_morning_where_she_lives():
    cast.plan()
    cast.completed(date(2026, 8, 24), who=cast.person(time_zone="America/Montreal", country="CA"))
    plan_checkins(now=datetime(2026, 11, 24, 0, tzinfo=UTC))
    asked = [m for m in hours(date(2026, 11, 24), date(2026, 11, 26)) if queue_due_checkins(now=m)]
    assert asked == [datetime(2026, 11, 24, 14, tzinfo=UTC)]


@pytest.mark.django_db
def test_east_of_greenwich_her_day_begins_before_ours():
    cast.plan()
    cast.completed(date(2026, 8, 24), who=cast.person(time_zone="Pacific/Auckland", country="NZ"))
    for moment in hours(date(2026, 11, 23), date(2026, 11, 25)):
        plan_checkins(now=moment)
        queue_due_checkins(now=moment)
    local = CheckIn.objects.get().asked_at.astimezone(ZoneInfo("Pacific/Auckland"))
    assert (local.date(), local.hour) == (date(2026, 11, 24), 9)


@pytest.mark.django_db
def test_without_an_address_she_stays_planned_for_staff_to_see():
    cast.plan()
    cast.completed(date(2026, 8, 24), who=cast.person(email=""))
    plan_checkins(now=cast.NOW)
    assert queue_due_checkins(now=cast.NOW) == 0
    assert CheckIn.objects.get().state == "planned"


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["not an address", "a@example.org, b@example.org", "a@example.org\nBcc: x@y"])
def test_an_address_that_is_none_holds_up_nobody_else(bad):
    cast.plan()
    for email in [bad, "good@example.org", bad]:
        cast.completed(date(2026, 8, 24), who=cast.person(email=email))
    plan_checkins(now=cast.NOW)
    assert queue_due_checkins(now=cast.NOW) == 1
    assert [m.to_addr for m in Message.objects.all()] == ["good@example.org"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "start",
    [
        date(2026, 9, 14),
        *(
            pytest.param(day, marks=pytest.mark.one_database)  # days are the same on each
            for day in (date(2025, 2, 17), date(2026, 3, 16), date(2027, 2, 1))
        ),
    ],
)
def test_each_due_day_around_a_change_of_clocks_gets_one_mail_at_nine(start):
    cast.plan((1,), repeat_months=0)
    for day in range(14):
        cast.completed(start + timedelta(days=day) - timedelta(days=31))
    for moment in hours(start, start + timedelta(days=28)):
        if moment.hour == 0:
            plan_checkins(now=moment)
        queue_due_checkins(now=moment)
    local = [row.asked_at.astimezone(CASABLANCA) for row in CheckIn.objects.all()]
    assert {moment.hour for moment in local} == {9}
    assert Message.objects.count() == CheckIn.objects.filter(state="asked").count() == 14


@pytest.mark.django_db
def test_a_check_in_nobody_answered_ends_silent():
    row = cast.asked_checkin()
    assert close_silent_checkins(now=row.closes_at - timedelta(seconds=1)) == 0
    assert close_silent_checkins(now=row.closes_at) == 1
    assert CheckIn.objects.get().state == "silent"


@pytest.mark.django_db
def test_asking_rolled_back_leaves_no_mail():
    from django.db import transaction

    cast.plan()
    cast.completed(date(2026, 8, 24))
    plan_checkins(now=cast.NOW)
    with transaction.atomic():
        queue_due_checkins(now=cast.NOW)
        transaction.set_rollback(True)
    assert (Message.objects.count(), CheckIn.objects.get().state) == (0, "planned")
