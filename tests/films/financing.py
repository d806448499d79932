"""Financing plans for the tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from foundation.films.models import (
    Coproducer,
    CoproductionRule,
    FinancingLine,
    FinancingPlan,
    PlannedSpend,
    RebateRule,
    Work,
)
from foundation.people.models import Organisation
from foundation.rates.selectors import Rate

TODAY = date(2026, 11, 24)


def line(amount: Any = 100, paper: str = "contract", **fields: Any) -> FinancingLine:
    """Not saved: its plan is given by whoever saves it."""
    facts = {"kind": "grant", "currency": "EUR", "country": "MA", "paper": paper, **fields}
    return FinancingLine(amount=None if amount is None else Decimal(str(amount)), **facts)


def share(country: str, percent: Any, **fields: Any) -> Coproducer:
    return Coproducer(country=country, percent=Decimal(str(percent)), **fields)


def rule(form: str = "multilateral", **fields: Any) -> CoproductionRule:
    facts = {"name": "Eurimages", "form": form, "source": "eurimages.coe.int", **fields}
    return CoproductionRule(**facts)


def rebate_rule(**fields: Any) -> RebateRule:
    facts = {"name": "30 %", "country": "MA", "percent": 30, "currency": "MAD", "source": "ccm.ma", **fields}
    return RebateRule(**facts)


def spend(eligible: Any, days: int | None = 20, **fields: Any) -> PlannedSpend:
    facts = {"name": "as budgeted", "country": "MA", "days": days, **fields}
    return PlannedSpend(eligible=Decimal(str(eligible)), **facts)


def rate(currency: str, value: Any, into: str = "EUR") -> Rate:
    """So many of `into` for one of the currency."""
    return Rate(currency, currency, into, Decimal(str(value)))


def plan(budget: Any = 1000, **fields: Any) -> FinancingPlan:
    facts = {"currency": "EUR", "dated_on": TODAY, **fields}
    return FinancingPlan(budget=Decimal(str(budget)), **facts)


def saved_plan(work: Work | None = None, **fields: Any) -> FinancingPlan:
    """Of two co-producers, in euros, with a line on each kind of paper but what was refused."""
    made = plan(900_000, work=work or Work.objects.create(title="Sable"), **fields)
    made.save()
    made.rates.create(currency="MAD", rate=Decimal("0.0923"), on=TODAY, source="Contract, art. 7")
    for number, (country, percent) in enumerate((("MA", 70), ("FR", 30))):
        house = Organisation.objects.create(name=f"Maison {made.pk}-{number}")
        Coproducer.objects.create(plan=made, organisation=house, country=country, percent=percent)
    houses = [row.organisation for row in made.coproducers.all()]
    for row in (
        line(3_500_000, kind="advance", currency="MAD", signed_on=TODAY, source=houses[0]),
        line(120_000, "intent", kind="broadcaster", country="FR", signed_on=TODAY, source=houses[1]),
        line(50_000, "interest", amount_to=Decimal(80_000), country=""),
    ):
        row.plan = made
        row.save()
    spending = spend(400_000)
    spending.plan = made
    spending.save()
    return made
