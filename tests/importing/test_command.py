import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from foundation.films.models import Work
from foundation.people.models import Person
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "people.csv").write_text("name,birth_date\nSalma,\nHind,1990-01-01\n")
    (tmp_path / "README.md").write_text("read me")
    return tmp_path


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def told(capsys, *args):
    call_command("import_data", *map(str, args))
    return capsys.readouterr().out.splitlines()


def test_a_folder_is_imported_and_every_row_told(folder, capsys):
    by = cast.administrator()
    assert told(capsys, folder, "--by", by.email) == [
        "README.md (-): This is no table: .csv, .tsv, .txt and .xlsx are.",
        "people.csv (people): 2 new",
        "people: 2 new",
    ]
    assert told(capsys, folder)[1:] == ["people.csv (people): 2 unchanged", "people: 2 unchanged"]
    assert Person.objects.get(name="Hind").history.get().history_user == by


def test_a_dry_run_tells_each_row_and_stores_nothing(folder, capsys):
    assert told(capsys, folder / "people.csv", "--dry-run") == [
        "people.csv (people): 2 new",
        "  2 new: person: Salma",
        "  3 new: person: Hind",
        "people: 2 new",
        "A dry run: nothing was stored.",
    ]
    assert Person.objects.count() == 0


def test_a_wrong_cell_ends_it_with_its_file_row_and_value(folder, capsys):
    (folder / "works.csv").write_text("title,year\nOurika,MMXX\n")
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_data", str(folder))
    said = capsys.readouterr()
    assert "works.csv (works): 1 wrong" in said.out
    assert said.err.splitlines() == ["  row 2: year “MMXX”: Write a whole number from 0 to 32767."]
    assert (Person.objects.count(), Work.objects.count()) == (0, 0)


def test_a_folder_or_an_account_that_is_not_there_is_named(folder):
    with pytest.raises(CommandError, match="is not there"):
        call_command("import_data", str(folder / "nowhere"))
    with pytest.raises(CommandError, match="Nobody logs in as"):
        call_command("import_data", str(folder), "--by", "x@example.org")
