"""Every way a message can go, against a real SMTP server, and no way that ends nowhere."""

import socket
import threading
from collections import Counter
from datetime import timedelta
from itertools import product

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from foundation.mail import claims, delivery, departures, tasks
from foundation.mail.claims import claim, claim_left, freeze, settle
from foundation.mail.delivery import MAX_ATTEMPTS, WAITS, drain
from foundation.mail.management.commands.runoutbox import await_server
from foundation.mail.models import Attempt, Message, Postman
from foundation.mail.services import pause_delivery, suppress
from tests.mail.notes import note
from tests.smtp_sink import DROP, HANG_UP, Sink, trickling_server

pytestmark = pytest.mark.django_db
State = Message.State
PAST = timedelta(days=-1)


@pytest.fixture(params=[False, True], ids=["in turn", "pipelined"])
def sink(request, sink):
    sink.pipelining = request.param
    return sink


def taken() -> Message:
    [message] = claim_left(timezone.now(), MAX_ATTEMPTS) or claim(timezone.now(), 1)
    return message


def seen(message: Message) -> tuple[str, int]:
    message.refresh_from_db()
    return message.state, message.attempts


def let_leases_run_out() -> None:
    Message.objects.filter(state="sending").update(lease_until=timezone.now() + PAST)


def refuse(sink: Sink, stage: str, reply: str, to: str = "salma@example.org") -> None:
    sink.answer = lambda at, address: reply if at == stage and (address == to or at == "MAIL") else None


# -- the states ------------------------------------------------------------------------------


def rows_in_every_state(*, ago: timedelta) -> dict[int, str]:
    """A row for each state and number of attempts, due or leased until `ago`; their states by number."""
    moment = timezone.now() + ago
    for state, attempts in product(State, range(MAX_ATTEMPTS + 1)):
        row = note(not_before=moment)
        times = {"lease_until": moment} if state == State.SENDING else {}
        times |= {"sent_at": moment} if state in Message.LEFT else {}
        Message.objects.filter(pk=row.pk).update(state=state, attempts=attempts, **times)
    return dict(Message.objects.values_list("pk", "state"))


def test_every_open_state_is_taken_up_and_every_final_one_left_alone(sink):
    before = rows_in_every_state(ago=PAST)
    drain()
    after = dict(Message.objects.values_list("pk", "state"))
    open_before = {pk for pk, state in before.items() if state in Message.OPEN}
    assert {after[pk] for pk in open_before} == {"sent", "dead"}
    assert {pk for pk in before if before[pk] != after[pk]} == open_before
    assert Counter(after[pk] for pk in open_before) == {"sent": 2 * MAX_ATTEMPTS + 1, "dead": 1}


def test_nothing_is_touched_before_its_time_or_within_its_lease(sink):
    before = rows_in_every_state(ago=-PAST)
    drain()
    assert dict(Message.objects.values_list("pk", "state")) == before
    assert sink.mails == []


def test_a_message_is_sent_and_what_happened_is_written_down(sink):
    row = note()
    assert drain() == {"sent": 1}
    assert seen(row) == ("sent", 1)
    assert list(Attempt.objects.values_list("message", "number", "outcome", "code")) == [
        (row.pk, 1, "sent", 250)
    ]
    assert sink.recipients == ["salma@example.org"]
    assert (row.lease_until, row.sent_at is not None) == (None, True)


def test_what_is_sent_is_not_sent_again(sink):
    note()
    drain()
    assert (drain(), len(sink.mails)) == ({}, 1)


def test_the_urgent_goes_first_then_the_oldest(sink):
    now = timezone.now()
    note("third@example.org", not_before=now - timedelta(minutes=1))
    note("second@example.org", not_before=now - timedelta(minutes=2))
    note("first@example.org", priority=1)
    drain()
    assert sink.recipients == ["first@example.org", "second@example.org", "third@example.org"]


def test_one_line_serves_many_messages(sink):
    lines = []
    sink.controller.factory = lambda made=sink.controller.factory: lines.append(1) or made()
    for _ in range(5):
        note()
    assert (drain(), len(lines)) == ({"sent": 5}, 1)


def test_a_slice_ends_at_its_limit_and_asks_for_the_next(sink, monkeypatch):
    woken = []
    monkeypatch.setattr(tasks, "SLICE", 2)
    monkeypatch.setattr(tasks.services, "wake_delivery", lambda: woken.append(1))
    for _ in range(3):
        note()
    tasks.drain()
    assert (len(sink.mails), len(woken)) == (2, 1)
    tasks.drain()
    assert (len(sink.mails), len(woken)) == (3, 1)


def test_a_delivery_that_is_told_to_stop_ends_after_the_message_in_hand(sink):
    for _ in range(3):
        note()
    assert drain(stop=lambda: len(sink.mails) == 2) == {"sent": 2}


def test_the_command_delivers_once_without_a_broker(sink):
    note()
    call_command("runoutbox", once=True)
    assert len(sink.mails) == 1


# -- what the server says --------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["RCPT", "DATA"])
@pytest.mark.parametrize("reply", ["450 mailbox busy", "421 too much", "452 mailbox full"])
def test_a_passing_refusal_defers_one_message_and_the_others_go_on(sink, stage, reply):
    refuse(sink, stage, reply)
    row = note()
    note("hajar@example.org")
    now = timezone.now()
    assert drain() == {"queued": 1, "sent": 1}
    assert seen(row) == ("queued", 1)
    assert timedelta(seconds=1) <= row.not_before - now < timedelta(minutes=3)
    assert (row.reason, row.tries.get().code) == (reply[4:], int(reply[:3]))


def test_deferred_messages_come_back_at_different_times(sink):
    refuse(sink, "RCPT", "450 later")
    for _ in range(5):
        note(not_before=timezone.now() + PAST)
    drain()
    assert len(set(Message.objects.values_list("not_before", flat=True))) == 5


def test_a_message_that_is_always_deferred_is_given_up(sink):
    refuse(sink, "DATA", "451 not now")
    row = note()
    waited = timedelta()
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert seen(row) == ("queued", attempt - 1)
        before = timezone.now()
        drain()
        row.refresh_from_db()
        waited += max(row.not_before - before, timedelta())
        Message.objects.update(not_before=timezone.now())
    assert seen(row) == ("dead", MAX_ATTEMPTS)
    assert waited <= 2 * sum(WAITS) * timedelta(minutes=1) + timedelta(minutes=1)
    assert row.tries.count() == MAX_ATTEMPTS == len(WAITS) + 1


@pytest.mark.parametrize("stage", ["RCPT", "DATA"])
def test_a_final_refusal_ends_one_message_and_the_others_go_on(sink, stage):
    refuse(sink, stage, "550 no such user")
    row = note()
    note("hajar@example.org")
    assert drain() == {"failed": 1, "sent": 1}
    assert (seen(row), row.reason) == (("failed", 1), "no such user")


def test_a_message_that_is_too_large_does_not_hold_up_the_others(sink):
    answers = iter(["552 too large"])
    sink.answer = lambda stage, address: next(answers, None) if stage == "MAIL" else None
    row = note()
    note("hajar@example.org")
    assert drain() == {"failed": 1, "sent": 1}
    assert seen(row) == ("failed", 1)


@pytest.mark.parametrize("stage", ["RCPT", "DATA"])
def test_a_line_that_breaks_defers_one_message_and_the_others_go_on(sink, stage):
    refuse(sink, stage, DROP)
    row = note()
    note("hajar@example.org")
    assert drain() == {"queued": 1, "sent": 1}
    assert (seen(row), row.tries.get().code) == (("queued", 1), None)


def test_a_lost_reply_is_tried_again_under_the_same_message_id(sink):
    answers = iter([DROP])
    sink.answer = lambda stage, address: next(answers, None) if stage == "SENT" else None
    row = note()
    assert drain() == {"queued": 1}
    Message.objects.update(not_before=timezone.now())
    assert drain() == {"sent": 1}
    assert [mail["Message-ID"] for mail in sink.mails] == [row.message_id] * 2


def test_a_server_that_hangs_up_between_messages_costs_no_attempt(sink):
    sink.answer = lambda stage, address: HANG_UP if stage == "SENT" else None
    rows = [note() for _ in range(3)]
    assert drain() == {"sent": 3}
    assert [seen(row) for row in rows] == [("sent", 1)] * 3


def test_a_server_that_trickles_is_cut_off_before_the_lease_ends(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAIL_SEND_CAP = 1
    row = note()
    with trickling_server() as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        assert drain() == {"queued": 1}
    assert seen(row) == ("queued", 1)


# -- nobody can send -------------------------------------------------------------------------


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_server_that_is_not_there_costs_no_attempt_and_is_left_alone(sink, settings):
    settings.EMAIL_PORT = closed_port()
    rows = [note(), note()]
    assert drain() == {"server down": 1}
    assert drain() == {}
    assert [seen(row) for row in rows] == [("queued", 0)] * 2
    assert rows[0].reason == "ConnectionRefusedError: [Errno 111] Connection refused"


def test_a_wrong_password_costs_no_attempt(settings):
    server = Sink(password="right").start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "masar", "wrong"
    row = note()
    assert (drain(), seen(row)) == ({"server down": 1}, ("queued", 0))
    settings.EMAIL_HOST_PASSWORD = "right"
    Postman.objects.update(closed_until=timezone.now())
    assert (drain(), len(server.mails)) == ({"sent": 1}, 1)
    server.stop()


@pytest.mark.parametrize("reply", ["530 authentication required", "550 sender unknown", "451 too fast"])
def test_a_refused_sender_costs_no_attempt_since_it_is_everyones(sink, reply):
    refuse(sink, "MAIL", reply)
    row = note()
    assert (drain(), seen(row)) == ({"server down": 1}, ("queued", 0))


def test_a_server_without_the_encryption_we_ask_for_costs_no_attempt(sink, settings):
    settings.EMAIL_USE_TLS = True
    row = note()
    assert (drain(), seen(row)) == ({"server down": 1}, ("queued", 0))


def test_the_server_is_left_alone_for_longer_each_time_and_at_once_again_when_it_works(sink, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, closed_port()
    note()
    waits = []
    for _ in range(8):
        before = timezone.now()
        drain()
        waits.append(round((Postman.objects.get().closed_until - before).total_seconds()))
        Postman.objects.update(closed_until=timezone.now())
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300]
    settings.EMAIL_PORT = port
    assert drain() == {"sent": 1}
    assert Postman.objects.values_list("faults", "closed_until").get() == (0, None)


def test_paused_mail_stays_and_goes_when_the_pause_ends(sink):
    row = note()
    pause_delivery(True, by=None)
    assert (drain(), seen(row)) == ({}, ("queued", 0))
    pause_delivery(False, by=None)
    assert drain() == {"sent": 1}


def test_a_pause_stops_a_delivery_that_is_running(sink):
    for _ in range(3):
        note()
    sink.answer = lambda stage, address: None
    assert drain(stop=lambda: sink.mails and pause_delivery(True, by=None)) == {"sent": 1}


def test_each_look_at_the_outbox_is_noted_even_while_paused(sink):
    pause_delivery(True, by=None)
    before = timezone.now()
    drain()
    assert before <= Postman.objects.get().looked_at <= timezone.now()


# -- senders that die ------------------------------------------------------------------------


def test_a_claimed_message_belongs_to_one_sender_until_its_lease_runs_out():
    row = note()
    first = taken()
    assert (first.pk, claim(timezone.now(), 9), claim_left(timezone.now(), MAX_ATTEMPTS)) == (row.pk, [], [])
    let_leases_run_out()
    second = taken()
    assert (second.pk, second.attempts) == (row.pk, 2)
    assert second.fence != first.fence


def test_a_sender_whose_lease_has_passed_on_cannot_settle(sink):
    row = note()
    stale = taken()
    let_leases_run_out()
    taken()
    assert settle(stale, State.FAILED, now=timezone.now(), code=550) == "lost lease"
    departures.note_sent([stale], now=timezone.now())
    assert departures.follow_notes([row.pk]) == 0
    assert (seen(row), row.tries.get().number) == (("sending", 2), 1)


def test_what_is_noted_as_sent_is_sent_whoever_died_before_the_row_said_so(sink):
    row = note()
    departures.note_sent([taken()], now=timezone.now())
    assert seen(row) == ("sending", 1)
    let_leases_run_out()
    Message.objects.filter(pk=row.pk).update(attempts=MAX_ATTEMPTS)
    assert claim_left(timezone.now(), MAX_ATTEMPTS + 1) == []
    assert claims.bury_poison(MAX_ATTEMPTS) == 0
    assert (drain(), sink.mails, seen(row)[0]) == ({}, [], "sent")
    assert row.sent_at == row.tries.get().at


def test_a_claim_ends_once():
    note()
    message = taken()
    departures.note_sent([message], now=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        departures.note_sent([message], now=timezone.now())


def test_mail_that_became_slow_is_sent_within_a_lease_of_its_own(sink, settings):
    """What waits behind a slow one renews its lease, or leaves it to whoever has taken it meanwhile."""
    settings.MAIL_SEND_CAP = settings.MAIL_LEASE  # so that every mail is late
    rows = [note() for _ in range(4)]
    claimed = Message.objects.filter(pk=rows[3].pk, state="sending")
    assert drain(stop=lambda: bool(claimed.update(fence=1) and None)) == {"sent": 3, "lost lease": 1}
    assert len(sink.mails) == 3


def test_a_sender_whose_lease_has_passed_on_sends_nothing(sink):
    note()
    stale = taken()
    let_leases_run_out()
    assert drain() == {"sent": 1}
    assert freeze([stale]) == set()


def test_a_message_that_kills_its_senders_is_given_up_and_the_others_go_on(sink):
    poison = note(secret="123456", priority=0)
    note("hajar@example.org")
    for _ in range(MAX_ATTEMPTS):
        assert taken().pk == poison.pk
        let_leases_run_out()
    assert drain() == {"sent": 1}
    assert (seen(poison), poison.secret) == (("dead", MAX_ATTEMPTS), "")
    assert (poison.reason, sink.recipients) == ("its sender died each time", ["hajar@example.org"])


# -- what is checked at the last moment ------------------------------------------------------


def test_a_letter_that_cannot_be_written_is_given_up_and_the_others_go_on(sink):
    row = note()
    Message.objects.update(kind="no such kind")
    note("hajar@example.org")
    assert drain() == {"dead": 1, "sent": 1}
    assert (seen(row), row.reason) == (("dead", 1), "KeyError: 'no such kind'")


def test_a_template_that_fails_gives_up_its_message(sink, settings, tmp_path):
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "note.subject.txt").write_text("{% oops %}")
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]
    row = note()
    assert drain() == {"dead": 1}
    assert (seen(row), row.reason[:19]) == (("dead", 1), "TemplateSyntaxError")


def test_a_database_that_fails_gives_up_no_message(sink, monkeypatch):
    def broken(messages):
        raise OperationalError("the server closed the connection")

    row = note()
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "letters_for", broken)
        with pytest.raises(OperationalError):
            drain()
    let_leases_run_out()
    assert (drain(), seen(row)) == ({"sent": 1}, ("sent", 2))


def test_a_mail_whose_cause_is_gone_is_cancelled_with_the_reason(sink):
    row = note(context={"not_wanted": "answered already"})
    assert drain() == {"cancelled": 1}
    assert (seen(row), row.reason, sink.mails) == (("cancelled", 1), "answered already", [])


@pytest.mark.parametrize(("kind", "outcome"), [("news", "suppressed"), ("note", "sent")])
def test_who_left_a_stream_gets_nothing_more_of_it_but_what_she_asks_for(sink, kind, outcome):
    note("Salma@example.org", kind=kind)
    suppress("salma@example.org", "subscribed", "unsubscribed", now=timezone.now())
    assert drain() == {outcome: 1}


def test_a_mail_that_is_worthless_by_now_is_not_sent(sink):
    row = note(expires_at=timezone.now() + PAST)
    assert (drain(), seen(row), sink.mails) == ({"expired": 1}, ("expired", 1), [])


def test_checks_come_before_the_server_so_that_a_dead_one_holds_up_no_ending(sink, settings):
    settings.EMAIL_PORT = closed_port()
    note(expires_at=timezone.now() + PAST)
    suppress("hajar@example.org", "subscribed", "unsubscribed", now=timezone.now())
    note("hajar@example.org", kind="news")
    assert drain() == {"expired": 1, "suppressed": 1}


@pytest.mark.one_database
def test_the_demo_waits_for_its_mail_server_to_be_up(settings):
    settings.EMAIL_HOST = "127.0.0.1"
    with socket.socket() as server:
        server.bind((settings.EMAIL_HOST, 0))
        settings.EMAIL_PORT = server.getsockname()[1]
        later = threading.Timer(0.5, server.listen)
        later.start()
        await_server(threading.Event())
        later.join()
        server.accept()[0].close()
    stopped = threading.Event()
    stopped.set()
    await_server(stopped)  # and is stopped at once where there is none
