"""Lists as files: each table of the desk, with the rows and rights of its list, and nothing that runs."""

import csv
import io

import openpyxl
import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from foundation.films.models import Festival
from foundation.importing.admin import TableAdmin
from foundation.importing.files import escaped, restored
from foundation.lists.models import Export
from foundation.people.models import Person
from tests import cast
from tests.desk.rows import MAKERS

pytestmark = pytest.mark.django_db
# What never leaves the house as a file, whoever asks: a new table is one or the other on purpose.
KEPT_IN = {
    *("support.adviser", "support.harassmentreader", "support.precedent"),
    *("people.account", "auth.group", "knox.authtoken", "lists.export"),
    *("programmes.needs", "selection.conflict", "mentoring.veto", "mentoring.pulse"),
    *("community.report", "privacy.request", "privacy.reading", "people.consent"),
    *("mentoring.closingreview", "mail.postman", "mail.historicalsuppression", "impact.story"),
}
DESKS = {model._meta.label_lower: desk for model, desk in admin.site._registry.items()}
OF_LISTS = sorted(label for label, desk in DESKS.items() if not isinstance(desk, TableAdmin))
RUNS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200f=1", "\u061c-1", "\ufeff@x"]
RUNS += ["＝1+1", "＋1", "－1", "＠x", "﹦1", "﹢1", "−1", "﬩1", "'=1"]


def url(label, name="export"):
    return reverse(f"admin:{label.replace('.', '_')}_{name}")


def rows_in(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.fixture
def administrator(client):
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"
    return client


def test_every_table_has_a_file_or_is_kept_in():
    def has_file(label):
        try:
            return bool(url(label))
        except NoReverseMatch:
            return False

    assert {label for label in DESKS if not has_file(label)} == KEPT_IN


@pytest.mark.one_database
@pytest.mark.parametrize("label", sorted(set(OF_LISTS) - KEPT_IN))
def test_a_file_holds_the_rows_of_its_list_and_that_it_left_is_kept(label, administrator):
    MAKERS[label]()
    MAKERS[label]()
    shown = administrator.get(url(label, "changelist")).context["cl"]
    assert administrator.get(url(label)).status_code == 200
    taken = rows_in(administrator.post(url(label), {"form": "csv"}))
    kept = Export.objects.get()
    assert (len(taken) - 1, kept.count, kept.table) == (shown.result_count, shown.result_count, label)
    assert (len(taken[0]), "Your word" in taken[0]) == (len(taken[1]), False)
    assert not any("<" in cell and ">" in cell for row in taken for cell in row)


@pytest.mark.parametrize("text", RUNS)
def test_nothing_in_a_file_runs(text):
    assert escaped(text).startswith("'")
    assert restored(escaped(text)) == text


@pytest.mark.one_database
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_follows_the_filters_and_guards_its_texts(form, administrator):
    Festival.objects.create(name="=HYPERLINK(1)", kind="festival", city="＝x")
    Festival.objects.create(name="Marché", kind="market")
    response = administrator.post(url("films.festival") + "?kind__exact=festival&q=hyperlink", {"form": form})
    if form == "csv":
        _header, row = rows_in(response)
    else:
        book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        _header, row = [[cell.value for cell in line] for line in book.active.iter_rows()]
        assert {cell.data_type for cell in book.active[2]} <= {"s", "inlineStr", "n"}
    assert [row[0], row[3]] == ["'=HYPERLINK(1)", "'＝x"]
    assert Export.objects.values_list("table", "filters", "form", "count").get() == (
        "films.festival",
        "kind__exact=festival&q=*",  # that there was a search, not what was typed
        form,
        1,
    )


@pytest.mark.one_database
def test_it_takes_a_right_of_its_own_for_each_list(client):
    MAKERS["films.festival"]()
    client.force_login(cast.staff("films.view_festival", "films.export_season"))
    assert client.get(url("films.festival")).status_code == 403
    client.force_login(cast.staff("films.export_festival"))
    assert client.get(url("films.festival")).status_code == 403
    client.force_login(cast.staff("films.view_festival", "films.export_festival"))
    assert client.get(url("films.festival")).status_code == 200


@pytest.mark.one_database
def test_a_table_of_its_own_columns_is_kept_as_well(administrator):
    cast.person()
    b"".join(administrator.post(url("people.person"), {"format": 0, "resource": ""}))
    assert Export.objects.values_list("table", "count").get() == ("people.person", Person.objects.count())


@pytest.mark.one_database
@pytest.mark.parametrize("label", ["films.festivaledition", "people.person"])
def test_the_page_says_what_a_spreadsheet_makes_of_either_file(administrator, label):
    page = administrator.get(url(label))
    assert "cut the cells of a CSV at their semicolons" in page.content.decode()
    if label == "films.festivaledition":
        assert page.context["form"]["form"].value() == "xlsx"
