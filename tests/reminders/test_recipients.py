"""A reminder that waits follows its person, in a language its rule is written in."""

from datetime import timedelta

import pytest

from foundation.mail.delivery import drain
from foundation.mail.models import Message
from foundation.people.merging import merge_people
from foundation.people.models import Person
from foundation.reminders.models import Occurrence
from tests import cast
from tests.cast import NOW
from tests.reminders.made import deadline, plan, rule

pytestmark = pytest.mark.django_db
OLD, NEW = "old@example.org", "new@other.example"
ENGLISH = {"subject_en": "Reminder: {{ title }}", "body_en": "{{ title }}, on {{ day }}."}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def waiting(**texts) -> Person:
    """Somebody whose reminder is in the outbox."""
    she = cast.person(email=OLD, language="fr")
    rule(offset_days=0, **texts)
    deadline(NOW.date(), she)
    assert plan(NOW) == 1
    return she


def changed(she: Person, **fields) -> None:
    Person.objects.filter(pk=she.pk).update(**fields)


def test_it_goes_to_her_present_address_in_her_present_language(sink):
    changed(waiting(**ENGLISH), email=NEW, language="en")
    assert (drain(), sink.recipients) == ({"sent": 1}, [NEW])
    assert Message.objects.values_list("language", "subject").get() == ("en", "Reminder: Budget")


def test_a_language_the_rule_is_not_written_in_gets_the_whole_letter_in_one_that_is(sink):
    changed(waiting(**ENGLISH), language="ar")
    drain()
    assert Message.objects.values_list("language", "subject").get() == ("fr", "Rappel : Budget")


def test_who_reads_another_language_all_along_costs_no_change(sink):
    she = cast.person(email=OLD, language="ar")
    rule(offset_days=0)
    deadline(NOW.date(), she)
    plan(NOW)
    drain()
    assert Message.objects.values_list("language", "subject").get() == ("fr", "Rappel : Budget")


def test_without_an_address_it_is_cancelled_and_not_written_again(sink):
    she = waiting()
    changed(she, email="")
    assert drain() == {"cancelled": 1}
    assert plan(NOW + timedelta(hours=1)) == 0
    assert Occurrence.objects.count() == 1


def test_a_merged_record_gets_it_once_at_the_address_that_stays(sink):
    kept = cast.person(email=NEW, language="fr")
    merge_people(kept, waiting(), by=None, now=NOW)
    assert (drain(), sink.recipients) == ({"sent": 1}, [NEW])
    assert plan(NOW + timedelta(hours=1)) == 0
