"""Tables in at the desk, in a real browser."""

import pytest
from django.urls import reverse

from foundation.people.models import ImportedKey, Person
from tests import cast
from tests.journeys.acts import press
from tests.journeys.conftest import look

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def tables(tmp_path):
    """A list that is right and one with a wrong cell in it."""
    right, wrong = tmp_path / "people.csv", tmp_path / "works.csv"
    right.write_text("name,city\nSalma Alaoui,Fès\nأميمة زكري,\n", encoding="utf-8")
    wrong.write_text("title,stage\nOurika,shoting\n", encoding="utf-8")
    return right, wrong


def send(page, *files):
    page.set_input_files("input[type=file]", list(files))
    press(page, "form[enctype] [type=submit]")


@pytest.mark.parametrize("language", ["fr", "ar"])  # English is laid out as French is
def test_tables_are_sent_looked_at_and_confirmed(visit, tables, language):
    page = visit(reverse("import_tables"), account=cast.administrator(), locale=language)
    found = look(page, f"tables-{language}")
    send(page, *tables)
    found += look(page, f"tables-wrong-{language}")
    assert page.locator("input[name=confirm]").count() == 0
    send(page, tables[0])
    found += look(page, f"tables-right-{language}")
    assert (found, Person.objects.count()) == ([], 0)
    press(page, "form:has(input[name=confirm]) [type=submit]")
    assert (look(page, f"tables-done-{language}"), Person.objects.count()) == ([], 2)
    assert set(ImportedKey.objects.values_list("source", flat=True)) == {"people"}
