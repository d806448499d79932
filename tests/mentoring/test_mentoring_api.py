"""Mentoring in the API: each of the two hers; what every list keeps to stands in `tests/api`."""

import pytest
from knox.models import AuthToken

from tests import cast
from tests.mentoring import pairs
from tests.mentoring.pairs import NOW

pytestmark = pytest.mark.django_db
HOME = "/api/v1/mentorships/"


def log_in(client, account):
    client.defaults["HTTP_AUTHORIZATION"] = f"Token {AuthToken.objects.create(account)[1]}"
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


def press(client, row, verb, **body):
    return client.post(f"{HOME}{row.pk}/{verb}/", body, content_type="application/json")


def test_a_mentor_accepts_and_logs_and_her_mentee_reads(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    row, other = pairs.pair(state="requested", fee_per_hour=100), pairs.pair()
    log_in(client, row.participation.person.account)
    assert client.get(HOME).json()["results"] == []
    assert press(client, row, "accept").status_code == 404
    log_in(client, row.mentor.person.account)
    assert press(client, other, "decline").status_code == 404
    assert press(client, row, "accept").json()["state"] == "accepted"
    assert press(client, row, "decline").status_code == 400
    assert press(client, row, "log", on="2026-11-24", minutes=0).status_code == 400
    long = {"on": "2026-11-24", "minutes": 60, "goals": "x" * 20_001}
    assert press(client, row, "log", **long).status_code == 400
    made = press(client, row, "log", on="2026-11-24", minutes=90, shared_notes="Scene 12")
    assert made.status_code == 201
    assert client.get("/api/v1/mentoring-fees/").json()["results"][0]["owed"] == "150.00"
    log_in(client, row.participation.person.account)
    assert [one["state"] for one in client.get(HOME).json()["results"]] == ["active"]
    (session,) = client.get("/api/v1/mentoring-sessions/").json()["results"]
    assert session["shared_notes"] == "Scene 12"
    assert press(client, row, "log", on="2026-11-24", minutes=30).status_code == 404
    assert client.get("/api/v1/mentoring-fees/").json()["results"] == []
    log_in(client, cast.staff("mentoring.view_fee"))
    (fee,) = [one for one in client.get("/api/v1/mentoring-fees/").json()["results"] if one["id"] == row.pk]
    assert (fee["minutes_done"], "mentee" in fee) == (90, False)
    assert client.get(HOME).json()["results"] == []
