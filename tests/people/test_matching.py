from datetime import date

import pytest

from foundation.films.models import Credit, Role, Work
from foundation.people import matching
from foundation.people.duplicates import find_duplicates, mark_different
from foundation.people.models import Alias, Duplicate, Person
from foundation.people.tasks import find_duplicates as find_daily
from tests import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


def alike(one, other):
    return matching.names_alike(matching.Name.of(one), matching.Name.of(other))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Asmae El Moudir", "Asmae Elmoudir", "spelling"),
        ("Asmae El Moudir", "El Moudir Asmae", "name"),
        ("Asmaé EL MOUDIR", "Asmae el Moudir", "name"),
        ("Nour-Eddine Lakhmari", "Noureddine Lakhmari", "name"),
        ("Oumayma Zekri", "Oumaïma Zékri", "spelling"),
        ("Meryem Tazi", "Mariam Tazi", "spelling"),
        ("Ken Wittingham", "Ken Whittingham", "spelling"),
        ("Mohammed Benjelloun", "Mohamed Ben Jelloun", "spelling"),
        ("Mohammed Reda Benjelloun", "محمد رضا بنجلون", "script"),
        ("Hicham Ayouch", "هشام عيوش", "script"),
    ],
)
def test_variants_of_a_name_are_proposed(one, other, reason):
    score, why = alike(one, other)
    assert (score >= matching.PROPOSED_FROM, why) == (True, reason)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohamed Alami", "Mohamed Alaoui"),
        ("Aicha Sebti", "Assia Sebti"),
        ("Fatima Zahra", "Fatima Zahra Alaoui"),
        ("Luc Dardenne", "Jean-Pierre Dardenne"),
        ("علي", "Ola"),
        ("Salma", ""),
    ],
)
def test_names_of_two_people_are_not(one, other):
    assert alike(one, other)[0] < matching.PROPOSED_FROM


def facts(pk, name, **fields):
    return matching.Facts(pk, [matching.Name.of(name)], **fields)


def test_different_imdb_numbers_prove_two_people():
    pair = [facts(pk, "Salma Alaoui", imdb_id=f"nm{pk}", email="a@example.org") for pk in (1, 2)]
    assert matching.likeness(*pair) == (0, [])


def test_a_different_day_of_birth_outweighs_the_same_name():
    pair = [facts(pk, "Salma Alaoui", birth_date=date(1990, 1, pk)) for pk in (1, 2)]
    assert matching.likeness(*pair) == (60, ["name"])


def test_a_part_of_a_name_and_a_day_of_birth_are_enough():
    pair = [facts(1, "Salma Alaoui"), facts(2, "Salma Alaoui Tazi")]
    for one in pair:
        one.birth_date = date(1990, 1, 1)
    assert matching.likeness(*pair) == (97, ["part", "birth_date"])


def test_one_address_under_two_names_is_asked_about():
    pair = [facts(1, "Salma Alaoui", email="A@example.org"), facts(2, "Karim Tazi", email="a@example.org")]
    assert matching.likeness(*pair) == (70, ["email"])


def proposals():
    return [(row.first.name, row.second.name, row.score, row.reasons) for row in Duplicate.objects.all()]


def test_alike_people_are_proposed_once():
    cast.person(name="Oumayma Zekri")
    cast.person(name="Oumaïma Zekri")
    cast.person(name="Khadija Alami")
    assert (find_duplicates(now=NOW), find_duplicates(now=NOW)) == (1, 0)
    assert proposals() == [("Oumayma Zekri", "Oumaïma Zekri", 98, ["spelling"])]


def test_other_names_and_scripts_count_as_names():
    cast.person(name="Salma T.", name_ar="سلمى التازي")
    Alias.objects.create(person=cast.person(name="S. Tazi Prod"), name="Salma Tazi")
    find_duplicates(now=NOW)
    assert proposals() == [("Salma T.", "S. Tazi Prod", 92, ["script"])]


def test_a_work_in_common_is_a_reason():
    work, role = Work.objects.create(title="K-1"), Role.objects.get(slug="director")
    for name in ("Hicham Ayouch", "Hisham Ayouch"):
        Credit.objects.create(work=work, role=role, person=cast.person(name=name))
    find_duplicates(now=NOW)
    assert proposals() == [("Hicham Ayouch", "Hisham Ayouch", 100, ["spelling", "work"])]


def test_two_people_stay_two_after_a_word():
    people = [cast.person(name="Salma Alaoui") for _number in range(2)]
    find_duplicates(now=NOW)
    by = cast.administrator()
    row = mark_different(Duplicate.objects.get(), by=by, now=NOW)
    assert (row.state, row.decided_by, row.decided_at) == ("different", by, NOW)
    assert find_duplicates(now=NOW) == 0
    assert Person.objects.count() == len(people)


def test_a_proposal_that_no_longer_holds_is_withdrawn():
    other = [cast.person(name="Salma Alaoui") for _number in range(2)][1]
    find_duplicates(now=NOW)
    other.name = "Karima Tazi"
    other.save()
    find_duplicates(now=NOW)
    assert proposals() == []


def test_among_looks_at_pairs_with_these_people_only():
    for _number in range(2):
        cast.person(name="Salma Alaoui")
    new = cast.person(name="Selma Alaoui")
    assert find_duplicates(now=NOW, among=[new.pk]) == 2
    assert find_duplicates(now=NOW, among=[]) == 0


@pytest.mark.parametrize("count", [3, 12])
def test_the_queries_do_not_grow_with_the_people(count, django_assert_num_queries):
    for _number in range(count):
        cast.person(name="Salma Alaoui")
    with django_assert_num_queries(9):
        find_daily()
    assert Duplicate.objects.count() == count * (count - 1) // 2
