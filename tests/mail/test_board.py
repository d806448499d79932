"""The board of the outbox: what waits and for how long, what left, what came back."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.mail import figures
from foundation.mail.models import Message, Postman
from tests import cast
from tests.mail.notes import note

pytestmark = pytest.mark.django_db
BOARD = "/admin/mail/message/overview/"
RIGHTS = ("mail.view_message", "mail.change_message", "people.view_person")


@pytest.fixture
def clerk(client):
    client.force_login(cast.staff(*RIGHTS))
    client.cookies["django_language"] = "en"
    return client


def put(state: str, to: str = "a@example.org", *, days: float = 0, **fields) -> Message:
    """A message in that state, written and, if it was, sent so many days before NOW."""
    row, at = note(to=to), cast.NOW - timedelta(days=days)
    times = {"created_at": at, "not_before": at}
    if state in Message.LEFT:
        times["sent_at"] = at
    times |= {"sending": {"lease_until": at}}.get(state, {})
    Message.objects.filter(pk=row.pk).update(state=state, **times | fields)
    return row


def test_states_count_all_that_is_open_and_what_closed_lately():
    put("queued", days=100)
    put("dead", days=1)
    put("dead", days=100)
    put("sent")
    counts = figures.by_state(figures.start_of_board(cast.NOW))
    assert {state: count for state, count in counts.items() if count} == {"queued": 1, "dead": 1, "sent": 1}


def test_domains_are_counted_by_the_database_whatever_their_letters():
    put("queued", "a@Example.org")
    put("queued", "b@example.org")
    put("sent", "c@example.org")
    put("sent", "c@example.org", days=1)
    put("failed", "d@other.example")
    put("suppressed", "e@other.example")
    put("bounced", "f@other.example", days=1)
    put("bounced", "g@other.example")
    put("complained", "h@other.example")
    found = figures.by_domain(figures.start_of_board(cast.NOW), cast.NOW, Message.objects.all())
    assert [tuple(row.values()) for row in found] == [
        ("example.org", 2, 1, 0, 0, 0, 0),
        ("other.example", 0, 2, 1, 2, 1, 1),
    ]


def test_only_the_domains_with_the_most_trouble_are_shown():
    for number in range(figures.SHOWN + 5):
        put("sent", f"a@{number}.example")
    put("failed", "a@trouble.example")
    found = figures.by_domain(figures.start_of_board(cast.NOW), cast.NOW, Message.objects.all())
    assert (len(found), found[0]["domain"]) == (figures.SHOWN, "trouble.example")


@pytest.mark.parametrize("state", ["failed", "dead", "bounced", "complained"])
def test_a_domain_in_trouble_comes_before_one_that_takes_everything(state):
    put("sent", "a@example.org")
    put(state, "a@zzz.example", days=1)
    found = figures.by_domain(figures.start_of_board(cast.NOW), cast.NOW, Message.objects.all())
    assert [row["domain"] for row in found] == ["zzz.example", "example.org"]


def test_each_of_the_last_days_has_its_figure():
    for days in (0, 0, 1, 13, 14):
        put("sent", days=days)
    counts = figures.sent_by_day(cast.NOW, Message.objects.all())
    assert [count for _day, count in counts] == [1, *[0] * 11, 1, 2]
    assert counts[-1][0] == cast.NOW.date()


@pytest.mark.parametrize("state", ["bounced", "complained"])
def test_what_came_back_had_left(state):
    put(state)
    assert figures.sent_by_day(cast.NOW, Message.objects.all())[-1][1] == 1
    assert figures.sent_since(cast.NOW - timedelta(hours=1)) == 1


def test_the_board_has_a_column_for_each_trouble(clerk):
    put("bounced", created_at=timezone.now(), sent_at=timezone.now() - timedelta(days=2))
    html = " ".join(clerk.get(BOARD).content.decode().split())
    row = html.partition("<tr data-domain>")[2].partition("</tr>")[0]
    assert re.findall(r">(\d+)</td>", row) == ["0", "0", "0", "1", "0", "0"]
    assert ("came back</th>" in html, "complaints</th>" in html) == (True, True)


def test_mail_that_waited_long_counts_on_the_day_it_left():
    row = put("sent", days=2)
    Message.objects.filter(pk=row.pk).update(sent_at=cast.NOW)
    assert figures.sent_by_day(cast.NOW, Message.objects.all())[-1][1] == 1


def test_the_board_says_what_waits_and_who_stopped_it(clerk):
    put("queued", not_before=timezone.now() - timedelta(minutes=7))
    who = cast.staff()
    Postman.objects.create(pk=1, paused=True, paused_by=who, looked_at=timezone.now() - timedelta(minutes=3))
    html = " ".join(clerk.get(BOARD).content.decode().replace("\xa0", " ").split())
    assert "waits for 7 minutes" in html
    assert "3 minutes ago" in html
    assert f"paused by {who}" in html


def test_what_was_refused_is_tried_again_from_the_board(clerk):
    row = put("dead", reason="550 no such mailbox")
    html = clerk.get(BOARD).content.decode()
    again = f"/admin/mail/message/{row.pk}/try_one_again/"
    assert ("550 no such mailbox" in html, again in html) == (True, True)
    clerk.post(again, {"confirm": "1"})
    assert Message.objects.get().state == "queued"


def test_who_may_only_look_is_offered_no_second_try(client):
    client.force_login(cast.staff("mail.view_message"))
    put("dead")
    assert b"try_one_again" not in client.get(BOARD).content


def test_nobody_without_the_right_opens_the_board(client):
    client.force_login(cast.staff("people.view_person", "mail.view_wording"))
    assert client.get(BOARD).status_code == 403


def test_an_empty_outbox_has_a_board(clerk):
    html = clerk.get(BOARD).content.decode()
    assert ("none waits" in html, "never" in html) == (True, True)


def test_the_board_takes_as_many_queries_for_fifty_mails_as_for_one(clerk, django_assert_num_queries):
    put("dead", created_at=timezone.now())
    clerk.get(BOARD)
    with CaptureQueriesContext(connection) as one:
        clerk.get(BOARD)
    for number in range(49):
        put("dead" if number % 2 else "queued", f"a@{number}.example", created_at=timezone.now())
    with django_assert_num_queries(len(one)):
        clerk.get(BOARD)
