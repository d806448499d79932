"""The API describes itself: completely, without doubt, and as it is."""

from io import StringIO

import pytest
import yaml
from django.core.management import call_command

from tests.api.routes import ALL, LISTS, Route

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def described() -> dict:
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--lang", "en", stdout=out)
    return yaml.load(out.getvalue(), Loader=yaml.CSafeLoader)  # in C: half the time


def operations(described: dict) -> list[tuple[str, str, dict]]:
    return [
        (path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]


def test_every_route_is_described(described):
    told = {(path.replace("{id}", "1"), method) for path, method, _one in operations(described)}
    offered = {
        (route.url(1 if route.takes_number else None), method)
        for route in ALL
        if route.name not in ("schema", "docs")
        for method in (route.actions or {"get": "get"})
        if method != "head"
    }
    assert told == offered


def test_every_operation_has_a_summary_and_says_what_it_is(described):
    assert [one for one in operations(described) if not one[2].get("summary")] == []
    assert [one for one in operations(described) if len(one[2].get("description", "")) < 20] == []


def test_every_operation_needs_a_token_or_a_session(described):
    keys = {
        tuple(sorted(key for one in operation["security"] for key in one))
        for *_at, operation in operations(described)
    }
    assert keys == {("cookieAuth", "token")}


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_every_parameter_a_list_takes_is_described_and_no_other(route: Route, described):
    told = described["paths"][route.url()]["get"]["parameters"]
    assert {one["name"] for one in told} == route.known
    (ordering,) = [one for one in told if one["name"] == "ordering"]
    assert ordering["schema"]["enum"] == [sign + name for name in route.orders for sign in ("", "-")]


@pytest.mark.django_db
def test_the_description_is_served_in_english_whoever_asks(client):
    texts = [
        client.get("/api/v1/schema/", headers={"Accept-Language": code}).content for code in ("en", "ar")
    ]
    assert texts[0] == texts[1]
    assert b"List check-ins" in texts[0]


@pytest.mark.django_db
def test_the_page_asks_nothing_of_any_other_server(client):
    page = client.get("/api/v1/docs/").content.decode()
    script = client.get("/api/v1/docs/?script=").content.decode()
    assert [word for word in ("http://", "https://", "//cdn", "<style") if word in page + script] == []


@pytest.mark.django_db
def test_the_root_leads_to_the_page(client):
    answer = client.get("/api/v1/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/api/v1/docs/")
