"""A financing plan with everything that follows from its rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from foundation.films.coproduction import Check, checks
from foundation.films.models import Coproducer, CoproductionRule, FinancingPlan, RebateRule
from foundation.films.rebates import Rebate, rebates
from foundation.films.selectors.rates import rates_of
from foundation.films.standing import Standing, standing
from foundation.money import rounded
from foundation.rates.selectors import Rate


@dataclass(frozen=True)
class Overview:
    """A plan on a day, with all that follows from its rows."""

    standing: Standing
    coproducers: list[Coproducer]
    rates: list[Rate]
    checks: list[Check]
    rebates: list[Rebate]

    @property
    def plan(self) -> FinancingPlan:
        return self.standing.plan

    @property
    def budgets(self) -> list[tuple[str, Decimal, Rate]]:
        """The budget in each other currency that is reckoned with."""
        return [
            (row.currency, rounded(row.back(self.plan.budget), row.currency), row)
            for row in self.rates
            if row.currency != self.plan.currency
        ]


def overview(plan: FinancingPlan, on: date) -> Overview:
    """In seven queries; the rules are those in force on that day."""
    lines = plan.lines.select_related("source")
    coproducers = list(plan.coproducers.select_related("organisation"))
    rules = list(CoproductionRule.objects.in_force(on)) if coproducers else []
    spends = list(plan.spends.all())
    back = RebateRule.objects.in_force(on) if spends else RebateRule.objects.none()
    fitting = [rule for rule in back if any(rule.country == spend.country for spend in spends)]
    named = [rule.budget_currency for rule in rules if rule.budget_currency]
    used = {line.currency for line in lines} | {rule.currency for rule in fitting}
    rates = rates_of(plan, used.union(named))
    stands = standing(plan, lines, rates, coproducers, on)
    return Overview(
        stands,
        coproducers,
        list(rates.values()),
        checks(rules, stands, coproducers, rates),
        rebates(spends, fitting, plan.currency, rates),
    )
