"""Tables in and out at the staff's desk, through its pages."""

import csv
import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from foundation.films.models import Award, Credit, Selection, Work
from foundation.importing import uploads
from foundation.importing.mappings import resources
from foundation.people.models import Alias, Organisation, Person
from residencies.programmes.models import Participation
from residencies.programmes.services import replace_participation
from tests import cast
from tests.importing.conftest import table
from tests.programmes import enrolled

pytestmark = pytest.mark.django_db
TABLES = [
    *("people.person", "people.organisation", "films.work", "films.credit", "films.selection"),
    *("films.award", "programmes.participation"),
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(client):
    """A client of an administrator who reads English."""
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.one_database
def test_each_column_is_told_in_words(desk):
    told = desk.get(page("films.credit", "import")).context["columns"]
    wanted = ("work", "work_id", "work_imdb_id", "person_email", "season", "credited_as")
    assert [told[name] for name in wanted] == [
        *("work", "work, number here", "work, IMDb", "person, e-mail", "season, number"),
        "credited as",
    ]
    for resource in resources().values():
        assert set(resource.words()) == set(resource.columns())
        assert all(resource.words().values())


def page(label, verb):
    return reverse(f"admin:{label.replace('.', '_')}_{verb}")


def sent(desk, path, *files, source=""):
    uploaded = [SimpleUploadedFile(name, content) for name, content in files]
    return desk.post(path, {"files": uploaded, "source": source})


def confirmed(desk, path, *files, **options):
    preview = sent(desk, path, *files, **options)
    return desk.post(path, {"confirm": preview.context["token"]})


def exported(desk, label, kind=0, query=""):
    response = desk.post(page(label, "export") + query, {"format": kind, "resource": ""})
    assert response.status_code == 200, response
    return b"".join(response)


def rows_in(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_preview_stores_nothing_and_the_word_to_do_it_stores_all(desk):
    path = page("people.person", "import")
    preview = sent(desk, path, table(("name", "city"), ("Salma", "Fès"), ("Hind", "Rabat")))
    assert (preview.status_code, Person.objects.count()) == (200, 0)
    done = desk.post(path, {"confirm": preview.context["token"]})
    assert (done.context["report"].stored, Person.objects.count()) == (True, 2)


def test_the_preview_shows_each_row_and_what_changes(desk):
    she = cast.person(name="Salma", city="Fès")
    preview = sent(
        desk,
        page("people.person", "import"),
        table(("person_id", "name", "city"), (she.pk, "Salma", "Rabat"), ("", "Hind", "")),
    )
    text = preview.content.decode()
    assert "person: Salma (city: “Fès” → “Rabat”)" in text
    assert "person: Hind" in text


def test_a_row_that_is_wrong_is_named_and_cannot_be_confirmed(desk):
    preview = sent(
        desk, page("people.person", "import"), table(("name", "email"), ("Salma", "x@"), ("Hind", ""))
    )
    assert preview.context["token"] == ""
    assert "email “x@”: Enter a valid email address." in preview.content.decode()


def test_what_has_changed_since_the_preview_is_told_and_nothing_is_done(desk):
    she = cast.person(name="Salma")
    path = page("people.person", "import")
    preview = sent(desk, path, table(("person_id", "city"), (she.pk, "Rabat")))
    she.delete()
    done = desk.post(path, {"confirm": preview.context["token"]})
    assert (done.context["report"].ok, Person.objects.count()) == (False, 0)


def test_files_are_confirmed_once_by_whoever_sent_them(desk, client):
    path = page("people.person", "import")
    token = sent(desk, path, table(("name",), ("Salma",))).context["token"]
    other = cast.administrator()
    assert uploads.take(token, by=other) is None
    assert [desk.post(path, {"confirm": token}).context["report"] is None for _time in range(2)] == [
        False,
        True,
    ]
    assert desk.post(path, {"confirm": "nonsense"}).status_code == 200
    assert Person.objects.count() == 1


def test_what_nobody_confirms_is_forgotten(desk):
    by = cast.administrator()
    before = timezone.now() - timedelta(days=1)
    uploads.keep([("a.csv", b"name\nx\n")], by=by, now=before, source="")
    uploads.keep([("b.csv", b"name\nx\n")], by=by, now=timezone.now(), source="")
    assert len(default_storage.listdir(uploads.FOLDER)[0]) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01", b"PK\x03\x04", b"name\n\x81 x \x8d", b"a,b\n1\n", b"name\n\x00\n", b"x\n1\n"],
)
@pytest.mark.parametrize("label", TABLES)
def test_whatever_is_sent_the_page_answers(desk, label, content):
    response = sent(desk, page(label, "import"), ("list.csv", content), ("list.xlsx", content))
    assert (response.status_code, response.context["token"]) == (200, "")


def test_every_horror_and_naughty_string_gets_an_answer(desk, data):
    folders = [data / "spreadsheet-horror", data / "csv-spectrum" / "csvs"]
    files = [file for folder in folders for file in sorted(folder.iterdir())]
    files += [data / "naughty-strings" / "blns.txt"]
    for file in files:
        response = sent(desk, page("people.person", "import"), (file.name, file.read_bytes()))
        assert (response.status_code, response.context["token"]) == (200, ""), file.name


def test_a_file_that_is_too_large_is_refused_before_it_is_read(desk, settings):
    settings.IMPORT_MAX_BYTES = 1_000_000
    response = sent(desk, page("people.person", "import"), ("list.csv", b"name\n" + b"x" * 1_000_000))
    assert (response.context["report"], len(response.context["form"].errors["files"])) == (None, 1)


def test_nothing_sent_is_said_so(desk):
    response = desk.post(page("people.person", "import"), {"source": "x"})
    assert list(response.context["form"].errors) == ["files"]


def test_the_name_of_the_list_tells_whose_people_they_are(desk):
    path = page("people.person", "import")
    for source in ("graduates", "graduates", "guests"):
        confirmed(desk, path, table(("name",), ("Salma",)), source=source)
    assert Person.objects.count() == 2


def test_the_tables_of_a_source_come_in_together(desk, data):
    files = [(file.name, file.read_bytes()) for file in sorted((data / "moroccan-cinema").glob("*.csv"))]
    done = confirmed(desk, reverse("import_tables"), *files)
    assert (done.context["report"].stored, Person.objects.count(), Credit.objects.count()) == (True, 15, 16)
    by = Work.objects.first().history.get().history_user
    assert by.pk == int(desk.session["_auth_user_id"])


@pytest.fixture
def filled():
    """Each table with a row or two, and texts that tables break on."""
    she = cast.person(
        name="=Salma, “A”", name_ar="سلمى", phone="+212612345678", note="a\r\nb\n'=c", birth_date="1990-01-01"
    )
    Alias.objects.create(person=she, name="Selma; A.")
    body = Organisation.objects.create(name="K-Films", kind="production", country="MA", founded=2001)
    work = Work.objects.create(title="-1", year=2026, countries=["MA", "SU"], is_public=True, note="\x0b!")
    other = Work.objects.create(title="L'mina")
    from foundation.films.models import Episode, Festival, FestivalEdition, Role, Season, Section

    season = Season.objects.create(work=work, number=1)
    episode = Episode.objects.create(season=season, number=2)
    director = Role.objects.get(slug="director")
    Credit.objects.create(work=work, person=she, role=director, note=" x ")
    Credit.objects.create(work=work, person=she, role=director, episode=episode, scope="episode")
    Credit.objects.create(work=other, organisation=body, role=Role.objects.get(slug="production_company"))
    edition = FestivalEdition.objects.create(festival=Festival.objects.create(name="Hot Docs"))
    section = Section.objects.create(edition=edition, name="@night")
    chosen = Selection.objects.create(edition=edition, section=section, work=work, on="2026-05-01")
    Selection.objects.create(edition=edition, person=she)
    for number in (1, 2):
        worth = {"amount": 20_000 * number, "currency": "MAD"}
        Award.objects.create(selection=chosen, number=number, **worth).shared_with.add(she)
    cast.completed(timezone.localdate(), who=she, work=other)


@pytest.mark.parametrize("kind", [0, 1], ids=["csv", "xlsx"])
@pytest.mark.parametrize("label", TABLES)
def test_what_is_exported_comes_back_unchanged(desk, filled, label, kind):
    content = exported(desk, label, kind)
    preview = sent(desk, page(label, "import"), (f"list.{['csv', 'xlsx'][kind]}", content))
    report = preview.context["report"]
    found = {outcome for file in report.files for outcome in file.counts()}
    assert ([row.said for row in report.files[0].rows if row.said], found) == ([], {"unchanged"})


def test_no_exported_cell_runs_as_a_formula(desk, filled):
    (row,) = rows_in(exported(desk, "people.person"))
    assert (row["name"], row["phone"], row["note"]) == ("'=Salma, “A”", "'+212612345678", "a\nb\n'=c")
    book = openpyxl.load_workbook(io.BytesIO(exported(desk, "people.person", 1)))
    assert "f" not in {cell.data_type for cells in book.active.iter_rows() for cell in cells}


def test_an_export_gives_the_rows_that_the_list_shows(desk):
    for city in ("Fès", "Rabat"):
        cast.person(name=f"Salma {city}", city=city)
    found = rows_in(exported(desk, "people.person", query="?q=rabat"))
    assert [row["city"] for row in found] == ["Rabat"]


@pytest.mark.parametrize("label", TABLES)
def test_the_queries_of_an_export_do_not_grow_with_its_rows(desk, filled, label, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as before:
        exported(desk, label)
    for number in range(5):
        she = cast.person(name=f"Hind {number}")
        Alias.objects.create(person=she, name=f"H. {number}")
        work = Work.objects.create(title=f"Work {number}")
        Organisation.objects.create(name=f"Body {number}")
        Credit.objects.create(work=work, person=she, role=Credit.objects.first().role)
        chosen = Selection.objects.create(edition=Selection.objects.first().edition, work=work, person=she)
        Award.objects.create(selection=chosen).shared_with.add(she)
        cast.completed(timezone.localdate(), who=she)
    with django_assert_num_queries(len(before)):
        exported(desk, label)


def test_a_text_too_long_for_a_cell_is_told_and_not_cut(desk):
    cast.person(name="Salma", note="x" * 40_000)
    response = desk.post(page("people.person", "export"), {"format": 1, "resource": ""}, follow=True)
    assert "A text is too long for a cell of a workbook: export as CSV." in response.content.decode()


READ = ("people.view_person", "films.view_work")


@pytest.mark.parametrize("label", TABLES)
def test_only_who_may_export_exports_and_who_may_add_and_change_imports(client, label):
    app, model = label.split(".")
    rights = {
        (): (403, 403),
        ("view",): (403, 403),
        ("view", "export"): (200, 403),
        ("view", "add"): (403, 403),
        ("view", "add", "change"): (403, 200),
        ("add", "change", "export"): (403, 403),
    }
    found = {}
    for verbs in rights:
        read = () if f"{app}.view_{model}" in READ else READ
        client.force_login(cast.staff(*read, *(f"{app}.{verb}_{model}" for verb in verbs)))
        found[verbs] = tuple(client.get(page(label, verb)).status_code for verb in ("export", "import"))
    assert found == rights


def test_a_table_that_tells_of_people_needs_the_right_to_see_them(client):
    rights = [f"films.{verb}_credit" for verb in ("view", "add", "change", "export")]
    client.force_login(cast.staff("films.view_work", *rights))
    found = [client.get(page("films.credit", verb)).status_code for verb in ("export", "import")]
    assert found == [403, 403]


def test_the_page_for_all_tables_is_for_those_who_may_write_all(client):
    client.force_login(cast.staff("people.add_person", "people.change_person"))
    assert client.get(reverse("import_tables")).status_code == 403
    client.logout()
    assert client.get(reverse("import_tables")).status_code == 302


def test_a_list_shows_its_buttons_to_those_who_may(desk, client):
    cast.person()  # an empty list offers its import once more
    assert re.findall(
        r'href="(/admin/people/person/(?:import|export)/)', desk.get("/admin/people/person/").content.decode()
    ) == [
        "/admin/people/person/import/",
        "/admin/people/person/export/",
    ]
    client.force_login(cast.staff("people.view_person"))
    assert "/admin/people/person/export/" not in client.get("/admin/people/person/").content.decode()


def test_graduates_come_in_as_one_list_with_their_day_and_a_certificate(desk):
    run = cast.edition(programme=cast.programme(slug="residency", name_fr="Résidence"))
    cast.person(name="Salma", email="salma@example.org")
    path = page("programmes.participation", "import")
    columns = ("person", "person_email", "programme", "edition", "state", "completed_on")
    row = ("Salma", "salma@example.org", "Résidence", "2026", "completed", "01/02/2026")
    done = confirmed(desk, path, table(columns, row))
    assert done.context["report"].stored
    made = Participation.objects.get(edition=run)
    assert (made.state, str(made.completed_on), made.certificate[:5]) == ("completed", "2026-02-01", "2026-")


def test_who_leaves_by_a_table_gives_up_her_bed_and_comes_back_to_no_place_that_is_taken(desk):
    row = enrolled.enrolment(of=enrolled.edition(ends_on=date(2099, 1, 1)))
    stay = enrolled.stay(row, arrives_on=date(2098, 11, 1), leaves_on=date(2098, 12, 1))
    path, columns = (
        page("programmes.participation", "import"),
        ("participation_id", "person_id", "programme", "edition", "state", "reason"),
    )
    hers = (str(row.pk), str(row.person_id), row.edition.programme.slug, row.edition.name)
    done = confirmed(desk, path, table(columns, (*hers, "withdrawn", "Un tournage")))
    assert done.context["report"].stored
    row.refresh_from_db()
    stay.refresh_from_db()
    assert (row.state, row.reason, stay.room, stay.bed) == ("withdrawn", "Un tournage", None, None)
    newcomer = cast.alumna()
    replace_participation(row, newcomer, by=None, now=cast.NOW)
    again = sent(desk, path, table(columns, (*hers, "confirmed", "")))
    assert str(newcomer) in again.content.decode()
    row.refresh_from_db()
    assert row.state == "withdrawn"
