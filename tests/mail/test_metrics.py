"""/metrics: figures for who has the token, and nobody's name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from prometheus_client.parser import text_string_to_metric_families

from foundation.mail.models import Attempt, Message, Postman
from tests.cast import NOW
from tests.mail.notes import note

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-monitor"


@pytest.fixture(autouse=True)
def _a_token_is_set(settings, time_machine):
    settings.METRICS_TOKEN = TOKEN
    time_machine.move_to(NOW, tick=False)


def scraped(client) -> dict[str, float]:
    """{name or name/label: value}"""
    answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, "text/plain")
    return {
        "/".join([sample.name.removeprefix("masar_mail_"), *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def test_without_a_token_of_its_own_there_is_no_such_page(client, settings):
    settings.METRICS_TOKEN = ""
    for header in ({}, {"authorization": "Bearer "}, {"authorization": f"Bearer {TOKEN}"}):
        assert client.get("/metrics", headers=header).status_code == 404


@pytest.mark.parametrize(
    "header",
    ["", TOKEN, "Bearer", "Bearer ", "Bearer wrong", f"bearer {TOKEN}", f"Bearer {TOKEN}x", "Bearer é"],
)
def test_another_token_is_refused(client, header):
    answer = client.get("/metrics", headers={"authorization": header})
    assert (answer.status_code, answer["WWW-Authenticate"], answer.content) == (401, "Bearer", b"")


def test_an_empty_outbox_has_figures(client):
    figures = scraped(client)
    assert (figures["oldest_due_seconds"], figures["messages/queued"], figures["paused"]) == (0, 0, 0)
    assert "last_look_seconds" not in figures


def test_the_figures_are_those_of_the_outbox(client):
    now = NOW
    for _ in range(3):
        note(not_before=now - timedelta(seconds=90))
    for state, fields in {
        "dead": {},
        "sending": {"lease_until": now - timedelta(seconds=10)},
        "sent": {"sent_at": now - timedelta(minutes=5)},
    }.items():
        Message.objects.filter(pk=note().pk).update(state=state, **fields)
    old = note()
    Message.objects.filter(pk=old.pk).update(state="sent", sent_at=now - timedelta(hours=2))
    Attempt.objects.create(message=old, number=1, at=now - timedelta(hours=2), outcome="sent")
    for outcome in ("queued", "sent", "sent"):
        Attempt.objects.create(message=old, number=2, at=now, outcome=outcome)
    Postman.objects.create(pk=1, paused=True, looked_at=now - timedelta(seconds=30))
    figures = scraped(client)
    assert {name: value for name, value in figures.items() if value} == {
        "oldest_due_seconds": 90,
        "last_look_seconds": 30,
        "paused": 1,
        "messages/queued": 3,
        "messages/sending": 1,
        "messages/dead": 1,
        "messages/sent": 2,
        "sending_past_lease": 1,
        "sent_last_hour": 1,
        "attempts_last_hour/queued": 1,
        "attempts_last_hour/sent": 2,
    }


def test_the_figures_name_nobody(client):
    note(to="salma.private@example.org")
    answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert (b"salma" in answer.content, b"example.org" in answer.content) == (False, False)


def test_a_scrape_takes_as_many_queries_for_fifty_mails_as_for_one(client, django_assert_num_queries):
    note()
    with CaptureQueriesContext(connection) as one:
        scraped(client)
    for _ in range(49):
        note()
    with django_assert_num_queries(len(one)):
        scraped(client)


def test_a_scrape_changes_nothing(client):
    scraped(client)
    assert Postman.objects.count() == 0
    assert client.post("/metrics").status_code == 405
