"""Juries in the API: a juror reads and writes hers; what every list keeps to stands in `tests/api`."""

import pytest
from knox.models import AuthToken

from residencies.selection import services
from residencies.selection.models import Review
from tests import cast as people
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


@pytest.fixture
def given(client, time_machine):
    """Something to read, and its juror's token in the client."""
    time_machine.move_to(NOW, tick=False)
    jury = cast.jury(jurors=1)
    row = cast.assignment(jury.jurors.get(), cast.application(jury.call))
    log_in(client, row.juror.person.account)
    return row


def log_in(client, account) -> None:
    client.defaults["HTTP_AUTHORIZATION"] = f"Token {AuthToken.objects.create(account)[1]}"
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


def write(client, given, method: str = "patch", **body):
    url = f"/api/v1/assignments/{given.pk}/review/"
    begun = Review.objects.filter(assignment=given).exists()
    headers = {"If-Match" if begun else "If-None-Match": "*"}
    return getattr(client, method)(url, body, content_type="application/json", headers=headers)


def test_what_is_hers_is_read_in_full(client, given):
    cast.assignment(cast.juror(given.juror.jury), cast.application(given.juror.jury.call))
    (row,) = client.get("/api/v1/assignments/").json()["results"]
    assert (row["id"], row["state"]) == (given.pk, "to_read")
    told = client.get(f"/api/v1/assignments/{given.pk}/").json()["reading"]
    assert told["sections"][0]["replies"][0]["lines"] == ["Les Enfants du barrage"]


def test_a_review_is_saved_told_of_another_window_and_handed_in(client, given):
    told = write(client, given, marks={"criterion-1": 7}, notes="a", version=0).json()
    assert (told["marks"], told["version"], told["submitted_at"]) == ({"criterion-1": 7}, 1, None)
    late = write(client, given, notes="b", version=0)
    assert (late.status_code, late.json()) == (409, {"conflicts": {"notes": "a"}, "version": 1})
    early = write(client, given, hand_in=True)
    assert (early.status_code, "criterion-2" in early.json()["detail"]) == (400, True)
    done = write(client, given, "put", marks={"criterion-2": 3}, hand_in=True)
    assert done.json()["submitted_at"] == "2026-11-24T10:00:00Z"
    assert write(client, given, marks={"criterion-2": 99}).json() == {
        "mark.criterion-2": ["criterion-2: choose a mark from 0 to 10."]
    }
    assert list(write(client, given, submitted_at=None).json()) == ["submitted_at"]


def test_who_is_recused_meanwhile_is_not_answered_again_what_was_said_of_it(client, given):
    """The answer to her own word on it says nothing, and is given again."""
    place = f"/api/v1/assignments/{given.pk}/"

    def send(method: str, act: str, body: dict, **headers: str):
        headers["Idempotency-Key"] = act
        how = {"content_type": "application/json", "headers": headers}
        return getattr(client, method)(f"{place}{act}/", body, **how).status_code

    saved = [send("patch", "review", {"notes": "a"}, **{"If-None-Match": "*"}) for _time in (1, 2)]
    stated = [send("post", "conflict", {"detail": "sisters"}) for _time in (1, 2)]
    again = send("patch", "review", {"notes": "a"}, **{"If-None-Match": "*"})
    assert (saved, stated, again) == ([200, 200], [204, 204], 404)


def test_what_is_not_hers_is_not_there(client, given):
    services.recuse_juror(given.juror, given.application, note="sisters", by=None, now=NOW)
    assert write(client, given, notes="x").status_code == 404
    other = cast.review(cast.juror(given.juror.jury), cast.application(given.juror.jury.call), 5, 5)
    assert write(client, other.assignment, notes="x").status_code == 404
    for path in ("assignments", "reviews", "conflicts"):
        assert client.get(f"/api/v1/{path}/").json()["results"] == []


def test_staff_with_the_right_see_what_is_handed_in_and_write_nothing(client, given):
    done = cast.review(cast.juror(given.juror.jury), given.application, 5, 5)
    cast.review(given.juror, given.application, 1, 1, submitted_at=None)
    log_in(client, people.staff("selection.view_review", "selection.view_assignment"))
    rows = client.get("/api/v1/reviews/", {"jury": given.juror.jury_id}).json()["results"]
    assert [row["id"] for row in rows] == [done.pk]
    open_ones = client.get("/api/v1/assignments/", {"is_handed_in": "false"}).json()["results"]
    assert [row["id"] for row in open_ones] == [given.pk]
    assert write(client, given, notes="x").status_code == 404
    assert Review.objects.get(assignment=given).notes == ""


def test_a_juror_states_a_conflict_and_finds_nothing_of_it_any_more(client, given):
    write(client, given, notes="before she knew")
    url = f"/api/v1/assignments/{given.pk}/conflict/"
    how = {"content_type": "application/json", "headers": {"Idempotency-Key": "a"}}
    said = {"detail": "She is my cousin."}
    done, again = (client.post(url, said, **how) for _time in (1, 2))
    assert (done.status_code, done.content, again.status_code) == (204, b"", 204)
    row = given.application.conflicts.get()
    assert (row.kind, row.state, row.detail) == ("declared", "recused", "She is my cousin.")
    assert row.history.first().history_user == given.juror.person.account
    assert client.get(f"/api/v1/assignments/{given.pk}/").status_code == 404
    assert client.post(url, {}, content_type="application/json").status_code == 404
    assert (client.get("/api/v1/conflicts/").json()["results"], Review.objects.count()) == ([], 1)


def test_of_what_another_reads_no_conflict_is_stated(client, given):
    log_in(client, people.alumna().account)
    for account in (people.alumna().account, people.staff("selection.view_assignment")):
        log_in(client, account)
        answer = client.post(f"/api/v1/assignments/{given.pk}/conflict/", {}, content_type="application/json")
        assert answer.status_code == 404
    assert not given.application.conflicts.exists()
