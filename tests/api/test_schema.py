"""The API describes itself: completely, without doubt, and as it is."""

import re
from io import StringIO

import pytest
import yaml
from django.core.management import call_command

from tests import cast
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
        if route.name != "schema"
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


def test_a_filter_says_what_it_refuses(described):
    told = {one["name"]: one["schema"] for one in described["paths"]["/api/v1/credits/"]["get"]["parameters"]}
    assert (told["work"]["minimum"], told["work"]["maximum"]) == (1, 2**63 - 1)
    told = {one["name"]: one["schema"] for one in described["paths"]["/api/v1/people/"]["get"]["parameters"]}
    assert {"MA", "FR"} < set(told["country"]["enum"])
    assert told["q"]["maxLength"] == 200
    words = re.compile(told["q"]["pattern"])
    assert [bool(words.search(text)) for text in ("أميمة", " a ", "", "  ", "a\0")] == [
        True,
        True,
        *[False] * 3,
    ]


def test_what_one_row_shows_takes_no_filters_of_the_list(described):
    told = described["paths"]["/api/v1/deliberations/{id}/ranking/"]["get"]["parameters"]
    assert {one["name"] for one in told} == {"id", "If-None-Match"}


def test_a_file_may_be_of_any_type(described):
    own = [f"me/{kind}-files/{{id}}/content" for kind in ("support", "application")]
    for path in (*own, "dossier-documents/{id}/file"):
        assert list(described["paths"][f"/api/v1/{path}/"]["get"]["responses"]["200"]["content"]) == ["*/*"]


def test_an_hour_by_the_clock_has_no_zone(described):
    told = described["components"]["schemas"]["ReminderRuleRecord"]["properties"]["opens"]
    assert ("format" in told, bool(re.search(told["pattern"], "09:00:00"))) == (False, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["/api/v1/nothing/", "/api/v1/people/0.5/", "/api/v1/people/x/", "/api/v2/people/"]
)
def test_an_address_that_leads_nowhere_is_told_in_json(url: str, client):
    answer = client.get(url, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/json")
    assert answer.json() == {"detail": "There is nothing at this address."}
    assert client.get("/nothing/").headers["Content-Type"].startswith("text/html")


@pytest.mark.django_db
def test_so_is_a_request_that_no_view_sees(client, settings):
    settings.ALLOWED_HOSTS = ["masar.example.org"]
    answer = client.get("/api/v1/people/", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/json")


@pytest.mark.one_database
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
    assert [word for word in ("http://", "https://", "//cdn", "<style") if word in page] == []


@pytest.mark.django_db
def test_the_root_leads_to_the_page(client):
    answer = client.get("/api/v1/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/api/v1/docs/")


@pytest.mark.django_db
def test_no_address_is_asked_what_it_takes(api):
    """OPTIONS told a form’s choices where a row is changed, and broke where that has no number."""
    client = api(cast.alumna().account)
    urls = [route.url(1 if route.takes_number else None) for route in ALL]
    assert {client.options(url).status_code for url in urls} == {403, 405}  # by right, and by method
