"""What went wrong in other systems, played again: each test is named after the report it comes from."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models.functions import Now

from foundation.mail.claims import claim
from foundation.mail.delivery import drain
from foundation.mail.models import Message
from foundation.mail.services import suppress
from foundation.reminders import queueing
from foundation.reminders.models import Occurrence
from foundation.reminders.queueing import queue_due
from foundation.reminders.services import evaluate_all
from tests import cast
from tests.reminders.made import DAY, at, days, deadline, left, plan, rule, run, told

pytestmark = pytest.mark.django_db
TODAY = cast.NOW.date()


# -- CiviCRM -----------------------------------------------------------------------------------
def test_civicrm_31600_a_job_that_dies_half_way_queues_nobody_twice(monkeypatch):
    rule()
    for _each in range(10):
        deadline(TODAY, cast.person())
    evaluate_all(now=at(TODAY))
    monkeypatch.setattr(queueing, "BATCH", 3)
    write, batches = queueing._write, []

    def dies_at_the_second(rows, now):
        write(rows, now)
        batches.append(rows)
        if len(batches) % 2 == 0:
            raise SystemExit

    monkeypatch.setattr(queueing, "_write", dies_at_the_second)
    for _run in range(3):
        with pytest.raises(SystemExit):
            queue_due(now=at(TODAY))
    monkeypatch.setattr(queueing, "_write", write)
    queue_due(now=at(TODAY))
    assert Message.objects.count() == Message.objects.values("person").distinct().count() == 10


def test_civicrm_8025_a_reference_date_that_changed_sends_no_second_reminder():
    rule(offset_days=-2)
    due = deadline(TODAY + 2 * DAY, cast.person())
    run(at(TODAY))
    for shift in (3, 4, 3):
        due.on = TODAY + shift * DAY
        due.save()
        run(*days(TODAY, 2))
    run(*days(TODAY + 2 * DAY, 10))
    assert left() == ["2026-11-24"]


def test_civicrm_11239_a_date_that_moves_a_year_after_that_is_not_under_sent_next_year():
    rule(offset_days=-30)
    renewal = deadline(date(2026, 12, 24), cast.person(), cast.person())
    run(*days(TODAY, 3))
    renewal.on = date(2027, 12, 24)
    renewal.save()
    run(*days(TODAY + 3 * DAY, 20), *days(date(2027, 11, 20), 20))
    assert left() == ["2026-11-24", "2026-11-24", "2027-11-24", "2027-11-24"]


def test_civicrm_crm_17028_a_yearly_reminder_is_not_sent_at_each_cron_for_24_h():
    rule(repeat_days=365, repeat_until_days=1000, opens="00:00", closes="23:59")
    deadline(TODAY, cast.person())
    run(at(TODAY))
    first = at(TODAY + 365 * DAY, 0)
    assert run(*(first + timedelta(minutes=15 * n) for n in range(96))) == 1


def test_civicrm_crm_14319_all_are_sent_and_not_the_first_batch_alone(monkeypatch):
    monkeypatch.setattr("foundation.reminders.selectors.CHUNK", 7)
    monkeypatch.setattr(queueing, "BATCH", 7)
    rule()
    deadline(TODAY, *(cast.person() for _each in range(30)))
    assert run(at(TODAY)) == 30


def test_civicrm_crm_16276_a_daily_job_that_drifts_skips_no_day():
    rule(opens="00:00", closes="23:59")
    for day in range(60):
        deadline(TODAY + day * DAY, cast.person())
    drifting = [at(TODAY, 12) + n * timedelta(days=1, minutes=25) for n in range(62)]
    run(*drifting)
    assert Message.objects.count() == 60
    assert set(Occurrence.objects.values_list("state", flat=True)) == {"queued"}


def test_civicrm_cv_274_the_clock_is_hers_and_not_the_servers():
    rule()
    deadline(TODAY, cast.person(time_zone="Asia/Riyadh", country="SA"))
    at_hours = [hour for hour in range(24) if plan(at(TODAY, hour))]
    assert at_hours == [6]


def test_civicrm_core_365_a_new_rule_sends_no_blast_for_days_long_past():
    for days_ago in range(1, 100):
        deadline(TODAY - days_ago * DAY, cast.person())
    rule(expires_days=365)
    rule(expires_days=365, repeat_days=7)
    assert run(*days(TODAY, 7)) == 99  # of the rule that repeats: each once, for this week
    assert Occurrence.objects.filter(due_on__lt=TODAY).count() == 0


def test_civicrm_34714_repeating_ends_where_it_should_and_not_before_it_began():
    rule(offset_days=-1, repeat_days=1, repeat_until_days=6)
    deadline(TODAY + DAY, cast.person())
    run(*days(TODAY, 20))
    assert left() == [f"{TODAY + n * DAY}" for n in range(7)]


def test_civicrm_user_guide_whoever_opted_out_gets_nothing():
    rule(repeat_days=1, repeat_until_days=5)
    out, still = cast.person(), cast.person()
    deadline(TODAY, out, still)
    suppress(out.email, "subscribed", "unsubscribed", now=cast.NOW)
    run(*days(TODAY, 10))
    assert set(Message.objects.values_list("person", flat=True)) == {still.pk}


@pytest.mark.parametrize("language", ["", "ar", "en", "fr"])
def test_civicrm_34245_no_language_or_one_without_a_text_gets_a_text_that_is_there(language):
    rule(subject_ar="تذكير", body_ar="{{ title }}", subject_fr="", body_fr="")
    deadline(TODAY, cast.person(language=language))
    run(at(TODAY))
    assert Message.objects.get().language == "ar"


# -- AMY ---------------------------------------------------------------------------------------
def test_amy_2719_five_edits_leave_one_mail():
    rule(offset_days=-1)
    she = cast.person()
    due = deadline(TODAY + 3 * DAY, she)
    for edit in range(5):
        she.email, due.on = f"salma.new{edit}@example.org", TODAY + (3 + edit) * DAY
        she.save()
        due.save()
        run(at(TODAY))
    run(*days(TODAY, 20))
    assert [message.to_addr for message in Message.objects.all()] == ["salma.new4@example.org"]


def test_amy_1823_a_cancelled_event_cancels_its_mail_all_of_it():
    rule(name="Now")
    rule(name="In a week", offset_days=7)
    due = deadline(TODAY, cast.person(), cast.person())
    plan(at(TODAY))
    due.is_cancelled = True
    due.save()
    plan(at(TODAY))
    assert {state for _n, _due, state, _reason in told()} == {"cancelled"}
    assert {message.state for message in Message.objects.all()} == {"cancelled"}


def test_amy_1823_a_deleted_event_is_not_mailed_even_before_anyone_looked_again(sink, time_machine):
    time_machine.move_to(at(TODAY), tick=False)
    rule()
    due = deadline(TODAY, cast.person())
    plan(at(TODAY))
    due.delete()
    drain()
    assert (sink.mails, Message.objects.get().state) == ([], "cancelled")
    assert Message.objects.get().reason == "its cause is gone"


def test_amy_2792_an_edit_in_the_week_after_the_event_leaves_the_mail_after_it_alone():
    rule(offset_days=7)
    due = deadline(TODAY, cast.person())
    run(at(TODAY))
    due.title = "Budget, second version"
    due.save()
    run(*days(TODAY + 2 * DAY, 10))
    assert left() == ["2026-12-01"]


def test_an_event_that_is_cancelled_and_then_takes_place_is_reminded_of():
    rule(offset_days=-1)
    due = deadline(TODAY + DAY, cast.person())
    plan(at(TODAY))
    for is_cancelled in (True, False):
        due.is_cancelled = is_cancelled
        due.save()
        evaluate_all(now=at(TODAY))
    plan(at(TODAY, 12))
    assert [message.state for message in Message.objects.order_by("pk")] == ["cancelled", "queued"]


# -- healthchecks, pretalx ---------------------------------------------------------------------
def test_healthchecks_212_a_sender_that_dies_while_sending_loses_no_reminder(sink, time_machine):
    time_machine.move_to(at(TODAY), tick=False)
    rule()
    deadline(TODAY, cast.person())
    plan(at(TODAY))
    assert len(claim(at(TODAY), 1)) == 1  # and dies with it
    Message.objects.update(lease_until=Now() - timedelta(seconds=1))
    drain()
    assert (len(sink.mails), Occurrence.objects.get().message.state) == (1, "sent")


def test_healthchecks_610_a_second_scheduler_doubles_nothing():
    rule(repeat_days=1, repeat_until_days=9)
    deadline(TODAY, cast.person(), cast.person())
    twice = [moment for moment in days(TODAY, 12) for _scheduler in range(2)]
    assert run(*twice) == 20


def test_pretalx_1422_not_twice_to_the_same_people():
    rule(name="Three days before", offset_days=-3)
    rule(name="On the last day")
    early, late = cast.person(), cast.person()
    due = deadline(TODAY + 3 * DAY, early)
    run(at(TODAY))
    due.duties.create(person=late)
    run(*days(TODAY, 5))
    got = [(message.person_id, f"{message.created_at:%d}") for message in Message.objects.order_by("pk")]
    assert got == [(early.pk, "24"), (late.pk, "24"), (early.pk, "27"), (late.pk, "27")]


# -- an outage ---------------------------------------------------------------------------------
def test_after_three_days_off_she_gets_the_last_one_and_no_burst():
    rule(repeat_days=1, repeat_until_days=20)
    deadline(TODAY, cast.person(), cast.person())
    run(at(TODAY))
    assert queue_due(now=at(TODAY + 4 * DAY)) == 2  # and before the planner woke up
    reasons = [row[1:] for row in told() if row[1] <= "2026-11-28"]
    assert reasons[1:5] == [
        ("2026-11-25", "skipped", "later"),
        ("2026-11-26", "skipped", "later"),
        ("2026-11-27", "skipped", "later"),
        ("2026-11-28", "queued", ""),
    ]


def test_after_three_days_of_paused_mail_she_gets_the_last_one_and_no_burst():
    rule(repeat_days=1, repeat_until_days=20)
    deadline(TODAY, cast.person())
    plan(*days(TODAY, 4))
    assert [message.state for message in Message.objects.order_by("pk")] == ["cancelled"] * 3 + ["queued"]


def test_a_month_off_sends_what_is_still_worth_something():
    rule(expires_days=7)
    for day in range(30):
        deadline(TODAY + day * DAY, cast.person())
    run(datetime(2026, 11, 23, 10, tzinfo=UTC))
    run(at(TODAY + 29 * DAY))
    assert sorted(Occurrence.objects.filter(state="queued").values_list("due_on", flat=True)) == [
        TODAY + day * DAY for day in range(22, 30)
    ]
