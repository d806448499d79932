"""Every list as a file: the rows of its pages, and no others, to whoever may take them away."""

import csv
import io
import json

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.api import exporting
from foundation.lists.models import Export
from foundation.people.models import Person
from tests import cast
from tests.api.routes import LISTS, Route
from tests.api.rows import make, maker_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def content(answer) -> str:
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content).decode()


def pages(client, url: str) -> list[dict]:
    rows = []
    while url:
        page = client.get(url).json()
        rows, url = [*rows, *page["results"]], page["next"]
    return rows


def is_kept_in(route: Route) -> bool:
    return not route.view.cls.is_own and getattr(admin.site._registry.get(route.model), "is_kept_in", False)


@pytest.mark.parametrize("route", [route for route in LISTS if not is_kept_in(route)], ids=str)
def test_a_file_has_the_rows_of_all_pages_in_their_order(route: Route, api, monkeypatch):
    monkeypatch.setattr(exporting, "CHUNK", 2)
    boss = cast.person(account=cast.administrator())
    for number in range(1, 4):
        make(maker_of(route), boss, number)
    client, order = api(boss.account), f"-{route.orders[-1]}"
    rows = pages(client, f"{route.url()}?page_size=1&ordering={order}")
    lines = content(client.get(route.url(), {"format": "ndjson", "ordering": order})).splitlines()
    assert [json.loads(line) for line in lines] == rows
    answer = client.get(route.url(), {"ordering": order}, headers={"Accept": "text/csv"})
    table = list(csv.DictReader(io.StringIO(content(answer).removeprefix("\ufeff"))))
    assert len(table) == len(rows) > 0
    for line, row in zip(table, rows, strict=True):
        assert line == {name: exporting._cell(exporting._part(row, tuple(name.split(".")))) for name in line}
    assert list(dict.fromkeys(name.partition(".")[0] for name in table[0])) == list(rows[0])


def test_what_never_leaves_the_desk_in_a_file_does_not_by_another_door(api):
    kept = [route for route in LISTS if is_kept_in(route)]
    boss = cast.administrator()
    assert {api(boss).get(route.url(), {"format": "csv"}).status_code for route in kept} == {403}


def test_a_file_is_written_while_it_is_sent(api, monkeypatch):
    """Each chunk takes the same queries, and none is asked for before it is sent."""
    monkeypatch.setattr(exporting, "CHUNK", 10)
    boss = cast.person(account=cast.administrator())
    for _row in range(34):
        cast.person()
    answer = api(boss.account).get("/api/v1/people/?format=ndjson")
    counts, lines = [], 0
    parts = iter(answer.streaming_content)
    assert next(parts) == b""  # a head that NDJSON does not have
    for _chunk in range(4):
        with CaptureQueriesContext(connection) as asked:
            lines += next(parts).count(b"\n")
        counts.append(len(asked))
    assert (counts, lines) == ([0, 1, 1, 1], 35)
    # Read to its end: left open, it would be noted when its memory is freed, in the midst of another test.
    assert list(parts) == []


def test_the_filters_of_the_list_hold_and_what_is_unknown_is_refused(api):
    client = api(cast.administrator())
    cast.person(country="MA", city="Fès")
    cast.person(country="FR")
    (row,) = content(client.get("/api/v1/people/?format=ndjson&country=MA")).splitlines()
    assert json.loads(row)["city"] == "Fès"
    for wrong in ("country=ZZ", "colour=red", "page_size=10", "cursor=x", "ordering=note"):
        answer = client.get(f"/api/v1/people/?format=csv&{wrong}")
        assert (answer.status_code, list(answer.json())) == (400, [wrong.partition("=")[0]])
    assert list(client.get("/api/v1/people/?format=xlsx").json()) == ["format"]
    assert client.get("/api/v1/people/", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/api/v1/people/?format=json").json()["next"] is None


def test_no_cell_is_a_formula(api):
    cast.person(name="=cmd|' /C calc'!A0", sort_name="@sum", city="-1+1", phone="+212600000000")
    text = content(api(cast.administrator()).get("/api/v1/people/?format=csv"))
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["name"], row["sort_name"], row["city"]) == ("'=cmd|' /C calc'!A0", "'@sum", "'-1+1")
    assert row["phone"] == "'+212600000000"


def test_who_sees_others_rows_takes_them_away_by_a_right_of_its_own(api):
    she = cast.alumna()
    url = "/api/v1/people/?format=csv"
    reader = cast.staff("people.view_person")
    assert api(reader).get("/api/v1/people/").status_code == 200
    assert api(reader).get(url).status_code == 403
    assert content(api(cast.staff("people.view_person", "people.export_person")).get(url)).count("\r\n") == 2
    assert content(api(she.account).get(url)).count("\r\n") == 2  # hers
    cast.person(account=reader)
    assert api(reader).get("/api/v1/me/credits/?format=csv").status_code == 200


def test_what_no_role_takes_out_at_the_desk_leaves_by_no_other_door(api):
    reader = api(cast.staff("community.view_profile", "hooks.view_endpoint", "hooks.view_delivery"))
    for name in ("directory", "webhook-endpoints", "webhook-deliveries"):
        assert reader.get(f"/api/v1/{name}/").status_code == 200
        assert reader.get(f"/api/v1/{name}/?format=ndjson").status_code == 403


def test_who_took_what_is_kept_also_where_she_hangs_up_in_the_middle(api, monkeypatch):
    monkeypatch.setattr(exporting, "CHUNK", 2)
    boss = cast.person(account=cast.administrator())
    for _row in range(4):
        cast.person(country="MA")
    client = api(boss.account)
    content(client.get("/api/v1/people/?format=csv&country=MA"))
    content(client.get("/api/v1/people/?format=csv&email=salma@example.org"))
    parts = client.get(
        "/api/v1/people/?format=ndjson"
    )._iterator  # the test's client ends it as a server does
    next(parts), next(parts)
    parts.close()
    content(client.get("/api/v1/me/credits/?format=csv"))  # hers: not noted
    kept = list(Export.objects.order_by("pk").values_list("table", "filters", "form", "count", "by"))
    assert kept == [
        ("people.person", "country=MA", "csv", 4, boss.account.pk),
        ("people.person", "email=*", "csv", 0, boss.account.pk),
        ("people.person", "", "ndjson", 2, boss.account.pk),
    ]


@pytest.mark.parametrize("url", ["decisions", "outcomes", "minutes", "affiliations"])
def test_what_has_no_list_at_the_desk_needs_the_right_of_what_it_belongs_to(api, url):
    reader = cast.staff("selection.view_decision", "selection.view_minutes", "people.view_affiliation")
    assert api(reader).get(f"/api/v1/{url}/?format=csv").status_code == 403
    of = "people.export_organisation" if url == "affiliations" else "selection.export_deliberation"
    reader = cast.staff("selection.view_decision", "selection.view_minutes", "people.view_affiliation", of)
    assert api(reader).get(f"/api/v1/{url}/?format=csv").status_code == 200


def test_notes_of_jurors_leave_the_house_by_a_right_of_their_own(api):
    boss = cast.person(account=cast.administrator())
    make(maker_of(next(route for route in LISTS if route.name == "review-list")), boss, 1)
    rights = ["selection.view_review", "selection.export_review"]
    for account, told in ((cast.staff(*rights), False), (boss.account, True)):
        for form in ("ndjson", "csv"):
            head, *_rows = content(api(account).get(f"/api/v1/reviews/?format={form}")).splitlines()
            assert ("notes" in head) == told


def test_the_name_of_the_file_says_what_it_is(api):
    answer = api(cast.administrator()).get("/api/v1/people/?format=csv")
    assert answer["Content-Disposition"].startswith('attachment; filename="people-')
    assert (answer["Content-Type"], Person.objects.count()) == ("text/csv; charset=utf-8", 0)
