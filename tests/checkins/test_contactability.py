from datetime import date, timedelta

import pytest

from alumni.checkins.contactability import Level, with_contactability
from alumni.checkins.models import CheckIn, Contact
from alumni.checkins.pausing import pause_checkins
from alumni.checkins.services import save_answers
from foundation.mail.models import Message
from foundation.people.models import Person
from tests import cast
from tests.cast import NOW
from tests.desk import rows

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PHONE = "+212612345678"


@pytest.fixture
def she():
    return cast.person(phone=PHONE)


def level(person) -> str:
    return with_contactability(Person.objects.filter(pk=person.pk), now=NOW).get().level


def silent(person, ago: int, **fields):
    """Asked so many days ago, closed a day later."""
    at = NOW - ago * DAY
    done = person.participations.first() or cast.completed(date(2020, 1, 1), who=person)
    times = {"asked_at": at, "closes_at": at + DAY, "ask_on": at.date(), "months": ago}
    return cast.asked_checkin(participation=done, **{"state": "silent", **times, **fields})


def contact(person, outcome, ago: int = 0):
    back = NOW.date() + DAY if outcome == "call_back" else None
    return Contact.objects.create(
        person=person, at=NOW - ago * DAY, channel="phone", outcome=outcome, call_back_on=back
    )


def mail(person, state, stream="subscribed", ago: int = 0):
    sent = {"sent_at": NOW} if state == "sent" else {}
    return rows.message(
        person=person, to_addr=person.email, state=state, stream=stream, created_at=NOW - ago * DAY, **sent
    )


def test_of_someone_nobody_has_asked_nothing_is_known(she):
    assert level(she) == Level.UNKNOWN


def test_someone_who_has_answered_is_reachable(she):
    silent(she, 400)
    silent(she, 10, state="answered", answered_at=NOW)
    assert level(she) == Level.REACHABLE


def test_an_answer_that_was_only_begun_is_a_sign_of_life(she):
    row = silent(she, 1, state="asked", closes_at=NOW + DAY)
    save_answers(row, {"choice": "yes"}, now=NOW)
    assert level(she) == Level.REACHABLE


@pytest.mark.parametrize(("times", "expected"), [(1, "quiet"), (2, "hard"), (3, "hard")])
def test_silence_is_counted_from_the_last_answer_on(she, times, expected):
    silent(she, 900)
    silent(she, 800, state="answered", answered_at=NOW - 800 * DAY)
    for number in range(times):
        silent(she, 700 - number)
    assert level(she) == expected


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        (["no_answer"], "quiet"),
        (["no_answer"] * 2, "quiet"),
        (["no_answer"] * 3, "hard"),
        (["wrong_number"], "hard"),
        (["call_back"], "unknown"),
        (["no_answer"] * 3 + ["reached"], "reachable"),
        (["wrong_number", "reached", "no_answer"], "quiet"),
    ],
)
def test_what_came_of_the_calls_counts_until_she_is_reached(she, outcomes, expected):
    for ago, outcome in enumerate(reversed(outcomes)):
        contact(she, outcome, ago)
    assert level(she) == expected


def test_three_times_silent_and_three_calls_without_an_answer_are_lost(she):
    for ago in (300, 200, 100):
        silent(she, ago)
        contact(she, "no_answer", ago)
    assert level(she) == Level.LOST


@pytest.mark.parametrize(
    ("mails", "expected"),
    [
        (["sent"], "unknown"),
        (["failed"], "hard"),
        (["dead"], "hard"),
        (["suppressed"], "hard"),
        (["failed", "sent"], "unknown"),
        (["sent", "failed"], "hard"),
        (["failed", "queued"], "hard"),
    ],
)
def test_the_last_mail_to_her_address_says_whether_mail_reaches_her(she, mails, expected):
    for ago, state in enumerate(reversed(mails)):
        mail(she, state, ago=ago)
    assert level(she) == expected


def test_a_login_code_that_arrived_does_not_undo_an_unsubscription(she):
    mail(she, "suppressed", ago=1)
    mail(she, "sent", stream="transactional")
    assert level(she) == Level.HARD


def test_a_new_address_is_not_held_against_her(she):
    mail(she, "failed")
    Person.objects.update(email="new@example.org")
    assert level(she) == Level.UNKNOWN


def test_without_any_way_left_she_is_lost():
    assert level(cast.person(email="", phone="")) == Level.LOST
    assert level(cast.person(email="", phone=PHONE)) == Level.HARD


def test_whoever_stopped_is_stopped_whatever_else_there_is(she):
    silent(she, 10, state="answered", answered_at=NOW)
    pause_checkins(she, months=None, source="mail", by=None, now=NOW)
    assert level(she) == Level.STOPPED


def test_a_pause_that_is_over_holds_no_more(she):
    pause_checkins(she, months=3, source="mail", by=None, now=NOW - 100 * DAY)
    assert level(she) == Level.UNKNOWN


def test_a_list_of_check_ins_tells_the_same_as_one_of_people(she):
    row = silent(she, 10)
    (found,) = with_contactability(CheckIn.objects.filter(pk=row.pk), now=NOW, of="person__")
    assert (found.level, found.silent) == ("quiet", 1)


def test_any_number_of_people_takes_one_query(django_assert_num_queries):
    for _one in range(20):
        someone = cast.person()
        silent(someone, 10)
        contact(someone, "no_answer")
        mail(someone, "sent")
    assert Message.objects.count() == 20
    with django_assert_num_queries(1):
        people = Person.objects.filter(contacts__isnull=False)
        assert {row.level for row in with_contactability(people, now=NOW)} == {"quiet"}
