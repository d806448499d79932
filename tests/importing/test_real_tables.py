"""The tables of real sources: each row accounted for, asked back, and unchanged the second time."""

import re

import pytest
from django.utils.translation import override

from foundation.films.models import (
    Award,
    CountryShare,
    Credit,
    Episode,
    Festival,
    FestivalEdition,
    Selection,
    Work,
)
from foundation.people.models import Affiliation, Duplicate, ImportedKey, Organisation, Person
from tests import cast
from tests.importing.conftest import imported, outcomes, records, said

pytestmark = pytest.mark.django_db
MOROCCO = "moroccan-cinema"
told_once = pytest.mark.one_database  # what is in the tables is asked back on both by test_facts


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def test_each_row_of_the_moroccan_tables_is_accounted_for(folder):
    report = folder(MOROCCO)
    assert outcomes(report) == {
        "README.md": {},
        "credits.csv": {"new": 16},
        "figures.csv": {"new": 9},
        "organisations.csv": {"new": 13},
        "people.csv": {"new": 17},
        "selections.csv": {"new": 11},
        "works.csv": {"new": 10},
    }
    assert records(report) == {
        "organisations": {"new": 13},
        "people": {"new": 15},
        "affiliations": {"new": 8},
        "festivals": {"new": 8},
        "works": {"new": 10},
        "credits": {"new": 16},
        "selections": {"new": 11},
        "awards": {"new": 6},
        "festival editions": {"new": 7},
        "sections": {"new": 4},
        "stated figures": {"new": 9},
    }


@pytest.mark.parametrize("paths", [[MOROCCO], ["cannes-films"], ["series"]])
def test_the_second_time_every_row_is_unchanged_and_leaves_no_trace(folder, paths):
    folder(*paths)
    history = [model.history.count() for model in (Person, Organisation, Work, Credit, Selection, Award)]
    report = folder(*paths)
    found = {outcome for counts in outcomes(report).values() for outcome in counts}
    assert found <= {"unchanged", "left out"}
    assert {outcome for counts in records(report).values() for outcome in counts} == {"unchanged"}
    assert history == [
        model.history.count() for model in (Person, Organisation, Work, Credit, Selection, Award)
    ]


@told_once
def test_organisations_are_as_the_table_says(folder, rows_of):
    folder(MOROCCO)
    kinds = {
        "festival section": "festival_section",
        "industry platform": "platform",
        "film centre": "film_centre",
    }
    kinds |= {"film school": "school", "production company": "production", "production services": "services"}
    expected = [
        (
            *(
                row["name"],
                row["short_name"],
                kinds.get(row["kind"], row["kind"]),
                row["country"],
                row["city"],
            ),
            int(row["founded"]) if row["founded"] else None,
            row["note"],
        )
        for row in rows_of(f"{MOROCCO}/organisations.csv")
    ]
    columns = ("name", "short_name", "kind", "country", "city", "founded", "note")
    assert list(Organisation.objects.order_by("pk").values_list(*columns)) == expected


@told_once
def test_people_are_as_the_table_says_and_once_each(folder, rows_of):
    folder(MOROCCO)
    rows = rows_of(f"{MOROCCO}/people.csv")
    people = {row["name"]: (row["occupation"], "") for row in rows}
    people |= {row["name"]: (row["occupation"], row["note"]) for row in rows if row["note"]}
    found = Person.objects.values_list("name", "occupation", "note")
    assert {name: rest for name, *rest in found} == {name: list(rest) for name, rest in people.items()}
    assert [
        (row["name"], row["organisation"], row["role_in_organisation"]) for row in rows if row["organisation"]
    ] == list(Affiliation.objects.order_by("pk").values_list("person__name", "organisation__name", "role"))


@told_once
def test_nothing_is_invented_of_a_person(folder):
    folder(MOROCCO)
    facts = Person.objects.values_list(
        "email", "phone", "gender", "birth_date", "country", "city", "imdb_id", "account", "name_ar"
    )
    assert set(facts) == {("", "", "", None, "", "", "", None, "")}


@told_once
def test_works_are_as_the_table_says(folder, rows_of):
    folder(MOROCCO)
    columns = ("title", "kind", "form", "year", "stage", "countries", "note")
    expected = [
        (
            *(row["title"], row["kind"], row["form"], int(row["year"]) if row["year"] else None),
            *(row["stage"].replace("-", "_"), row["country"], row["note"]),
        )
        for row in rows_of(f"{MOROCCO}/works.csv")
    ]
    assert list(Work.objects.order_by("pk").values_list(*columns)) == expected


@told_once
def test_credits_are_as_the_table_says(folder, rows_of):
    folder(MOROCCO)
    found = Credit.objects.order_by("pk").select_related("work", "person", "organisation", "role")
    told = sorted(
        (
            row.work.title,
            str(row.person or row.organisation),
            row.role.name_en,
            row.scope.replace("work", ""),
            row.note,
        )
        for row in found
    )
    rows = rows_of(f"{MOROCCO}/credits.csv")
    assert told == sorted((r["work"], r["person"], r["role"], r["scope"], r["note"]) for r in rows)
    assert {row.organisation.name for row in found if row.organisation} == {"LaProd", "K-Films"}
    assert set(found.values_list("episode", flat=True)) == {None}


@told_once
def test_selections_are_as_the_table_says_with_a_year_only_where_one_is_given(folder, rows_of):
    folder(MOROCCO)
    found = Selection.objects.order_by("pk").values_list(
        *("work__title", "person__name", "edition__festival__name", "edition__year", "section__name", "note")
    )
    assert [tuple(part or "" for part in row) for row in found] == [
        (
            *(row["work"], row["person"], row["event"], int(row["year"]) if row["year"] else ""),
            *(row["section"], row["note"]),
        )
        for row in rows_of(f"{MOROCCO}/selections.csv")
    ]
    assert FestivalEdition.objects.filter(year=None).count() == 3


@told_once
def test_two_prizes_are_two_and_a_prize_has_a_name_only_where_one_is_stated(folder):
    folder(MOROCCO)
    found = Award.objects.order_by("pk").values_list(
        "selection__work__title", "selection__person__name", "prize", "result", "number"
    )
    assert list(found) == [
        ("Strawberries", None, "Top post-production prize", "won", 1),
        ("Mimosas", None, "Grand prize", "won", 1),
        ("L'mina", None, "", "won", 1),
        ("Out of School", None, "", "won", 1),
        ("Out of School", None, "", "won", 2),
        (None, "Hind Bensari", "", "won", 1),
    ]


@told_once
def test_each_table_can_come_alone_in_any_order(folder):
    tables = ["selections", "credits", "works", "people", "organisations"]
    alone = [outcomes(folder(f"{MOROCCO}/{name}.csv")) for name in tables]
    assert [set(counts) for file in alone for counts in file.values()] == [
        {"new"}, {"new"}, {"updated"}, {"new", "updated"}, {"new", "updated"},
    ]  # fmt: skip
    counts = [model.objects.count() for model in (Person, Work, Credit, Selection, Award, Organisation)]
    assert counts == [15, 10, 16, 11, 6, 13]


@told_once
def test_each_film_of_cannes_is_accounted_for(folder):
    report = folder("cannes-films")
    assert (outcomes(report), said(report)) == ({"films.csv": {"new": 1873}}, [])
    assert records(report) == {
        "people": {"new": 1096},
        "works": {"new": 1873},
        "credits": {"new": 1973},
        "selections": {"new": 1873},
        "festivals": {"new": 1},
        "festival editions": {"new": 78},
        "sections": {"new": 78},
    }
    assert ImportedKey.objects.filter(source="cannes-films").count() == 1096 + 2 * 1873


@told_once
def test_each_film_of_cannes_is_as_the_table_says(folder, rows_of):
    folder("cannes-films")
    directors = {}
    for work, name in Credit.objects.values_list("work", "person__name"):
        directors.setdefault(work, set()).add(name)
    years = dict(Selection.objects.values_list("work", "edition__year"))
    found = {row.imdb_id: row for row in Work.objects.all()}
    for row in rows_of("cannes-films/films.csv"):
        work = found[re.search(r"tt\d+", row["imdb_url"])[0]]
        hours, minutes = re.fullmatch(r"(?:(\d+)h)? ?(?:(\d+)m)?", row["run_time"]).groups()
        assert (work.title, work.original_title) == (row["title"].strip(), row["original_title"].strip())
        assert work.running_time == 60 * int(hours or 0) + int(minutes or 0)
        assert work.languages == row["languages"]
        assert [country.code for country in work.countries] == sorted(row["countries_of_origin"].split(","))
        assert directors[work.pk] == {name.strip() for name in row["director"].split(",")}
        assert (years[work.pk], work.year, work.kind, work.stage) == (int(row["year"]), None, "", "")
    # It names countries of origin, up to eleven of one film, and the share of none: none is made of it.
    assert not CountryShare.objects.exists()


@pytest.mark.one_database  # the queries are the same on each
def test_the_queries_of_an_import_do_not_grow_with_its_rows(data, django_assert_max_num_queries):
    name, content = "films.csv", (data / "cannes-films" / "films.csv").read_bytes()
    lines = content.splitlines(keepends=True)
    imported((name, b"".join(lines[:1801])))
    with django_assert_max_num_queries(100):
        imported((name, b"".join(lines[:1801])))


@told_once
def test_each_episode_of_the_series_has_its_director_and_writers(folder, rows_of):
    report = folder("series")
    assert outcomes(report) == {
        "imdb-theoffice-episode-crosswalk.csv": {"left out": 186},
        "office_directors_writers.csv": {"new": 186},
    }
    found = {}
    credited = Credit.objects.select_related("episode__season", "person", "role").order_by("pk")
    for row in credited:
        place = (row.episode.season.number, row.episode.number)
        found.setdefault(place, {}).setdefault(row.role.slug, []).append(row.person.name)
    columns = {"director": "director", "writer": "screenwriter", "staff_writer": "staff_writer"}
    expected = {
        (int(row["season"]), int(row["episode"])): {
            role: row[column].split(";") for column, role in columns.items() if row[column]
        }
        for row in rows_of("series/office_directors_writers.csv")
    }
    assert found == expected
    assert (Work.objects.get().title, Episode.objects.count(), Credit.objects.count()) == (
        "The Office",
        186,
        454,
    )
    assert Work.objects.get().countries == []  # neither table names one
    assert not CountryShare.objects.exists()


@told_once
def test_misspelled_names_of_a_series_stay_apart_and_are_proposed(folder):
    folder("series")
    pairs = {frozenset((row.first.name, row.second.name)) for row in Duplicate.objects.all()}
    assert pairs == {
        frozenset(("Ken Whittingham", "Ken Wittingham")),
        frozenset(("Greg Daniels", "Greg Daneils")),
        frozenset(("Charles McDougall", "Charles McDougal")),
        frozenset(("Paul Lieberstein", "Paul Lieerstein")),
        frozenset(("Claire Scanlon", "Claire Scanlong")),
    }
    assert Person.objects.count() == 88


@told_once
def test_people_of_two_sources_stay_apart_and_are_proposed(folder):
    report = folder(MOROCCO, "cannes-films")
    shared = {"Asmae El Moudir", "Oliver Laxe", "Martin Scorsese", "Hicham Ayouch", "Christopher Nolan"}
    twice = {name for name in shared if Person.objects.filter(name=name).count() == 2}
    proposed = {row.first.name for row in Duplicate.objects.all() if row.first.name == row.second.name}
    assert (twice, report.proposals) == (proposed, Duplicate.objects.count())
    assert "Martin Scorsese" in twice


@told_once
def test_the_history_names_who_imported_and_from_where(folder):
    by = cast.administrator()
    folder(f"{MOROCCO}/works.csv", by=by)
    row = Work.objects.get(title="Mimosas").history.get()
    assert (row.history_user, row.history_change_reason, row.history_date) == (by, MOROCCO, cast.NOW)


@told_once
def test_a_dry_run_says_the_same_and_stores_nothing(folder):
    dry = folder(MOROCCO, dry_run=True)
    assert (Person.objects.count(), Festival.objects.count(), ImportedKey.objects.count()) == (0, 0, 0)
    assert (outcomes(dry), dry.stored) == (outcomes(folder(MOROCCO)), False)


def test_one_wrong_cell_stops_everything(data):
    wrong = (data / MOROCCO / "works.csv").read_bytes().replace(b"released", b"relaesed", 1)
    people = (data / MOROCCO / "people.csv").read_bytes()
    report = imported(("works.csv", wrong), ("people.csv", people))
    choices = "idea, development, financing, pre_production, shooting, post_production, completed, released"
    assert said(report) == [f"2: stage “relaesed”: Write one of: {choices}."]
    assert (Person.objects.count(), Work.objects.count()) == (0, 0)
