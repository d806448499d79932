"""What follows when a mail comes back: once, in one transaction, and only where it is proven."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from foundation.mail import claims, reports, return_path
from foundation.mail.delivery import drain
from foundation.mail.models import Message, Report, Suppression
from foundation.mail.reports import Told, take_in_mail, take_in_report
from foundation.mail.selectors import Health, address_health, address_healths
from foundation.mail.services import lift_suppression, retry_message, suppress
from tests import cast
from tests.mail.notes import note
from tests.mail.returned import LETTER, bounce, complaint, sent, soft, vacation

pytestmark = pytest.mark.django_db
NOW = cast.NOW


def take_in(raw: bytes, now=NOW) -> None:
    take_in_mail(raw, source="test", now=now)


def suppressed() -> set[tuple[str, str]]:
    return set(Suppression.objects.values_list("stream", "reason"))


def state(row: Message) -> str:
    return Message.objects.values_list("state", flat=True).get(pk=row.pk)


# -- what follows ----------------------------------------------------------------------------
def test_a_dead_address_gets_no_more_mail_at_all(sink):
    row = sent()
    take_in(bounce(row))
    report = Report.objects.get()
    assert suppressed() == {("transactional", "bounced"), ("subscribed", "bounced")}
    assert (state(row), report.message, report.severity, report.status) == ("bounced", row, "hard", "5.1.1")
    assert {each.evidence for each in Suppression.objects.all()} == {report}
    note()
    assert drain() == {"suppressed": 1}


def test_three_soft_bounces_within_two_weeks_end_the_check_ins_alone():
    for day in (0, 6):
        take_in(soft(sent()), NOW + timedelta(days=day))
    assert suppressed() == set()
    take_in(soft(sent()), NOW + timedelta(days=13))
    assert suppressed() == {("subscribed", "bounced")}
    assert set(Message.objects.values_list("state", flat=True)) == {"bounced"}


def test_soft_bounces_far_apart_end_nothing():
    for day in (0, 7, 14):
        take_in(soft(sent()), NOW + timedelta(days=day))
    assert suppressed() == set()


def test_three_reports_of_one_mail_are_one_failure():
    row = sent()
    for number in range(3):
        take_in(soft(row, number=number))
    assert (Report.objects.count(), suppressed()) == (3, set())


@pytest.mark.parametrize("recipient", [None, ""])
def test_a_complaint_ends_the_check_ins_at_once(recipient):
    row = sent(kind="news")
    take_in(complaint(row, recipient))
    assert (suppressed(), state(row)) == ({("subscribed", "complained")}, "complained")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (vacation, "auto_reply"),
        (lambda row: bounce(row, action="delayed", status="4.4.1"), "delayed"),
        (lambda row: bounce(row, action="delivered", status="2.0.0"), "delivered"),
        (lambda row: LETTER, "other"),
    ],
    ids=["vacation", "delay", "receipt", "letter"],
)
def test_other_mail_is_kept_and_changes_nothing(raw, kind):
    row = sent()
    take_in(raw(row))
    assert (Report.objects.get().kind, suppressed(), state(row)) == (kind, set(), "sent")


def test_what_the_server_said_is_kept_without_the_address():
    row = sent()
    take_in(soft(row))
    assert Report.objects.get().diagnostic == "452 mailbox of <…> is full"
    assert row.to_addr not in str(Report.objects.values())


# -- once ------------------------------------------------------------------------------------
def test_the_same_mail_twice_or_by_another_way_counts_once():
    row = sent()
    for raw in (
        bounce(row),
        bounce(row),
        b"Received: by elsewhere\r\n" + bounce(row).replace(b"\n", b"\r\n"),
    ):
        take_in(raw)
    assert Report.objects.count() == 1


def test_a_suppression_that_was_lifted_is_not_made_again_by_the_same_report():
    row = sent()
    take_in(bounce(row))
    for each in Suppression.objects.all():
        lift_suppression(each, by=None, reason="a typing error at their end")
    take_in(bounce(row))
    assert suppressed() == set()


def test_a_report_that_cannot_be_followed_leaves_nothing(monkeypatch):
    monkeypatch.setattr(reports, "_mark", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take_in(bounce(sent()))
    assert (Report.objects.count(), suppressed()) == (0, set())


# -- refused at once ---------------------------------------------------------------------------
def refuse(sink, reply: str, stage: str = "RCPT") -> None:
    sink.answer = lambda at, address: reply if at == stage else None


@pytest.mark.parametrize("stage", ["RCPT", "DATA", "SENT"])
def test_an_address_refused_for_good_gets_no_more_mail(sink, stage):
    refuse(sink, "550 5.1.1 <salma@example.org>: user unknown", stage)
    row = note("Salma@example.org")
    assert drain() == {"failed": 1}
    report = Report.objects.get()
    assert suppressed() == {("transactional", "bounced"), ("subscribed", "bounced")}
    assert {each.evidence for each in Suppression.objects.all()} == {report}
    told = (report.message, report.kind, report.severity, report.status, report.source)
    assert (state(row), told) == ("failed", (row, "bounce", "hard", "5.1.1", "SMTP"))
    assert report.diagnostic == "550 5.1.1 <…>: user unknown"
    note("salma@example.org", kind="news")
    assert drain() == {"suppressed": 1}


@pytest.mark.parametrize("reply", ["550 5.7.1 rejected", "552 too large", "554 5.7.1 spam", "503 sequence"])
@pytest.mark.parametrize("stage", ["RCPT", "SENT"])
def test_a_refusal_of_the_mail_says_nothing_of_the_address(sink, reply, stage):
    refuse(sink, reply, stage)
    note()
    assert drain() == {"failed": 1}
    assert (Report.objects.count(), suppressed()) == (0, set())


def test_an_address_that_is_put_off_is_not_refused(sink):
    refuse(sink, "450 4.1.1 user unknown")
    note()
    assert drain() == {"queued": 1}
    assert suppressed() == set()


def test_a_lifted_address_that_is_refused_once_more_is_suppressed_once_more(sink):
    refuse(sink, "550 5.1.1 user unknown")
    row = note()
    drain()
    for each in Suppression.objects.all():
        lift_suppression(each, by=None, reason="she says that it works")
    retry_message(row, by=None, now=timezone.now())
    assert drain() == {"failed": 1}
    assert (Report.objects.count(), len(suppressed())) == (2, 2)


def test_a_refusal_that_cannot_be_followed_leaves_the_message_to_the_next_sender(sink, monkeypatch):
    refuse(sink, "550 5.1.1 user unknown")
    row = note()
    with monkeypatch.context() as broken:
        broken.setattr(reports, "_mark", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            drain()
    assert (state(row), Report.objects.count(), suppressed()) == ("sending", 0, set())
    Message.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
    assert drain() == {"failed": 1}
    assert (Report.objects.count(), len(suppressed())) == (1, 2)


def test_who_holds_a_message_no_more_suppresses_nobody(sink):
    row = note()
    held = claims.claim(timezone.now(), 1)[0]
    Message.objects.filter(pk=row.pk).update(fence=held.fence + 1)
    how = {"code": 550, "reason": "user unknown"}
    assert claims.settle(held, Message.State.FAILED, now=timezone.now(), **how) == "lost lease"
    assert suppressed() == set()


# -- proof -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "forged",
    [
        {"message_id": "<made-up@masar.example>"},
        {"message_id": ""},
        {"address": "hajar@example.org"},
        {"message_id": "", "to": "bounces+1.00000000000000000000@masar.example"},
    ],
)
def test_a_report_without_proof_is_kept_without_effect(settings, forged):
    settings.BOUNCE_ADDRESS = "bounces@masar.example"
    row = sent()
    take_in(bounce(row, **forged))
    assert (Report.objects.get().message, suppressed(), state(row)) == (None, set(), "sent")


def test_a_complaint_in_her_name_by_a_stranger_has_no_effect():
    row = sent(kind="news")
    take_in(complaint(row, "hajar@example.org"))
    assert (Report.objects.get().message, suppressed()) == (None, set())


def test_a_mail_that_never_left_cannot_come_back():
    take_in(bounce(note()))
    assert (Report.objects.get().message, suppressed()) == (None, set())


def test_the_case_of_the_address_makes_no_difference():
    row = sent(to="Salma@Example.org")
    take_in(bounce(row))
    assert state(row) == "bounced"


def test_a_bounce_that_quotes_nothing_is_known_by_its_return_path(settings, sink):
    settings.BOUNCE_ADDRESS = "bounces@masar.example"
    senders = []
    sink.answer = lambda stage, address: senders.append(address) if stage == "MAIL" else None
    row = note()
    drain()
    assert sink.mails[0]["From"] == settings.DEFAULT_FROM_EMAIL
    take_in(bounce(row, message_id="", to=senders[0].upper()))
    assert (state(row), Report.objects.get().message) == ("bounced", row)


def test_a_return_path_outlives_a_change_of_the_secret_key(settings):
    settings.BOUNCE_ADDRESS = "bounces@masar.example"
    row = note()
    mail = EmailMessage()
    return_path.give(mail, row.pk)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key" * 5
    assert return_path.message_of([mail.from_email]) == row.pk


def test_without_a_return_path_of_ours_mail_leaves_as_before(sink):
    note()
    drain()
    assert sink.mails[0].get_all("From") == ["Masar <equipe@masar.example>"]


# -- states ----------------------------------------------------------------------------------
@pytest.mark.parametrize("before", sorted(set(Message.State) - {Message.State.SENT}))
def test_only_what_was_sent_comes_back(before):
    row = sent()
    times = {"sent_at": None} if before not in Message.LEFT else {}
    times |= {"lease_until": NOW} if before == "sending" else {}
    Message.objects.filter(pk=row.pk).update(state=before, **times)
    take_in(bounce(row))
    assert state(row) == before


def test_a_mail_that_came_back_may_be_tried_again(sink):
    row = sent()
    take_in(soft(row))
    retry_message(row, by=None, now=timezone.now())
    assert (drain(), state(row)) == ({"sent": 1}, "sent")
    assert sink.mails[0]["Message-ID"] == row.message_id


# -- events that are no mails ----------------------------------------------------------------
def test_an_event_is_known_by_its_key():
    row = sent()
    told = Told(
        key="Postmark 1", kind="bounce", source="Postmark", address=row.to_addr, message_id=row.message_id
    )
    assert [take_in_report(told, now=NOW) is None for _ in range(2)] == [False, True]


# -- who can be reached ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("happened", "health"),
    [
        (lambda row: None, Health.OK),
        (lambda row: take_in(vacation(row)), Health.OK),
        (lambda row: take_in(soft(row, message_id="")), Health.OK),
        (lambda row: take_in(soft(row)), Health.SOFT_TROUBLE),
        (lambda row: take_in(soft(row), NOW - timedelta(days=15)), Health.OK),
        (lambda row: take_in(bounce(row)), Health.REFUSED),
        (lambda row: take_in(complaint(row)), Health.COMPLAINED),
        (lambda row: suppress(row.to_addr, "subscribed", "unsubscribed", now=NOW), Health.UNSUBSCRIBED),
        (lambda row: suppress(row.to_addr, "subscribed", "staff", now=NOW), Health.UNSUBSCRIBED),
    ],
    ids=["fine", "away", "unproven", "soft", "long ago", "hard", "complaint", "unsubscribed", "by staff"],
)
def test_whether_mail_reaches_her(happened, health):
    she = cast.person()
    happened(sent(to=she.email, person=she))
    assert address_health(she, now=NOW) == health


def test_of_several_troubles_the_worst_is_told():
    she = cast.person()
    suppress(she.email, "subscribed", "unsubscribed", now=NOW)
    take_in(bounce(sent(to=she.email)))
    assert address_health(she, now=NOW) == Health.REFUSED


def test_who_has_no_address_cannot_be_reached():
    assert address_health(cast.person(email=""), now=NOW) == Health.NO_ADDRESS


@pytest.mark.parametrize("count", [1, 50])
def test_many_people_cost_two_queries(count, django_assert_num_queries):
    people = [cast.person() for _ in range(count)]
    with django_assert_num_queries(2):
        assert set(address_healths(people, now=NOW).values()) == {Health.OK}
