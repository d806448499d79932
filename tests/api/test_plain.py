"""Lists that are read as columns tell the same, to the byte, as their records do row by row."""

from datetime import date
from decimal import Decimal

import pytest
from rest_framework.renderers import JSONRenderer

from foundation.api import views
from foundation.api.conditions import Json
from foundation.api.plain import reader_of
from foundation.films.models import Credit, Episode, Role, Season, Work
from foundation.people.models import Organisation, Person
from tests import cast
from tests.api.routes import LISTS, Route
from tests.api.rows import make, maker_of

pytestmark = pytest.mark.django_db
PLAIN = [route for route in LISTS if reader_of(route.view.cls.serializer_class)]
FAST = {"person-list", "work-list", "credited-work-list", "credit-list", "participation-list", "role-list"}


def slowly(client, url: str, monkeypatch) -> bytes:
    with monkeypatch.context() as patched:
        patched.setattr(views, "reader_of", lambda _record: None)
        return client.get(url).content


def test_the_lists_that_are_read_most_are_read_as_columns():
    assert {route.name for route in PLAIN} >= FAST


@pytest.mark.parametrize("route", PLAIN, ids=str)
def test_read_as_columns_a_list_is_the_same_bytes(route: Route, api, monkeypatch):
    boss = cast.administrator()
    owner = cast.person(name="Directrice", account=boss)
    for number in range(1, 4):
        make(maker_of(route), owner, number)
    client = api(boss)
    for order in route.orders:
        url = f"{route.url()}?page_size=2&ordering={order}"
        answer = client.get(url)
        assert answer.json()["results"]
        assert answer.content == slowly(client, url, monkeypatch)
        if following := answer.json()["next"]:
            assert client.get(following).content == slowly(client, following, monkeypatch)


@pytest.fixture
def film() -> Work:
    """With a credit of each kind: by another name, of a house, on an episode, in no order, contested."""
    work = Work.objects.create(title="Film\u2028“é”", kind="series", countries=["MA", "SU"], is_public=True)
    episode = Episode.objects.create(season=Season.objects.create(work=work, number=2), number=3, title="Un")
    she = cast.alumna(credited_name="De scène", phone="+212600000000", birth_date=date(1990, 2, 3))
    house = Organisation.objects.create(name="Maison")
    roles = list(Role.objects.order_by("pk")[:3])
    one = {"work": work, "role": roles[0]}
    Credit.objects.create(**one, person=she, order=2)
    Credit.objects.create(**one, person=cast.person(), credited_as="D’un autre nom", order=1)
    Credit.objects.create(**one, organisation=house)
    Credit.objects.create(**one, person=she, scope="episode", episode=episode)
    checked = {"verification": "contested", "verified_on": date(2026, 1, 2)}
    Credit.objects.create(work=work, role=roles[1], person=she, **checked)
    return work


@pytest.mark.parametrize("path", ["people/", "works/", "credits/", "works/credits/", "roles/"])
def test_so_are_rows_of_every_kind(path: str, film, api, monkeypatch):
    for caller in (cast.administrator(), Person.objects.exclude(account=None).get().account, cast.staff()):
        client, url = api(caller), f"/api/v1/{path}"
        assert client.get(url).content == slowly(client, url, monkeypatch)


def test_a_work_comes_with_its_credits_in_their_order_as_they_are_listed(film, api):
    Work.objects.create(title="Sans générique", is_public=True)
    client = api(cast.staff())
    first, second = client.get("/api/v1/works/credits/").json()["results"]
    listed = client.get("/api/v1/credits/").json()["results"]
    assert sorted(first["credits"], key=lambda one: one["id"]) == [
        {name: value for name, value in one.items() if name != "work"} for one in listed
    ]
    assert [one["order"] for one in first["credits"]] == [1, 2, None, None, None]
    assert second["credits"] == []


def test_of_a_work_that_is_not_hers_to_see_no_credit_is_told(film, api):
    Work.objects.update(is_public=False)
    assert api(cast.staff()).get("/api/v1/works/credits/").json()["results"] == []
    hers = Person.objects.exclude(account=None).get().account
    (row,) = api(hers).get("/api/v1/works/credits/").json()["results"]
    assert len(row["credits"]) == 5


@pytest.mark.one_database
@pytest.mark.parametrize(
    "data",
    [
        {"text": "\u2028 \u2029 é ’ \x7f \x1f \\ / < 🎬", "number": 2**70, "price": Decimal("1.50")},
        {"none": None, "list": [], "on": date(2026, 1, 2), 3: "a number for a name"},
        {"text": "\u2028\u2029\u202a", "number": -1},
    ],
)
def test_json_is_written_as_django_rest_framework_writes_it(data):
    assert Json().render(data) == JSONRenderer().render(data)
