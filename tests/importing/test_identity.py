"""Who is who in a table: same names that are two people, and two spellings that are one."""

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.films.models import Credit, Role, Work
from foundation.people.merging import merge_people
from foundation.people.models import Affiliation, Duplicate, Organisation, Person
from tests import cast
from tests.importing.conftest import imported, outcomes, records, said, table

pytestmark = pytest.mark.django_db
NAMED = ("name", "email", "birth_date", "city")


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def people(*rows, columns=NAMED, name="list.csv", **options):
    return imported(table(columns, *rows, name=name), **options)


def facts():
    return list(Person.objects.order_by("pk").values_list("name", "email", "city"))


def test_one_name_with_two_addresses_is_two_people():
    rows = [("Salma Alaoui", "a@example.org", "", "Fès"), ("Salma Alaoui", "b@example.org", "", "Rabat")]
    people(*rows)
    assert facts() == [("Salma Alaoui", "a@example.org", "Fès"), ("Salma Alaoui", "b@example.org", "Rabat")]
    assert outcomes(people(*rows)) == {"list.csv": {"unchanged": 2}}
    assert outcomes(people(*reversed(rows))) == {"list.csv": {"unchanged": 2}}


def test_one_name_with_two_days_of_birth_is_two_people():
    rows = [("Salma Alaoui", "", "1990-01-01", ""), ("Salma Alaoui", "", "02/01/1990", "")]
    people(*rows)
    assert outcomes(people(*rows)) == {"list.csv": {"unchanged": 2}}
    assert Person.objects.count() == 2


def test_one_name_with_two_imdb_numbers_is_two_people():
    rows = [("Salma Alaoui", "nm1"), ("Salma Alaoui", "nm2")]
    people(*rows, columns=("name", "imdb_id"))
    assert outcomes(people(*rows, columns=("name", "imdb_id"))) == {"list.csv": {"unchanged": 2}}
    assert Person.objects.count() == 2


def test_three_people_of_one_name_stay_three_over_two_imports():
    first = [("Salma Alaoui", f"{letter}@example.org", "", "") for letter in "ab"]
    people(*first)
    people(*first, ("Salma Alaoui", "c@example.org", "", ""))
    assert outcomes(people(*first, ("Salma Alaoui", "c@example.org", "", ""))) == {
        "list.csv": {"unchanged": 3}
    }
    assert Person.objects.count() == 3


def test_one_name_without_contradiction_is_one_person_and_her_facts_add_up():
    people(("Salma Alaoui", "", "", "Fès"), ("Salma Alaoui", "a@example.org", "", ""))
    assert facts() == [("Salma Alaoui", "a@example.org", "Fès")]


def test_rows_of_one_person_that_contradict_each_other_are_a_fault_that_names_both():
    report = people(("Salma Alaoui", "", "", "Fès"), ("Salma Alaoui", "", "", "Rabat"))
    assert said(report) == [
        "3: city “Rabat”: This contradicts “Fès” in row 2 of list.csv, which speaks of the same person."
    ]


def test_someone_of_that_name_from_elsewhere_is_not_her_but_is_proposed():
    cast.person(name="Salma Alaoui", city="Oujda")
    report = people(("Salma Alaoui", "", "", "Fès"))
    assert (records(report), report.proposals) == ({"people": {"new": 1}}, 1)
    assert [row.reasons for row in Duplicate.objects.all()] == [["name"]]


def test_the_same_name_in_two_lists_is_not_taken_for_one_person():
    people(("Salma Alaoui", "", "", "Fès"), name="graduates.csv")
    people(("Salma Alaoui", "", "", "Fès"), name="guests.csv")
    assert (Person.objects.count(), Duplicate.objects.count()) == (2, 1)


def test_the_same_address_with_a_name_alike_is_her_and_the_spelling_is_kept():
    she = cast.person(name="Oumaïma Zekri", email="Oumaima@example.org")
    people(("Oumayma Zekri", "oumaima@example.org", "", "Fès"))
    she.refresh_from_db()
    assert (she.name, she.city, list(she.aliases.values_list("name", flat=True))) == (
        "Oumaïma Zekri",
        "Fès",
        ["Oumayma Zekri"],
    )
    assert list(Person.objects.search("oumayma zekri")) == [she]
    assert outcomes(people(("Oumayma Zekri", "oumaima@example.org", "", "Fès"))) == {
        "list.csv": {"unchanged": 1}
    }


def test_a_family_that_shares_an_address_stays_apart():
    cast.person(name="Karim Tazi", email="home@example.org")
    people(("Salma Tazi", "home@example.org", "", ""))
    assert (Person.objects.count(), Duplicate.objects.count()) == (2, 1)


def test_the_same_address_and_name_with_another_day_of_birth_is_someone_else():
    cast.person(name="Salma Tazi", email="home@example.org", birth_date="1960-01-01")
    people(("Salma Tazi", "home@example.org", "1990-01-01", ""))
    assert Person.objects.count() == 2


def test_an_address_and_name_that_two_records_have_asks_for_a_merge():
    pair = [cast.person(name="Salma Tazi", email="salma@example.org") for _number in range(2)]
    fault = (
        f"Several records have this e-mail address and name ({pair[0].pk}, {pair[1].pk}): merge them first."
    )
    assert said(people(("Salma Tazi", "salma@example.org", "", ""))) == [
        f"2: email “salma@example.org”: {fault}"
    ]


def test_the_same_imdb_number_is_her_under_any_name():
    she = cast.person(name="Asmae El Moudir", imdb_id="nm7")
    people(("A. Elmoudir", "nm7", "Rabat"), columns=("name", "imdb_id", "city"))
    she.refresh_from_db()
    assert (Person.objects.count(), she.name, she.city) == (1, "Asmae El Moudir", "Rabat")


def test_a_number_is_her_and_a_name_beside_it_is_her_new_name():
    she = cast.person(name="Salma Alaoui")
    people((she.pk, "Salma Tazi"), columns=("person_id", "name"))
    she.refresh_from_db()
    assert (she.name, Person.objects.count()) == ("Salma Tazi", 1)


def test_a_number_that_is_not_there_is_a_fault():
    assert said(people((999999, "Salma"), ("x", "Salma"), columns=("person_id", "name"))) == [
        "2: person_id “999999”: There is no person number 999999.",
        "3: person_id “x”: There is no person number x.",
    ]


def test_a_number_that_was_merged_tells_the_new_one():
    keep, remove = cast.person(), cast.person()
    old = remove.pk
    merge_people(keep, remove, by=None, now=cast.NOW)
    assert said(people((old, "Salma"), columns=("person_id", "name"))) == [
        f"2: person_id “{old}”: Number {old} was merged into {keep.pk}: write {keep.pk}."
    ]


def test_an_imdb_number_of_someone_else_is_a_fault():
    other = cast.person(name="Karim Tazi", imdb_id="nm7")
    she = cast.person(name="Salma Alaoui")
    assert said(people((she.pk, "nm7"), columns=("person_id", "imdb_id"))) == [
        f"2: imdb_id “nm7”: This is the IMDb number of Karim Tazi ({other.pk})."
    ]


def test_after_a_merge_both_lists_find_her():
    for name in ("graduates.csv", "guests.csv"):
        people(("Salma Alaoui", "", "", "Fès"), name=name)
    merge_people(*Person.objects.order_by("pk"), by=None, now=cast.NOW)
    both = [
        table(NAMED, ("Salma Alaoui", "", "", "Fès"), name=name) for name in ("graduates.csv", "guests.csv")
    ]
    assert outcomes(imported(*both)) == {
        "graduates.csv": {"unchanged": 1},
        "guests.csv": {"unchanged": 1},
    }


def test_a_correction_at_the_desk_does_not_make_her_someone_else():
    people(("Salma Alaoui", "old@example.org", "", ""))
    Person.objects.update(email="new@example.org", name="Salma El Alaoui")
    people(("Salma Alaoui", "old@example.org", "", ""))
    assert (Person.objects.count(), Person.objects.get().name) == (1, "Salma El Alaoui")


def test_an_empty_cell_does_not_erase_what_is_known():
    people(("Salma Alaoui", "a@example.org", "", "Fès"))
    people(("Salma Alaoui", "", "", ""))
    assert facts() == [("Salma Alaoui", "a@example.org", "Fès")]


def test_other_names_are_added_and_never_taken_away():
    people(("Salma Alaoui", "Salma Tazi; S. Alaoui"), columns=("name", "other_names"))
    people(("Salma Alaoui", "Selma A."), columns=("name", "other_names"))
    names = Person.objects.get().aliases.order_by("name").values_list("name", flat=True)
    assert list(names) == ["S. Alaoui", "Salma Tazi", "Selma A."]
    assert Person.objects.search("tazi").count() == 1


def credits(*rows):
    return imported(table(("work", "person", "person_email", "role"), *rows))


@pytest.fixture
def work():
    return Work.objects.create(title="K-1")


def test_a_name_that_one_record_has_is_a_mention_of_her(work):
    she = cast.person(name="Salma Alaoui")
    credits(("K-1", "Salma Alaoui", "", "réalisation"))
    assert Credit.objects.get().person == she


def test_a_name_that_several_records_have_asks_for_a_number(work):
    pair = [cast.person(name="Salma Alaoui") for _number in range(2)]
    asked = f"write the number of the one meant ({pair[0].pk}, {pair[1].pk}) into person_id."
    assert said(credits(("K-1", "Salma Alaoui", "", "director"))) == [
        f"2: person “Salma Alaoui”: Several people have this name: {asked}"
    ]


def test_an_address_tells_which_of_them_is_meant(work):
    pair = [cast.person(name="Salma Alaoui") for _number in range(2)]
    credits(("K-1", "Salma Alaoui", pair[1].email, "director"))
    assert Credit.objects.get().person == pair[1]


def test_a_mention_of_one_of_two_of_a_list_needs_more_than_the_name(work):
    people(("Salma Alaoui", "a@example.org", "", ""), ("Salma Alaoui", "b@example.org", "", ""))
    asked = "Several people of this list have this name: give the e-mail address as well."
    assert said(credits(("K-1", "Salma Alaoui", "", "director"))) == [f"2: person “Salma Alaoui”: {asked}"]
    credits(("K-1", "Salma Alaoui", "b@example.org", "director"))
    assert Credit.objects.get().person.email == "b@example.org"


def test_nobody_is_made_by_a_mention(work):
    assert said(credits(("K-1", "Salma Alaoui", "", "director"))) == [
        "2: person “Salma Alaoui”: Nobody in this list has this name: import the people first."
    ]
    assert Person.objects.count() == 0


def test_a_role_that_is_not_there_is_told_its_neighbours(work):
    cast.person(name="Salma Alaoui")
    near = "director, first_assistant_director, second_assistant_director"
    assert said(credits(("K-1", "Salma Alaoui", "", "dircetor"))) == [
        f"2: role “dircetor”: There is no such role. Is it one of: {near}?"
    ]


def test_two_works_of_one_title_and_two_years_are_two():
    rows = [("title", "year"), ("Les Misérables", 1958), ("Les Misérables", 2019)]
    imported(table(*rows))
    assert outcomes(imported(table(*rows))) == {"list.csv": {"unchanged": 2}}
    assert list(Work.objects.order_by("pk").values_list("year", flat=True)) == [1958, 2019]


def test_a_title_that_is_here_is_a_question_whose_answer_is_a_number_or_new(work):
    header = ("work_id", "title", "kind")
    asked = f"write its number ({work.pk}) into work_id, or “new” if this is another one."
    assert said(imported(table(header, ("", "K-1", "series")))) == [
        f"2: title “K-1”: A work of this title is here: {asked}"
    ]
    for number, count in ((work.pk, 1), ("new", 2), ("new", 2), ("", 2)):
        report = imported(table(header, (number, "K-1", "series")))
        assert (said(report), Work.objects.count()) == ([], count)


def test_a_stage_that_a_table_moves_is_remembered_without_a_day(work):
    imported(table(("work_id", "title", "stage"), (work.pk, "K-1", "shooting")))
    assert list(work.stage_changes.values_list("stage", "on", "source")) == [("shooting", None, "list")]


def test_affiliations_are_added_once(work):
    Organisation.objects.create(name="ESAV")
    cast.person(name="Salma Alaoui")
    rows = [
        ("person", "organisation", "role"),
        ("Salma Alaoui", "esav", "head"),
        ("Salma Alaoui", "ESAV", "alumna"),
    ]
    imported(table(*rows))
    assert outcomes(imported(table(*rows))) == {"list.csv": {"unchanged": 2}}
    assert list(Affiliation.objects.order_by("pk").values_list("role", flat=True)) == ["head", "alumna"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Salma Alaoui", "Selma Alaoui", "سلمى العلوي"]),
            st.sampled_from(["", "a@example.org", "b@example.org"]),
            st.sampled_from(["", "1990-01-01", "1991-01-01"]),
            st.just(""),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_the_list_a_second_import_changes_nothing(rows):
    Person.objects.all().delete()
    first = people(*rows)
    if first.ok:
        before, again = facts(), people(*rows)
        assert outcomes(again) == {"list.csv": {"unchanged": len(rows)}}
        assert facts() == before
    assert Role.objects.exists()
