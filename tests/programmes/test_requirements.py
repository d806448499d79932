"""What completing takes: counted, recorded, handed in, waived; who lacks what; completing all the same."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from foundation.errors import ServiceError
from foundation.mail.models import Message
from residencies.programmes import services
from residencies.programmes.letters import deliverable_mail
from residencies.programmes.models import Deliverable, Fulfilment, Participation
from residencies.programmes.selectors.requirements import lacking, standings
from tests import cast
from tests.calls import files
from tests.cast import NOW
from tests.programmes import enrolled

pytestmark = pytest.mark.django_db
COUNTED = {"sessions": "tests.programmes.test_requirements.two_sessions_each"}


def two_sessions_each(rows):
    """A counter of another room: numbers by participation."""
    return dict.fromkeys(rows.values_list("pk", flat=True), 2)


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def row():
    return enrolled.enrolment()


def open_codes(row) -> set[str]:
    return {one.requirement.code for one in standings([row])[row.pk] if not one.is_fulfilled}


def test_what_another_room_counts_and_what_staff_record_add_up(row, settings):
    settings.REQUIREMENT_COUNTS = COUNTED
    asked = enrolled.requirement(row.edition, "sessions", amount=3)
    (one,) = standings([row])[row.pk]
    with translation.override("en"):
        assert (one.done, one.is_fulfilled, one.figure) == (2, False, "2 of 3")
    services.record_fulfilment([row], asked, Decimal(1), by=None, now=NOW)
    assert open_codes(row) == set()
    services.record_fulfilment([row], asked, Decimal(0), by=None, now=NOW)
    assert open_codes(row) == {asked.code}


def test_a_requirement_of_a_track_is_asked_of_it_alone(row):
    sound = row.edition.programme.tracks.create(slug="son", name_fr="Son")
    asked = enrolled.requirement(row.edition, track=sound)
    other = enrolled.enrolment(of=row.edition, track=sound)
    found = lacking([row, other])
    assert [(one.participation, one.words) for one in found] == [(other, str(asked))]
    with pytest.raises(ServiceError):
        services.record_fulfilment([other, row], asked, Decimal(1), by=None, now=NOW)
    assert not Fulfilment.objects.exists()


@pytest.mark.parametrize(
    ("kind", "amount"), [("sign_off", 2), ("sign_off", -1), ("credits", Decimal(10000)), ("deliverable", 1)]
)
def test_amounts_that_cannot_be_are_refused(row, kind, amount):
    asked = enrolled.requirement(row.edition, kind)
    with pytest.raises(ServiceError):
        services.record_fulfilment([row], asked, Decimal(amount), by=None, now=NOW)


def test_waiving_needs_a_word_and_is_history(row):
    by, asked = cast.administrator(), enrolled.requirement(row.edition, "deliverable")
    with pytest.raises(ServiceError):
        services.waive_requirement([row], asked, word=" ", by=by, now=NOW)
    (made,) = services.waive_requirement([row], asked, word="filmed elsewhere", by=by, now=NOW)
    assert (open_codes(row), made.history.get().history_user) == (set(), by)


def test_the_standing_of_fifty_takes_as_many_queries_as_of_one(django_assert_max_num_queries, row, settings):
    settings.REQUIREMENT_COUNTS = COUNTED
    for kind in ("sessions", "deliverable", "sign_off"):
        enrolled.requirement(row.edition, kind)
    people = [enrolled.enrolment(of=row.edition) for _one in range(20)]
    with django_assert_max_num_queries(4):
        assert len(lacking(people)) == 20


def test_a_deliverable_goes_to_and_fro_until_it_is_accepted(row):
    asked, by = enrolled.requirement(row.edition, "deliverable"), cast.administrator()
    first = services.hand_in(row, asked, link="https://example.org/1", by=None, now=NOW)
    second = services.hand_in(row, asked, link="https://example.org/2", by=None, now=NOW)
    assert list(Deliverable.objects.values_list("pk", flat=True)) == [second.pk]
    with pytest.raises(ServiceError):  # it was handed in anew while it was read
        services.accept_deliverable(first, by=by, now=NOW)
    with pytest.raises(ServiceError):
        services.return_deliverable(second, word="", by=by, now=NOW)
    for _press in range(2):
        services.return_deliverable(second, word="Le son manque.", by=by, now=NOW)
    letter = deliverable_mail(Message.objects.get(kind="deliverable_returned"))
    page = reverse("programmes:hand_in", args=[row.pk, asked.pk])
    assert (letter.context["word"], letter.context["path"]) == ("Le son manque.", page)
    assert open_codes(row) == {asked.code}
    third = services.hand_in(row, asked, link="https://example.org/3", by=None, now=NOW)
    for _press in range(2):
        assert services.accept_deliverable(third, by=by, now=NOW).state == "accepted"
    assert open_codes(row) == set()
    with pytest.raises(ServiceError):
        services.hand_in(row, asked, link="https://example.org/4", by=None, now=NOW)
    with pytest.raises(ServiceError):
        services.return_deliverable(third, word="Non.", by=by, now=NOW)
    assert Message.objects.get(kind="deliverable_accepted").person == row.person
    assert Message.objects.filter(kind__startswith="deliverable").count() == 2  # one for each decision


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.org/x", "no address", ""])
def test_a_link_that_is_none_is_refused(row, link):
    asked = enrolled.requirement(row.edition, "deliverable")
    with pytest.raises(ServiceError):
        services.hand_in(row, asked, link=link, by=None, now=NOW)


def test_a_file_is_judged_kept_and_swept_once_its_row_is_gone(row, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    asked = enrolled.requirement(row.edition, "deliverable")
    with pytest.raises(ServiceError):
        services.hand_in(row, asked, upload=SimpleUploadedFile("film.pdf", b"MZ"), by=None, now=NOW)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    made = services.hand_in(row, asked, upload=files.Sent(files.PDF, "Mémoire.pdf"), by=None, now=NOW)
    assert (made.name, made.content_type, len(made.sha256)) == ("Mémoire.pdf", "application/pdf", 64)
    assert services.sweep_files(now=NOW.replace(year=2036)) == 0
    Deliverable.objects.all().delete()
    assert services.sweep_files(now=NOW.replace(year=2036)) == 1


def test_whoever_lacks_something_completes_with_a_reason_alone_which_stays(row):
    enrolled.requirement(row.edition)
    other = enrolled.enrolment(of=enrolled.edition())
    with pytest.raises(ServiceError, match=str(row.person)):
        services.complete_participations([row, other], on=NOW.date(), by=None, now=NOW)
    assert not Participation.objects.completed().exists()
    services.complete_participations(
        [row, other], on=NOW.date(), by=None, now=NOW, reason="a prize in Cannes"
    )
    reasons = [one.history.latest("history_id").history_change_reason for one in (row, other)]
    assert (Participation.objects.completed().count(), reasons) == (2, ["a prize in Cannes", None])
    assert set(Message.objects.values_list("dedupe_key", flat=True)) == {
        f"certificate:{row.pk}",
        f"certificate:{other.pk}",
    }


def test_the_desk_says_who_lacks_what_and_completes_the_others(client):
    client.force_login(cast.administrator())
    row, table = enrolled.enrolment(), reverse("admin:programmes_participation_changelist")
    asked = enrolled.requirement(row.edition)
    other = enrolled.enrolment(of=row.edition)
    services.record_fulfilment([other], asked, Decimal(1), by=None, now=NOW)
    sent = {"action": "complete", "_selected_action": [row.pk, other.pk]}
    page = client.post(table, sent)
    assert [one.participation for one in page.context["lacking"]] == [row]
    sent |= {"confirm": "1", "on": "2026-10-01"}
    refused = client.post(table, {**sent, "whom": "all", "reason": " "})
    assert refused.context["form"].has_error("reason")
    assert client.post(table, {**sent, "whom": "fulfilling"}).status_code == 302
    assert list(Participation.objects.completed()) == [other]
    assert client.post(table, {**sent, "whom": "all", "reason": "so be it"}).status_code == 302
    assert Participation.objects.completed().count() == 2


def test_staff_record_for_a_list_and_decide_on_what_was_handed_in(client):
    boss = cast.administrator()
    client.force_login(boss)
    row, table = enrolled.enrolment(), reverse("admin:programmes_participation_changelist")
    asked = enrolled.requirement(row.edition)
    sent = {"action": "record", "_selected_action": [row.pk], "requirement": asked.pk, "amount": "1"}
    assert client.post(table, {**sent, "confirm": "1"}).status_code == 302
    assert open_codes(row) == set()
    paper = enrolled.deliverable(row)
    url = reverse("admin:programmes_deliverable_send_back", args=[paper.pk])
    assert client.post(url, {"confirm": "1", "word": "Plus court."}).status_code == 302
    paper.refresh_from_db()
    assert (paper.state, paper.word, paper.history.first().history_user) == ("returned", "Plus court.", boss)


def test_the_api_takes_a_link_and_staff_decide_there(client):
    row = enrolled.enrolment()
    asked = enrolled.requirement(row.edition, "deliverable")
    body = {"participation": row.pk, "requirement": asked.pk, "link": "https://example.org/1"}
    client.force_login(cast.alumna().account)
    assert client.post("/api/v1/deliverables/", body, "application/json").status_code == 400
    client.force_login(row.person.account)
    made = client.post("/api/v1/deliverables/", body, "application/json")
    assert made.status_code == 201
    accept = f"/api/v1/deliverables/{made.json()['id']}/accept/"
    assert client.post(accept, {}, "application/json").status_code == 403
    client.force_login(cast.administrator())
    assert client.post(accept, {"word": "Bravo"}, "application/json").json()["state"] == "accepted"
    client.force_login(row.person.account)
    (one,) = client.get(f"/api/v1/participations/{row.pk}/standing/").json()
    assert (one["code"], one["done"], one["is_fulfilled"]) == (asked.code, "1.00", True)
    client.force_login(cast.staff("programmes.view_participation"))  # not those of requirements
    assert client.get(f"/api/v1/participations/{row.pk}/standing/").status_code == 403


def test_what_she_handed_in_is_hers_and_the_staffs(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = enrolled.enrolment()
    asked = enrolled.requirement(row.edition, "deliverable", due_on=date(2026, 11, 1))
    client.force_login(row.person.account)
    url = reverse("programmes:hand_in", args=[row.pk, asked.pk])
    sent = {"file": SimpleUploadedFile("memoire.pdf", files.PDF), "link": "", "remark": "v1"}
    assert client.post(url, sent).status_code == 302
    paper = Deliverable.objects.get()
    own = reverse("programmes:file", args=[row.pk, paper.pk])
    got = client.get(own)
    assert b"".join(got.streaming_content) == files.PDF
    assert got.headers["Content-Disposition"].startswith("attachment")
    both = {"file": SimpleUploadedFile("m.pdf", files.PDF), "link": "https://example.org", "remark": ""}
    assert client.post(url, both).status_code == 422
    client.force_login(cast.alumna().account)
    assert {client.get(one).status_code for one in (own, url)} == {404}
    client.force_login(cast.staff("programmes.view_participation"))
    assert client.get(reverse("admin:programmes_deliverable_file", args=[paper.pk])).status_code == 403
