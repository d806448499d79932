"""Pages of the desk's lists: few that are chosen are looked for once, very many are counted once a minute."""

from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from unfold.templatetags import unfold_list

from foundation.lists import paging
from foundation.lists.paging import ListPaginator
from foundation.people.models import Person
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people():
    cache.clear()
    for number in range(7):
        cast.person(name=f"Salma {number}", sort_name=f"{number % 3}")


ROWS = {
    "all": lambda: Person.objects.all(),
    "filtered": lambda: Person.objects.filter(sort_name="1"),
    "searched": lambda: Person.objects.order_by("sort_name", "pk").search("salma"),
    "over a relation": lambda: Person.objects.filter(Q(affiliations=None) | Q(aliases=None)).distinct(),
    "none": lambda: Person.objects.filter(pk__in=[]),
}


@pytest.mark.parametrize("at_once", [1, 100])
@pytest.mark.parametrize("kind", ROWS)
def test_its_pages_are_those_of_any_paginator(kind: str, at_once: int, monkeypatch):
    monkeypatch.setattr(paging, "AT_ONCE", at_once)
    rows = ROWS[kind]()
    ours, theirs = ListPaginator(rows, 2), Paginator(rows, 2)
    assert (ours.count, ours.num_pages) == (theirs.count, theirs.num_pages)
    for number in theirs.page_range:
        assert list(ours.page(number)) == list(theirs.page(number))


def test_what_a_search_finds_is_looked_for_once():
    with CaptureQueriesContext(connection) as done:
        pages = ListPaginator(Person.objects.search("salma"), 50)
        assert (pages.count, len(pages.page(1).object_list)) == (7, 7)
    assert len(done) == 2
    assert " IN (" in done[1]["sql"]  # by their numbers


def test_very_many_are_counted_once_a_minute(monkeypatch):
    monkeypatch.setattr(paging, "AT_ONCE", 3)
    monkeypatch.setattr(paging, "MANY", 5)
    assert ListPaginator(Person.objects.all(), 50).count == 7
    cast.person()
    assert ListPaginator(Person.objects.all(), 50).count == 7
    assert ListPaginator(Person.objects.exclude(sort_name="1"), 50).count == 6
    cache.clear()
    assert ListPaginator(Person.objects.all(), 50).count == 8


@pytest.mark.parametrize("query", ["", "q=salma&country__exact=MA"])
def test_a_row_leads_back_to_its_list_as_it_was_filtered(query: str, client):
    client.force_login(cast.administrator())
    Person.objects.filter(sort_name="1").update(country="MA")
    page = client.get(f"/admin/people/person/?{query}").content.decode()
    person = Person.objects.filter(country="MA").first()
    kept = "?" + urlencode({"_changelist_filters": query}) if query else ""
    assert f'href="/admin/people/person/{person.pk}/change/{kept}"' in page


@pytest.mark.parametrize(
    ("query", "looking"),
    [
        ("q=salma", "LIKE"),
        ("q=nobody", "LIKE"),
        ("language__exact=ar", "\"language\" = 'ar'"),
        ("o=4", 'ORDER BY "people_person"."email"'),
    ],
)
def test_a_list_of_one_page_looks_for_its_rows_once(query: str, looking: str, client):
    client.force_login(cast.administrator())
    with CaptureQueriesContext(connection) as done:
        assert client.get(f"/admin/people/person/?{query}").status_code == 200
    asked = [one["sql"] for one in done if looking in one["sql"]]
    assert len([sql for sql in asked if " IN (" not in sql]) == 1


def test_the_head_of_a_list_is_written_once_for_all_its_rows(client, monkeypatch):
    labels, label_of = [], unfold_list.label_for_field
    monkeypatch.setattr(
        unfold_list,
        "label_for_field",
        lambda name, *given, **more: labels.append(name) or label_of(name, *given, **more),
    )
    client.force_login(cast.administrator())
    answer = client.get("/admin/people/person/")
    listing = answer.context["cl"]
    assert (len(listing.result_list), labels) == (7, list(listing.list_display))
    assert answer.content.decode().count(f'data-label="{listing.head[1]["text"]}"') == 7
