"""Acts of the programme year by the API: each is the service that its page calls, with the same rights."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.repeats.models import Answer
from residencies.grants.models import Contribution, Grant, Instalment, Report
from tests import cast
from tests.calls.files import PDF
from tests.grants import cast as grants

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
