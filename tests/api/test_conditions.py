"""What was read has a tag, and is changed on condition that it is still the same."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from foundation.people.models import Person
from tests import cast
from tests.api.routes import ALL, SINGLES, WRITES, Route
from tests.api.rows import make, maker_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Person:
    return cast.person(account=cast.administrator())


def patch(client, url: str, tag: str | None, **said):
    headers = {"If-Match": tag} if tag else {}
    return client.patch(url, said, content_type="application/json", headers=headers)


@pytest.mark.one_database
@pytest.mark.parametrize("route", SINGLES, ids=str)
def test_a_single_row_has_a_tag_that_follows_from_what_she_sees(route: Route, api, boss):
    client, url = api(boss.account), route.url(make(maker_of(route), boss, 1).pk)
    first, again = client.get(url), client.get(url)
    assert first["ETag"] == again["ETag"]
    assert first["ETag"].startswith('"')  # strong
    known = client.get(url, headers={"If-None-Match": f'"other", {first["ETag"]}'})
    assert (known.status_code, known.content, known["ETag"]) == (304, b"", first["ETag"])


def test_the_tag_changes_with_what_is_told_and_so_with_the_reader(api, boss):
    she = cast.alumna(city="Fès", note="for the staff")
    url = f"/api/v1/people/{she.pk}/"
    hers, theirs = (api(account).get(url)["ETag"] for account in (she.account, boss.account))
    Person.objects.filter(pk=she.pk).update(note="anew")
    assert api(she.account).get(url)["ETag"] == hers  # she does not see it
    assert api(boss.account).get(url)["ETag"] != theirs
    Person.objects.filter(pk=she.pk).update(city="Rabat")  # without any timestamp
    assert api(she.account).get(url, headers={"If-None-Match": hers}).status_code == 200


def test_a_change_needs_the_tag_that_was_read(api, boss):
    client, she = api(boss.account), cast.person(city="Fès")
    url = f"/api/v1/people/{she.pk}/"
    tag = client.get(url)["ETag"]
    done = patch(client, url, tag, city="Rabat")
    assert (done.status_code, done.json()) == (200, client.get(url).json())
    assert done["ETag"] == client.get(url)["ETag"] != tag
    late = patch(client, url, tag, city="Salé")
    assert (late.status_code, late.json()["detail"]) == (
        412,
        "Somebody has changed it since you read it. Read it again, and then send your change.",
    )
    assert patch(client, url, f"W/{done['ETag']}", city="Salé").status_code == 412  # a weak one is no proof
    assert patch(client, url, None, city="Salé").status_code == 428
    assert patch(client, url, "no tag", city="Salé").status_code == 400
    assert client.delete(url).status_code == 428
    assert client.delete(url, headers={"If-Match": tag}).status_code == 412
    she.refresh_from_db()
    assert (she.city, she.history.count(), she.history.first().history_user) == ("Rabat", 2, boss.account)
    assert client.delete(url, headers={"If-Match": done["ETag"]}).status_code == 204


def test_an_act_may_be_put_on_condition(api, boss):
    client = api(boss.account)
    work = make(maker_of(next(route for route in SINGLES if route.name == "work-detail")), boss, 1)
    url = f"/api/v1/works/{work.pk}/"
    tag = client.get(url)["ETag"]
    how = {"content_type": "application/json"}
    moved = client.post(f"{url}move/", {"stage": "shooting"}, **how, headers={"If-Match": tag})
    assert (moved.status_code, moved.json()["stage"]) == (200, "shooting")
    late = client.post(f"{url}move/", {"stage": "completed"}, **how, headers={"If-Match": tag})
    assert late.status_code == 412
    assert client.post(f"{url}move/", {"stage": "completed"}, **how).status_code == 200
    assert client.post("/api/v1/works/", {}, **how, headers={"If-Match": tag}).status_code == 400


@pytest.mark.one_database
@pytest.mark.parametrize("method", ["patch", "put", "delete"])
def test_nothing_is_changed_without_a_condition(method: str, api, boss):
    """Whichever the route, and a row that is not there is not there."""
    routes = [route for route in ALL if method in route.actions]
    client = api(boss.account)
    answers = {}
    for number, route in enumerate(routes, start=1):
        url = route.url(make(maker_of(route), boss, number).pk if route.takes_number else None)
        answer = getattr(client, method)(url, "{}", content_type="application/json")
        answers[route.name] = answer.status_code
    assert set(answers.values()) <= {428, 404}  # 404: what she has no part in
    assert 428 in answers.values() or method == "put"


@pytest.mark.one_database
def test_a_condition_on_an_act_is_looked_at_whichever_the_route(api, boss):
    """Also where there is nothing that a tag could be of."""
    client, answers = api(boss.account), {}
    for number, route in enumerate(WRITES, start=1):
        url = route.url(make(maker_of(route), boss, number).pk if route.takes_number else None)
        how = {"content_type": "application/json", "headers": {"If-Match": '"old"'}}
        answers[route.name] = client.post(url, "{}", **how).status_code
    assert set(answers.values()) <= {400, 403, 404, 412}
    assert (answers["participation-complete"], answers["my-change-withdraw"]) == (400, 400)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_the_same_at_once_one_is_told(api):
    boss = cast.administrator()
    clients = [api(boss), api(boss)]
    rows = [cast.person(city="Fès") for _row in range(4)]
    tags = [clients[0].get(f"/api/v1/people/{row.pk}/")["ETag"] for row in rows]
    barrier = Barrier(2)

    def change(number: int) -> list[int]:
        found = []
        try:
            for row, tag in zip(rows, tags, strict=True):
                barrier.wait(timeout=60)
                url = f"/api/v1/people/{row.pk}/"
                found.append(patch(clients[number], url, tag, city=f"Ville {number}").status_code)
        finally:
            connection.close()
        return found

    with ThreadPoolExecutor(2) as pool:
        both = list(zip(*pool.map(change, (0, 1)), strict=True))
    assert [sorted(one) for one in both] == [[200, 412]] * 4
    won = [f"Ville {one.index(200)}" for one in both]
    assert [Person.objects.get(pk=row.pk).city for row in rows] == won
