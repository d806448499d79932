"""What a rule asks for, day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.films.models import Credit, Role, StageChange, Work
from foundation.mail.models import Message
from foundation.mail.services import suppress
from foundation.people.merging import merge_people
from foundation.reminders.models import Occurrence, Rule
from foundation.reminders.queueing import queue_due
from foundation.reminders.services import evaluate_all, evaluate_rule, switch_rule
from residencies.programmes.models import Participation
from tests import cast
from tests.reminders.made import DAY, at, days, deadline, hours, left, plan, rule, run, told

pytestmark = pytest.mark.django_db
TODAY = cast.NOW.date()  # a Tuesday


def test_three_days_before_it_is_written_once():
    rule(offset_days=-3)
    deadline(TODAY + 5 * DAY, cast.person())
    assert [run(moment) for moment in days(TODAY, 6)] == [0, 0, 1, 0, 0, 0]
    assert told() == [(0, "2026-11-26", "queued", "")]


def test_the_key_of_the_mail_says_which_reminder_it_is():
    made, she = rule(), cast.person()
    due = deadline(TODAY, she)
    run(at(TODAY))
    assert Message.objects.get().dedupe_key == f"rule:{made.pk}:{due.pk}:{she.pk}:0"


def test_running_again_changes_nothing():
    rule(repeat_days=2, repeat_until_days=10)
    deadline(TODAY + 3 * DAY, cast.person(), cast.person())
    run(at(TODAY))
    before = list(Occurrence.objects.order_by("pk").values())
    assert [evaluate_all(now=at(TODAY)).total() for _again in range(5)] == [0] * 5
    assert list(Occurrence.objects.order_by("pk").values()) == before


def test_it_repeats_until_its_last_day():
    rule(repeat_days=3, repeat_until_days=7)
    deadline(TODAY, cast.person())
    run(*days(TODAY, 20))
    assert left() == ["2026-11-24", "2026-11-27", "2026-11-30"]


def test_it_repeats_until_it_is_done():
    rule(repeat_days=2)
    duty = deadline(TODAY, cast.person()).duties.get()
    run(*days(TODAY, 4))
    duty.is_done = True
    duty.save()
    run(*days(TODAY + 4 * DAY, 20))
    assert left() == ["2026-11-24", "2026-11-26"]


def test_a_moved_day_moves_the_one_reminder():
    rule(offset_days=-1)
    due = deadline(TODAY + 4 * DAY, cast.person())
    run(at(TODAY))
    due.on = TODAY + 90 * DAY
    due.save()
    run(at(TODAY))
    assert told() == [(0, (TODAY + 89 * DAY).isoformat(), "planned", "")]


def test_a_day_that_moves_while_the_mail_waits_calls_it_back():
    rule()
    due = deadline(TODAY, cast.person())
    plan(at(TODAY))
    for shift in (2, 0, 2):
        due.on = TODAY + shift * DAY
        due.save()
        evaluate_all(now=at(TODAY))
    run(*days(TODAY + DAY, 4))
    assert [row[1:] for row in told()] == [
        ("2026-11-24", "cancelled", "moved"),
        ("2026-11-26", "queued", ""),
    ]
    assert left() == ["2026-11-26"]


def test_a_small_move_after_it_was_sent_is_no_reason_to_send_it_again():
    rule(again_days=7)
    due = deadline(TODAY, cast.person())
    run(at(TODAY))
    due.on = TODAY + 6 * DAY
    due.save()
    assert run(*days(TODAY, 30)) == 0


def test_small_moves_that_add_up_are_a_large_one():
    rule(again_days=7)
    due = deadline(TODAY, cast.person())
    run(at(TODAY))
    for shift in (3, 6, 9):
        due.on = TODAY + shift * DAY
        due.save()
        run(at(TODAY))
    run(*days(TODAY, 30))
    assert left() == ["2026-11-24", "2026-12-03"]


def test_a_move_to_an_earlier_day_sends_nothing_again():
    rule(offset_days=-10)
    due = deadline(TODAY + 10 * DAY, cast.person())
    run(at(TODAY))
    due.on = TODAY + DAY
    due.save()
    assert run(*days(TODAY, 30)) == 0


def test_switched_off_nothing_leaves_and_what_waits_is_called_back():
    made = rule(repeat_days=1)
    deadline(TODAY, cast.person())
    plan(at(TODAY))
    switch_rule(made, False, by=None, now=at(TODAY))
    assert Message.objects.get().state == "cancelled"
    assert {(state, reason) for _n, _due, state, reason in told()} == {("cancelled", "off")}
    assert run(*days(TODAY, 5)) == 0


def test_switched_on_again_it_goes_on_from_that_day():
    made = rule(repeat_days=1, repeat_until_days=9)
    deadline(TODAY, cast.person())
    run(*days(TODAY, 2))
    switch_rule(made, False, by=None, now=at(TODAY + 2 * DAY))
    run(*days(TODAY + 2 * DAY, 3))
    switch_rule(made, True, by=None, now=at(TODAY + 6 * DAY))
    run(*days(TODAY + 6 * DAY, 10))
    assert left() == ["2026-11-24", "2026-11-25", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"]


def test_a_rule_does_not_look_back_before_it_was_switched_on():
    deadline(TODAY - DAY, cast.person())
    rule()
    assert run(*days(TODAY, 10)) == 0


def test_it_leaves_in_its_hours_where_she_lives():
    rule(on_weekends=False, on_holidays=False)
    deadline(TODAY, cast.person(time_zone="America/Montreal", country="CA"), cast.person())
    when = [moment.hour for moment in hours(TODAY, 24) if run(moment)]
    assert when == [9, 14]


def test_not_on_a_weekend_nor_on_a_public_holiday_of_her_country():
    rule(on_weekends=False, on_holidays=False, now=datetime(2026, 7, 1, tzinfo=UTC))
    throne_day = date(2026, 7, 30)  # a Thursday
    deadline(throne_day, cast.person(country="MA"), cast.person(country="FR", time_zone="Europe/Paris"))
    deadline(date(2026, 8, 1), cast.person(country="MA"))
    written = [run(moment) for moment in days(throne_day, 5)]
    assert written == [1, 1, 0, 0, 1]


def test_what_could_not_leave_in_time_is_not_sent():
    rule(expires_days=2)
    deadline(TODAY, cast.person(email=""))
    run(*days(TODAY, 2))
    assert told() == [(0, "2026-11-24", "planned", "no_address")]
    run(*days(TODAY + 2 * DAY, 2))
    assert told() == [(0, "2026-11-24", "skipped", "no_address")]


def test_a_reminder_before_a_day_is_worth_nothing_after_it():
    rule(offset_days=-2, expires_days=30)
    deadline(TODAY + 2 * DAY, cast.person())
    run(at(TODAY, 7))
    assert queue_due(now=at(TODAY + 3 * DAY)) == 0
    assert told() == [(0, "2026-11-24", "skipped", "too_late")]


def test_the_mail_itself_ends_with_its_last_day_where_she_lives():
    rule(expires_days=1)
    deadline(TODAY, cast.person(time_zone="Asia/Tokyo", country="JP"))
    run(at(TODAY, 3))
    assert Message.objects.get().expires_at == datetime(2026, 11, 25, 15, tzinfo=UTC)


def test_the_audience_is_asked_of_the_row_and_of_the_person():
    rule(audience={"title": ["Budget"], "country": ["MA"], "language": ["ar", "fr"]})
    yes = cast.person(country="MA", language="ar")
    deadline(TODAY, yes, cast.person(country="FR"), cast.person(country="MA", language="en"))
    deadline(TODAY, yes, title="Script")
    run(at(TODAY))
    assert list(Message.objects.values_list("person", flat=True)) == [yes.pk]


def test_whoever_leaves_the_audience_gets_nothing_more():
    made = rule(audience={"country": ["MA"]}, repeat_days=1)
    she = cast.person(country="MA")
    deadline(TODAY, she)
    plan(at(TODAY))
    she.country = "FR"
    she.save()
    evaluate_rule(made, now=at(TODAY))
    assert Message.objects.get().state == "cancelled"


def test_of_a_deadline_with_several_people_each_is_asked_for_herself():
    made = rule(repeat_days=1)
    done, not_yet = cast.person(), cast.person()
    due = deadline(TODAY, done, not_yet)
    due.duties.filter(person=done).update(is_done=True)
    run(at(TODAY))
    assert [row.person for row in made.occurrences.filter(state="queued")] == [not_yet]


def test_an_hour_is_a_day_where_she_lives():
    rule(anchor="instant")
    midnight = datetime(2026, 11, 25, 1, tzinfo=UTC)
    deadline(None, cast.person(), cast.person(time_zone="America/Montreal"), at=midnight)
    run(at(TODAY, 0))
    assert [row[1] for row in told()] == ["2026-11-25", "2026-11-24"]


def test_completion_start_and_end_of_an_edition():
    run_of = cast.edition(starts_on=TODAY + DAY, ends_on=TODAY + 3 * DAY)
    cast.completed(TODAY - 365 * DAY)
    Participation.objects.create(person=cast.person(), edition=run_of, state="confirmed")
    Participation.objects.create(person=cast.person(), edition=run_of, state="withdrawn")
    texts = {"subject_fr": "{{ edition }}", "body_fr": "{{ programme }} {{ track }} {{ project }}"}
    rule(anchor="completion", offset_days=365, **texts)
    rule(anchor="edition_start", offset_days=-1, **texts)
    rule(anchor="edition_end", offset_days=1, **texts)
    run(at(TODAY))
    assert [row[1] for row in told()] == ["2026-11-24", "2026-11-24", "2026-11-28"]


def test_a_stage_is_asked_of_each_credited_person_once_and_only_while_it_lasts():
    work = Work.objects.create(title="Ourika", kind="feature", stage="financing")
    director, writer = cast.person(), cast.person()
    for person, slug in [(director, "director"), (director, "screenwriter"), (writer, "screenwriter")]:
        Credit.objects.create(work=work, person=person, role=Role.objects.get(slug=slug))
    for stage, on in [
        ("financing", TODAY - 50 * DAY),
        ("development", TODAY - 40 * DAY),
        ("financing", TODAY),
    ]:
        StageChange.objects.create(work=work, stage=stage, on=on)
    texts = {"subject_fr": "{{ work }}", "body_fr": "{{ stage }}"}
    rule(anchor="stage", repeat_days=7, audience={"stage": ["financing"], "kind": ["feature"]}, **texts)
    assert plan(at(TODAY)) == 2
    work.stage = "shooting"
    work.save()
    StageChange.objects.create(work=work, stage="shooting", on=TODAY + DAY)
    assert run(*days(TODAY + DAY, 30)) == 0
    assert {message.state for message in Message.objects.all()} == {"cancelled"}


def test_whoever_wants_no_such_mail_gets_none_and_what_waits_is_called_back():
    rule()
    she = cast.person()
    deadline(TODAY, she)
    plan(at(TODAY))
    suppress(she.email, "subscribed", "unsubscribed", now=cast.NOW)
    evaluate_all(now=at(TODAY))
    assert (Message.objects.get().state, told()) == (
        "cancelled",
        [(0, "2026-11-24", "cancelled", "opted_out")],
    )


def test_what_she_cannot_do_without_reaches_whoever_unsubscribed():
    rule(stream="transactional")
    she = cast.person()
    deadline(TODAY, she)
    suppress(she.email, "subscribed", "unsubscribed", now=cast.NOW)
    run(at(TODAY))
    assert [(message.kind, message.stream) for message in Message.objects.all()] == [
        ("notice", "transactional")
    ]


def test_two_records_of_one_person_that_were_both_reminded_can_be_merged():
    rule(repeat_days=1, repeat_until_days=3)
    keep, remove = cast.person(), cast.person()
    deadline(TODAY, keep, remove)
    run(at(TODAY))
    merge_people(keep, remove, by=None, now=cast.NOW)
    run(*days(TODAY, 5))
    assert left() == ["2026-11-24", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"]


def test_a_rule_whose_anchor_is_gone_holds_up_no_other(settings, caplog):
    lost = rule(name="Lost")
    Rule.objects.filter(pk=lost.pk).update(anchor="gone")
    rule(name="Other")
    deadline(TODAY, cast.person())
    assert run(at(TODAY)) == 1
    assert [record.levelname for record in caplog.records] == ["ERROR"]


@pytest.mark.parametrize("number", [1, 40])
def test_as_many_queries_for_forty_people_as_for_one(number, django_assert_num_queries):
    made = rule()
    for _each in range(number):
        deadline(TODAY, cast.person(country="MA"))
    with django_assert_num_queries(9):
        evaluate_rule(made, now=at(TODAY))
    with django_assert_num_queries(13):
        queue_due(now=at(TODAY) + timedelta(minutes=1))
