"""Juries: who is asked, who accepts, who leaves; criteria; closing; reminders."""

from datetime import timedelta

import pytest

from foundation.errors import ServiceError
from foundation.mail.letters import NotWanted, letter_for, render
from foundation.mail.models import Message
from foundation.people.models import Account, Person
from residencies.selection import services
from residencies.selection.models import Assignment, Juror
from residencies.selection.services import Invitee
from tests import cast as people
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW
NEW = Invitee(name="Lina Juré", email="lina@example.org", language="ar", capacity=5, languages=["ar"])


def mails(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def test_someone_new_is_invited_once_and_gets_her_login_by_accepting():
    jury = cast.jury()
    row = services.invite_juror(jury, NEW, by=None, now=NOW)
    assert services.invite_juror(jury, NEW, by=None, now=NOW) == row
    (mail,) = mails("jury_invitation")
    assert (mail.to_addr, mail.language, row.capacity, row.languages) == ("lina@example.org", "ar", 5, ["ar"])
    assert not Account.objects.filter(email="lina@example.org").exists()
    for _press in range(2):
        services.accept_seat(row, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.answered_at, row.person.account.email) == ("accepted", NOW, "lina@example.org")
    with pytest.raises(NotWanted):
        letter_for(mail)


def test_whoever_has_the_address_is_the_one_who_is_meant():
    she = people.person(email="Lina@Example.org")
    assert services.invite_juror(cast.jury(), NEW, by=None, now=NOW).person == she
    people.person(email="lina@example.org")
    with pytest.raises(ServiceError, match="Several people"):
        services.invite_juror(cast.jury(), NEW, by=None, now=NOW)


@pytest.mark.parametrize(
    ("invitee", "said"),
    [
        (Invitee(name="Lina"), "no e-mail"),
        (Invitee(name="Lina", email="lina"), "not an e-mail"),
        (Invitee(email="lina@example.org"), "her name"),
    ],
)
def test_an_invitation_that_cannot_be_sent_makes_nobody(invitee, said):
    with pytest.raises(ServiceError, match=said):
        services.invite_juror(cast.jury(), invitee, by=None, now=NOW)
    assert (Juror.objects.count(), Person.objects.count()) == (0, 0)


def test_who_has_declined_may_still_accept_and_who_has_accepted_does_not_decline():
    row = cast.juror(cast.jury(), state="invited", answered_at=None)
    services.decline_seat(row, reason="No time", now=NOW)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "No time")
    services.accept_seat(row, now=NOW)
    with pytest.raises(ServiceError, match="accepted already"):
        services.decline_seat(row, now=NOW)


def test_an_invitation_is_sent_again_once_an_hour_and_to_who_has_not_answered():
    row = services.invite_juror(cast.jury(), NEW, by=None, now=NOW)
    sent = [services.resend_invitation(row, by=None, now=NOW + timedelta(minutes=m)) for m in (1, 2, 61)]
    assert (sent, len(mails("jury_invitation"))) == ([True, False, True], 3)
    services.accept_seat(row, now=NOW)
    with pytest.raises(ServiceError, match="answered already"):
        services.resend_invitation(row, by=None, now=NOW)


def test_a_removed_juror_leaves_what_she_handed_in_and_gives_back_the_rest():
    jury = cast.jury(jurors=1)
    (juror,) = jury.jurors.all()
    rows = [cast.application(jury.call) for _one in range(3)]
    done = cast.review(juror, rows[0], 5, 5)
    cast.review(juror, rows[1], 5, 5, submitted_at=None)
    cast.assignment(juror, rows[2])
    services.remove_juror(juror, reason="moved", by=None, now=NOW)
    assert list(Assignment.objects.all()) == [done.assignment]
    again = services.invite_juror(jury, Invitee(person=juror.person), by=None, now=NOW)
    assert (again.pk, again.state, again.link_version) == (juror.pk, "invited", 3)


def test_criteria_are_copied_until_there_are_marks():
    source, jury = cast.jury(criteria=3), cast.jury(criteria=1, jurors=1)
    assert [one.code for one in services.copy_criteria(jury, source, by=None)] == [
        "criterion-2",
        "criterion-3",
    ]
    assert (jury.criteria.count(), source.criteria.count()) == (3, 3)
    cast.review(jury.jurors.get(), cast.application(jury.call), 1, 1, 1)
    with pytest.raises(ServiceError, match="Marks were given"):
        services.copy_criteria(jury, source, by=None)


def test_reading_is_closed_once_and_opened_again():
    jury = cast.jury()
    first = services.close_reading(jury, by=None, now=NOW)
    later = services.close_reading(jury, by=None, now=NOW + timedelta(hours=1))
    assert first.closed_at == later.closed_at == NOW
    assert services.reopen_reading(jury, by=None, now=NOW).closed_at is None
    with pytest.raises(ServiceError, match="not begun"):
        services.close_reading(cast.jury(opened_at=None), by=None, now=NOW)


# -- reminders ------------------------------------------------------------------------------------
@pytest.fixture
def owing() -> Juror:
    """A juror with two to read, one of them handed in; due in ten days, on a Friday at ten."""
    jury = cast.jury(jurors=1)
    (juror,) = jury.jurors.all()
    cast.review(juror, cast.application(jury.call), 5, 5)
    cast.assignment(juror, cast.application(jury.call))
    return juror


def queued(at: object) -> list[str]:
    services.queue_reminders(now=at)
    return [mail.context["occasion"] for mail in mails("jury_reading")]


def test_she_is_reminded_once_before_and_once_after_it_is_due_at_decent_hours(owing):
    due = owing.jury.due_at  # Friday 4 December, 10:00
    assert queued(due - timedelta(days=4)) == []
    assert queued(due - timedelta(days=3, hours=4)) == []
    assert queued((due - timedelta(days=2)).replace(hour=6)) == []
    for _twice in range(2):
        assert queued(due - timedelta(days=2)) == ["before"]
    assert queued(due + timedelta(days=1, hours=1)) == ["before"]  # a Saturday
    for _twice in range(2):
        assert queued(due + timedelta(days=3)) == ["before", "after"]
    assert queued(due + timedelta(days=16)) == ["before", "after"]


def test_who_owes_nothing_is_not_reminded_and_what_she_is_recused_from_is_not_owed(owing):
    application = owing.assignments.open().get().application
    services.declare_conflict(owing, application, detail="", by=None, now=NOW)
    assert queued(owing.jury.due_at - timedelta(days=2)) == []
    assert services.remind_jurors(owing.jury, now=NOW) == 0


def test_a_reminder_counts_as_it_leaves_and_is_not_sent_once_all_is_done(owing):
    assert services.remind_jurors(owing.jury, now=NOW) == 1
    services.remind_jurors(owing.jury, now=NOW)
    (mail,) = mails("jury_reading")
    assert "One application" in render(mail, letter_for(_in_english(mail)))["text"]
    given = owing.assignments.open().get()
    cast.review(owing, given.application, 5, 5)
    with pytest.raises(NotWanted):
        letter_for(mail)


def _in_english(mail: Message) -> Message:
    mail.language = "en"
    return mail
