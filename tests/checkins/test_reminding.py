from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from alumni.checkins.models import CheckIn, Plan
from alumni.checkins.pausing import pause_checkins
from alumni.checkins.services import (
    _is_decent,
    answer_checkin,
    close_silent_checkins,
    plan_checkins,
    queue_due_checkins,
    queue_reminders,
    save_answers,
)
from foundation.mail.delivery import drain
from foundation.mail.models import Message
from foundation.people.models import Person
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
CASABLANCA = ZoneInfo("Africa/Casablanca")
DAY = timedelta(days=1)


def asked(**fields) -> CheckIn:
    """Asked on NOW by the real service, a Tuesday at ten."""
    cast.plan(**fields.pop("plan", {}))
    cast.completed(date(2026, 8, 24), who=cast.person(**fields))
    plan_checkins(now=NOW)
    assert queue_due_checkins(now=NOW) == 1
    return CheckIn.objects.get()


def reminders() -> list[str]:
    keys = Message.objects.filter(kind="checkin_reminder").order_by("pk").values_list("dedupe_key", flat=True)
    return [key.rpartition(":")[2] for key in keys]


def hours(start: date, end: date) -> list[datetime]:
    first = datetime.combine(start, time(), UTC)
    return [first + timedelta(hours=h) for h in range((end - start).days * 24)]


def working_day(day: date) -> date:
    """That day in Morocco, or the next one on which mail may be written."""
    while not _is_decent(datetime.combine(day, time(10), CASABLANCA), "MA"):
        day += DAY
    return day


@pytest.mark.parametrize(
    "start",
    [
        date(2026, 9, 14),  # around the day Morocco left UTC+1 for good
        *(
            pytest.param(day, marks=pytest.mark.one_database)  # days are the same on each
            for day in (
                date(2026, 9, 1),  # the same
                date(2024, 3, 4), date(2024, 4, 8),  # around the Ramadan of 2024
                date(2025, 2, 18), date(2025, 3, 31),  # of 2025
                date(2026, 2, 10), date(2026, 3, 16),  # of 2026
            )
        ),
    ],
    ids=str,
)  # fmt: skip
def test_a_reminder_goes_out_on_the_seventh_and_twenty_first_day_and_never_again(start):
    cast.plan((1,), repeat_months=0)
    cast.completed(start - timedelta(days=31))
    around_nine = (0, 7, 8, 9, 10)  # in UTC: the hours in which a day begins to be decent, and one after
    for moment in hours(start - DAY, start + timedelta(days=75)):
        if moment.hour not in around_nine:
            continue
        if moment.hour == 0:
            plan_checkins(now=moment)
        close_silent_checkins(now=moment)
        queue_due_checkins(now=moment)
        queue_reminders(now=moment)
    row = CheckIn.objects.get()
    written = [m.created_at.astimezone(CASABLANCA) for m in Message.objects.order_by("pk")]
    first = written[0].date()
    days = [first, *(working_day(first + number * DAY) for number in (7, 21))]
    assert [(moment.date(), moment.hour) for moment in written] == [(day, 9) for day in days]
    assert (reminders(), row.state, row.remind_on) == (["7", "21"], "silent", None)


def test_nobody_is_reminded_on_a_public_holiday_of_her_own():
    row = asked(country="FR", time_zone="Europe/Paris")
    CheckIn.objects.update(asked_at=datetime(2026, 12, 18, 9, tzinfo=UTC), remind_on=date(2026, 12, 25))
    sent = [moment for moment in hours(date(2026, 12, 24), date(2026, 12, 30)) if queue_reminders(now=moment)]
    assert sent == [datetime(2026, 12, 28, 8, tzinfo=UTC)]  # Christmas is a Friday
    assert Message.objects.filter(dedupe_key=f"checkin:{row.pk}:reminder:7").count() == 1


def test_the_morning_is_hers():
    at = datetime(2026, 11, 24, 15, tzinfo=UTC)
    she = cast.person(time_zone="America/Montreal", country="CA")
    cast.asked_checkin(who=she, asked_at=at, reminders="1", remind_on=date(2026, 11, 25))
    sent = [moment for moment in hours(date(2026, 11, 25), date(2026, 11, 27)) if queue_reminders(now=moment)]
    assert sent == [datetime(2026, 11, 25, 14, tzinfo=UTC)]


def test_a_worker_that_was_off_for_thirty_days_reminds_once():
    asked()
    later = NOW + 30 * DAY
    assert [queue_reminders(now=later + n * DAY) for n in range(8)] == [1] + [0] * 7
    assert reminders() == ["21"]


def test_none_goes_out_once_it_is_closed():
    row = asked()
    assert queue_reminders(now=row.closes_at + DAY) == 0


def test_an_answer_ends_the_reminding():
    answer_checkin(asked(), {"choice": "yes"}, now=NOW)
    assert queue_reminders(now=NOW + 7 * DAY) == 0


def test_what_was_only_begun_is_reminded_of(sink, time_machine):
    row = asked(language="en")
    save_answers(row, {"choice": "yes"}, now=NOW)
    time_machine.move_to(NOW + 7 * DAY, tick=False)
    assert queue_reminders(now=NOW + 7 * DAY) == 1
    drain()
    text = sink.mails[-1].get_body(("plain",)).get_content()
    assert "You have begun to answer: what you wrote is kept" in text


def test_whoever_paused_is_not_reminded_and_is_after_the_pause():
    row = asked(plan={"open_days": 200})
    pause_checkins(row.person, months=3, source="mail", by=None, now=NOW)
    moments = [NOW + n * DAY for n in range(120)]
    sent = [moment for moment in moments if queue_reminders(now=moment)]
    assert [moment.date() for moment in sent] == [date(2027, 2, 24)]
    assert reminders() == ["21"]


def test_staff_choose_the_days():
    asked(plan={"reminders": "3, 10, 30"})
    for n in range(60):
        queue_reminders(now=NOW + n * DAY)
    assert reminders() == ["3", "10", "30"]


def test_a_plan_may_have_no_reminders():
    row = asked(plan={"reminders": ""})
    assert (row.remind_on, [queue_reminders(now=NOW + n * DAY) for n in range(60)]) == (None, [0] * 60)


@pytest.mark.parametrize(
    ("text", "kept"), [("21,7", "7, 21"), ("7،21", "7, 21"), (" 7 ", "7"), ("", ""), ("٧", "7")]
)
def test_days_are_kept_in_order_however_they_are_written(text, kept):
    plan = Plan(name="x", reminders=text)
    plan.full_clean()
    assert plan.reminders == kept


@pytest.mark.parametrize("text", ["soon", "0", "-7", "7.5", "400", "60", "7 21"])
def test_days_that_are_none_or_come_too_late_are_refused_at_their_field(text):
    with pytest.raises(ValidationError) as fault:
        Plan(name="x", reminders=text).full_clean()
    assert list(fault.value.message_dict) == ["reminders"]


def test_a_changed_plan_holds_for_what_is_planned_from_then_on():
    asked()
    Plan.objects.update(reminders="1")
    assert queue_reminders(now=NOW + DAY) == 0


def test_someone_whose_address_is_gone_holds_up_nobody_and_comes_to_be_called():
    row = asked()
    Person.objects.update(email="")
    other = cast.asked_checkin(remind_on=date(2026, 12, 15))
    later = NOW + 21 * DAY
    assert queue_reminders(now=later) == 1
    row.refresh_from_db()
    assert Message.objects.get(kind="checkin_reminder").person == other.person
    assert (row.remind_on, row.call_at) == (None, later + 3 * DAY)


def test_of_several_held_up_only_the_newest_is_asked():
    she = cast.person(email="")
    part = cast.completed(date(2026, 2, 24), who=she)
    for months, day in [(3, date(2026, 5, 24)), (6, date(2026, 8, 24))]:
        cast.asked_checkin(
            participation=part, state="planned", months=months, due_on=day, ask_on=day,
            asked_at=None, closes_at=None,
        )  # fmt: skip
    Person.objects.filter(pk=she.pk).update(email="she@example.org")
    assert queue_due_checkins(now=NOW) == 1
    assert list(she.checkins.order_by("due_on").values_list("state", flat=True)) == ["planned", "asked"]


# -- the letter --------------------------------------------------------------------------------
@pytest.fixture
def letters(sink, time_machine, settings):
    """The first mail and the reminder seven days later, as they arrive."""

    def send(**fields):
        time_machine.move_to(NOW, tick=False)
        row = asked(**fields)
        drain()
        time_machine.move_to(NOW + 7 * DAY, tick=False)
        queue_reminders(now=NOW + 7 * DAY)
        return row, sink

    return send


def test_a_reminder_follows_the_first_mail_and_has_the_taps_again(letters):
    _row, sink = letters(language="en")
    drain()
    first, second = sink.mails
    text = second.get_body(("plain",)).get_content()
    assert second["Subject"].split() == ["Re:", *first["Subject"].split()]
    assert (second["In-Reply-To"], second["References"]) == (first["Message-ID"], first["Message-ID"])
    assert "We wrote to you some days ago" in text
    assert [tap for tap in ("?choice=yes", "?choice=no") if tap not in text] == []


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_reminder_leads_to_the_pause_page_and_can_be_unsubscribed_from(letters, client, language):
    _row, sink = letters(language=language)
    drain()
    mail = sink.mails[-1]
    for part in ("plain", "html"):
        body = mail.get_body((part,)).get_content()
        path = body.partition("/c/pause/")[2].partition("/")[0]
        assert client.get(f"/c/pause/{path}/").status_code == 200
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda row: answer_checkin(row, {"choice": "yes"}, now=NOW), "answered already"),
        (lambda row: CheckIn.objects.update(state="cancelled"), "the check-in was cancelled"),
        (
            lambda row: pause_checkins(row.person, months=3, source="mail", by=None, now=NOW),
            "she has paused check-ins",
        ),
    ],
    ids=["answered", "cancelled", "paused"],
)
def test_what_changed_after_it_was_queued_is_heeded_as_it_leaves(letters, change, reason):
    row, sink = letters()
    change(row)
    drain()
    message = Message.objects.get(kind="checkin_reminder")
    assert (message.state, message.reason, len(sink.mails)) == ("cancelled", reason, 1)


def test_it_follows_her_to_her_new_address_in_the_language_she_reads_by_then(letters):
    row, sink = letters(language="fr")
    before = row.person.email
    Person.objects.filter(pk=row.person_id).update(email="new@other.example", language="en")
    drain()
    mail = sink.mails[-1]
    assert (mail["To"], sink.mails[0]["To"]) == ("new@other.example", before)
    assert "We wrote to you some days ago" in mail.get_body(("plain",)).get_content()


def test_without_an_address_it_is_cancelled_and_the_check_in_stays_open_to_be_called_about(letters):
    row, sink = letters()
    Person.objects.filter(pk=row.person_id).update(email="")
    drain()
    row.refresh_from_db()
    states = Message.objects.get(kind="checkin_reminder").state, row.state
    assert (states, len(sink.mails)) == (("cancelled", "asked"), 1)


def test_a_new_link_comes_although_she_has_paused(sink, time_machine):
    from alumni.checkins.services import send_new_link

    time_machine.move_to(NOW, tick=False)
    row = cast.asked_checkin()
    pause_checkins(row.person, months=None, source="mail", by=None, now=NOW)
    send_new_link(row.person.email, now=NOW)
    assert drain() == {"sent": 1}


def test_reminding_takes_as_many_queries_for_fifty_as_for_one(django_assert_max_num_queries):
    def several(number):
        for _one in range(number):
            cast.asked_checkin(remind_on=date(2026, 12, 1))

    several(1)
    with django_assert_max_num_queries(12):
        assert queue_reminders(now=NOW + 7 * DAY) == 1
    several(50)
    with django_assert_max_num_queries(12):
        assert queue_reminders(now=NOW + 7 * DAY) == 50
