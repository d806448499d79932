"""What may be promised, planned and paid, and by whom; and what the database refuses by itself."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from foundation.errors import ServiceError
from foundation.mail.letters import NotWanted
from foundation.mail.models import Message
from foundation.money import is_payable, rounded, told
from residencies.grants import services
from residencies.grants.letters import report_mail
from residencies.grants.models import Document, Fund, Grant, Instalment, Report
from residencies.grants.selectors import grants_of, standing_in_the_way
from tests import cast as people
from tests.calls import files
from tests.grants import cast

pytestmark = pytest.mark.django_db
NOW, TODAY = cast.NOW, cast.TODAY


def figures(fund):
    row = Fund.objects.with_figures().get(pk=fund.pk)
    return row.amount, row.committed, row.paid, row.free


def test_money_is_rounded_half_up_to_the_coin_of_its_currency():
    cases = {
        ("0.005", "MAD"): "0.01",
        ("0.0045", "TND"): "0.005",
        ("0.5", "XOF"): "1",
        ("-0.005", "EUR"): "-0.01",
    }
    assert {key: str(rounded(Decimal(key[0]), key[1])) for key in cases} == cases
    assert [is_payable(Decimal(text), "MAD") for text in ("1", "0.01", "0.001", "0", "-1")] == [
        *(True, True, False, False, False)
    ]
    assert told(Decimal("1234.5"), "TND").replace("\u202f", "\u00a0").endswith("500\u00a0TND")


def test_a_grant_takes_from_its_fund_what_is_there_and_she_is_told():
    fund = cast.fund(100)
    row = cast.grant(fund, 60)
    assert figures(fund) == (100, 60, 0, 40)
    assert Message.objects.get(kind="grant_committed").person == row.person
    with pytest.raises(ServiceError, match="40"):
        cast.grant(fund, 41)
    with pytest.raises(ServiceError):
        services.top_up_fund(fund, Decimal(-41), on=TODAY, by=None, now=NOW)
    for wrong in ("0", "-1", "0.001"):
        with pytest.raises(ServiceError):
            cast.grant(fund, wrong)
    cast.grant(fund, 40)
    assert figures(fund) == (100, 100, 0, 0)


def test_thirty_thirds_of_a_coin_add_up_on_each_database():
    fund = cast.fund("0.3")
    for _time in range(3):
        cast.grant(fund, "0.1")
    assert figures(fund) == (Decimal("0.3"), Decimal("0.3"), 0, 0)


def test_the_database_refuses_what_no_service_was_asked():
    row = cast.paid(cast.grant(cast.fund(100), 100), 30)
    grant, facts = row.grant, {"fund": row.grant.fund, "person": row.grant.person, "purpose": "x"}
    acts = [
        lambda: Grant.objects.create(amount=1, currency="MAD", committed_on=TODAY, **facts),
        lambda: Grant.objects.filter(pk=grant.pk).update(amount=101),
        lambda: Grant.objects.filter(pk=grant.pk).update(amount=29),
        lambda: Grant.objects.filter(pk=grant.pk).update(state="cancelled", reason="x", released=71),
        lambda: grant.fund.contributions.update(amount=99),
        lambda: Instalment.objects.create(grant=grant, number=2, amount=71, due_on=TODAY),
        lambda: Instalment.objects.filter(pk=row.pk).update(amount=31),
        lambda: Instalment.objects.filter(pk=row.pk).update(
            state="refused", reason="x", reference="", paid_on=None, received=None
        ),
        lambda: Instalment.objects.filter(pk=row.pk).update(second_by=row.first_by),
        lambda: Instalment.objects.filter(pk=row.pk).update(reference=""),
        lambda: Instalment.objects.create(grant=grant, number=2, amount=1, due_on=TODAY, state="cleared"),
    ]
    for act in acts:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert figures(grant.fund) == (100, 100, 30, 0)


def test_an_earmarked_fund_gives_to_whom_it_was_given_for():
    done = people.completed(TODAY)
    fund = cast.fund(edition=done.edition, programme=done.edition.programme)
    other = people.completed(TODAY)
    for about in (None, other):
        with pytest.raises(ServiceError):
            cast.grant(fund, 10, person=other.person, participation=about)
    with pytest.raises(ServiceError, match=r"someone else|autre"):
        cast.grant(fund, 10, person=other.person, participation=done)
    assert cast.grant(fund, 10, person=done.person, participation=done).participation == done
    closed = cast.fund(ends_on=TODAY - timedelta(days=1))
    with pytest.raises(ServiceError):
        cast.grant(closed, 10)


def test_two_people_approve_the_second_for_finance_and_it_is_paid_once():
    row, one, money = cast.instalment(), cast.programme_staff(), cast.finance()
    boss = people.administrator()
    with pytest.raises(ServiceError):
        services.approve_instalment(row, by=one, now=NOW)
    services.request_instalment(row, by=one, now=NOW)
    services.approve_instalment(row, by=boss, now=NOW)
    for nobody in (boss, one):  # the same again; one without the right
        with pytest.raises(ServiceError):
            services.clear_instalment(row, by=nobody, now=NOW)
    services.clear_instalment(row, by=money, now=NOW)
    pay = {"reference": " VIR-1 ", "paid_on": TODAY, "by": money, "now": NOW}
    for wrong in ({"reference": " "}, {"paid_on": TODAY + timedelta(days=1)}, {"received": Decimal(1)}):
        with pytest.raises(ServiceError):
            services.pay_instalment(row, **{**pay, **wrong})
    paid = services.pay_instalment(row, **pay)
    assert (paid.state, paid.reference, paid.received) == ("paid", "VIR-1", 20_000)
    with pytest.raises(ServiceError):
        services.pay_instalment(row, **{**pay, "reference": "VIR-2"})
    other = cast.cleared()
    with pytest.raises(ServiceError):
        services.pay_instalment(other, **pay)  # a reference pays once
    assert Message.objects.filter(kind="payment_made").count() == 1
    assert [one.history_user for one in row.history.order_by("history_id")][-1] == money


def test_nobody_approves_or_pays_her_own_grant():
    she = people.alumna()
    she.account.is_staff = she.account.is_superuser = True
    she.account.save()
    row = cast.instalment(cast.grant(person=she))
    with pytest.raises(ServiceError):
        services.request_instalment(row, by=she.account, now=NOW)
    report = services.hand_in_report(cast.report(row.grant), text="x", by=she.account, now=NOW)
    with pytest.raises(ServiceError):
        services.accept_report(report, by=she.account, now=NOW)
    with pytest.raises(ServiceError):
        services.send_back_report(report, missing="x", by=she.account, now=NOW)
    waits = cast.instalment(row.grant, milestone="Version dialoguée")
    with pytest.raises(ServiceError, match=r"own grant|propre"):
        services.reach_milestone(waits, on=TODAY, by=she.account, now=NOW)
    for act in (services.refuse_instalment, services.cancel_instalment):
        with pytest.raises(ServiceError, match=r"own grant|propre"):
            act(row, reason="x", by=she.account, now=NOW)
    with pytest.raises(ServiceError, match=r"own grant|propre"):
        cast.grant(person=she, by=she.account)
    with pytest.raises(ServiceError, match=r"own grant|propre"):
        services.cancel_grant(row.grant, reason="x", by=she.account, now=NOW)
    assert not Instalment.objects.waiting_for(she.account).exists()


def test_a_report_or_a_milestone_comes_before_the_payment():
    grant, boss = cast.grant(), people.administrator()
    report = cast.report(grant)
    first = cast.instalment(grant, report=report)
    second = cast.instalment(grant, milestone="Version dialoguée")
    for row in (first, second):
        with pytest.raises(ServiceError):
            services.request_instalment(row, by=boss, now=NOW)
    services.hand_in_report(report, text="Fait.", by=None, now=NOW)
    with pytest.raises(ServiceError):
        services.request_instalment(first, by=boss, now=NOW)
    services.accept_report(report, by=boss, now=NOW)
    services.reach_milestone(second, on=TODAY, by=boss, now=NOW)
    assert services.request_instalment(first, by=boss, now=NOW).state == "requested"
    assert services.request_instalment(second, by=boss, now=NOW).state == "requested"
    with pytest.raises(ServiceError):
        services.hand_in_report(report, text="Autre", by=None, now=NOW)


def test_an_overdue_report_holds_up_every_step_until_it_is_handed_in():
    row = cast.cleared()
    report = cast.report(row.grant, days=-1)
    pay = {"reference": "V", "paid_on": TODAY, "by": cast.finance(), "now": NOW}
    with pytest.raises(ServiceError):
        services.pay_instalment(row, **pay)
    assert len(standing_in_the_way(row, TODAY)) == 1
    assert Instalment.objects.with_blocked(TODAY).get().is_blocked
    (mine,) = grants_of(row.grant.person, TODAY)
    assert (mine.is_late, mine.owed, mine.paid) == (True, [report], 0)
    services.hand_in_report(report, text="Fait.", by=None, now=NOW)
    assert services.pay_instalment(row, **pay).state == "paid"


def test_reminders_say_each_thing_once_in_her_working_hours():
    row = cast.instalment()
    soon, late = cast.report(row.grant, days=14), cast.report(row.grant, days=-1)
    cast.report(row.grant, days=15)
    assert services.remind(now=NOW.replace(hour=4)) == 0
    assert (services.remind(now=NOW), services.remind(now=NOW + timedelta(hours=1))) == (3, 0)
    kinds = Message.objects.exclude(kind="grant_committed").order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == ["payment_blocked", "report_due", "report_overdue"]
    services.hand_in_report(late, text="Fait.", by=None, now=NOW)
    services.hand_in_report(soon, text="Fait.", by=None, now=NOW)
    assert services.remind(now=NOW + timedelta(days=14)) == 1  # the one that is due in a day
    assert services.remind(now=NOW + timedelta(days=30)) == 1  # and is overdue; what it holds up was said


def test_a_payment_in_another_currency_keeps_the_rate_of_the_day():
    rate, older = cast.rate("0.0917"), cast.rate("0.09", on=TODAY - timedelta(days=9))
    fund = cast.fund()
    for wrong in ({"currency": "EUR"}, {"currency": "USD", "rate": rate}, {"rate": rate}):
        with pytest.raises(ServiceError):
            cast.grant(fund, 1000, **wrong)
    grant = cast.grant(fund, "1000.05", currency="EUR", rate=older)
    assert grant.amount_there == Decimal("90.00")
    row = cast.cleared(grant, "1000.05")
    pay = {"paid_on": TODAY, "by": cast.finance(), "now": NOW}
    with pytest.raises(ServiceError):
        services.pay_instalment(row, reference="V", **pay)
    paid = services.pay_instalment(row, reference="V", rate=rate, **pay)
    assert (paid.received, paid.rate, paid.grant.state) == (Decimal("91.70"), rate, "completed")


def test_cancelling_gives_back_what_was_not_paid():
    grant = cast.grant(cast.fund(100), 90)
    cast.paid(grant, 30)
    waiting = cast.cleared(grant, 20)
    refused = cast.cleared(grant, 40)
    services.refuse_instalment(refused, reason="Erreur", by=cast.finance(), now=NOW)
    with pytest.raises(ServiceError):
        cast.instalment(grant, 41)
    done = services.cancel_grant(grant, reason="Abandon", by=people.administrator(), now=NOW)
    waiting.refresh_from_db()
    assert (done.released, waiting.state, waiting.history.latest("history_id").state) == (
        60,
        "cancelled",
        "cancelled",
    )
    assert figures(grant.fund) == (100, 30, 30, 70)
    stale = services.describe_grant(grant, note="Lu", by=None, now=NOW)  # read before it was cancelled
    assert (stale.state, stale.released, stale.note, stale.purpose) == ("cancelled", 60, "Lu", grant.purpose)
    for act in (
        lambda: cast.instalment(grant, 1),
        lambda: services.cancel_grant(grant, reason="x", by=None, now=NOW),
        lambda: services.hand_in_report(cast.report(grant), text="x", by=None, now=NOW),
    ):
        with pytest.raises(ServiceError):
            act()


@pytest.mark.usefixtures("private_files")
def test_files_are_judged_by_content_and_what_is_refused_leaves_none(private_files):
    row = cast.cleared()
    pay = {"reference": "V", "paid_on": TODAY, "by": cast.finance(), "now": NOW}
    for content in (files.EXE, files.HTML, b""):
        with pytest.raises(ServiceError):
            services.pay_instalment(row, **pay, receipt=files.Sent(content, "recu.pdf"))
    assert [path for path in private_files.rglob("*") if path.is_file()] == []
    paid = services.pay_instalment(row, **pay, receipt=files.Sent(files.PDF, "../../recu.pdf"))
    assert (paid.receipt.name, paid.receipt.content_type) == ("recu.pdf", "application/pdf")
    report = cast.report(row.grant)
    with pytest.raises(ServiceError):
        services.hand_in_report(report, text=" ", by=None, now=NOW)
    for name in ("a.pdf", "b.pdf"):
        services.hand_in_report(report, upload=files.Sent(files.PDF, name), by=None, now=NOW)
    assert sorted(Document.objects.values_list("name", flat=True)) == ["b.pdf", "recu.pdf"]
    much_later = NOW.replace(year=2036)  # stored at the time of the machine
    swept = [services.sweep_documents(now=much_later)]
    Report.objects.update(document=None, text="Fait.")
    Document.objects.filter(name="b.pdf").delete()
    assert [*swept, services.sweep_documents(now=much_later)] == [1, 1]


@pytest.fixture
def private_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_report_that_is_sent_back_is_told_once_each_time_with_what_is_missing():
    row, boss = cast.report(), people.administrator()
    for number in range(1, 3):
        at = NOW + timedelta(hours=number)
        services.hand_in_report(row, text="Fait.", by=None, now=at)
        services.send_back_report(row, missing="Les factures.", by=boss, now=at)
        with pytest.raises(ServiceError):
            services.send_back_report(row, missing="Les factures.", by=boss, now=at)
        assert Message.objects.filter(kind="report_returned").count() == number
    found = report_mail(Message.objects.filter(kind="report_returned").last())
    assert (found.context["missing"], found.context["path"]) == ("Les factures.", f"/grants/report/{row.pk}/")
    services.hand_in_report(row, text="Avec les factures.", by=None, now=NOW)
    with pytest.raises(NotWanted):
        report_mail(Message.objects.filter(kind="report_returned").last())


def test_a_reference_typed_wrong_is_corrected_with_a_reason_and_nothing_else_of_a_payment():
    row, other, money = cast.paid(reference="VIR-1"), cast.paid(reference="VIR-2"), cast.finance()
    fix = lambda **said: services.correct_reference(row, **{"by": money, "now": NOW, **said})  # noqa: E731
    for said in (
        {"reference": "VIR-2", "reason": "Faute de frappe"},
        {"reference": "", "reason": "Faute de frappe"},
        {"reference": "VIR-10", "reason": " "},
    ):
        with pytest.raises(ServiceError):
            fix(**said)
    with pytest.raises(ServiceError):
        services.correct_reference(cast.instalment(), reference="V", reason="x", by=money, now=NOW)
    why = "Faute de frappe. " * 20
    for _press in range(2):
        assert fix(reference="VIR-10", reason=why).reference == "VIR-10"
    last, before = row.history.order_by("-history_id")[:2]
    assert (last.reference, last.history_user, last.history_change_reason) == (
        *("VIR-10", money, why.strip()),
    )
    assert before.reference == "VIR-1"
    for wrong in ({"amount": 1}, {"paid_on": TODAY - timedelta(days=1)}, {"received": 1}, {"reference": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Instalment.objects.filter(pk=other.pk).update(**wrong)


def test_a_form_sent_twice_makes_one():
    fund, she, token = cast.fund(), people.alumna(), uuid4()
    once = {"by": None, "now": NOW, "token": token}
    row = cast.grant(fund, 300, person=she, token=token)
    acts = [
        lambda: services.top_up_fund(fund, Decimal(10), on=TODAY, **once),
        lambda: cast.grant(fund, 300, person=she, token=token),
        lambda: services.plan_instalments(row, [services.Plan(Decimal(100), TODAY)] * 2, **once)[1],
        lambda: services.ask_report(row, "interim", TODAY, **once),
    ]
    for act in acts:
        assert act().pk == act().pk
    assert figures(fund)[:2] == (100_010, 300)
    assert (Instalment.objects.count(), Report.objects.count()) == (2, 1)
    assert Message.objects.filter(kind="grant_committed").count() == 1
