"""Events on their way: each once, signed, again if it was not taken, and nobody waits for anybody else."""

import base64
import hmac
import json
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.utils import timezone

from foundation.errors import ServiceError
from foundation.hooks import delivery, services
from foundation.hooks.models import Delivery, Endpoint, Event
from tests import cast
from tests.hooks.cast import endpoint

pytestmark = pytest.mark.django_db


def announced(count: int = 1) -> None:
    rows = [cast.completed(cast.NOW.date()) for _ in range(count)]
    services.announce("participation.completed", rows, now=timezone.now())


def states() -> Counter[str]:
    return Counter(Delivery.objects.values_list("state", flat=True))


def is_signed(got, secret: str) -> bool:
    said = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    digest = hmac.digest(base64.b64decode(secret.removeprefix("whsec_")), said, "sha256")
    return f"v1,{base64.b64encode(digest).decode()}" in got.headers["webhook-signature"].split()


def test_an_event_reaches_who_listens_signed_and_once(receiver):
    side = endpoint(receiver.url())
    endpoint(receiver.url("/other"), "grant.paid")
    row = cast.completed(cast.NOW.date())
    for _ in range(2):
        services.announce("participation.completed", [row], now=timezone.now())
    assert delivery.drain() == {"delivered": 1}
    assert delivery.drain() == {}
    (got,) = receiver.got
    told = json.loads(got.body)
    assert is_signed(got, side.secret)
    assert (told["type"], told["id"]) == ("participation.completed", got.headers["webhook-id"])
    assert told["data"] == {
        "id": row.pk,
        "url": f"http://127.0.0.1:8000/api/v1/participations/{row.pk}/",
        "person": row.person_id,
        "edition": row.edition_id,
        "track": None,
        "completed_on": "2026-11-24",
    }


def test_what_nobody_listens_to_costs_one_question(django_assert_num_queries):
    row = cast.completed(cast.NOW.date())
    with django_assert_num_queries(1):
        services.announce("participation.completed", [row], now=timezone.now())
    assert not Event.objects.exists()


def test_for_a_week_both_secrets_sign(receiver):
    side = endpoint(receiver.url())
    older, newer = side.secret, services.rotate_secret(side, by=None, now=timezone.now())
    announced()
    delivery.drain()
    Endpoint.objects.update(older_until=timezone.now())
    announced()
    delivery.drain()
    first, second = receiver.got
    assert [is_signed(first, older), is_signed(first, newer)] == [True, True]
    assert [is_signed(second, older), is_signed(second, newer)] == [False, True]


def test_secrets_lie_sealed_and_can_be_sealed_anew(settings, receiver):
    side = endpoint(receiver.url())
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM hooks_endpoint")
        (kept,) = cursor.fetchone()
    assert "whsec_" not in kept
    assert "whsec_" not in json.dumps(list(Endpoint.history.values()), default=str)
    newest = "bmV3ZXN0LWtleS1vZi13ZWJob29rcy1pbi10ZXN0cyE="
    settings.HOOKS_KEYS = [newest, *settings.HOOKS_KEYS]
    call_command("reseal_hooks")
    settings.HOOKS_KEYS = [newest]
    assert Endpoint.objects.get().secret == side.secret


def test_what_is_not_taken_comes_again_under_its_number_and_others_pass(receiver):
    endpoint(receiver.url())
    announced(2)
    said = iter([500, 204, 204])
    receiver.answers["/in"] = lambda got: next(said)
    assert delivery.drain() == {"waiting": 1, "delivered": 1}
    row = Delivery.objects.get(state="waiting")
    assert (row.code, row.attempts) == (500, 1)
    assert row.not_before > timezone.now()
    Delivery.objects.update(not_before=timezone.now())
    assert delivery.drain() == {"delivered": 1}
    first, _other, again = (one.headers["webhook-id"] for one in receiver.got)
    assert first == again
    assert list(row.tries.values_list("number", "outcome", "code")) == [
        (1, "waiting", 500),
        (2, "delivered", 204),
    ]


def test_after_its_days_it_is_given_up_and_may_be_sent_again(receiver):
    endpoint(receiver.url())
    announced(3)
    Delivery.objects.update(tries_until=timezone.now())
    receiver.answers["/in"] = lambda got: (503, {"Retry-After": "120"}, b"later")
    assert delivery.drain() == {"given_up": 1}
    assert states() == {"given_up": 3}  # there is no speaking to it: those behind it go with it
    assert Endpoint.objects.get().rests_until > timezone.now() + timedelta(seconds=110)
    receiver.answers["/in"] = lambda got: 200
    Endpoint.objects.update(rests_until=None)
    assert services.redeliver(Delivery.objects.all(), now=timezone.now()) == 3
    assert delivery.drain() == {"delivered": 3}
    assert Endpoint.objects.get().faults == 0


def test_paused_it_keeps_what_waits_and_what_comes(receiver):
    side = endpoint(receiver.url())
    announced()
    services.pause_endpoint(side, because="mending", by=None)
    announced()
    assert (delivery.drain(), states()) == ({}, {"waiting": 2})
    Delivery.objects.update(tries_until=timezone.now() - timedelta(days=1))
    services.resume_endpoint(side, by=side.made_by, now=timezone.now())
    receiver.answers["/in"] = lambda got: 500
    assert delivery.drain() == {"waiting": 2}  # it has all its days again


def test_a_receiver_that_says_it_is_gone_is_paused(receiver):
    endpoint(receiver.url())
    announced(2)
    receiver.answers["/in"] = lambda got: 410
    assert (delivery.drain(), states()) == ({"waiting": 1}, {"waiting": 2})
    assert not Endpoint.objects.get().is_active


def test_a_receiver_that_hangs_keeps_nobody_else_waiting(receiver, settings):
    """All others have theirs before the hanging one has said a word, and it is then left alone."""
    settings.HOOKS_CAP = 1
    receiver.hang("/slow")
    endpoint(receiver.url("/slow"))
    endpoint(receiver.url("/quick"))
    announced(5)
    settled: list[str] = []
    real = delivery._settle

    def noted(row, answer, now):
        settled.append(row.endpoint.url.rpartition("/")[2])
        return real(row, answer, now)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivery, "_settle", noted)
        assert delivery.drain() == {"delivered": 5, "waiting": 1}
    assert settled == ["quick"] * 5 + ["slow"]
    assert len([one for one in receiver.got if one.path == "/slow"]) == 1


def test_a_lease_that_passed_to_another_keeps_the_word_of_the_other(receiver):
    endpoint(receiver.url())
    announced()

    real = delivery.claims.settle

    def settle(row, *args, **how):
        """Meanwhile somebody else has taken it."""
        Delivery.objects.filter(pk=row.pk).update(fence=7)
        return real(row, *args, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivery.claims, "settle", settle)
        assert delivery.drain() == {"lost lease": 1}
    assert states() == {"sending": 1}
    Delivery.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
    assert delivery.drain() == {"delivered": 1}


def test_what_a_dead_sender_left_waits_for_a_paused_receiver_and_not_for_ever(receiver):
    side = endpoint(receiver.url())
    announced()
    gone = {"state": "sending", "lease_until": timezone.now() - timedelta(minutes=1), "attempts": 1}
    Delivery.objects.update(**gone)
    services.pause_endpoint(side, because="", by=None)
    assert delivery.drain() == {}
    Delivery.objects.update(tries_until=timezone.now())
    assert (delivery.drain(), states()) == ({}, {"given_up": 1})


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_send_nothing_twice_and_one_at_a_time(receiver):
    endpoint(receiver.url("/a"))
    endpoint(receiver.url("/b"))
    announced(12)
    here: Counter[str] = Counter()
    most: Counter[str] = Counter()
    lock = threading.Lock()

    def busy(got):
        with lock:
            here[got.path] += 1
            most[got.path] = max(most[got.path], here[got.path])
        receiver.held.wait(0.005)
        with lock:
            here[got.path] -= 1
        return 204

    receiver.answers["/a"] = receiver.answers["/b"] = busy
    start, outcomes = threading.Barrier(4), []

    def work():
        start.wait()
        try:
            outcomes.append(delivery.drain())
        finally:
            close_old_connections()
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sum(outcomes, Counter()) == {"delivered": 24}
    assert max(Counter((one.path, one.headers["webhook-id"]) for one in receiver.got).values()) == 1
    assert most == {"/a": 1, "/b": 1}


def test_old_events_are_forgotten_when_nothing_waits(receiver):
    endpoint(receiver.url())
    announced()
    delivery.drain()
    announced()
    Event.objects.update(at=timezone.now() - timedelta(days=31))
    assert services.forget(now=timezone.now()) == 1
    assert states() == {"waiting": 1}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"url": "https://10.0.0.1/"}, "cannot be sent to"),
        ({"url": "http://example.org/"}, "cannot be sent to"),
        ({"events": []}, "at least one"),
        ({"events": ["support.asked"]}, "is not an event"),
        ({"events": ["grant.paid"]}, "may not see"),
    ],
)
def test_what_cannot_be_registered_is_said(said, why, in_english):
    of = {"url": "https://example.org/", "events": ["participation.completed"], "description": ""}
    by = cast.staff("hooks.add_endpoint", "programmes.view_participation")
    with pytest.raises(ServiceError, match=why):
        services.register_endpoint(**{**of, **said}, by=by, now=timezone.now())
    assert not Endpoint.objects.exists()
