"""Titles, shares of countries and the fields of credits and awards, by table."""

import pytest
from django.utils.translation import override

from foundation.films.models import Award, Credit, Festival, FestivalEdition, Role, Selection, Work
from foundation.people.models import Organisation
from tests import cast
from tests.importing.conftest import imported, outcomes, said, table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def work() -> Work:
    return Work.objects.create(title="Sel", countries=["MA", "FR"])


def test_titles_come_in_once_and_the_work_is_found_by_them(work):
    head = ("work_id", "work", "title", "language", "kind")
    rows = ((work.pk, "Sel", "ملح", "ar", "translated"), (work.pk, "Sel", "Salt", "en", "translated"))
    assert outcomes(imported(table(head, *rows, name="titles.csv"))) == {"titles.csv": {"new": 2}}
    assert list(Work.objects.search("Salt")) == [work]
    assert outcomes(imported(table(head, *rows, name="titles.csv"))) == {"titles.csv": {"unchanged": 2}}


@pytest.mark.parametrize(
    ("shares", "fault"),
    [
        ((("MA", "60"), ("FR", "40")), ""),
        ((("MA", "60"), ("FR", "39")), "The shares add to 99"),
        ((("MA", "60"), ("BE", "40")), "Choose it among the countries of the work as well."),
    ],
)
def test_shares_come_in_if_they_add_to_a_hundred(work, shares, fault):
    rows = [(work.pk, "Sel", country, percent) for country, percent in shares]
    report = imported(table(("work_id", "work", "country", "percent"), *rows, name="shares.csv"))
    assert fault in f"{said(report)} {report.faults}".replace("\xa0", " ")
    assert report.stored == (not fault)
    assert work.country_shares.count() == (0 if fault else 2)


def test_a_credit_comes_with_its_place_and_is_never_verified_by_a_table(work):
    she = cast.person()
    Credit.objects.create(work=work, person=she, role=Role.objects.get(slug="editor"))
    head = ("work_id", "work", "person_id", "role", "order", "credited_as", "status")
    imported(table(head, (work.pk, "Sel", she.pk, "editor", 3, "S. Test", "announced"), name="credits.csv"))
    row = Credit.objects.get()
    assert (row.order, row.credited_as, row.status) == (3, "S. Test", "announced")
    refused = imported(
        table((*head, "verification"), (work.pk, "Sel", she.pk, "editor", 3, "", "", "verified"))
    )
    assert (refused.stored, Credit.objects.get().verification) == (False, "unchecked")


def test_an_award_comes_with_all_that_is_known_of_it(work):
    edition = FestivalEdition.objects.create(festival=Festival.objects.create(name="Tanger"), year=2026)
    Selection.objects.create(edition=edition, work=work)
    Organisation.objects.create(name="Maison")
    head = ("work_id", "festival", "year", "prize", "in_kind", "is_ex_aequo", "jury", "organisation")
    line = (work.pk, "Tanger", 2026, "Prix", "5 jours de mixage", "true", "FIPRESCI", "Maison")
    report = imported(table(head, line, name="awards.csv"))
    assert said(report) == []
    row = Award.objects.get()
    assert (row.in_kind, row.is_ex_aequo, row.jury, str(row.organisation)) == (*line[4:5], True, *line[6:])
    assert outcomes(imported(table(head, line, name="awards.csv"))) == {"awards.csv": {"unchanged": 1}}


def test_accreditations_come_in_once_and_a_festival_may_have_several():
    head = ("festival", "grade", "first_year", "last_year", "source", "as_of")
    rows = (
        ("Tallinn", "competitive", 2014, "", "fiapf.org", "2026-11-01"),
        ("Tallinn", "specialised", "", 2013, "fiapf.org", "2026-11-01"),
    )
    assert outcomes(imported(table(head, *rows))) == {"list.csv": {"new": 2}}
    assert outcomes(imported(table(head, *rows))) == {"list.csv": {"unchanged": 2}}
    marks = Festival.objects.get(name="Tallinn").accreditations
    assert [mark.first_year for mark in marks.all()] == [None, 2014]
    ended = ("Tallinn", "competitive", 2014, 2030, "fiapf.org", "2031-01-01")
    assert outcomes(imported(table(head, ended))) == {"list.csv": {"updated": 1}}
    assert marks.a_list().get().last_year == 2030
    assert "This cell may not be empty." in str(said(imported(table(head, ("Tanger", *ended[1:4], "", "")))))
