"""What waits follows the person: her address, her language, whoever she has become by then."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.mail import claims, recipients
from foundation.mail.delivery import drain
from foundation.mail.models import Message, Pace
from foundation.mail.services import retry_message, suppress
from foundation.people.merging import merge_people
from foundation.people.models import Person
from tests import cast
from tests.mail.notes import note

pytestmark = pytest.mark.django_db
OLD, NEW = "old@example.org", "new@other.example"


@pytest.fixture
def she() -> Person:
    return cast.person(email=OLD, language="en")


def waiting(she: Person, **fields) -> Message:
    return note(**{"to": she.email, "person": she, **fields})


def changed(she: Person, **fields) -> None:
    Person.objects.filter(pk=she.pk).update(**fields)


def again() -> None:
    Message.objects.update(not_before=timezone.now() - timedelta(seconds=1))


def test_a_mail_goes_to_the_address_she_has_as_it_leaves(sink, she):
    row = waiting(she)
    changed(she, email=NEW)
    assert (drain(), sink.recipients) == ({"sent": 1}, [NEW])
    row.refresh_from_db()
    assert (row.to_addr, row.to_domain) == (NEW, "other.example")


def test_a_mail_that_was_put_off_follows_her_with_the_words_it_has(sink, she):
    row = waiting(she, context={"says": "first"})
    sink.answer = lambda stage, address: "451 later" if stage == "RCPT" else None
    drain()
    sink.answer = lambda stage, address: None
    Message.objects.update(context={"says": "second"})
    changed(she, email=NEW, language="fr")
    again()
    assert (drain(), sink.recipients) == ({"sent": 1}, [NEW])
    row.refresh_from_db()
    assert (row.language, "first" in row.text) == ("en", True)


def test_a_mail_that_came_back_reaches_the_address_that_was_put_right(sink, she):
    row = waiting(she)
    drain()
    Message.objects.update(state="bounced")
    changed(she, email=NEW)
    retry_message(row, by=None, now=timezone.now())
    assert (drain(), sink.recipients) == ({"sent": 1}, [OLD, NEW])


def test_it_is_written_in_the_language_she_reads_by_then(sink, she):
    row = waiting(she)
    changed(she, language="ar")
    drain()
    row.refresh_from_db()
    assert (row.language, "نوفمبر" in row.text) == ("ar", True)


def test_its_hours_are_those_of_the_zone_she_lives_in_by_then(sink, she):
    row = waiting(she)
    changed(she, time_zone="Asia/Tokyo")
    drain()
    row.refresh_from_db()
    assert "08:30" in row.text  # 23:30 in UTC


@pytest.mark.parametrize("address", ["", "not an address"])
def test_who_has_no_address_any_more_is_not_written_to(sink, she, address):
    row = waiting(she)
    changed(she, email=address)
    assert (drain(), sink.mails) == ({"cancelled": 1}, [])
    row.refresh_from_db()
    assert (row.reason, row.to_addr) == (recipients.UNREACHED, OLD)


@pytest.mark.parametrize(("suppressed", "outcome"), [(OLD, "sent"), (NEW, "suppressed")])
def test_the_address_she_has_by_then_is_the_one_that_may_be_suppressed(sink, she, suppressed, outcome):
    waiting(she)
    changed(she, email=NEW)
    suppress(suppressed, "transactional", "bounced", now=timezone.now())
    assert drain() == {outcome: 1}


def test_the_mail_of_a_merged_record_goes_where_the_one_that_stays_is(sink, she):
    kept = cast.person(email=NEW, language="en")
    waiting(she)
    merge_people(kept, she, by=None, now=timezone.now())
    assert (drain(), sink.recipients) == ({"sent": 1}, [NEW])


def test_a_record_that_stays_without_an_address_takes_that_of_the_merged_one(sink, she):
    kept = cast.person(email="", language="en")
    waiting(she)
    merge_people(kept, she, by=None, now=timezone.now())
    assert (drain(), sink.recipients) == ({"sent": 1}, [OLD])


@pytest.mark.parametrize("kind", ["login_code", "password_reset", "account"])
def test_what_is_about_an_address_stays_with_it(sink, she, kind):
    waiting(she, kind=kind, secret="/c0de/")
    changed(she, email=NEW, language="fr")
    assert (drain(), sink.recipients) == ({"sent": 1}, [OLD])
    assert Message.objects.get().language == "en"


def test_a_mail_to_nobody_in_particular_goes_where_it_was_written_to(sink):
    note(to=OLD)
    assert (drain(), sink.recipients) == ({"sent": 1}, [OLD])


def test_the_pace_is_that_of_the_domain_it_goes_to(sink, she, settings):
    settings.MAIL_PACES = {"other.example": 1}
    Pace.objects.create(domain="other.example", free_at=timezone.now() + timedelta(hours=1))
    row = waiting(she)
    changed(she, email=NEW)
    drain()
    row.refresh_from_db()
    assert (row.state, row.to_domain, sink.mails) == ("queued", "other.example", [])


def test_a_message_that_is_somebody_elses_by_now_is_left_to_them(she):
    waiting(she)
    changed(she, email=NEW)
    held = claims.claim(timezone.now(), 1)
    Message.objects.update(fence=held[0].fence + 1)
    recipients.follow(held)
    assert Message.objects.get().to_addr == OLD


def test_following_costs_no_query_while_nothing_has_changed(django_assert_num_queries):
    for number in range(5):
        waiting(cast.person(email=f"she{number}@example.org", language="en"), key=f"note:{number}")
    held = claims.claim(timezone.now(), 5)
    with django_assert_num_queries(0):
        assert recipients.follow(held) == set()


def test_only_what_has_changed_costs_a_query(she):
    waiting(she)
    waiting(cast.person(email="other@example.org", language="en"))
    changed(she, email=NEW)
    held = claims.claim(timezone.now(), 5)
    with CaptureQueriesContext(connection) as done:
        recipients.follow(held)
    assert len(done) == 1
