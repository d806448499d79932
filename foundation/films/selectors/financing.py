"""A financing plan with everything that follows from its rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from foundation.films.coproduction import Check, checks
from foundation.films.models import Coproducer, CoproductionRule, FinancingPlan, PlanRate, RebateRule
from foundation.films.rebates import Rebate, rebates
from foundation.films.standing import Standing, standing
from foundation.money import rounded


@dataclass(frozen=True)
class Overview:
    """A plan on a day, with all that follows from its rows."""

    standing: Standing
    coproducers: list[Coproducer]
    rates: list[PlanRate]
    checks: list[Check]
    rebates: list[Rebate]

    @property
    def plan(self) -> FinancingPlan:
        return self.standing.plan

    @property
    def budgets(self) -> list[tuple[str, Decimal, PlanRate]]:
        """The budget in each other currency that the plan has a rate of."""
        return [
            (row.currency, rounded(self.plan.budget / row.rate, row.currency), row)
            for row in self.rates
            if row.currency != self.plan.currency
        ]


def overview(plan: FinancingPlan, on: date) -> Overview:
    """In six queries; the rules are those in force on that day."""
    lines = plan.lines.select_related("source")
    rates = list(plan.rates.all())
    coproducers = list(plan.coproducers.select_related("organisation"))
    stands = standing(plan, lines, rates, coproducers, on)
    known = {row.currency: row.rate for row in rates}
    rules = CoproductionRule.objects.in_force(on) if coproducers else []
    spends = list(plan.spends.all())
    back = RebateRule.objects.in_force(on) if spends else []
    return Overview(
        stands,
        coproducers,
        rates,
        checks(rules, stands, coproducers, known),
        rebates(spends, back, plan.currency, known),
    )
