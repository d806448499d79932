"""What is due among very many is found by an index: the product's own statements, explained."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alumni.checkins.models import CheckIn
from alumni.checkins.services import close_silent_checkins, queue_due_checkins, queue_reminders
from foundation.jobs.services import count_rows
from foundation.mail import claims, departures
from foundation.mail.models import Message
from tests import cast
from tests.mail.notes import note
from tests.many import analyze, copies, days_before

pytestmark = pytest.mark.django_db
MANY = 10_000
NOW = cast.NOW


@pytest.fixture
def many(settings) -> None:
    """So many check-ins and messages that are over, and one of each that is due."""
    settings.MAIL_KINDS = {"note": {"stream": "transactional", "context": "tests.mail.notes.letter"}}
    over = cast.asked_checkin(state="answered", answered_at=NOW)
    copies(over, MANY, months="1000 + n", due_on=days_before(NOW.date(), "n"))
    sent = note()
    Message.objects.filter(pk=sent.pk).update(state="sent", sent_at=timezone.now())
    sent.refresh_from_db()
    copies(sent, MANY, dedupe_key="'many:' || n", message_id="'<many' || n || '@masar.example>'")
    note()
    if connection.vendor == "sqlite":
        count_rows()  # as the scheduler does
    else:
        analyze()  # as PostgreSQL does by itself


@pytest.mark.parametrize(
    ("act", "table"),
    [
        (queue_due_checkins, "checkins_checkin"),
        (queue_reminders, "checkins_checkin"),
        (close_silent_checkins, "checkins_checkin"),
        (lambda now: claims.claim(timezone.now(), 10), "mail_message"),
        (lambda now: claims.claim_left(timezone.now(), 8), "mail_message"),
        (lambda now: departures.follow_left_notes(), "mail_message"),
        (lambda now: claims.bury_poison(8), "mail_message"),
    ],
    ids=["to ask", "to remind", "to close", "claim", "left", "noted", "poison"],
)
def test_what_is_due_is_found_by_an_index(many, act: Callable[..., Any], table: str):
    with CaptureQueriesContext(
        connection,
    ) as said:
        act(now=NOW + timedelta(days=1))
    asked = [query["sql"] for query in said if table in query["sql"] and "INSERT" not in query["sql"]]
    assert asked
    assert [sql for sql in asked if table in read_whole(sql)] == []


def read_whole(sql: str) -> set[str]:
    """The tables that a statement reads from end to end."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            steps = [row[3] for row in cursor.fetchall()]
            return {step.split()[1] for step in steps if step.startswith("SCAN ") and "INDEX" not in step}
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        [(found,)] = cursor.fetchall()
    plan = json.loads(found) if isinstance(found, str) else found
    return {node["Relation Name"] for node in nodes(plan[0]["Plan"]) if node["Node Type"] == "Seq Scan"}


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def test_the_check_sees_a_table_that_is_read_whole(many):
    assert read_whole("SELECT sum(open_days) FROM checkins_checkin") == {"checkins_checkin"}
    assert CheckIn.objects.count() == MANY + 1
