"""A grant in a real browser: promised at the desk, reported on from a phone, approved by two, paid."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from residencies.grants import services
from residencies.grants.models import Fund, Grant, Instalment
from tests import cast
from tests.calls import files
from tests.journeys.conftest import PHONE, look

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


def member(group: str):
    account = cast.staff()
    account.groups.add(Group.objects.get(name=group))
    return account


@pytest.fixture
def fund() -> Fund:
    names = {"name_fr": "Fonds d’écriture", "name_ar": "صندوق الكتابة", "name_en": "Writing fund"}
    row = Fund.objects.create(currency="MAD", **names)
    services.top_up_fund(row, Decimal(100_000), on=timezone.localdate(), by=None, now=timezone.now())
    return row


def confirmed(page, path: str, **typed: str) -> None:
    """A button of a record: asked once more, with what it asks for."""
    page.goto(path)
    for name, value in typed.items():
        field = page.locator(f"[name={name}]")
        field.select_option(value) if field.evaluate("it => it.tagName") == "SELECT" else field.fill(value)
    page.locator("[name=confirm]").click()
    page.wait_for_url("**/change/")


def promised(desk, fund: Fund, she) -> Grant:
    """Typed at the desk, and saved."""
    for name, row in {"fund": fund, "person": she}.items():
        desk.evaluate(
            "([name, key]) => document.querySelector(`[name=${name}]`).add(new Option('x', key, true, true))",
            [name, str(row.pk)],
        )
    desk.locator("[name=purpose]").fill("Écriture du long métrage")
    desk.locator("[name=amount]").fill("60000")
    desk.locator("[name=_save]").click()
    desk.wait_for_url("**/grants/grant/")
    return Grant.objects.get()


def handed_in(phone, report) -> list:
    """Words and a file, sent from a phone; returns the faults of the page."""
    phone.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    phone.locator(f"a[href='{reverse('grants:report', args=[report.pk])}']").click()
    found = look(phone, "grants-report")
    phone.locator("[name=text]").fill("Trois séquences réécrites.")
    phone.locator("[name=file]").set_input_files(
        {"name": "rapport.pdf", "mimeType": "application/pdf", "buffer": files.PDF}
    )
    phone.locator("[name=send]").click()
    phone.wait_for_url("**/grants/")
    assert phone.locator(".messages .success, .notice.success").count() == 1
    return found


def paid(till, path: str, reference: str) -> None:
    """With the bank's receipt."""
    till.goto(path)
    till.locator("[name=receipt]").set_input_files(
        {"name": "avis.pdf", "mimeType": "application/pdf", "buffer": files.PDF}
    )
    till.locator("[name=reference]").fill(reference)
    till.locator("[name=paid_on]").fill(str(timezone.localdate()))
    till.locator("[name=confirm]").click()
    till.wait_for_url("**/change/")


def test_from_the_promise_to_the_balance(visit, fund):
    she, today = cast.alumna(name="Salma Bennis", language="fr"), timezone.localdate()
    team, money = member("Programme staff"), member("Finance staff")
    desk = visit(reverse("admin:grants_grant_add"), account=team, locale="fr")
    grant = promised(desk, fund, she)
    root = f"/admin/grants/grant/{grant.pk}"
    confirmed(desk, f"{root}/ask_report/", kind="interim", due_on=str(today + timedelta(days=9)))
    report = grant.reports.get()
    confirmed(desk, f"{root}/plan/", amount="20000", due_on=str(today), report=str(report.pk))
    line = Instalment.objects.get()

    phone = visit("/grants/", size=PHONE, account=she.account, locale="fr")
    assert phone.locator("html").get_attribute("lang") == "fr"
    found = look(phone, "grants-mine")
    found += handed_in(phone, report)

    steps = f"/admin/grants/instalment/{line.pk}"
    confirmed(desk, f"/admin/grants/report/{report.pk}/accept/")
    confirmed(desk, f"{steps}/ask/")
    confirmed(desk, f"{steps}/approve/")
    till = visit(f"{steps}/change/", account=money, locale="fr")
    found += look(till, "grants-instalment")
    confirmed(till, f"{steps}/clear/")
    paid(till, f"{steps}/pay/", "VIR-26-00001")
    till.goto(reverse("admin:grants_fund_change", args=[fund.pk]))
    shown = " ".join(till.locator("main, #main").first.inner_text().split())
    found += look(till, "grants-fund")
    for amount in ("100 000,00", "60 000,00", "20 000,00", "40 000,00"):
        assert amount in shown.replace("\u202f", " ").replace("\xa0", " ")
    phone.goto("/grants/")
    assert phone.get_by_text("VIR-26-00001").count() == 1
    assert found == []
    row = Fund.objects.with_figures().get()
    assert (row.amount, row.committed, row.paid) == (100_000, 60_000, 20_000)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_her_pages_in_the_other_languages(visit, fund, language):
    she, now = cast.alumna(language=language), timezone.now()
    about = {"purpose": "كتابة الفيلم", "by": None, "now": now}
    grant = services.commit_grant(fund, she, amount=Decimal(1000), **about)
    report = services.ask_report(grant, "final", timezone.localdate() - timedelta(days=2), by=None, now=now)
    services.plan_instalments(grant, [services.Plan(Decimal(500), timezone.localdate())], by=None, now=now)
    page = visit("/grants/", account=she.account, locale=language)
    found = look(page, f"grants-mine-{language}")
    page.goto(reverse("grants:report", args=[report.pk]))
    page.locator("[name=send]").click()
    page.locator("[role=alert]").wait_for()
    found += look(page, f"grants-report-{language}")
    assert found == []
