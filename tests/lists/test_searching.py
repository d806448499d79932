"""One search over the desk: in any spelling, by rights, in a fixed number of queries, by indexes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.films.models import Work
from foundation.people.models import Person
from tests import cast
from tests.desk.rows import MAKERS
from tests.many import analyze, copies

pytestmark = pytest.mark.django_db


def find(client, text, **headers):
    return client.get(reverse("desk_search"), {"s": text}, headers=headers)


def told(response):
    return {group.title: [hit.text for hit in group.hits] for group in response.context["groups"]}


@pytest.mark.one_database
def test_a_name_is_found_in_any_script_with_what_is_about_her(client):
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"
    she = cast.person(name="Oumayma Bennani", email="oumayma@example.org")
    Work.objects.create(title="Oumaïma")
    for text in ("oumaima", "أميمة", "Bennani Oumayma", "oumayma@example.org"):
        assert told(find(client, text))["People"] == [she.name], text
    assert set(told(find(client, "Oumaima"))) == {"People", "Works"}
    assert told(find(client, "ou")) == {}
    quick = find(client, "oumaima", **{"X-Requested-With": "fetch"}).content.decode()
    assert ('role="option"' in quick, "<html" in quick) == (True, False)


@pytest.mark.one_database
def test_only_what_she_may_see_and_of_more_the_way_to_the_list(client):
    client.force_login(cast.staff("films.view_work"))
    client.cookies["django_language"] = "en"
    for number in range(7):
        Work.objects.create(title=f"Casablanca {number}")
    cast.person(name="Casablanca")
    page = find(client, "casablanca")
    assert {title: len(texts) for title, texts in told(page).items()} == {"Works": 5}
    assert page.context["groups"][0].more.endswith("films/work/?q=casablanca")
    client.force_login(cast.alumna().account)
    assert find(client, "casablanca").status_code == 302


@pytest.mark.one_database
def test_it_takes_as_many_queries_for_many_rows_as_for_one(client, settings):
    client.force_login(cast.administrator())

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert find(client, "salma casablanca").status_code == 200
        return len(caught)

    def add(count):
        for _one in range(count):
            cast.person(name="Salma Casablanca")
            Work.objects.create(title="Salma Casablanca")
            MAKERS["mail.message"]()

    add(1)
    queries()
    one = queries()
    add(5)
    assert queries() == one


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such index")
def test_indexes_find_a_name_among_many():
    copies(
        cast.person(name="Salma Alaoui"), 100_000, search_key="' person ' || n || ' '", sound_key="' prsn '"
    )
    analyze()
    by_name, by_address = ["person_search_trgm", "person_sounds"], ["person_email_trgm"]
    for rows, indexes in (
        (Person.objects.search("oumayma"), by_name),
        (Person.objects.filter(email__icontains="oumayma@"), by_address),
    ):
        plan = rows.order_by().explain()
        assert [name in plan for name in (*indexes, "Seq Scan")] == [True] * len(indexes) + [False], plan
