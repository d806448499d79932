"""Acts of the programme year by the API: each is the service that its page calls, with the same rights."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alumni.checkins.models import Pause
from foundation.films.models import Deadline, Section
from foundation.repeats.models import Answer
from residencies.delegations.models import Reserve
from residencies.grants.models import Contribution, Grant, Instalment, Report
from residencies.industry.models import Event, FollowUp, Guest, Meeting
from residencies.programmes.models import Participation
from tests import cast
from tests.api.rows import MAKERS, make
from tests.calls.files import PDF
from tests.grants import cast as grants
from tests.workshops import cast as workshops

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def post(client, url: str, key: str = "", **said):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"/api/v1/{url}", said, content_type="application/json", headers=headers)


def test_staff_commit_a_grant_and_plan_it_once_under_one_key(api):
    fund, she = grants.fund(), cast.alumna()
    client = api(cast.administrator())
    said = {"fund": fund.pk, "person": she.pk, "purpose": "Écriture", "amount": "60000"}
    assert (
        post(api(cast.staff("grants.view_fund", "grants.view_grant")), "grants/", **said).status_code == 403
    )
    made, again = (post(client, "grants/", "a", **said) for _press in (1, 2))
    assert (made.status_code, again.content, Grant.objects.count()) == (201, made.content, 1)
    url = f"grants/{made.json()['id']}/"
    assert client.get(f"/api/v1/{url}").json() == made.json()
    over = [{"amount": "40000", "due_on": "2027-01-10"}, {"amount": "30000", "due_on": "2027-06-10"}]
    refused = post(client, f"{url}plan/", instalments=over)
    assert (refused.status_code, Instalment.objects.count()) == (400, 0)
    report = post(client, f"{url}ask_report/", kind="interim", due_on="2027-05-01").json()["id"]
    over[1] = {"amount": "20000", "due_on": "2027-06-10", "report": report}
    planned = post(client, f"{url}plan/", "b", instalments=over)
    assert planned.content == post(client, f"{url}plan/", "b", instalments=over).content
    told = [(one["number"], one["condition"], one["report"]) for one in planned.json()["instalments"]]
    assert told == [(1, "none", None), (2, "report", report)]
    off = post(client, f"instalments/{planned.json()['instalments'][0]['id']}/cancel/", reason="Double")
    assert (off.status_code, off.json()["state"], "Double" in off.text) == (200, "cancelled", False)
    ended = post(client, f"{url}cancel/", reason="Elle part")
    assert (ended.json()["state"], ended.json()["released"]) == ("cancelled", "60000.000")
    assert Answer.objects.count() == 2


def test_a_grant_is_for_whom_it_may_be(api):
    fund, client = grants.fund(amount=100), api(cast.administrator())
    said = {"fund": fund.pk, "person": cast.person().pk, "purpose": "Écriture", "amount": "101"}
    assert "100" in post(client, "grants/", **said).json()["detail"]
    unknown = post(client, "grants/", **{**said, "fund": 10**9, "amount": "x"})
    assert (unknown.status_code, set(unknown.json())) == (400, {"fund", "amount"})
    del said["person"]
    assert set(post(client, "grants/", **said).json()) == {"person"}
    boss = cast.person(account=cast.administrator())
    hers = post(api(boss.account), "grants/", **{**said, "amount": "50", "person": boss.pk})
    assert (hers.status_code, Grant.objects.count()) == (400, 0)


def test_what_a_grant_is_for_is_changed_on_condition(api):
    row, client = grants.grant(), api(cast.administrator())
    url, how = f"/api/v1/grants/{row.pk}/", {"content_type": "application/json"}
    assert client.patch(url, {"purpose": "Montage"}, **how).status_code == 428
    how["headers"] = {"If-Match": client.get(url)["ETag"]}
    done = client.patch(url, {"purpose": "Montage"}, **how)
    assert (done.json()["purpose"], done["ETag"]) == ("Montage", client.get(url)["ETag"])
    assert client.patch(url, {"purpose": "Son"}, **how).status_code == 412
    how["headers"] = {"If-Match": "*"}
    assert api(row.person.account).patch(url, {"purpose": "Son"}, **how).status_code == 403


def test_finance_top_up_pay_with_a_receipt_and_correct_the_reference(api, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row, client = grants.cleared(), api(cast.administrator())
    fund = row.grant.fund_id
    before = client.get(f"/api/v1/funds/{fund}/").json()["amount"]
    said = {"amount": "500", "on": "2026-11-20", "note": "zq"}
    made = post(client, f"funds/{fund}/top_up/", "a", **said)
    post(client, f"funds/{fund}/top_up/", "a", **said)
    assert (before, made.json()["amount"]) == ("100000.000", "100500.000")
    assert Contribution.objects.filter(note="zq").count() == 1
    form = {"reference": "VIR-1", "paid_on": f"{row.due_on}", "receipt": SimpleUploadedFile("r.pdf", PDF)}
    paid = client.post(f"/api/v1/instalments/{row.pk}/pay/", form)
    assert (paid.status_code, paid.json()["state"]) == (200, "paid")
    assert Instalment.objects.get().receipt.name == "r.pdf"
    right = post(client, f"instalments/{row.pk}/correct/", reference="VIR-2", reason="Faute")
    assert right.json()["reference"] == "VIR-2"
    wrong = post(api(grants.programme_staff()), f"instalments/{row.pk}/correct/", reference="V", reason="x")
    assert wrong.status_code == 403


def test_a_rate_that_there_is_not_is_refused_in_the_language_that_was_asked_for(api):
    row, client = grants.cleared(), api(cast.administrator())
    form = {"reference": "VIR-1", "paid_on": f"{row.due_on}", "rate": 9999}
    answer = client.post(f"/api/v1/instalments/{row.pk}/pay/", form, headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.json()) == (400, {"rate": ["Il n’y a pas de taux 9999."]})


def test_she_hands_in_a_report_with_a_file_and_nobody_elses(api, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = grants.report()
    url, she = f"/api/v1/grant-reports/{row.pk}/hand_in/", row.grant.person
    client = api(she.account)
    assert post(client, f"grant-reports/{row.pk}/hand_in/").status_code == 400  # neither text nor file
    first, again = (
        client.post(url, {"file": SimpleUploadedFile("bilan.pdf", PDF)}, headers={"Idempotency-Key": "a"})
        for _press in (1, 2)
    )
    assert (first.status_code, first.json()["file"], again.content) == (200, "bilan.pdf", first.content)
    refused = client.post(url, {"file": SimpleUploadedFile("virus.exe", b"MZ" + b"\0" * 99)})
    assert (refused.status_code, set(refused.json())) == (400, {"detail"})
    big = client.post(url, {"file": SimpleUploadedFile("gros.pdf", PDF + b"\0" * 23_000_000)})
    assert big.status_code == 413
    for other in (cast.alumna().account, cast.administrator()):
        assert api(other).post(url, {"text": "x"}).status_code == 404
    assert Report.objects.get().document.name == "bilan.pdf"


def running(**fields):
    """A session that began an hour ago."""
    starts = timezone.now() + timedelta(hours=2)
    row = workshops.session(starts_at=starts, **fields)
    people = [workshops.registered(row, now=timezone.now()).person for _place in range(3)]
    began = timezone.now() - timedelta(hours=1)
    type(row).objects.filter(pk=row.pk).update(starts_at=began, ends_at=began + timedelta(hours=2))
    return row, people


def test_who_leads_a_session_notes_who_was_there_all_or_none(api):
    row, people = running()
    trainer = cast.alumna()
    row.speakers.create(person=trainer, role="trainer")
    client, url = api(trainer.account), f"sessions/{row.pk}/attendance/"
    listed = client.get(f"/api/v1/{url}").json()
    assert {one["person"]["id"] for one in listed} == {one.pk for one in people}
    stranger = cast.person()
    refused = post(client, url, there=[people[0].pk, stranger.pk])
    assert (refused.status_code, row.attendances.count()) == (400, 0)
    assert str(stranger.pk) in refused.json()["detail"]
    done = post(client, url, there=[one.pk for one in people])
    assert [one["was_there"] for one in done.json()] == [True] * 3
    post(client, url, away=[people[1].pk])
    assert set(row.attendances.values_list("person", flat=True)) == {people[0].pk, people[2].pk}
    let_in = post(client, f"sessions/{row.pk}/admit/", name="Une voisine", email="v@example.org")
    assert (let_in.status_code, let_in.json()["was_there"]) == (201, True)
    assert post(api(cast.alumna().account), url, there=[people[1].pk]).status_code == 404


def test_the_list_of_a_session_takes_as_many_queries_for_fifty_as_for_one(api):
    row = workshops.session(starts_at=timezone.now() + timedelta(hours=2))
    client, url, found = api(cast.administrator()), f"/api/v1/sessions/{row.pk}/attendance/", []
    for number in range(50):
        workshops.registered(row, now=timezone.now())
        if number in (0, 49):
            with CaptureQueriesContext(connection) as done:
                assert len(client.get(url).json()) == number + 1
            found.append(len(done))
    assert found[0] == found[1]


def test_staff_give_a_place_and_take_it_back_and_she_says_she_is_there(api):
    row, she = workshops.session(starts_at=timezone.now() + timedelta(days=2)), cast.alumna()
    client = api(cast.administrator())
    given = post(client, f"sessions/{row.pk}/place/", "a", person=she.pk)
    assert (given.status_code, given.json()["state"]) == (201, "registered")
    url = f"registrations/{given.json()['id']}/take_back/"
    assert post(api(she.account), url, reason="x").status_code == 403
    assert post(client, url).status_code == 400
    taken = post(client, url, reason="zq")
    assert (taken.json()["state"], "zq" in taken.text) == ("cancelled", False)
    assert post(api(she.account), f"sessions/{row.pk}/place/", person=she.pk).status_code == 403
    online, people = running(online_url="https://meet.example.org/")
    people[0].account = cast.staff()
    people[0].save()
    hers = api(people[0].account)
    assert post(hers, f"sessions/{online.pk}/attend/").status_code == 200
    assert online.attendances.get().way == "self"
    assert post(api(she.account), f"sessions/{online.pk}/attend/").status_code == 400  # without a place


def test_staff_write_sections_and_deadlines_down(api):
    client = api(cast.administrator())
    edition = make(Section, cast.alumna(), 1).edition
    made = post(client, "festival-sections/", edition=edition.pk, name="Panorama", region=["MA", "TN"])
    assert (made.status_code, made.json()["region"]) == (201, ["MA", "TN"])
    twice = post(client, "festival-sections/", edition=edition.pk, name="Panorama")
    assert twice.status_code == 400
    unsourced = post(client, "festival-sections/", edition=edition.pk, name="Autre", no_broadcast=True)
    assert unsourced.status_code == 400
    said = {"section": made.json()["id"], "closes_at": "2027-02-01T23:59:00+01:00", "fee": "20"}
    assert post(client, "deadlines/", **said).status_code == 400  # of which currency
    kept = post(client, "deadlines/", **said, currency="EUR")
    assert (kept.status_code, kept.json()["closes_at"]) == (201, "2027-02-01T22:59:00Z")
    url = f"/api/v1/deadlines/{kept.json()['id']}/"
    how = {"content_type": "application/json", "headers": {"If-Match": kept.get("ETag") or "*"}}
    moved = client.patch(url, {"closes_at": "2027-03-01T12:00:00Z"}, **how)
    assert (moved.status_code, Deadline.objects.get().revision) == (200, 1)
    assert post(api(cast.alumna().account), "deadlines/", **said).status_code == 403
    assert client.delete(url, headers={"If-Match": moved["ETag"]}).status_code == 204
    section = f"/api/v1/festival-sections/{made.json()['id']}/"
    assert client.delete(section, headers={"If-Match": "*"}).status_code == 204


def test_she_pauses_and_resumes_and_staff_do_it_for_her(api):
    she = cast.alumna()
    client = api(she.account)
    nothing = {"is_paused": False, "since": None, "until": None}
    assert client.get("/api/v1/me/pause/").json() == nothing
    paused = post(client, "me/pause/", choice="3").json()
    assert (paused["is_paused"], Pause.objects.get().source) == (True, "portal")
    assert (client.get("/api/v1/me/pause/").json(), paused["until"] is None) == (paused, False)
    assert post(client, "me/pause/", choice="stop").json()["until"] is None
    assert post(client, "me/pause/", choice="resume").json() == nothing
    assert post(client, "me/pause/", choice="4").status_code == 400
    assert post(api(cast.staff()), "me/pause/", choice="stop").status_code == 404
    said = {"person": she.pk, "months": None, "reason": "zq"}
    assert post(client, "pauses/", **said).status_code == 403
    staff = api(cast.staff("people.view_person", "checkins.view_pause", "checkins.add_pause"))
    assert post(staff, "pauses/", **said).status_code == 403  # as at the desk
    staff = api(cast.administrator())
    made = post(staff, "pauses/", "a", **said)
    assert (made.status_code, made.json()["source"], "zq" in made.text) == (201, "staff", False)
    url = f"pauses/{made.json()['id']}/resume/"
    assert post(client, url, reason="x").status_code == 403
    assert (post(staff, url, reason="Elle a appelé").status_code, Pause.objects.count()) == (204, 0)


def test_who_takes_part_says_when_she_cannot_meet(api):
    she = cast.alumna()
    row = make(Guest, she, 2)
    Event.objects.update(wishes_until=timezone.now() + timedelta(days=1))
    slot = row.event.slots.get()
    client, url = api(she.account), f"industry-guests/{row.pk}/away/"
    assert post(client, url, slots=[slot.pk]).json() == {"slots": [slot.pk]}
    assert client.get(f"/api/v1/{url}").json() == {"slots": [slot.pk]}
    assert post(client, url, slots=[slot.pk + 1000]).status_code == 400
    assert post(client, url, slots=[]).json() == {"slots": []}
    other = make(Guest, cast.alumna(), 2)
    assert client.get(f"/api/v1/industry-guests/{other.pk}/away/").status_code == 404
    beside = Guest.objects.create(event=row.event, person=cast.person())
    assert post(client, f"industry-guests/{beside.pk}/away/", slots=[]).status_code == 404
    Event.objects.update(wishes_until=None, state="released", released_at=cast.NOW)
    assert post(client, url, slots=[slot.pk]).status_code == 400


def test_she_plans_what_follows_from_a_meeting_of_hers(api):
    she = cast.alumna()
    row = make(Meeting, she, 1)
    said = {"meeting": row.pk, "what": "Envoyer le scénario", "due_on": "2027-01-10"}
    made = post(api(she.account), "follow-ups/", "a", **said)
    assert (made.status_code, FollowUp.objects.get().side) == (201, "guest")
    assert post(api(cast.alumna().account), "follow-ups/", **said).status_code == 400
    boss = cast.person(account=cast.administrator())
    assert post(api(boss.account), "follow-ups/", **said).status_code == 403


def test_she_takes_or_declines_the_place_she_is_offered(api):
    she = cast.alumna()
    taken, left = (MAKERS["my-delegation-place"](she, number) for number in (1, 2))
    client = api(she.account)
    told = client.get("/api/v1/me/delegation-places/").json()["results"]
    assert {one["id"] for one in told} == {taken.pk, left.pk}
    url = f"me/delegation-places/{taken.pk}/"
    assert post(api(cast.alumna().account), f"{url}accept/").status_code == 404
    assert post(api(cast.administrator()), f"{url}accept/").status_code == 404
    assert [post(client, f"{url}accept/").json()["state"] for _press in (1, 2)] == ["accepted"] * 2
    assert Participation.objects.filter(person=she, edition=taken.delegation.edition).exists()
    declined = post(client, f"me/delegation-places/{left.pk}/decline/")
    assert (declined.status_code, declined.json()["state"]) == (200, "declined")
    Reserve.objects.filter(pk=left.pk).update(state="waiting", place=None, offered_at=None,
        answer_by=None, ended_at=None)  # fmt: skip
    assert len(client.get("/api/v1/me/delegation-places/").json()["results"]) == 1
