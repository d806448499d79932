"""A mail is a row before it is a mail: once a key, in its cause's transaction, to one real mailbox."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from foundation import waking
from foundation.errors import ServiceError
from foundation.mail.addresses import address_hash
from foundation.mail.delivery import drain
from foundation.mail.models import Message, Suppression
from foundation.mail.services import Draft, cancel_messages, enqueue, enqueue_many, retry_message, suppress
from tests.mail.notes import note

pytestmark = pytest.mark.django_db


def draft(key: str = "a", to: str = "salma@example.org", **fields) -> Draft:
    return Draft(key=key, kind="note", to=to, language="fr", **fields)


def test_a_mail_waits_until_its_hour():
    hour = timezone.now() + timedelta(hours=1)
    enqueue(draft(not_before=hour), now=timezone.now())
    row = Message.objects.get()
    assert (row.state, row.not_before, row.attempts, row.fence) == ("queued", hour, 0, 0)


def test_a_second_mail_with_the_same_key_writes_nothing():
    note(key="once", context={"says": "first"})
    row = note(key="once", context={"says": "second"})
    assert (Message.objects.count(), row.context) == (1, {"says": "first"})


def test_the_same_key_twice_in_one_batch_is_one_mail():
    enqueue_many([draft("a"), draft("a"), draft("b")], now=timezone.now())
    assert sorted(Message.objects.values_list("dedupe_key", flat=True)) == ["a", "b"]


def test_each_mail_has_a_message_id_of_its_own_at_the_senders_domain(settings):
    rows = [note(), note()]
    assert len({row.message_id for row in rows}) == 2
    assert all(row.message_id.endswith(f"@{settings.MAIL_DOMAIN}>") for row in rows)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "salma",
        "salma@example.org, hajar@example.org",
        "salma@example.org\nBcc: everyone@example.org",
        "salma@example.org\r\n",
        "Salma <salma@example.org>",
        "salma@example.org\0",
        f"{'s' * 250}@example.org",
    ],
)
def test_what_is_not_one_mailbox_is_refused(address):
    with pytest.raises(ServiceError):
        enqueue(draft(to=address), now=timezone.now())
    assert Message.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_cause_that_is_rolled_back_leaves_no_mail_and_wakes_nobody(monkeypatch):
    woken = []
    monkeypatch.setattr(waking.current_app, "send_task", lambda *a, **k: woken.append(a))
    with transaction.atomic():
        enqueue(draft(), now=timezone.now())
        transaction.set_rollback(True)
    assert (Message.objects.count(), woken) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_the_delivery_is_woken_after_the_commit_by_name_and_without_a_payload(monkeypatch):
    woken = []
    monkeypatch.setattr(waking.current_app, "send_task", lambda *a, **k: woken.append((a, k)))
    with transaction.atomic():
        enqueue(draft(), now=timezone.now())
        assert woken == []
    assert woken == [(("mail.drain",), {"retry": False, "ignore_result": True})]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_fails_is_left_alone_and_the_mail_is_there(monkeypatch):
    calls = []

    def fail(*args, **options):
        calls.append(args)
        raise OSError("no broker")

    monkeypatch.setattr(waking.current_app, "send_task", fail)
    enqueue(draft("a"), now=timezone.now())
    enqueue(draft("b"), now=timezone.now())
    assert (Message.objects.count(), len(calls)) == (2, 1)


def test_a_suppressed_address_is_kept_as_a_keyed_hash_alone():
    suppress("Salma@Example.org ", "subscribed", "unsubscribed", now=timezone.now())
    suppress("salma@example.org", "subscribed", "bounced", now=timezone.now())
    row = Suppression.objects.get()
    assert (row.reason, len(row.address_hash)) == ("unsubscribed", 64)
    assert row.address_hash == address_hash("salma@example.org")


def test_a_suppression_outlives_a_change_of_the_secret_key(settings, sink):
    suppress("salma@example.org", "subscribed", "unsubscribed", now=timezone.now())
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key"
    note(kind="news")
    assert drain() == {"suppressed": 1}


@pytest.mark.parametrize("state", ["failed", "dead"])
def test_what_was_refused_or_given_up_may_be_tried_again_under_its_own_message_id(sink, state):
    row = note()
    Message.objects.filter(pk=row.pk).update(state=state, attempts=8)
    retry_message(row, by=None, now=timezone.now())
    assert drain() == {"sent": 1}
    assert sink.mails[0]["Message-ID"] == row.message_id


@pytest.mark.parametrize("state", ["queued", "suppressed", "cancelled", "expired"])
def test_nothing_else_is_tried_again(state):
    row = note()
    Message.objects.filter(pk=row.pk).update(state=state)
    with pytest.raises(ServiceError):
        retry_message(row, by=None, now=timezone.now())


def test_what_waits_can_be_cancelled_and_loses_its_secret():
    row = note(secret="123456")
    assert cancel_messages(Message.objects.all(), reason="changed our mind") == 1
    row.refresh_from_db()
    assert (row.state, row.reason, row.secret) == ("cancelled", "changed our mind", "")


def test_what_is_on_its_way_is_not_cancelled():
    row = note()
    Message.objects.filter(pk=row.pk).update(state="sending", lease_until=timezone.now())
    assert cancel_messages(Message.objects.all(), reason="too late for that") == 0
