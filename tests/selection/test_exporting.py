"""Readings taken out as a table: who may, what a line holds, and what stays in the house."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from residencies.calls.models import Application
from residencies.programmes.models import Track
from residencies.selection.models import Conflict, Juror
from residencies.selection.selectors.ranking import ranking
from tests import cast as people
from tests.calls import cast as calls
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW
SEES = ("selection.view_review", "selection.view_juror", "calls.view_application")
EXPORTS = (*SEES, "selection.export_review")
ADDRESS = "admin:selection_review_export"


@pytest.fixture
def staff(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.cookies["django_language"] = "en"
    account = people.staff(*EXPORTS)
    client.force_login(account)
    return account


def answer(client, table_format: str = "0", **filters):
    return client.post(reverse(ADDRESS, query=filters), {"format": table_format, "resource": ""})


def table(client, **filters) -> list[dict[str, str]]:
    made = answer(client, **filters)
    assert made.headers["Content-Disposition"] == f'attachment; filename="readings-{NOW.date()}.csv"'
    return list(csv.DictReader(io.StringIO(made.content.decode("utf-8-sig"))))


def test_a_reading_is_a_line_with_its_marks_and_what_they_count(client, staff):
    jury = cast.jury(jurors=2)
    cast.criterion(jury, "third", position=3, may_be_left=True)
    one, other = jury.jurors.all()
    row = cast.application(jury.call)
    cast.review(one, row, 7, 9, None, comment="=1+1", notes="Between us")
    cast.review(other, row, 5, 5, 5)
    first, second = table(client)
    assert first == {
        "review_id": str(one.assignments.get().review.pk),
        "application": row.number,
        "title": row.title,
        "call": jury.call.slug,
        "step": "1",
        "track": "",
        "juror": one.person.name,
        "state": "handed_in",
        "submitted_at": first["submitted_at"],
        "raw": "80.00",
        "calibrated": "80.00",
        "comment": "'=1+1",
        "mark_criterion-1": "7",
        "mark_criterion-2": "9",
        "mark_third": "",
    }
    assert first["submitted_at"].startswith(f"{NOW:%Y-%m-%d}")
    assert (second["juror"], second["raw"], second["mark_third"]) == (other.person.name, "50.00", "5")


def test_scores_are_those_of_the_ranking_of_each_jury(client, staff):
    """Enough readings to be calibrated; a second jury of the same call has criteria of its own."""
    jury = cast.jury(jurors=2)
    programme = jury.call.edition.programme
    longs, shorts = (
        Track.objects.create(programme=programme, slug=slug, name_en=slug) for slug in ("l", "s")
    )
    jury.call.tracks.add(longs, shorts)
    other = cast.jury(jury.call, track=shorts, jurors=1, criteria=1)
    for number in range(8):
        row = cast.application(jury.call, track=longs)
        for strict, juror in enumerate(jury.jurors.all()):
            cast.review(juror, row, number, number + 1 - strict)
    cast.review(other.jurors.get(), cast.application(jury.call, track=shorts), 4)
    lines = {(line["application"], line["juror"]): line for line in table(client)}
    found = ranking(cast.deliberation(jury.call))
    voices = [(line.application.number, voice) for line in found.lines for voice in line.voices]
    assert (len(lines), len(voices)) == (17, 17)
    assert any(voice.raw != voice.adjusted for _number, voice in voices)
    for number, voice in voices:
        line = lines[number, voice.juror.person.name]
        assert (line["raw"], line["calibrated"]) == (str(voice.raw), str(voice.adjusted))
    assert sorted(line["track"] for line in lines.values()) == ["l"] * 16 + ["s"]


def test_a_reading_that_counts_no_more_says_so(client, staff):
    jury = cast.jury(jurors=2)
    row = cast.application(jury.call)
    for juror in jury.jurors.all():
        cast.review(juror, row, 6, 6)
    gone = jury.jurors.first()
    Juror.objects.filter(pk=gone.pk).update(state="removed")
    found = {line["juror"]: (line["state"], line["raw"], line["calibrated"]) for line in table(client)}
    assert found.pop(gone.person.name) == ("not_counted", "", "")
    assert list(found.values()) == [("handed_in", "60.00", "60.00")]


def test_the_table_is_that_of_the_list_as_it_is_filtered(client, staff):
    kept, other = cast.jury(jurors=1), cast.jury(jurors=1, criteria=1)
    row = cast.application(kept.call)
    cast.review(kept.jurors.get(), row, 1, 2)
    cast.review(other.jurors.get(), cast.application(other.call), 3)
    assert len(table(client)) == 2
    (line,) = table(client, assignment__juror__jury__id__exact=kept.pk)
    assert (line["application"], line["mark_criterion-2"]) == (row.number, "2")


def test_notes_are_taken_out_by_who_may_take_out_notes(client, staff):
    jury = cast.jury(jurors=1)
    cast.review(jury.jurors.get(), cast.application(jury.call), 1, 2, notes="@Between us")
    assert "Between us" not in answer(client).content.decode()
    client.force_login(people.staff(*EXPORTS, "selection.export_review_notes"))
    assert table(client)[0]["notes"] == "'@Between us"


def test_of_a_blind_call_no_name_leaves(client, staff):
    jury = cast.jury(calls.call(is_blind=True), jurors=1)
    row = cast.application(jury.call, name="Salma Berrada")
    Application.objects.filter(pk=row.pk).update(title="A letter to SALMA BERRADA")
    cast.review(jury.jurors.get(), row, 1, 2)
    (line,) = table(client)
    assert line["title"] == "A letter to [hidden]"
    said = " ".join(line.values()).lower()
    assert "berrada" not in said
    assert row.email.lower() not in said


def test_who_is_recused_takes_out_nothing_of_it(client, staff):
    jury = cast.jury(jurors=2)
    reader, hers = jury.jurors.all()
    kept, seen = cast.application(jury.call), cast.application(jury.call)
    for row in (kept, seen):
        cast.review(reader, row, 3, 3)
    Juror.objects.filter(pk=hers.pk).update(state="declined")
    hers.person.account = staff
    hers.person.save()
    Conflict.objects.create(juror=hers, application=kept, kind="declared", state="recused", at=NOW)
    (line,) = table(client)
    assert line["application"] == seen.number


def test_a_juror_at_the_desk_learns_nothing_of_the_others_while_they_read(client, staff):
    """Neither their readings nor, by what is taken off hers, how strict they are."""
    jury = cast.jury(jurors=2)
    hers, other = jury.jurors.all()
    hers.person.account = staff
    hers.person.save()
    for number in range(6):
        row = cast.application(jury.call)
        cast.review(hers, row, number, number)
        cast.review(other, row, number + 2, number + 3)
    lines = table(client)
    assert {line["juror"] for line in lines} == {hers.person.name}
    assert {line["calibrated"] for line in lines} == {""}
    jury.closed_at = NOW
    jury.save()
    lines = table(client)
    assert (len(lines), "" in {line["calibrated"] for line in lines}) == (12, False)


@pytest.mark.parametrize("lacking", EXPORTS)
def test_each_of_these_rights_is_needed(client, staff, lacking):
    cast.review(cast.jury(jurors=1).jurors.get(), cast.application(calls.call()), 1, 2)
    client.force_login(people.staff(*(one for one in EXPORTS if one != lacking)))
    assert client.get(reverse(ADDRESS)).status_code == 403
    assert answer(client).status_code == 403


def test_a_workbook_holds_numbers(client, staff):
    jury = cast.jury(jurors=1)
    cast.review(jury.jurors.get(), cast.application(jury.call), 7, 9)
    sheet = openpyxl.load_workbook(io.BytesIO(answer(client, "1").content)).active
    header, line = sheet.iter_rows(values_only=True)
    cells = dict(zip(header, line, strict=True))
    assert (cells["mark_criterion-1"], float(cells["raw"])) == (7, 80.0)


def test_many_lines_take_as_many_queries_as_one(client, staff):
    call = calls.call(is_blind=True)
    jury = cast.jury(call, jurors=2)

    def queries() -> int:
        with CaptureQueriesContext(connection) as done:
            assert answer(client).status_code == 200
        return len(done)

    one, other = jury.jurors.all()
    cast.review(one, cast.application(call), 1, 2)
    few = queries()
    for _more in range(25):
        row = cast.application(call)
        cast.review(one, row, 1, 2)
        cast.review(other, row, 3, 4)
    assert queries() == few
