"""The national figures at the desk, as files, in the API and frozen."""

import csv
import io
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from alumni.impact import services, tables
from alumni.impact.admin import content_of
from alumni.impact.models import FrozenReport, StatedFigure
from foundation.errors import ServiceError
from foundation.people.models import Organisation
from tests import cast
from tests.impact import cast as figures
from tests.impact.cast import TERMS, backed, directed, film, stated
from tests.importing.conftest import imported, said, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ASKED = {"first": 2024, "last": 2026, "on": "2026-11-24"}


@pytest.fixture
def api():
    def caller(account):
        made = Client(headers={"Accept-Language": "en"})
        made.force_login(account)
        return made

    return caller


@pytest.fixture
def staff(client):
    def login(group):
        account = cast.staff()
        account.groups.add(Group.objects.get(name=group))
        client.force_login(account)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return login


def test_the_page_tells_what_is_counted_what_is_stated_and_the_difference(staff):
    film()
    stated(value=Decimal(54), precision="about")
    page = staff("Director").get(reverse("admin:impact_figures"), ASKED).content.decode()
    assert "about 54 films" in page
    assert "−53" in page
    assert "Bilan 2025" in page
    assert reverse("admin:impact_figures_rows", args=["features", "2025"]) in page


def test_a_figure_opens_the_rows_behind_it_and_so_does_what_is_in_no_year(staff):
    client, one, undated = staff("Programme staff"), film(), film(year=None)
    film(year=2024)
    for part, work in (("2025", one), ("year", undated)):
        page = client.get(reverse("admin:impact_figures_rows", args=["features", part]), ASKED)
        assert [record for _told, record, _link in page.context["rows"]] == [work]
        assert reverse("admin:films_work_change", args=[work.pk]) in page.content.decode()


def test_whoever_may_not_see_rows_sees_no_figure_of_them(staff, client):
    film()
    page = staff("Finance staff").get(reverse("admin:impact_figures"), ASKED)
    assert "women_directors" not in {part["table"].code for part in page.context["parts"]}
    assert "investment" in {part["table"].code for part in page.context["parts"]}
    rows = client.get(reverse("admin:impact_figures_rows", args=["women_directors", "2025"]), ASKED)
    assert rows.status_code == 403
    client.force_login(cast.staff("impact.view_statedfigure"))
    assert client.get(reverse("admin:impact_figures")).status_code == 403


@pytest.mark.parametrize(
    "asked",
    [{"first": 2026, "last": 2020}, {"first": 1900, "last": 2026}, {"currency": "dirham"}, {"on": "x"}],
)
def test_what_cannot_be_answered_is_said_on_the_page_and_refused_elsewhere(staff, api, asked):
    page = staff("Director").get(reverse("admin:impact_figures"), asked)
    assert (page.status_code, page.context["parts"]) == (200, [])
    assert page.context["form"].errors
    assert api(cast.administrator()).get(reverse("api:statedfigure-by-year"), asked).status_code == 400
    assert staff("Director").get(reverse("admin:impact_figures_table"), asked).status_code == 404


def test_the_files_hold_each_year_with_its_sources(staff):
    client = staff("Director")
    film()
    directed(film(), "woman")
    stated(url="https://example.org/bilan", read_on=date(2026, 2, 1))
    text = client.get(reverse("admin:impact_figures_table"), ASKED).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    (one,) = [row for row in rows if (row["indicator"], row["year"]) == ("features", "2025")]
    assert (one["value"], one["stated"], one["difference"]) == ("2", "54", "-52")
    assert (one["source"], one["url"], one["read_on"]) == (
        "Bilan 2025",
        "https://example.org/bilan",
        "2026-02-01",
    )
    (hidden,) = [row for row in rows if (row["indicator"], row["year"]) == ("women_directors", "2025")]
    assert (hidden["value"], hidden["of"], hidden["unknown"], hidden["hidden"]) == ("", "", "", "true")
    answer = client.get(reverse("admin:impact_figures_workbook"), ASKED)
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Figures", "Definitions", "In no year", "Sources"]
    assert [cell.value for cell in book["Sources"][2]][3:5] == ["Bilan 2025", "https://example.org/bilan"]


def test_the_api_gives_figures_with_definition_and_rows(api):
    work = film("MA,FR")
    work.country_shares.create(country="MA", percent=60)
    work.country_shares.create(country="FR", percent=40)
    answer = api(cast.administrator()).get(reverse("api:statedfigure-by-year"), ASKED).json()
    told = {figure["indicator"]: figure for figure in answer["figures"]}
    assert (answer["home"], answer["on"]) == ("MA", "2026-11-24")
    (year,) = [line for line in told["coproductions"]["years"] if line["year"] == 2025]
    assert (year["rows"], year["partners"]) == ([work.pk], {"FR": 1})
    assert "Morocco" in told["features"]["definition"]
    assert api(cast.alumna().account).get(reverse("api:statedfigure-by-year")).status_code == 403
    long_ago = api(cast.administrator()).get(reverse("api:statedfigure-by-year"), {"on": "0002-01-01"})
    assert [line["year"] for line in long_ago.json()["figures"][0]["years"]] == [2, 1]
    for wrong in ("currency=", "currency=MAD&currency=EUR", "colour=red"):
        refused = api(cast.administrator()).get(f"{reverse('api:statedfigure-by-year')}?{wrong}")
        assert refused.status_code == 400


@pytest.mark.one_database  # the queries are the same on each
def test_the_page_takes_as_many_queries_for_many_rows_as_for_one(staff):
    client = staff("Director")

    def asked(url):
        with CaptureQueriesContext(connection) as done:
            assert client.get(url, ASKED).status_code == 200
        return len(done)

    urls = [reverse("admin:impact_figures"), reverse("admin:impact_figures_rows", args=["features", "2025"])]
    counts = []
    for _more in range(3):
        for _one in range(3):
            directed(film(), "woman")
            backed(film("FR"), 1_000)
            stated()
        counts.append([asked(url) for url in urls])
    assert counts[1] == counts[2]


def test_a_frozen_report_stays_as_it_was_and_tells_what_has_changed_since(staff):
    client, by = staff("Programme staff"), cast.administrator()
    film()
    first = figures.frozen(by, title="Premier")
    film()
    second = figures.frozen(by, title="Second", now=cast.NOW.replace(year=cast.NOW.year + 1))
    values = [
        {line.year: line.value for line in content_of(report)[0].lines}[2025] for report in (first, second)
    ]
    assert values == [1, 2]
    page = client.get(reverse("admin:impact_frozenreport_change", args=[second.pk])).content.decode()
    assert "Premier" in page
    assert "+1" in page
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenReport.objects.filter(pk=first.pk).update(title="Autre")
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenReport.objects.filter(pk=first.pk).update(frozen_by=cast.administrator())
    by.delete()  # who froze it may be forgotten, and is put in nobody else's place
    second.refresh_from_db()
    assert (second.frozen_by, content_of(second)[0].lines[0].year) == (None, 2026)
    answer = client.get(reverse("admin:impact_frozenreport_paper", args=[second.pk, "ar"]))
    assert answer.content.startswith(b"%PDF")


def test_freezing_twice_with_one_press_is_one_report(staff):
    client, token = staff("Director"), uuid4()
    asked = {**ASKED, "title": "Bilan", "currency": "MAD", "token": token, "confirm": "1"}
    url = reverse("admin:impact_frozenreport_add")
    pages = [client.post(url, asked).headers["Location"] for _press in range(2)]
    assert pages == [reverse("admin:impact_frozenreport_change", args=[FrozenReport.objects.get().pk])] * 2
    assert client.post(url, {**asked, "title": ""}).status_code == 200


@pytest.mark.parametrize("wrong", [{"title": " "}, {"first": 2027}, {"first": 1900}])
def test_a_report_of_nothing_is_refused(wrong):
    with pytest.raises(ServiceError):
        figures.frozen(cast.administrator(), **wrong)


def test_who_sees_less_freezes_less():
    report = services.freeze_report(
        "Bilan", TERMS, 2025, 2026, token=uuid4(), by=cast.staff("films.view_work"), now=cast.NOW
    )
    assert [one.code for one in content_of(report)] == ["features", "coproductions"]


def test_a_document_in_each_language_names_definitions_and_sources():
    film("MA,FR")
    stated()
    report = figures.frozen(cast.administrator())
    for language in ("fr", "ar", "en"):
        assert tables.pdf_of(report, content_of(report), language).startswith(b"%PDF")


# -- stated figures
def test_a_year_alone_is_its_days_and_the_same_table_changes_nothing():
    Organisation.objects.create(name="Centre")
    head = ["body", "figure", "value", "unit", "starts_on", "ends_on", "source"]
    lines = table(head, ["Centre", "films", "54", "films", "2025", "2025", "Bilan"], name="figures.csv")
    assert said(imported(lines)) == []
    row = StatedFigure.objects.get()
    assert (row.period, row.year, str(row.starts_on)) == ("2025", 2025, "2025-01-01")
    report = imported(lines)
    assert [str(one.outcome) for file in report.files for one in file.rows] == ["unchanged"]
    assert StatedFigure.history.count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"unit": "money"}, "currency"),
        ({"currency": "MAD"}, "currency"),
        ({"value": "-1"}, "value"),
        ({"value": "many"}, "value"),
        ({"starts_on": "2026", "ends_on": "2025"}, "ends_on"),
        ({"body": "Nobody"}, "body"),
        ({"source": ""}, "source"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_stored(wrong, told):
    Organisation.objects.create(name="Centre")
    cells = {"body": "Centre", "figure": "films", "value": "54", "unit": "films", "currency": "",
             "starts_on": "2025", "ends_on": "2025", "source": "Bilan", **wrong}  # fmt: skip
    (fault,) = said(imported(table(list(cells), list(cells.values()), name="figures.csv")))
    assert fault.startswith(f"2: {told}")
    assert not StatedFigure.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "money"},
        {"currency": "MAD"},
        {"value": Decimal(-1)},
        {"source": ""},
        {"figure": ""},
        {"ends_on": date(2024, 1, 1)},
    ],
)
def test_the_database_refuses_what_can_never_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        stated(**wrong)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("value", "unit", "language", "told"),
    [
        ("1", "films", "en", "1 film"),
        ("2.5", "films", "fr", "2,5 films"),
        ("30.500", "percent", "fr", "30,5\u00a0%"),
        ("2", "people", "ar", "شخصان"),
        ("11", "projects", "ar", "11 مشروعًا"),
        ("3", "features", "ar", "3 أفلام طويلة"),
        ("12", "other", "en", "12"),
    ],
)
def test_a_stated_figure_agrees_with_its_number(value, unit, language, told):
    with translation.override(language):
        assert StatedFigure(value=Decimal(value), unit=unit, precision="exactly").told == told


def test_the_desk_says_what_is_wrong_and_notes_who_entered_it(staff):
    client = staff("Programme staff")
    body = Organisation.objects.create(name="Centre")
    facts = {"body": body.pk, "figure": "films", "value": "54", "precision": "about", "unit": "money",
             "source": "Bilan"}  # fmt: skip
    page = client.post(reverse("admin:impact_statedfigure_add"), facts)
    assert "Money has a currency" in page.content.decode()
    client.post(reverse("admin:impact_statedfigure_add"), {**facts, "unit": "films"})
    row = StatedFigure.objects.get()
    assert row.told == "about 54 films"
    assert row.entered_by is not None
    assert row.entered_by == row.history.get().history_user


def test_a_figure_typed_twice_is_told_and_not_a_crash(staff):
    client = staff("Programme staff")
    facts = {
        "body": Organisation.objects.create(name="Centre").pk, "figure": "films", "value": "54",
        "precision": "exactly", "unit": "films", "source": "Bilan",
        "starts_on": "2025-01-01", "ends_on": "2025-12-31",
    }  # fmt: skip
    add = reverse("admin:impact_statedfigure_add")
    assert [client.post(add, facts).status_code for _press in range(2)] == [302, 200]
    assert StatedFigure.objects.get().period == "2025"
