import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from foundation.mail.delivery import drain
from foundation.mail.models import Message, Postman
from tests.mail.notes import note

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


def health(client) -> tuple[int, list[str]]:
    answer = client.get("/healthz")
    return answer.status_code, answer.json()["reasons"]


def looked(seconds_ago: float, **fields) -> None:
    at = timezone.now() - timedelta(seconds=seconds_ago)
    Postman.objects.update_or_create(pk=1, defaults={"looked_at": at, **fields})


def waiting(seconds: float, **fields) -> None:
    note(not_before=timezone.now() - timedelta(seconds=seconds))
    Message.objects.update(**fields)


def test_a_foundation_whose_mail_leaves_is_healthy(client, sink):
    note()
    drain()
    assert (health(client), len(sink.mails)) == ((200, []), 1)


def test_before_anybody_has_looked_it_is_not_healthy(client):
    assert health(client) == (503, ["nobody looks at the outbox"])


@pytest.mark.parametrize(("ago", "answer"), [(170, (200, [])), (190, (503, ["nobody looks at the outbox"]))])
def test_the_outbox_has_to_be_looked_at_every_three_minutes(client, ago, answer):
    looked(ago)
    assert health(client) == answer


@pytest.mark.parametrize(("seconds", "answer"), [(290, (200, [])), (310, (503, ["due mail waits"]))])
def test_due_mail_leaves_within_five_minutes(client, seconds, answer):
    looked(0)
    waiting(seconds)
    assert health(client) == answer


def test_mail_left_by_a_dead_sender_counts_as_waiting(client):
    looked(0)
    waiting(900, state="sending", lease_until=timezone.now() - timedelta(seconds=310))
    assert health(client) == (503, ["due mail waits"])


@pytest.mark.parametrize("state", ["failed", "dead", "cancelled", "suppressed", "expired"])
def test_settled_mail_waits_for_nobody(client, state):
    looked(0)
    waiting(900, state=state)
    assert health(client) == (200, [])


def test_mail_of_tomorrow_is_not_late(client):
    looked(0)
    note(not_before=timezone.now() + timedelta(days=1))
    assert health(client) == (200, [])


def test_a_forgotten_pause_is_named(client):
    looked(0, paused=True)
    waiting(310)
    assert health(client) == (503, ["due mail waits: the delivery is paused"])


def test_the_answer_names_nobody(client):
    looked(900)
    note(to="salma.private@example.org", not_before=timezone.now() - timedelta(hours=1))
    assert b"salma" not in client.get("/healthz").content


def test_asking_changes_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert client.head("/healthz").status_code == 503
    assert Postman.objects.count() == 0
    assert client.post("/healthz").status_code == 405


def test_without_its_database_it_says_so_at_once():
    """In a process of its own, whose database is a port nobody listens on."""
    ask = (
        "import django; django.setup(); from django.test import Client;"
        "answer = Client(SERVER_NAME='localhost').get('/healthz');"
        "print(answer.status_code, answer.json()['reasons'])"
    )
    away = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, env={**os.environ, **away}, capture_output=True, text=True
    )
    assert done.stdout == "503 ['the database does not answer']\n"
