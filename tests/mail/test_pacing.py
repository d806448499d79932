"""A domain is served as fast as it likes, and no other mail waits for it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from foundation.mail.delivery import drain, next_due
from foundation.mail.models import Message
from foundation.mail.pacing import BURST
from tests import cast
from tests.mail.notes import note

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def one_a_second(settings):
    settings.MAIL_PACES = {"slow.example": 60}


@pytest.fixture
def clock():
    with time_machine.travel(cast.NOW, tick=False) as clock:
        yield clock


def crowd(count: int, domain: str = "slow.example") -> None:
    for number in range(count):
        note(f"n{number}@{domain}")


def test_what_is_too_much_at_once_gets_a_moment_of_its_own_each(sink, clock):
    crowd(BURST + 4)
    assert drain() == {"sent": BURST + 1, "paced": 3}
    waiting = Message.objects.filter(state="queued").order_by("pk")
    assert [row.not_before - timezone.now() for row in waiting] == [SECOND, 2 * SECOND, 3 * SECOND]
    assert {row.attempts for row in waiting} == {0}


def test_mail_of_other_domains_passes_by(sink, clock):
    crowd(BURST + 4)
    note("salma@example.org", priority=9)
    drain()
    assert sink.recipients[-1] == "salma@example.org"


def test_each_goes_in_its_moment(sink, clock):
    crowd(BURST + 4)
    drain()
    assert next_due() == cast.NOW + SECOND
    for _ in range(3):
        clock.shift(SECOND)
        assert drain() == {"sent": 1}
    assert len(sink.mails) == len(set(sink.recipients)) == BURST + 4


def test_moments_that_passed_in_an_outage_make_no_burst_afterwards(sink, clock):
    crowd(3 * BURST)
    drain()
    clock.shift(timedelta(hours=1))
    assert drain() == {"sent": BURST + 1, "paced": BURST - 2}


def test_letter_case_makes_no_other_domain(sink, clock):
    crowd(BURST + 1)
    note("salma@Slow.Example")
    assert drain()["paced"] == 1


def test_no_limit_is_a_limit_one_can_choose(sink, clock, settings):
    settings.MAIL_PACES = {}
    crowd(BURST + 4)
    assert drain() == {"sent": BURST + 4}
