"""A mapping is data: a source nobody knew comes in by a TOML file alone."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import override

from foundation.films.models import Credit, Work
from foundation.importing import mappings
from foundation.people.models import Person
from tests.importing.conftest import imported, outcomes, said, table

pytestmark = pytest.mark.django_db
SCHOOL = """
source = "school"
title = "Records of the school"
[[table]]
file = "graduates*"
header = ["Full name", "Films", "Job", "Length", "Colour"]
ignored = { Colour = "nobody knows what it means" }
[[table.rows]]
resource = "people"
columns = { name = "Full name" }
[[table.rows]]
resource = "works"
each = { from = "Films", split = "/" }
[table.rows.columns]
title = "@each"
running_time = { from = "Length", read = "minutes" }
kind = { value = "short" }
[[table.rows]]
resource = "credits"
filled = ["Job"]
unless = { Job = ["Guest"] }
each = { from = "Films", split = "/" }
[table.rows.columns]
work = "@each"
person = "Full name"
role = { from = "Job", map = { "1st AD" = "first_assistant_director" } }
"""
HEADER = ("Full Name", "FILMS", "job", "Length", "colour")


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def mapped(tmp_path, monkeypatch):
    """Make a mapping known, as if it lay in a room."""

    def know(text):
        path = tmp_path / "source.toml"
        path.write_text(text, encoding="utf-8")
        found = mappings.load(path)
        monkeypatch.setattr(mappings, "mappings", lambda: found)
        return found

    return know


def graduates(*rows):
    return imported(table(HEADER, *rows, name="graduates-2026.csv"))


def test_the_mappings_of_the_house_are_in_order():
    sources = {mapping.source for mapping in mappings.mappings()}
    assert sources == {"cannes-films", "moroccan-cinema", "the-office"}


def test_a_new_source_comes_in_by_a_mapping_alone(mapped):
    mapped(SCHOOL)
    report = graduates(("Salma Alaoui", "Ourika / Asfi", "1st AD", "1h 5m", "red"))
    assert outcomes(report) == {"graduates-2026.csv": {"new": 1}}
    assert list(Work.objects.order_by("pk").values_list("title", "running_time", "kind")) == [
        ("Ourika", 65, "short"),
        ("Asfi", 65, "short"),
    ]
    assert set(Credit.objects.values_list("person__name", "role__slug")) == {
        ("Salma Alaoui", "first_assistant_director")
    }


def test_rules_apply_to_the_rows_they_name(mapped):
    mapped(SCHOOL)
    graduates(
        ("Salma", "Ourika", "guest", "", ""), ("Hind", "Asfi", "", "", ""), ("Aya", "", "1st AD", "", "")
    )
    assert (Person.objects.count(), Work.objects.count(), Credit.objects.count()) == (3, 2, 0)


def test_a_fault_names_the_cell_of_the_source(mapped):
    mapped(SCHOOL)
    report = graduates(("Salma", "Ourika", "1st AD", "two hours", ""), ("Hind", "Asfi", "cook", "", ""))
    length, job = said(report)
    assert length == "2: length “two hours”: Write a duration such as 1h 30m."
    assert job.startswith("3: job “cook”: There is no such role. Is it one of:")


def test_a_row_that_no_rule_takes_is_a_fault(mapped):
    mapped(
        SCHOOL.replace(
            'columns = { name = "Full name" }', 'columns = { name = "Full name" }\nfilled = ["Job"]'
        )
    )
    assert said(graduates(("Salma", "", "", "", ""))) == [
        "2: Nothing of this row is taken: its mapping has no rule for it."
    ]


def test_the_source_can_be_named_by_whoever_imports(mapped):
    mapped(SCHOOL)
    for source in ("", "", "other school"):
        imported(table(HEADER, ("Salma", "", "", "", ""), name="graduates.csv"), source=source)
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("[[table]]", "[[table]", "Expected"),
        ('source = "school"', "", "'source'"),
        (
            'resource = "people"',
            'resource = "persons"',
            "no resource persons; there are organisations, people",
        ),
        ("{ name =", "{ nmae =", "people has no columns ['nmae']"),
        ("ignored = { Colour", "ignored = { Color", "neither read nor ignored, or not in the header"),
        ('from = "Length"', 'frm = "Length"', "unknown words ['frm']"),
        ('read = "minutes"', "match = '('", "missing )"),
        (
            'file = "graduates*"\nheader = ["Full name", "Films", "Job", "Length", "Colour"]',
            "",
            "a table is known by",
        ),
    ],
)
def test_a_mistake_in_a_mapping_is_named(mapped, before, after, fault):
    assert before in SCHOOL
    with pytest.raises(ImproperlyConfigured, match="source") as raised:
        mapped(SCHOOL.replace(before, after))
    assert fault in str(raised.value)


def test_a_table_left_out_says_why_in_the_reader_s_language(mapped):
    mapped('source = "x"\n[[table]]\nfile = "x*"\nleft_out = { en = "Not kept.", fr = "Pas gardé." }')
    report = imported(table(("a",), ("1",), name="x.csv"))
    with override("fr"):
        french = imported(table(("a",), ("1",), name="x.csv"))
    assert (report.files[0].left_out, french.files[0].left_out) == ("Not kept.", "Pas gardé.")
    assert outcomes(report) == {"x.csv": {"left out": 1}}


def test_a_table_nobody_knows_is_refused_with_the_others():
    report = imported(table(("name",), ("Salma",), name="people.csv"), table(("x", "y"), (1, 2)))
    assert said(report) == [
        ("No mapping knows the columns of this table: x, y. It takes a mapping, or the columns of an export.")
    ]
    assert Person.objects.count() == 0


def test_columns_of_several_tables_are_told_apart_by_the_file_s_name():
    assert said(imported(table(("name", "city"), ("Salma", "Fès")))) == [
        (
            "These columns are those of several tables (organisations, people, festivals): "
            "name the file after one, such as organisations.csv."
        )
    ]
    imported(table(("name", "city"), ("Salma", "Fès"), name="people-2026.csv"))
    assert Person.objects.count() == 1


def test_a_column_nobody_knows_or_one_that_is_missing_is_named():
    wrong = imported(table(("name", "shoe_size"), ("Salma", 38)), resource="people")
    missing = imported(table(("city",), ("Fès",)), resource="people")
    assert said(wrong)[0].startswith("There is no column “shoe_size” here; there are: person_id, name,")
    assert said(missing) == ["One of these columns is missing: person_id, name."]
