"""Pairs that have fallen silent are told to the staff: once a day at most, and each silence once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from foundation.mail.letters import NotWanted, letter_for, render
from foundation.mail.models import Message
from residencies.mentoring import letters, services
from residencies.mentoring.models import Mentorship
from tests import cast
from tests.calls.test_concurrency import together
from tests.mentoring import pairs
from tests.mentoring.pairs import DAY, NOW

pytestmark = pytest.mark.django_db
MORNING = NOW + 22 * DAY  # a Wednesday


def told() -> list[tuple[str, list[int]]]:
    rows = Message.objects.filter(kind="mentoring_silent").order_by("pk")
    return [(row.to_addr, row.context["mentorships"]) for row in rows]


@pytest.fixture
def staff():
    return cast.staff("mentoring.view_mentorship", "mentoring.change_mentorship")


def test_a_silence_is_told_once_and_the_next_one_again(staff):
    row = pairs.pair()
    assert services.tell_silences(now=MORNING - 2 * DAY) == 0
    assert services.tell_silences(now=MORNING) == 1
    assert services.tell_silences(now=MORNING + timedelta(hours=1)) == 0
    assert services.tell_silences(now=MORNING + DAY) == 0
    assert told() == [(staff.email, [row.pk])]
    services.log_session(row, on=MORNING.date(), minutes=60, by=None, now=MORNING + DAY)
    assert services.tell_silences(now=MORNING + 20 * DAY) == 0
    assert services.tell_silences(now=MORNING + 27 * DAY) == 1


def test_a_day_has_one_mail_and_what_comes_later_waits_for_the_next(staff):
    one = pairs.pair()
    services.tell_silences(now=MORNING)
    two = pairs.pair()
    assert services.tell_silences(now=MORNING + timedelta(hours=2)) == 0
    assert services.tell_silences(now=MORNING + DAY) == 1
    assert told() == [(staff.email, [one.pk]), (staff.email, [two.pk])]


def test_not_at_night_nor_on_sunday_nor_of_what_is_over(staff):
    pairs.pair()
    assert services.tell_silences(now=MORNING.replace(hour=20)) == 0
    assert services.tell_silences(now=MORNING + 4 * DAY) == 0
    Mentorship.objects.update(state="closed", closed_at=NOW)
    assert services.tell_silences(now=MORNING) == 0


def test_those_with_the_right_are_told_and_administrators_where_nobody_has_it():
    pairs.pair()
    boss = cast.administrator()
    assert services.tell_silences(now=MORNING) == 1
    looker, gone = cast.staff("mentoring.view_mentorship"), cast.staff("mentoring.change_mentorship")
    gone.is_active = False
    gone.save()
    role = cast.staff("mentoring.change_mentorship")
    role.groups.add(Group.objects.get(name="Programme staff"))
    pairs.pair()
    assert services.tell_silences(now=MORNING + DAY) == 1
    assert [address for address, _numbers in told()] == [boss.email, role.email]
    assert looker.email not in dict(told())


def test_the_letter_names_the_pairs_that_are_silent_still(staff, time_machine):
    one, two = pairs.pair(), pairs.pair()
    services.tell_silences(now=MORNING)
    time_machine.move_to(MORNING, tick=False)
    services.log_session(two, on=MORNING.date(), minutes=60, by=None, now=MORNING)
    message = Message.objects.get(kind="mentoring_silent")
    text = render(message, letter_for(message))["text"]
    assert one.participation.person.name in text
    assert two.participation.person.name not in text
    services.log_session(one, on=MORNING.date(), minutes=60, by=None, now=MORNING)
    with pytest.raises(NotWanted):
        letter_for(message)


def test_the_subject_counts_those_that_are_not_named_as_well(staff, time_machine, monkeypatch):
    monkeypatch.setattr(letters, "MOST_NAMED", 1)
    pairs.pair(), pairs.pair()
    services.tell_silences(now=MORNING)
    time_machine.move_to(MORNING, tick=False)
    message = Message.objects.get(kind="mentoring_silent")
    texts = render(message, letter_for(message))
    assert "2" in texts["subject"]


def test_an_account_without_a_good_address_keeps_nobody_else_from_being_told(staff):
    broken = cast.staff("mentoring.view_mentorship", "mentoring.change_mentorship")
    type(broken).objects.filter(pk=broken.pk).update(email="nowhere")
    pairs.pair()
    assert services.tell_silences(now=MORNING) == 1
    assert [address for address, _numbers in told()] == [staff.email]


@pytest.mark.django_db(transaction=True)
def test_told_at_once_by_several_it_is_one_mail(staff):
    pairs.pair(), pairs.pair()
    done = together(*[lambda: services.tell_silences(now=MORNING)] * 4)
    assert (sum(done), len(told())) == (1, 1)
