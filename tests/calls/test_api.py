"""Calls and applications in the API: their own facts; what every list keeps to stands in `tests/api`."""

import pytest
from knox.models import AuthToken

from residencies.calls import services
from residencies.calls.models import Application
from tests import cast as people
from tests.calls import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


@pytest.fixture
def api(client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def asking(account):
        client.defaults["HTTP_AUTHORIZATION"] = f"Token {AuthToken.objects.create(account)[1]}"
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return asking


def test_a_call_tells_its_instants_and_rules_in_the_asked_language(api):
    call = cast.call()
    call.rules.create(kind="film", values={"most": 2}, sources=["film"])
    told = api(people.alumna().account).get(f"/api/v1/calls/{call.pk}/").json()
    assert (told["state"], told["closes_at"], told["rules"][0]["text"]) == (
        "open",
        "2026-12-14T10:00:00Z",
        "The project is at most your film number 2.",
    )


def test_what_is_in_preparation_is_for_staff(api):
    cast.call(published_at=None)
    assert api(people.alumna().account).get("/api/v1/calls/").json()["results"] == []
    assert len(api(people.staff("calls.view_call")).get("/api/v1/calls/").json()["results"]) == 1


@pytest.mark.parametrize(("asked", "found"), [("true", 1), ("false", 1)])
def test_open_calls_are_asked_for(api, asked, found):
    is_open, coming = cast.call(), cast.call(opens_at=cast.CLOSES.replace(day=1), closes_at=cast.CLOSES)
    rows = api(people.alumna().account).get("/api/v1/calls/", {"is_open": asked}).json()["results"]
    assert [row["id"] for row in rows] == [is_open.pk if asked == "true" else coming.pk]


def test_an_applicant_reads_her_own_with_its_answers(api):
    she = people.alumna()
    row = cast.filled(cast.call(is_sealed=True), person=she)
    told = api(she.account).get(f"/api/v1/applications/{row.pk}/").json()
    assert {one["question"]: one["value"] for one in told["answers"]} == {
        "title": "Les Enfants du barrage",
        "story": "Une histoire en cinq mots",
        "film": 1,
    }


@pytest.mark.parametrize(
    "state", ["eligible", "ineligible", "incomplete", "review", "shortlisted", "selected", "declined"]
)
def test_an_applicant_is_told_no_state_before_it_is_told_to_all(api, state):
    she = people.alumna()
    row = cast.sent(person=she)
    row.state, row.reason = state, "Third film"
    row.save()
    client, url = api(she.account), "/api/v1/applications/"
    told = client.get(f"{url}{row.pk}/").json()
    assert (told["state"], told["told_at"]) == ("submitted", None)
    assert [len(client.get(url, {"state": one}).json()["results"]) for one in (state, "submitted")] == [0, 1]
    if state in ("ineligible", "incomplete", "selected", "declined"):
        Application.objects.update(told_at=NOW)
        (told,) = client.get(url, {"state": state}).json()["results"]
        assert (told["state"], told["told_at"]) == (state, "2026-11-24T10:00:00Z")
        assert "Third film" not in str(told)
    staff = api(people.staff("calls.view_application"))
    assert staff.get(f"{url}{row.pk}/").json()["state"] == state


def test_staff_judge_by_it(api):
    client = api(people.staff("calls.view_application", "calls.change_application"))
    row = cast.sent()
    url = f"/api/v1/applications/{row.pk}/judge/"
    refused = client.post(url, {"is_eligible": False}, content_type="application/json")
    assert (refused.status_code, refused.json()) == (400, {"reason": ["Say why it is not eligible."]})
    done = client.post(url, {"is_eligible": True}, content_type="application/json")
    assert (done.status_code, done.json()["state"]) == (200, "eligible")
    refused = client.post(url, {"is_eligible": True, "is_complete": False}, content_type="application/json")
    assert (refused.status_code, refused.json()) == (400, {"reason": ["Say what is missing."]})
    lacks = {"is_eligible": True, "is_complete": False, "reason": "No script."}
    done = client.post(url, lacks, content_type="application/json")
    assert (done.status_code, done.json()["state"]) == (200, "incomplete")
    services.withdraw(row, by=None, now=NOW)
    assert client.post(url, {"is_eligible": True}, content_type="application/json").status_code == 400
