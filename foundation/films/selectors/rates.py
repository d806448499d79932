"""What other currencies are worth in that of a plan: what it fixes, else the last published by its day."""

from collections.abc import Iterable, Mapping, Sequence

from foundation.films.models import FinancingPlan, PlanRate
from foundation.rates.selectors import Published, Rate

Rates = Mapping[str, Rate]


def rates_of(plan: FinancingPlan, currencies: Iterable[str]) -> Rates:
    """Of these, and of those it fixes itself. In two queries."""
    wanted = set(currencies)
    published = Published({(code, plan.currency) for code in wanted}, plan.dated_on)
    return _of(plan, wanted, published)


def rates_of_plans(plans: Sequence[FinancingPlan]) -> dict[int, Rates]:
    """By the number of the plan, of the currencies of its lines. In one query if these were fetched."""
    wanted = {plan.pk: {line.currency for line in plan.lines.all()} for plan in plans}
    if not wanted:
        return {}
    pairs = {(code, plan.currency) for plan in plans for code in wanted[plan.pk]}
    published = Published(pairs, max(plan.dated_on for plan in plans))
    return {plan.pk: _of(plan, wanted[plan.pk], published) for plan in plans}


def _of(plan: FinancingPlan, currencies: set[str], published: Published) -> Rates:
    found = {
        code: rate
        for code in currencies - {plan.currency}
        if (rate := published.on(plan.dated_on, code, plan.currency))
    }
    for row in plan.rates.all():
        found[row.currency] = fixed(row, plan.currency)
    return dict(sorted(found.items()))


def fixed(row: PlanRate, into: str) -> Rate:
    """`into`: the currency of its plan."""
    return Rate(row.currency, row.currency, into, row.rate, row.on, row.source, is_fixed=True)
