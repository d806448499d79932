"""One page a project, its dossier in versions, and the slate of them all: who sees what of it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.careers.models import Change
from alumni.careers.services import accept_change
from foundation.errors import ServiceError
from foundation.films import services
from foundation.films.models import Credit, DossierDocument, DossierVersion, Role, Work
from foundation.films.selectors import project, slate
from tests import cast
from tests.calls.files import EXE, PDF, Sent
from tests.films.financing import saved_plan

pytestmark = pytest.mark.django_db
OTHER = PDF.replace(b"Catalog", b"Catalo9")


@pytest.fixture(autouse=True)
def stored(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def work() -> Work:
    return Work.objects.create(title="Sel", kind="feature", stage="development", logline="Une mine.")


def credited(work: Work, slug: str = "director", **fields):
    she = cast.alumna()
    Credit.objects.create(work=work, person=she, role=Role.objects.get(slug=slug), **fields)
    return she


def sent_in(work: Work, content: bytes = PDF, by=None, **fields) -> DossierVersion:
    facts = {"kind": "script", "language": "fr", **fields}
    return services.send_version(work, Sent(content, "script.pdf"), **facts, by=by, now=cast.NOW)


def as_she(client, she):
    client.force_login(she.account)
    client.cookies["django_language"] = "en"
    return client


# -- the dossier


def test_a_document_is_kept_in_versions_and_the_same_file_is_no_new_one(work, stored):
    by = cast.administrator()
    first, second = sent_in(work, by=by, note="pour Berlin"), sent_in(work, OTHER, by=by)
    again, arabic = sent_in(work, OTHER, by=by), sent_in(work, by=by, language="ar")
    assert (first.number, second.number, again, arabic.number) == (1, 2, second, 1)
    document = DossierDocument.objects.get(language="fr")
    assert [row.number for row in document.versions.all()] == [2, 1]  # the newest first
    with first.file.open() as kept:
        assert kept.read() == PDF
    assert len([path for path in stored.rglob("*") if path.is_file()]) == 3  # nothing of the refused one


def test_a_version_is_never_changed_and_its_number_stands_once(work):
    row = sent_in(work)
    for change in ({"note": "x"}, {"number": 7}, {"file": "elsewhere"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DossierVersion.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        DossierVersion.objects.create(document=row.document, number=1, size=1, sent_at=cast.NOW)
    DossierVersion.objects.filter(pk=row.pk).update(sent_by=None)  # an account may be forgotten


@pytest.mark.parametrize(
    "fields", [{"content": EXE}, {"kind": "novel"}, {"language": "Arabic"}, {"title": "x" * 201}]
)
def test_what_is_not_taken_leaves_neither_row_nor_file(work, stored, fields):
    with pytest.raises(ServiceError):
        sent_in(work, **fields)
    assert not DossierDocument.objects.exists()
    assert not [path for path in stored.rglob("*") if path.is_file()]


def test_a_contract_is_seen_by_its_side_alone(work):
    she, her_producer = credited(work), credited(work, "producer")
    hers = sent_in(work, kind="contract", by=she.account).document
    ours = sent_in(work, kind="contract", by=cast.administrator()).document
    script = sent_in(work).document
    assert (hers.owner, ours.owner) == (she, None)
    see = "films.view_dossierdocument"
    seen = {
        "herself": (she.account, {hers, script}),
        "her producer": (her_producer.account, {script}),
        "an actress": (credited(work, "actor").account, set()),
        "contested": (credited(work, verification="contested", verified_on=date(2026, 1, 1)).account, set()),
        "a stranger": (cast.alumna().account, set()),
        "staff without contracts": (cast.staff(see), {script}),
        "staff with them": (cast.staff(see, "films.read_contract"), {hers, ours, script}),
    }
    for who, (account, expected) in seen.items():
        assert set(DossierDocument.objects.visible_to(account)) == expected, who


def test_files_leave_to_those_alone_who_may_see_them(client, work):
    row = sent_in(work)
    page = reverse("films:file", args=[row.pk])
    for she, status in ((credited(work, "screenwriter"), 200), (credited(work, "editor"), 404)):
        answer = as_she(client, she).get(page)
        assert answer.status_code == status
        if status == 200:
            assert answer.getvalue() == PDF


def test_she_sends_a_version_from_her_phone_and_reads_the_older_ones(client, work):
    she = credited(work)
    page, form = reverse("films:send", args=[work.pk]), {"kind": "script", "language": "fr"}
    for content in (PDF, OTHER):
        answer = as_she(client, she).post(page, {**form, "file": SimpleUploadedFile("script.pdf", content)})
        assert answer.status_code == 302
    shown = client.get(reverse("films:project", args=[work.pk])).content.decode()
    assert "v2 ·" in shown
    assert "v1 ·" in shown
    refused = client.post(page, {**form, "note": "kept", "file": SimpleUploadedFile("a.pdf", EXE)})
    assert (refused.status_code, "kept" in refused.content.decode()) == (422, True)


def test_evidence_of_a_credit_is_a_file_for_staff_and_for_herself(client, work):
    she, other = credited(work), credited(work, "editor")
    credit = she.credits.get()
    row = services.add_evidence(
        credit, Sent(PDF, "fiche.pdf"), kind="call_sheet", by=cast.administrator(), now=cast.NOW
    )
    again = services.add_evidence(
        credit, Sent(PDF, "fiche.pdf"), kind="call_sheet", by=cast.administrator(), now=cast.NOW
    )
    assert again == row
    services.verify_credit(credit, "verified", by=cast.administrator(), now=cast.NOW)
    page = reverse("films:evidence", args=[row.pk])
    staff = cast.staff("films.view_creditevidence")
    for account, status in ((she.account, 200), (other.account, 404), (staff, 200)):
        client.force_login(account)
        answer = client.get(page)
        assert answer.status_code == status
        assert status == 404 or answer.getvalue() == PDF


# -- the page


def test_each_reads_on_the_page_what_is_hers(client, work):
    saved_plan(work, note="en confidence")
    sent_in(work)
    work.options.create(kind="book", title="Le Sel", holder="Editions", price=5000, currency="EUR")
    page = reverse("films:project", args=[work.pk])
    for she, sees in ((credited(work), True), (credited(work, "actor"), False)):
        shown = as_she(client, she).get(page).content.decode()
        assert ("script.pdf" in shown, "Financing plan" in shown, "Le Sel" in shown) == (sees,) * 3
        assert str(she) in shown
        assert "en confidence" not in shown
    assert as_she(client, cast.alumna()).get(page).status_code == 404
    Work.objects.update(is_public=True)
    assert client.get(page).status_code == 404  # public facts stand elsewhere


def test_those_who_lead_it_write_it_and_the_others_do_not(client, work):
    page, said = reverse("films:write", args=[work.pk]), {"logline": "Deux sœurs.", "synopsis_ar": "ملح"}
    assert as_she(client, credited(work, "editor")).post(page, said).status_code == 404
    she = credited(work)
    assert as_she(client, she).post(page, said).status_code == 302
    work.refresh_from_db()
    assert (work.logline, work.synopsis_ar) == ("Deux sœurs.", "ملح")
    assert work.history.first().history_user == she.account
    refused = client.post(page, {**said, "logline": "x" * 601})
    assert (refused.status_code, "x" * 601 in refused.content.decode()) == (422, True)
    assert list(refused.context["form"].errors) == ["logline"]  # which of the texts it is


def test_a_stage_she_tells_waits_for_staff_and_may_be_told_anew(client, work):
    she = credited(work)
    page = reverse("portal:propose_stage", args=[work.pk])
    for stage in ("financing", "shooting", "shooting"):
        assert as_she(client, she).post(page, {"stage": stage}).status_code == 302
    change = Change.objects.get()
    assert (change.state, change.after, work.stage) == ("proposed", {"stage": "shooting"}, "development")
    accept_change(change, by=cast.administrator(), now=cast.NOW)
    client.post(page, {"stage": "post_production"})
    assert Change.objects.waiting().get().after == {"stage": "post_production"}
    assert as_she(client, cast.alumna()).post(page, {"stage": "idea"}).status_code == 404


def test_the_next_stage_is_the_one_that_is_offered(client, work):
    she, page = credited(work), reverse("films:project", args=[work.pk])
    assert 'value="financing" selected' in as_she(client, she).get(page).content.decode()
    for stage, offered in (("", True), ("released", False)):
        Work.objects.update(stage=stage)
        assert (
            reverse("portal:propose_stage", args=[work.pk]) in client.get(page).content.decode()
        ) == offered


@pytest.mark.one_database  # the queries are the same on each
def test_the_page_takes_as_many_queries_for_much_as_for_little(work, django_assert_max_num_queries):
    viewer = cast.administrator()
    saved_plan(work)

    def more() -> int:
        credited(work)
        sent_in(work, language="fr", title=f"v{DossierDocument.objects.count()}")
        work.options.create(kind="book", title=f"T{work.options.count()}", holder="x")
        with CaptureQueriesContext(connection) as caught:
            one = project(work, viewer, timezone.localdate())
            [version.sent_by for document in one.documents for version in document.versions.all()]
        return len(caught)

    one = more()
    assert [more() for _again in range(5)][-1] == one


# -- the slate


def test_the_slate_counts_all_and_shows_some_of_each_stage_the_longest_first(settings):
    today = timezone.localdate()
    for number in range(11):
        row = Work.objects.create(title=f"P{number}", stage="idea")
        row.stage_changes.create(stage="idea", on=today - timedelta(days=number))
    shot = Work.objects.create(title="Tourné", stage="shooting")
    saved_plan(shot, dated_on=today)
    shot.options.create(
        kind="music", title="Chant", holder="x", starts_on=today, ends_on=today + timedelta(days=9)
    )
    columns = {one.stage: one for one in slate(Work.objects.all(), cast.administrator(), today)}
    idea = columns["idea"]
    assert (idea.count, len(idea.cards), idea.more) == (11, 8, 3)
    assert [card.days for card in idea.cards] == [10, 9, 8, 7, 6, 5, 4, 3]
    (card,) = columns["shooting"].cards
    assert (card.days, card.next_on, card.is_soon) == (None, today + timedelta(days=9), True)
    assert card.secured.endswith("%")
    (blind,) = {one.stage: one for one in slate(Work.objects.all(), cast.staff("films.view_work"), today)}[
        "shooting"
    ].cards
    assert (blind.secured, blind.next_on) == ("", None)


@pytest.mark.one_database  # the queries are the same on each
def test_the_slate_takes_as_many_queries_for_fifty_as_for_one(client):
    client.force_login(cast.administrator())
    page = reverse("admin:films_work_slate")
    today = timezone.localdate()

    def one() -> None:
        row = Work.objects.create(title="P", stage=list(Work.Stage)[Work.objects.count() % 8])
        row.options.create(kind="book", title="T", holder="x", starts_on=today, ends_on=today)
        saved_plan(row, dated_on=today)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page).status_code == 200
        return len(caught)

    one()
    queries()
    few = queries()
    for _again in range(20):
        one()
    assert queries() == few


def test_the_slate_is_narrowed_and_a_project_moves_from_it(client):
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"
    part = cast.edition().programme.tracks.create(slug="fiction", name_fr="Fiction")
    here = Work.objects.create(title="Ici", stage="idea", countries=["MA"], kind="short")
    there = Work.objects.create(title="Ailleurs", stage="idea", countries=["FR"], kind="feature")
    edition = part.programme.editions.get()
    edition.participations.create(person=cast.person(), track=part, work=here)
    looked = cast.person(name="Zoubida", account=cast.staff())
    Work.objects.filter(pk=here.pk).update(responsible=looked)
    page = reverse("admin:films_work_slate")
    for asked in ({"track": "fiction"}, {"kind": "short"}, {"country": "MA"}, {"responsible": looked.pk}):
        for stage in ({}, {"stage": "idea"}):
            shown = client.get(page, {**asked, **stage}).content.decode()
            assert ("Ici" in shown, "Ailleurs" in shown) == (True, False), asked
    assert "Ailleurs" in client.get(page, {"kind": "nonsense"}).content.decode()
    move = reverse("admin:films_work_move_to_stage", args=[there.pk])
    answer = client.post(f"{move}?from=slate", {"confirm": "1", "stage": "shooting"})
    assert (answer.status_code, answer["Location"]) == (302, page)
    there.refresh_from_db()
    assert (there.stage, there.stage_changes.get().stage) == ("shooting", "shooting")
