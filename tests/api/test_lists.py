"""What every list of the API keeps to, whichever it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.api.views import FactViewSet
from foundation.films.models import Deadline, Festival, FestivalEdition, Role, Section, Work
from foundation.people.models import Account, Organisation
from residencies.calls.models import Call
from residencies.programmes.models import Edition, Programme
from tests import cast
from tests.api.routes import ALL, LISTS, SINGLES, Route
from tests.api.rows import make, maker_of

pytestmark = pytest.mark.django_db
every_list = pytest.mark.parametrize("route", LISTS, ids=str)
every_single = pytest.mark.parametrize("route", SINGLES, ids=str)
PUBLIC = {Role, Festival, FestivalEdition, Section, Deadline, Programme, Edition}
TOLD = {*PUBLIC, Organisation, Call}  # to everyone with a login
PRIVATE = [route for route in SINGLES if route.model not in TOLD]


def orders_of(route: Route) -> list[str]:
    return [sign + name for name in route.orders for sign in ("", "-")]


@pytest.fixture
def boss() -> Account:
    """An administrator with a record of her own, so that `me/` has rows as well."""
    account = cast.administrator()
    cast.person(name="Directrice", sort_name="Zz", account=account)
    return account


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as done:
        assert client.get(url).status_code == 200
    return len(done)


@pytest.mark.one_database  # the queries are the same on each
@every_list
def test_a_list_takes_as_many_queries_for_fifty_rows_as_for_one(route: Route, api, boss):
    client = api(boss)
    make(maker_of(route), boss.person, 1)
    one = queries(client, route.url())
    for number in range(2, 51):
        make(maker_of(route), boss.person, number)
    assert len(client.get(route.url()).json()["results"]) == 50
    assert queries(client, route.url()) == one


@pytest.mark.one_database  # the queries are the same on each
@every_list
def test_a_list_takes_at_most_eight_queries(route: Route, api, boss):
    make(maker_of(route), boss.person, 1)
    assert queries(api(boss), route.url()) <= 8


@pytest.mark.one_database  # refused before any row is looked for
@pytest.mark.parametrize("route", ALL, ids=str)
def test_without_a_login_there_is_401_everywhere_but_at_the_description(route: Route, client):
    url = route.url(1 if route.takes_number else None)
    method = "post" if list(route.actions) == ["post"] else "get"
    expected = 200 if route.name == "schema" else 401
    assert getattr(client, method)(url).status_code == expected


@every_list
def test_an_account_without_rights_or_record_sees_facts_alone(route: Route, api, boss):
    made = make(maker_of(route), boss.person, 1)
    Work.objects.update(is_public=False)
    seen = {row["id"] for row in api(cast.staff()).get(route.url(), {"ordering": "-id"}).json()["results"]}
    assert (made.pk in seen) == (route.model in TOLD)


def test_the_facts_that_all_may_see_are_these():
    facts = {route.model for route in LISTS if issubclass(route.view.cls, FactViewSet)}
    assert facts == PUBLIC


@pytest.mark.parametrize("route", PRIVATE, ids=str)
def test_a_row_she_may_not_see_is_a_row_that_is_not_there(route: Route, api, boss):
    made = make(maker_of(route), boss.person, 1)
    Work.objects.update(is_public=False)
    client = api(cast.alumna().account)
    hidden, missing = client.get(route.url(made.pk)), client.get(route.url(made.pk + 1000))
    assert (hidden.status_code, hidden.content) == (404, missing.content)


@every_single
def test_a_single_row_says_at_least_what_its_list_does(route: Route, api, boss):
    client, made = api(boss), make(maker_of(route), boss.person, 1)
    listing = route.url(made.pk).removesuffix(f"{made.pk}/")
    listed = client.get(listing, {"ordering": "-id"}).json()["results"][0]
    single = client.get(route.url(made.pk)).json()
    assert {key: single[key] for key in listed} == listed


@every_single
def test_a_number_too_great_for_the_database_is_not_there(route: Route, api, boss):
    assert api(boss).get(route.url(10**30)).status_code == 404


@pytest.mark.one_database
@pytest.mark.parametrize("route", [route for route in ALL if route.takes_number], ids=str)
def test_nor_is_one_that_python_does_not_read(route: Route, api, boss):
    url = route.url(10**9).replace(str(10**9), "9" * 5000)
    sent = {"If-Match": "*", "Idempotency-Key": "once"}
    for method in list(route.actions):
        answer = api(boss).generic(method.upper(), url, b"{}", content_type="application/json", headers=sent)
        assert (method, answer.status_code) == (method, 404)


@pytest.mark.one_database
def test_nor_does_a_parameter_break_that_is_none(api, boss):
    for number in ("9" * 5000, "-1", "x", "²"):
        assert api(boss).get("/api/v1/credits/filmography/", {"person": number}).status_code == 400


@pytest.mark.one_database  # refused before any row is looked for
@pytest.mark.parametrize("route", ALL, ids=str)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_a_route_does_not_offer_is_405(route: Route, method: str, api, boss):
    if method in route.actions:
        return
    url = route.url(1 if route.takes_number else None)
    answer = getattr(api(boss), method)(url, "{}", content_type="application/json")
    assert answer.status_code == 405


@every_list
def test_walking_the_pages_meets_every_row_once_in_its_order_while_others_are_added(route: Route, api, boss):
    """By every order in turn, over the rows that the walks before have added; nothing comes last."""
    client = api(boss)
    made = [make(maker_of(route), boss.person, number).pk for number in range(1, 8)]
    for order in orders_of(route):
        name, down = order.removeprefix("-"), order.startswith("-")
        size = len(made) // 3  # four pages or so, however many rows there are by now
        there, met, url = set(made), [], f"{route.url()}?page_size={size}&ordering={order}"
        while url:
            page = client.get(url).json()
            met += [(row[name], row["id"]) for row in page["results"]]
            if len(made) < len(there) + 2:
                made.append(make(maker_of(route), boss.person, len(made) + 1).pk)
            url = page["next"]
        said = sorted((row for row in met if row[0] is not None), reverse=down)
        unsaid = sorted((row for row in met if row[0] is None), key=lambda row: row[1], reverse=down)
        numbers = [number for _value, number in met]
        assert len(numbers) == len(set(numbers)), order
        assert there <= set(numbers), order
        assert met == said + unsaid, order


@pytest.mark.one_database  # refused before any row is looked for
@every_list
@pytest.mark.parametrize("size", ["0", "-1", "201", "1000000000", "ten", "", "1.5", "1&page_size=2"])
def test_a_page_has_1_to_200_rows(route: Route, size: str, api, boss):
    answer = api(boss).get(f"{route.url()}?page_size={size}")
    assert (answer.status_code, list(answer.json())) == (400, ["page_size"])


@pytest.mark.one_database  # refused before any row is looked for
@every_list
def test_a_cursor_of_another_list_order_or_hand_is_refused(route: Route, api, boss):
    client = api(boss)
    for number in (1, 2):
        make(maker_of(route), boss.person, number)
    following = client.get(route.url(), {"page_size": 1}).json()["next"]
    cursor = following.split("cursor=")[1].split("&")[0].replace("%3A", ":")
    down = {"cursor": cursor, "ordering": "-id"}
    other = next(one for one in LISTS if one.model is not route.model)
    answers = [
        client.get(route.url(), down),
        client.get(other.url(), {"cursor": cursor}),
        client.get(route.url(), {"cursor": cursor[:-1]}),
        client.get(route.url(), {"cursor": "\0"}),
    ]
    assert [(answer.status_code, list(answer.json())) for answer in answers] == [(400, ["cursor"])] * 4
