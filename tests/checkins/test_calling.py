from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from alumni.checkins.calling import ready_message, to_call, way_to
from alumni.checkins.contacting import record_contact, reopen_checkin
from alumni.checkins.models import CheckIn, Contact, Pause
from alumni.checkins.pausing import pause_checkins, resume_checkins
from alumni.checkins.services import (
    answer_checkin,
    close_silent_checkins,
    queue_reminders,
    save_answers,
)
from foundation.errors import ServiceError
from foundation.people.models import Person
from tests import cast
from tests.cast import NOW
from tests.desk import rows

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PLANNED = {"state": "planned", "asked_at": None, "closes_at": None}


def called(now=NOW) -> list[CheckIn]:
    return list(to_call(CheckIn.objects.all(), now=now).order_by("ask_on", "pk"))


def silent(**fields) -> CheckIn:
    return cast.asked_checkin(**{"state": "silent", **fields})


def record(row: CheckIn, outcome: str, now=NOW, **more) -> Contact:
    return record_contact(
        row.person, checkin=row, channel="phone", outcome=outcome, by=cast.staff(), now=now, **more
    )


# -- who is on the list ------------------------------------------------------------------------
def test_three_days_after_the_last_reminder_she_is_on_it_and_not_before():
    row = cast.asked_checkin(remind_on=date(2026, 12, 1))
    days = [
        number
        for number in range(40)
        if queue_reminders(now=NOW + number * DAY) or called(NOW + number * DAY)
    ]
    assert days == [7, 21, *range(24, 40)]
    assert called(NOW + 24 * DAY) == [row]


def test_closing_puts_her_on_it():
    row = cast.asked_checkin(reminders="")
    close_silent_checkins(now=row.closes_at)
    assert called(row.closes_at) == [row]


def test_an_answer_takes_her_off_it():
    row = cast.asked_checkin(call_at=NOW)
    answer_checkin(row, {"choice": "yes"}, now=NOW)
    assert called() == []


def test_whoever_has_begun_to_answer_is_called_only_once_it_has_closed():
    row = cast.asked_checkin(call_at=NOW)
    save_answers(row, {"choice": "yes"}, now=NOW)
    assert called() == []
    close_silent_checkins(now=row.closes_at)
    assert called(row.closes_at) == [row]


def test_without_an_address_she_is_on_it_from_the_due_day():
    row = cast.asked_checkin(who=cast.person(email=""), ask_on=NOW.date(), **PLANNED)
    assert [called(NOW - DAY), called(NOW)] == [[], [row]]


def test_an_address_that_takes_no_mail_shows_after_ten_days():
    row = cast.asked_checkin(who=cast.person(email="not an address"), ask_on=NOW.date(), **PLANNED)
    assert [called(NOW + 9 * DAY), called(NOW + 10 * DAY)] == [[], [row]]


@pytest.mark.parametrize(
    ("state", "stream", "listed"),
    [
        ("failed", "subscribed", True),
        ("dead", "subscribed", True),
        ("suppressed", "subscribed", True),
        ("cancelled", "subscribed", False),
        ("queued", "subscribed", False),
        ("failed", "transactional", False),
    ],
)
def test_she_whom_the_mail_did_not_reach_is_called_at_once(state, stream, listed):
    row = cast.asked_checkin()
    rows.message(person=row.person, state=state, stream=stream, created_at=NOW)
    assert bool(called()) is listed


def test_a_person_is_on_it_once_with_her_newest_check_in():
    part = cast.completed(date(2026, 2, 1))
    silent(participation=part, months=3, due_on=date(2026, 5, 1), ask_on=date(2026, 5, 1))
    newest = silent(participation=part, months=6, due_on=date(2026, 8, 1), ask_on=date(2026, 8, 1))
    assert called() == [newest]


def test_an_old_silence_is_over_once_she_has_answered_a_newer_check_in():
    part = cast.completed(date(2026, 2, 1))
    silent(participation=part, months=3, due_on=date(2026, 5, 1))
    cast.asked_checkin(
        participation=part, months=6, due_on=date(2026, 8, 1), state="answered", answered_at=NOW
    )
    assert called() == []


def test_a_newer_one_that_was_cancelled_hides_nothing():
    part = cast.completed(date(2026, 2, 1))
    old = silent(participation=part, months=3, due_on=date(2026, 5, 1))
    cast.asked_checkin(participation=part, months=6, due_on=date(2026, 8, 1), state="cancelled")
    assert called() == [old]


def test_the_oldest_comes_first():
    late, early = silent(ask_on=date(2026, 11, 20)), silent(ask_on=date(2026, 5, 1))
    assert called() == [early, late]


def test_whoever_paused_is_not_on_it():
    row = silent()
    pause_checkins(row.person, months=3, source="mail", by=None, now=NOW)
    assert called() == []
    resume_checkins(row.person, by=None, now=NOW)
    assert called() == [row]


def test_any_number_of_rows_is_one_query(django_assert_num_queries):
    for _one in range(20):
        silent()
    with django_assert_num_queries(1):
        assert len(called()) == 20


# -- what came of a call -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("outcome", "listed"),
    [("reached", False), ("no_answer", True), ("wrong_number", True), ("asked_not_to", False)],
)
def test_an_outcome_keeps_her_on_the_list_or_not(outcome, listed):
    row = silent()
    record(row, outcome)
    assert bool(called()) is listed


def test_call_back_hides_her_until_that_day():
    row = silent()
    record(row, "call_back", call_back_on=(NOW + 5 * DAY).date())
    assert [bool(called(NOW + number * DAY)) for number in (0, 4, 5, 6)] == [False, False, True, True]


def test_the_last_word_counts():
    row = silent()
    record(row, "call_back", call_back_on=(NOW + 5 * DAY).date())
    record(row, "no_answer", now=NOW + DAY)
    assert called(NOW + DAY) == [row]
    record(row, "reached", now=NOW + 2 * DAY)
    assert called(NOW + 9 * DAY) == []


def test_whoever_was_reached_is_on_it_again_with_her_next_silence():
    part = cast.completed(date(2026, 2, 1))
    record(silent(participation=part, months=3, due_on=date(2026, 5, 1)), "reached")
    newer = silent(participation=part, months=6, due_on=date(2026, 8, 1))
    assert called() == [newer]


@pytest.mark.parametrize("day", [None, NOW.date(), NOW.date() - DAY])
def test_call_back_needs_a_day_to_come(day):
    row = silent()
    with pytest.raises(ServiceError):
        record(row, "call_back", call_back_on=day)
    assert Contact.objects.count() == 0


def test_a_day_that_goes_with_another_outcome_is_not_kept():
    assert record(silent(), "reached", call_back_on=NOW.date()).call_back_on is None


def test_asked_not_to_stops_her_check_ins():
    row = silent()
    made = record(row, "asked_not_to")
    held = Pause.objects.get(person=row.person)
    assert (held.until, held.source, held.by) == (None, "call", made.by)


def test_a_call_without_a_check_in_is_about_the_newest_nobody_answered():
    row = silent()
    made = record_contact(row.person, channel="whatsapp", outcome="reached", by=cast.staff(), now=NOW)
    assert (made.checkin, called()) == (row, [])


def test_a_contact_keeps_who_made_it():
    made = record(silent(), "reached", note="Elle tourne à Fès.")
    assert (made.history.get().history_user, made.note) == (made.by, "Elle tourne à Fès.")


# -- answers given in a call -------------------------------------------------------------------
@pytest.mark.parametrize(
    "fields", [{"state": "silent", "closes_at": NOW - DAY}, PLANNED], ids=["silent", "planned"]
)
def test_a_check_in_opens_for_answers_given_in_a_call(fields):
    row = reopen_checkin(cast.asked_checkin(**fields), by=cast.staff(), now=NOW)
    assert (row.state, row.closes_at) == ("asked", NOW + 14 * DAY)
    assert answer_checkin(row, {"choice": "yes"}, now=NOW).state == "answered"


def test_what_is_open_longer_stays_open_longer_and_no_mail_goes_out():
    row = cast.asked_checkin()
    assert reopen_checkin(row, by=cast.staff(), now=NOW).closes_at == row.closes_at
    assert queue_reminders(now=NOW + 30 * DAY) == 0


def test_a_cancelled_check_in_does_not_open_again():
    with pytest.raises(ServiceError):
        reopen_checkin(cast.asked_checkin(state="cancelled"), by=cast.staff(), now=NOW)


# -- words and numbers -------------------------------------------------------------------------
def message_to(**fields) -> str:
    row = silent(who=cast.person(name="Salma Benjelloun", name_ar="سلمى بنجلون", **fields))
    return ready_message(row)


def test_the_message_is_in_her_language_with_her_name_in_its_script():
    assert message_to(language="en").startswith("Hello Salma Benjelloun, this is the team of Masar.")
    assert "سلمى بنجلون" in message_to(language="ar")


def test_a_whatsapp_link_holds_her_number_and_the_whole_message():
    text = "سلام & salut\nça va ? 100 % + d'idées #1"
    phone = Person(phone="0612345678").phone
    way = way_to(phone, text)
    parts = urlsplit(way.whatsapp)
    assert (way.tel, parts.netloc, parts.path) == ("tel:+212612345678", "wa.me", "/212612345678")
    assert parse_qs(parts.query) == {"text": [text]}
    assert "+" not in parts.query


def test_without_a_number_there_is_no_link():
    way = way_to(Person().phone, "text")
    assert (way.phone, way.tel, way.whatsapp) == ("", "", "")
