import pytest

from tests import cast
from tests.desk.test_tasks import colleague

pytestmark = pytest.mark.django_db
AS_IT_IS = {"content_type": "application/json", "headers": {"If-Match": "*"}}


def test_the_api_writes_gives_and_closes_tasks(api):
    me, other = colleague("Amina"), colleague("Basma")
    she, client = cast.person(), api(me)
    said = {"title": "Call", "person": she.pk, "owner": other.pk, "due_on": "2026-12-01", "note": "soon"}
    made = client.post("/api/v1/tasks/", said, content_type="application/json")
    assert (made.status_code, made.json()["owner"], made.json()["note"]) == (
        201, {"id": other.pk, "name": "Basma"}, "soon",
    )  # fmt: skip
    url = f"/api/v1/tasks/{made.json()['id']}/"
    changed = client.patch(url, {"owner": None, "due_on": None}, **AS_IT_IS).json()
    assert (changed["owner"], changed["due_on"], changed["title"]) == (None, None, "Call")
    assert (
        client.post(f"{url}done/", {}, content_type="application/json").json()["done_by"]["name"] == "Amina"
    )
    listed = client.get("/api/v1/tasks/", {"is_done": "true", "person": she.pk}).json()["results"]
    assert [row["id"] for row in listed] == [made.json()["id"]]
    assert "note" not in listed[0]
    for body in (
        {"title": "Call", "owner": cast.staff().pk},
        {"title": "", "owner": me.pk},
        {"title": "x", "work": 99},
    ):
        assert client.post("/api/v1/tasks/", body, content_type="application/json").status_code == 400
    reader = api(cast.staff("desk.view_task"))
    assert reader.get(url).status_code == 200
    assert reader.patch(url, {"title": "x"}, **AS_IT_IS).status_code == 403
    assert reader.post("/api/v1/tasks/", {"title": "x"}, content_type="application/json").status_code == 403
    assert api(cast.staff()).get(url).status_code == 404
