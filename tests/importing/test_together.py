"""Two imports of one list at the same time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from foundation.people.models import ImportedKey, Person
from tests.importing.conftest import imported, outcomes, table

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer, and its tests one connection"
    ),
]


def run(_time):
    try:
        rows = [(f"Salma Alaoui {number}", "Fès") for number in range(200)]
        return outcomes(imported(table(("name", "city"), *rows, name="people.csv")))["people.csv"]
    finally:
        connection.close()


def test_the_second_waits_and_finds_everything_unchanged():
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(run, range(2)))
    assert sorted(map(str, found)) == sorted(map(str, [{"new": 200}, {"unchanged": 200}]))
    assert (Person.objects.count(), ImportedKey.objects.count()) == (200, 200)
