"""The selection room by API: for whoever may look in, and decided by the same service as on the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from residencies.calls.models import Application
from residencies.selection.models import Prize
from residencies.selection.services import close_minutes, decide, decide_all
from tests import cast as people
from tests.api.conftest import api  # noqa: F401 - a fixture
from tests.selection import rooms
from tests.selection.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(api):  # noqa: F811
    found = rooms.meeting()
    found.staff = people.staff("selection.decide")
    found.client = api(found.staff)
    found.path = f"/api/v1/deliberations/{found.room.pk}/"
    return found


def send(made, client=None, **body):
    return (client or made.client).post(f"{made.path}decide/", body, content_type="application/json")


def test_the_ranking_says_what_each_juror_does(made):
    rows = made.client.get(f"{made.path}ranking/").json()
    assert [row["application"]["number"] for row in rows] == made.numbers
    first = rows[0]
    assert (first["place"], first["score"], first["raw"], first["readings"]) == (1, "86.67", "86.6667", 3)
    assert [reading["raw"] for reading in first["jurors"]] == ["90.00", "90.00", "80.00"]


def test_a_decision_is_made_and_told(made):
    prize = Prize.objects.create(deliberation=made.room, name_en="Grant")
    one = made.rows[0]
    answer = send(made, application=one.pk, outcome="selected", reason="Voice", prizes=[prize.pk], version=0)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["application"]["number"], told["outcome"], told["prizes"], told["version"]) == (
        one.number, "selected", [prize.pk], 1,
    )  # fmt: skip
    row = made.room.decisions.get()
    assert (row.reason, row.history.get().history_user) == ("Voice", made.staff)


@pytest.mark.parametrize(("change", "field"), [
    ({"outcome": "shortlisted"}, "detail"), ({"application": 10**9}, "application"),
    ({"prizes": [7]}, "prizes"), ({"version": -1}, "version"), ({"outcome": "x"}, "outcome"),
])  # fmt: skip
def test_what_cannot_be_is_named(made, change, field):
    body = {"application": made.rows[0].pk, "outcome": "selected", "version": 0, **change}
    answer = send(made, **body)
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert not made.room.decisions.exists()


def test_who_is_late_is_told(made):
    decide(made.room, made.rows[0], "declined", by=None, now=NOW)
    answer = send(made, application=made.rows[0].pk, outcome="selected", version=0)
    assert "changed meanwhile" in answer.json()["detail"]


def test_who_looks_on_reads_and_does_not_decide(made, api):  # noqa: F811
    client = api(people.staff("selection.view_deliberation"))
    assert client.get(made.path).json()["places"] == 3
    assert send(made, client, application=made.rows[0].pk, outcome="selected", version=0).status_code == 403


def test_what_is_kept_from_her_is_in_no_answer(made):
    rooms.recused(people.person(account=made.staff), made.jurors[0], made.rows[0])
    decide_all(made.room, {row.pk: "declined" for row in made.rows}, by=people.staff(), now=NOW)
    minutes = close_minutes(made.room, by=people.staff(), now=NOW)
    paths = [f"{made.path}ranking/", "/api/v1/decisions/", f"/api/v1/minutes/{minutes.pk}/"]
    bodies = [made.client.get(path).content.decode() for path in paths]
    assert [made.rows[0].number in body for body in bodies] == [False] * 3
    assert [made.rows[1].number in body for body in bodies] == [True] * 3
    assert send(made, application=made.rows[0].pk, outcome="selected", version=9).status_code == 400


def test_a_gap_in_the_waiting_list_tells_nothing_of_what_is_kept_from_her(made):
    rooms.recused(people.person(account=made.staff), made.jurors[0], made.rows[0])
    decide_all(made.room, {row.pk: "waiting" for row in made.rows[:3]}, by=people.staff(), now=NOW)
    listed = made.client.get("/api/v1/decisions/").json()["results"]
    assert [one["rank"] for one in listed] == [1, 2]
    answer = send(made, application=made.rows[3].pk, outcome="waiting", version=9)
    assert (answer.status_code, answer.json()["rank"]) == (200, 3)


def test_in_a_blind_call_a_title_names_nobody_and_many_take_as_many_queries_as_few(api):  # noqa: F811
    made = rooms.meeting(is_blind=True)
    client, listed = api(people.staff("selection.decide")), "/api/v1/decisions/"
    name = made.rows[0].name
    Application.objects.filter(pk=made.rows[0].pk).update(title=f"Letter to {name.upper()}")

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(listed).status_code == 200
        return len(caught)

    decide_all(made.room, {row.pk: "declined" for row in made.rows[:2]}, by=people.staff(), now=NOW)
    queries()  # fills the caches
    few = queries()
    decide_all(made.room, {row.pk: "declined" for row in made.rows}, by=people.staff(), now=NOW)
    assert queries() == few
    for path in (listed, f"/api/v1/deliberations/{made.room.pk}/ranking/"):
        said = client.get(path).content.decode()
        assert "Letter to [" in said
        assert name.lower() not in said.lower()


@pytest.mark.parametrize("place", ["deliberations", "decisions", "minutes"])
def test_others_find_nothing(made, api, place):  # noqa: F811
    decide(made.room, made.rows[0], "selected", by=None, now=NOW)
    for account in (people.alumna().account, people.staff("calls.view_application")):
        assert api(account).get(f"/api/v1/{place}/").json()["results"] == []
