"""Financing plans: what the database refuses, the desk's page, what is taken along, and the API."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from foundation.errors import ServiceError
from foundation.films import services
from foundation.films.financing_papers import pdf_of, xlsx_of
from foundation.films.models import FinancingLine, FinancingPlan
from foundation.films.selectors.financing import overview
from foundation.people.models import Organisation
from tests import cast
from tests.films.financing import TODAY, line, rebate_rule, rule, saved_plan, spend
from tests.grants import cast as grants
from tests.many import REPEATS, rounds

pytestmark = pytest.mark.django_db
ATTACK = '=HYPERLINK("http://win.example","x")'


@pytest.fixture
def plan() -> FinancingPlan:
    made = saved_plan()
    rule("bilateral", name="Eurimages", most=80, least=20, confirmed_least=50, parties=["MA", "FR"]).save()
    rebate_rule(floor=Decimal(10_000_000), floor_days=18, valid_from=date(2022, 3, 1)).save()
    rebate_rule(name="20 %", percent=20, valid_to=date(2022, 2, 28)).save()
    return made


@pytest.fixture
def desk(client):
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"
    return client


def plain(text):
    """Without what keeps amounts apart from the words around them."""
    return text.translate(dict.fromkeys(map(ord, "\u2066\u2068\u2069\xa0")))


def page(plan, name="standing"):
    return reverse(f"admin:films_financingplan_{name}", args=[plan.pk])


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": -1},
        {"amount": 100, "amount_to": Decimal(100)},
        {"amount": 100, "amount_to": Decimal(200), "paper": "received"},
        {"amount": None, "paper": "memo"},
        {"rate": Decimal("0.1")},
        {"rate": Decimal("0.1"), "rate_on": TODAY},
        {"rate": Decimal(0), "rate_on": TODAY, "rate_source": "x"},
        {"signed_on": TODAY, "valid_until": TODAY - timedelta(days=1)},
        {"currency": ""},
    ],
)
def test_the_database_refuses_a_line_that_cannot_be(wrong):
    row = line(**wrong)
    row.plan = saved_plan()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    "wrong",
    [
        rule(),
        rule(most=20, least=30),
        rule(most=70, source=""),
        rule(most=70, budget_above=1),
        rule(most=70, valid_from=TODAY, valid_to=date(2020, 1, 1)),
        rebate_rule(percent=0),
        rebate_rule(percent=101),
        rebate_rule(source=""),
    ],
)
def test_the_database_refuses_a_rule_that_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


def test_a_rule_is_in_force_on_its_days(plan):
    assert [one.rule.name for one in overview(plan, date(2022, 2, 28)).rebates] == ["20 %"]
    assert [one.rule.name for one in overview(plan, date(2022, 3, 1)).rebates] == ["30 %"]


def test_a_plan_is_read_in_as_many_queries_for_many_lines(plan, django_assert_num_queries):
    for number in range(30):
        row = line(number + 1, source=Organisation.objects.create(name=f"Source {number}"))
        row.plan = plan
        row.save()
    with django_assert_num_queries(7):
        one = overview(plan, TODAY)
        assert [str(row.line.source) for row in one.standing.lines]
        assert [str(row.organisation) for row in one.coproducers]


def test_a_letter_that_ends_stops_to_count_on_the_page(desk, plan):
    """3 500 000 MAD at 0.0923 are 323 050 EUR; the letter of 120 000 EUR ends after six months."""
    now = desk.get(page(plan), {"on": str(TODAY)}).content.decode()
    assert "443,050.00" in now
    assert "49.2" in now
    assert "9,750,812.57" in now  # the budget in dirhams
    later = desk.get(page(plan), {"on": "2027-05-25"}).content.decode()
    assert "443,050.00" not in later
    assert "the paper is no longer valid" in later
    assert "0% confirmed, of at least 50" in plain(later)
    assert "less is spent than the rule asks for" in later


def test_the_page_changes_nothing_and_takes_any_day(desk, plan):
    assert desk.get(page(plan), {"on": "nonsense"}).status_code == 200
    assert desk.post(page(plan)).status_code == 405


def test_the_page_says_that_shares_do_not_add_up(desk, plan):
    plan.coproducers.filter(country="FR").update(percent=29)
    told = desk.get(page(plan)).content.decode()
    assert "add to 99" in plain(told)
    assert "confirmed, of at least" not in told


def change_form(plan, **fields):
    """The plan's form as a browser sends it, with its two shares."""
    kinds = ("coproducers", "lines", "rates", "spends")
    counts = {f"{name}-{kind}_FORMS": "0" for name in kinds for kind in ("TOTAL", "INITIAL")}
    shares = {
        f"coproducers-{at}-{name}": str(value)
        for at, row in enumerate(plan.coproducers.all())
        for name, value in {
            "id": row.pk, "organisation": row.organisation_id, "country": row.country, "percent": row.percent,
        }.items()
    }  # fmt: skip
    facts = {"work": plan.work_id, "dated_on": plan.dated_on, "budget": plan.budget, "currency": "EUR"}
    return {
        **counts,
        "coproducers-TOTAL_FORMS": 2,
        "coproducers-INITIAL_FORMS": 2,
        **shares,
        **facts,
        **fields,
    }


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_an_input_shows_a_share_without_zeros_that_say_nothing(desk, plan, language):
    plan.coproducers.filter(country="MA").update(percent=Decimal("33.333"))
    plan.coproducers.filter(country="FR").update(percent=Decimal("66.500"))
    desk.cookies["django_language"] = language
    shown = desk.get(reverse("admin:films_financingplan_change", args=[plan.pk])).content.decode()
    for value in ("33.333", "66.5", "0.0923"):
        assert f'value="{value}"' in shown
    said = {"fr": "33,333\u00a0%", "ar": "33,333\u00a0%", "en": "33.333\u00a0%"}
    assert said[language] in shown


def test_shares_that_do_not_add_to_a_hundred_are_refused_at_the_desk(desk, plan):
    address = reverse("admin:films_financingplan_change", args=[plan.pk])
    refused = desk.post(address, change_form(plan, **{"coproducers-1-percent": "29.999"}))
    assert "The shares add to 99.999" in refused.content.decode()
    kept = desk.post(
        address, change_form(plan, **{"coproducers-0-percent": "65", "coproducers-1-percent": "35"})
    )
    assert kept.status_code == 302
    assert [row.percent for row in plan.coproducers.all()] == [65, 35]


def test_the_majority_stands_first(plan):
    assert [str(row.country) for row in plan.coproducers.all()] == ["MA", "FR"]
    plan.coproducers.filter(country="MA").update(percent=20)
    assert [str(row.country) for row in plan.coproducers.all()] == ["FR", "MA"]


def test_a_plan_of_a_later_day_takes_everything_over(plan):
    made = services.renew_plan(plan, TODAY + timedelta(days=1), by=cast.administrator())
    for name in ("lines", "coproducers", "rates", "spends"):
        old, new = getattr(plan, name), getattr(made, name)
        assert new.count() == old.count() > 0
    assert overview(made, TODAY).standing.secured == overview(plan, TODAY).standing.secured
    for day in (TODAY, TODAY + timedelta(days=1)):
        with pytest.raises(ServiceError):
            services.renew_plan(plan, day, by=None)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_renew_a_plan_at_once_one_is_told():
    plans = [saved_plan() for _ in range(REPEATS)]

    def renew(number):
        return services.renew_plan(plans[number], TODAY + timedelta(days=1), by=None)

    for number, found in enumerate(rounds(renew, renew)):
        (told,) = [str(one) for one in found if isinstance(one, ServiceError)]
        assert told == "Il y a déjà un plan de ce jour."
        assert plans[number].work.financing_plans.count() == 2


def test_a_plan_without_a_rate_of_its_own_reads_the_published_one(plan):
    """The last by its day, whichever way round; a later day has the plan of a later day."""
    plan.rates.all().delete()
    assert overview(plan, TODAY).standing.lines[0].why == "no_rate"
    for days, value in ((-9, "9"), (-2, "10.8"), (1, "99")):
        grants.rate(value, base="EUR", quote="MAD", on=TODAY + timedelta(days=days))
    (rate,) = overview(plan, TODAY).rates
    assert (rate.base, rate.rate, rate.is_fixed) == ("EUR", Decimal("10.8"), False)
    assert overview(plan, TODAY).standing.lines[0].amount == Decimal("324074.07")
    later = services.renew_plan(plan, TODAY + timedelta(days=1), by=None)
    assert overview(later, TODAY).standing.lines[0].amount == Decimal("35353.54")
    assert not later.rates.exists()


def test_a_published_rate_is_not_typed_into_a_plan_again(desk, plan):
    plan.rates.all().delete()
    grants.rate("0.0923", on=TODAY)
    address = reverse("admin:films_financingplan_change", args=[plan.pk])
    line = {
        "rates-TOTAL_FORMS": 1,
        "rates-0-currency": "MAD",
        "rates-0-on": TODAY,
        "rates-0-source": "Art. 7",
    }
    refused = desk.post(address, change_form(plan, **line, **{"rates-0-rate": "0.0923"}))
    assert "stands in the exchange rates: leave it out here." in refused.content.decode()
    assert desk.post(address, change_form(plan, **line, **{"rates-0-rate": "0.09"})).status_code == 302
    assert overview(plan, TODAY).rates[0].is_fixed


def test_the_button_leads_to_the_new_plan(desk, plan):
    answer = desk.post(page(plan, "renew"), {"confirm": "1", "dated_on": "2026-12-01"})
    made = FinancingPlan.objects.get(dated_on="2026-12-01")
    assert answer.url == reverse("admin:films_financingplan_change", args=[made.pk])
    refused = desk.post(page(plan, "renew"), {"confirm": "1", "dated_on": "2026-12-01"})
    assert "There is a plan of this day already." in refused.content.decode()


def test_the_workbook_says_the_same_and_runs_nothing(plan):
    Organisation.objects.filter(coproductions__country="MA").update(name=ATTACK)
    book = load_workbook(BytesIO(xlsx_of(overview(plan, TODAY), "en")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert f"'{ATTACK}" in {cell.value for cell in cells}
    figures = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(min_row=3)}
    assert figures["secured"] == 443_050
    lines = [row[3].value for row in book.worksheets[1].iter_rows(min_row=2)]
    assert lines == [323_050, 120_000, 50_000]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_dossier_says_the_same_in_each_language(plan, language):
    at = cast.NOW
    content = pdf_of(overview(plan, TODAY), language, at)
    text = "\n".join(part.extract_text() for part in PdfReader(BytesIO(content)).pages)
    for figure in ("443", "050", "323", "120", "49", "Sable"):
        assert figure in text
    assert content == pdf_of(overview(plan, TODAY), language, at)


def test_papers_are_taken_out_by_those_who_may(client, plan):
    reader = cast.staff("films.view_financingplan")
    client.force_login(reader)
    assert client.get(page(plan)).status_code == 200
    assert client.get(page(plan, "dossier")).status_code == 403
    client.force_login(cast.staff("films.view_financingplan", "films.export_financingplan"))
    for name, head in (("dossier", b"%PDF-"), ("workbook", b"PK")):
        assert client.get(page(plan, name), {"language": "fr"}).content.startswith(head)


def test_the_api_tells_what_counts_and_why_the_rest_does_not(client, plan):
    client.force_login(cast.staff("films.view_financingplan"))
    told = client.get(reverse("api:financingplan-detail", args=[plan.pk])).json()
    assert told["secured"] == "443050.000"
    assert [(one["amount"], one["why"]) for one in told["lines"]] == [
        ("323050.000", None), ("120000.000", None), ("50000.000", "interest"),
    ]  # fmt: skip
    assert [one["country"] for one in told["territories"]] == ["MA", "FR", ""]
    assert [(one["fault"], one["country"], one["missing"]) for one in told["checks"][0]["violations"]] == [
        ("confirmed", "FR", "15000.000")
    ]
    assert told["rebates"][0]["lacks"] == ["spend"]


def test_a_country_is_a_country_and_a_currency_three_letters():
    row = FinancingLine(kind="grant", amount=1, currency="euro", country="MA")
    with pytest.raises(ValidationError) as fault:
        row.clean_fields(exclude=["plan"])
    assert set(fault.value.message_dict) == {"currency"}


def test_what_is_spent_and_not_eligible_brings_nothing(plan):
    before = overview(plan, TODAY).rebates
    plan.spends.update(ineligible=10**9)
    assert [one.amount for one in overview(plan, TODAY).rebates] == [one.amount for one in before]
    more = spend(2_000_000, name="careful")
    more.plan = plan
    more.save()
    assert overview(plan, TODAY).rebates[1].here == Decimal("600000.00")
