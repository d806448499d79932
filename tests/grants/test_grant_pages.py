"""Her pages, the desk and the API, by those who may and those who may not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from foundation.lists.models import Export
from residencies.grants import services
from residencies.grants.models import Document, Grant, Instalment
from tests import cast as people
from tests.calls import files
from tests.grants import cast
from tests.programmes import enrolled

pytestmark = pytest.mark.django_db
NOW, TODAY = cast.NOW, cast.TODAY


@pytest.fixture(autouse=True)
def _now(time_machine, settings, tmp_path):
    time_machine.move_to(NOW, tick=False)
    settings.MEDIA_ROOT = tmp_path


def logged_in(account, **headers):
    client = Client(headers={"accept-language": "en", **headers})
    client.force_login(account)
    return client


def member(group):
    account = people.staff()
    account.groups.add(Group.objects.get(name=group))
    return account


def test_she_hands_in_a_file_and_nobody_else_reads_it():
    row = cast.report()
    she, other = row.grant.person, people.alumna()
    url = reverse("grants:report", args=[row.pk])
    hers = logged_in(she.account)
    assert logged_in(other.account).get(url).status_code == 404
    assert Client().get(url).status_code == 302
    refused = hers.post(url, {"text": "<b>Mes mots</b>", "file": SimpleUploadedFile("a.pdf", files.EXE)})
    assert (refused.status_code, "&lt;b&gt;Mes mots" in refused.content.decode()) == (422, True)
    assert hers.post(url, {"text": "", "file": SimpleUploadedFile("a.pdf", files.PDF)}).status_code == 302
    paper = Document.objects.get()
    wanted = {"she": 200, "other": 404, "finance": 404, "team": 200, "nobody": 404}
    accounts = {
        "she": she.account,
        "other": other.account,
        "finance": member("Finance staff"),
        "team": member("Programme staff"),
        "nobody": people.staff(),
    }
    for who, account in accounts.items():
        answer = logged_in(account).get(reverse("grants:file", args=[paper.pk]))
        assert answer.status_code == wanted[who], who
        if answer.status_code == 200:
            assert b"".join(answer.streaming_content) == files.PDF


def test_a_token_is_asked_for_and_too_much_is_refused_before_it_is_read():
    row = cast.report()
    url = reverse("grants:report", args=[row.pk])
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(row.grant.person.account)
    assert strict.post(url, {"text": "x"}).status_code == 403
    length = {"CONTENT_LENGTH": str(10**9)}
    assert logged_in(row.grant.person.account).post(url, {"text": "x"}, **length).status_code == 413
    row.refresh_from_db()
    assert row.handed_in_at is None


def test_the_desk_promises_within_the_fund_and_keeps_what_was_typed():
    fund, she = cast.fund(100), people.person()
    desk = logged_in(member("Programme staff"))
    url = reverse("admin:grants_grant_add")
    typed = {"fund": fund.pk, "person": she.pk, "purpose": "Écriture", "amount": "101", "currency": ""}
    page = desk.post(url, typed)
    assert (page.status_code, "Écriture" in page.content.decode()) == (200, True)
    assert desk.post(url, {**typed, "amount": "60"}).status_code == 302
    grant = Grant.objects.get()
    assert (grant.currency, grant.history.get().history_user.groups.get().name) == ("MAD", "Programme staff")
    page = desk.get(reverse("admin:grants_fund_changelist")).content.decode()
    assert all(figure in page for figure in ("100.00", "60.00", "40.00"))


def test_a_grant_is_begun_from_a_participation_and_nothing_is_typed_twice():
    fund, row = cast.fund(100), enrolled.enrolment()
    other = cast.grant(fund, 10, person=row.person, participation=row, purpose="Montage")
    desk = logged_in(member("Programme staff"))
    page = desk.get(reverse("admin:programmes_participation_change", args=[row.pk]))
    part = page.context["beside"][0]
    assert [line.text for line in part.lines][:-1] == ["Montage"]
    assert part.lines[0].url == reverse("admin:grants_grant_change", args=[other.pk])
    form = desk.get(part.lines[1].url).context["adminform"].form
    assert (form["person"].value(), form["participation"].value()) == (str(row.person_id), str(row.pk))
    typed = {"fund": fund.pk, "purpose": "Son", "amount": "5", "currency": ""}
    url = reverse("admin:grants_grant_add")
    assert desk.post(url, typed).context["adminform"].form.has_error("person")
    assert desk.post(url, {**typed, "participation": row.pk}).status_code == 302
    assert Grant.objects.get(purpose="Son").person == row.person
    poor = logged_in(people.staff("programmes.view_participation"))
    page = poor.get(reverse("admin:programmes_participation_change", args=[row.pk]))
    assert page.context["beside"] == []


def test_each_step_is_a_button_for_those_who_may_press_it():
    row = cast.instalment()
    team, money = logged_in(member("Programme staff")), logged_in(member("Finance staff"))
    root = f"/admin/grants/instalment/{row.pk}"
    press = {"confirm": "1"}
    pay = {
        **press,
        "reference": "VIR-9",
        "paid_on": str(TODAY),
        "receipt": SimpleUploadedFile("r.pdf", files.PDF),
    }
    acts = [
        (money, "ask", press, 403), (team, "ask", press, 302), (money, "approve", press, 403),
        (team, "approve", press, 302), (team, "clear", press, 403), (money, "clear", press, 302),
        (team, "pay", press, 403), (money, "pay", pay, 302),
    ]  # fmt: skip
    for who, name, data, status in acts:
        assert who.post(f"{root}/{name}/", data).status_code == status, name
    row.refresh_from_db()
    assert (row.state, row.receipt.name) == ("paid", "r.pdf")
    hers = logged_in(row.grant.person.account).get(reverse("grants:mine")).content.decode()
    assert "VIR-9" in hers
    assert reverse("grants:file", args=[row.receipt.pk]) in hers


def test_the_api_lets_each_do_her_part():
    row = cast.instalment(report=None)
    report = cast.report(row.grant, days=-1)
    hers, team, money = (
        logged_in(account)
        for account in (row.grant.person.account, member("Programme staff"), member("Finance staff"))
    )

    def post(who, path, **body):
        return who.post(f"/api/v1/{path}/", body, content_type="application/json").status_code

    line, paper = f"instalments/{row.pk}", f"grant-reports/{report.pk}"
    assert post(team, f"{line}/request") == 400  # a report is overdue
    assert [post(who, f"{paper}/hand_in", text="Fait.") for who in (team, money, hers)] == [404, 404, 200]
    assert [post(who, f"{line}/request") for who in (hers, money, team)] == [403, 403, 200]
    assert [post(who, f"{line}/approve") for who in (hers, money, team)] == [403, 403, 200]
    assert [post(who, f"{line}/clear") for who in (team, money)] == [403, 200]
    body = {"reference": "VIR-7", "paid_on": str(TODAY)}
    assert [post(who, f"{line}/pay", **body) for who in (team, money, money)] == [403, 200, 400]
    assert Instalment.objects.get().state == "paid"
    other = logged_in(people.alumna().account)
    for path in ("funds", "grants", "instalments", "grant-reports"):
        counts = [len(who.get(f"/api/v1/{path}/").json()["results"]) for who in (team, money, hers, other)]
        wanted = {"funds": [1, 1, 0, 0], "grant-reports": [1, 0, 1, 0]}.get(path, [1, 1, 1, 0])
        assert counts == wanted
    (told,) = money.get("/api/v1/funds/").json()["results"]
    assert [told[name] for name in ("amount", "committed", "paid", "free")] == [
        *("100000.000", "60000.000", "20000.000", "40000.000")
    ]


def test_finance_reads_no_notes_and_no_reports():
    grant = cast.grant(cast.fund(note="FONDS-SECRET"), note="NOTE-SECRETE")
    grant.note = "NOTE-SECRETE-2"
    grant.save()
    row = cast.report(grant)
    services.hand_in_report(row, text="RAPPORT-SECRET", by=None, now=NOW)
    money = logged_in(member("Finance staff"))
    paths = [
        reverse(f"admin:grants_{name}", args=[key])
        for name, key in {
            "grant_change": grant.pk, "grant_history": grant.pk, "fund_change": grant.fund_id,
            "fund_history": grant.fund_id, "report_change": row.pk, "report_history": row.pk,
        }.items()
    ]  # fmt: skip
    pages = [money.get(path).content.decode() for path in (*paths, "/admin/", "/api/v1/grants/")]
    assert [page for page in pages if "SECRET" in page] == []


def test_cards_and_filters_of_the_desk_find_what_waits():
    cast.cleared()
    late = cast.instalment(due_on=TODAY - timedelta(days=3))
    cast.report(late.grant, days=-2)
    money = member("Finance staff")
    home = logged_in(money).get("/admin/").content.decode()
    assert "Payments that wait for you" in home
    table = logged_in(people.administrator())
    url = reverse("admin:grants_instalment_changelist")
    for waits, count in (("me", 1), ("late", 1), ("blocked", 1)):
        assert table.get(url, {"waits": waits}).context["cl"].result_count == count
    reports = reverse("admin:grants_report_changelist")
    for stands, count in (("overdue", 1), ("to_read", 0), ("waiting", 1)):
        assert table.get(reports, {"stands": stands}).context["cl"].result_count == count


def test_the_statement_leaves_the_house_by_a_right_of_its_own():
    fund = cast.grant().fund
    for name, head in (("pdf", b"%PDF-"), ("xlsx", b"PK")):
        url = f"/admin/grants/fund/{fund.pk}/statement_{name}/"
        answer = logged_in(member("Finance staff")).get(url)
        assert answer.status_code == 200
        assert answer.content.startswith(head)
        assert logged_in(people.staff("grants.view_fund")).get(url).status_code == 403
    taken = Export.objects.order_by("pk").values_list("table", "form", "count", "filters")
    assert [*taken] == [("grants.grant", form, 1, f"fund={fund.pk}") for form in ("pdf", "xlsx")]


def test_a_button_of_the_desk_pressed_twice_makes_one():
    row, desk = cast.grant(cast.fund(100), 60), logged_in(member("Programme staff"))
    root = f"/admin/grants/grant/{row.pk}"
    for name, typed in {
        "plan": {"amount": "10", "due_on": str(TODAY)},
        "ask_report": {"kind": "final", "due_on": str(TODAY)},
    }.items():
        form = desk.get(f"{root}/{name}/").context["form"]
        press = {**typed, "confirm": "1", "token": str(form["token"].value())}
        assert [desk.post(f"{root}/{name}/", press).status_code for _press in range(2)] == [302, 302]
    assert (row.instalments.count(), row.reports.count()) == (1, 1)
    url = reverse("admin:grants_grant_add")
    page = desk.get(url)
    pressed = page.context["adminform"].form["pressed"].value()
    assert str(pressed) in page.content.decode()
    typed = {"fund": row.fund_id, "person": row.person_id, "purpose": "Son", "amount": "10", "currency": ""}
    typed["pressed"] = str(pressed)
    assert [desk.post(url, typed).status_code for _press in range(2)] == [302, 302]
    assert Grant.objects.filter(purpose="Son").count() == 1


def test_a_form_that_is_filled_in_anew_after_the_first_press_makes_another():
    row, desk = cast.grant(cast.fund(100), 60), logged_in(member("Programme staff"))
    url = f"/admin/grants/grant/{row.pk}/plan/"
    press = {"due_on": str(TODAY), "confirm": "1", "token": str(uuid4())}
    for amount in ("10", "20"):
        assert desk.post(url, {**press, "amount": amount}).status_code == 302
    assert [int(one.amount) for one in row.instalments.all()] == [10, 20]
    typed = {"purpose": "Son", "amount": "5", "currency": "", "pressed": str(uuid4())}
    for fund in (row.fund, cast.fund(100)):
        for she in (row.person, people.person()):
            answer = desk.post(
                reverse("admin:grants_grant_add"), {**typed, "fund": fund.pk, "person": she.pk}
            )
            assert answer.status_code == 302
    assert Grant.objects.filter(purpose="Son").values("fund", "person").distinct().count() == 4


def test_a_grant_to_herself_is_refused_on_the_form_with_what_was_typed():
    boss = people.staff()
    boss.is_superuser = True
    boss.save()
    she = people.person(account=boss)
    typed = {"fund": cast.fund(100).pk, "person": she.pk, "purpose": "Son", "amount": "5", "currency": ""}
    page = logged_in(boss).post(reverse("admin:grants_grant_add"), typed)
    assert page.status_code == 200
    form = page.context["adminform"].form
    assert (len(form.non_field_errors()), form["purpose"].value()) == (1, "Son")
    assert Grant.objects.count() == 0


def test_of_her_own_grant_a_colleague_finds_nothing_at_the_desk_and_all_on_her_page():
    boss, other = people.staff(), cast.instalment()
    boss.is_superuser = True
    boss.save()
    she = people.person(account=boss)
    row = cast.instalment(cast.grant(person=she))
    report = cast.report(row.grant, days=-1)
    desk = logged_in(boss)
    for name, key in {"grant": row.grant_id, "instalment": row.pk, "report": report.pk}.items():
        table = desk.get(reverse(f"admin:grants_{name}_changelist")).context["cl"]
        wanted = {"grant": [other.grant_id], "instalment": [other.pk], "report": []}[name]
        assert [one.pk for one in table.result_list] == wanted
        assert desk.get(reverse(f"admin:grants_{name}_change", args=[key])).status_code == 302
        assert desk.get(reverse(f"admin:grants_{name}_history", args=[key])).status_code == 404
    assert str(row.grant.purpose) in desk.get(reverse("grants:mine")).content.decode()


def test_a_wrong_reference_is_corrected_by_whoever_may_pay():
    row = cast.paid(reference="VIR-1")
    url = f"/admin/grants/instalment/{row.pk}/correct/"
    said = {"confirm": "1", "reference": "VIR-01", "reason": "Faute de frappe"}
    statuses = [
        logged_in(member(f"{name} staff")).post(url, said).status_code for name in ("Programme", "Finance")
    ]
    assert statuses == [403, 302]
    row.refresh_from_db()
    assert row.reference == "VIR-01"
