"""What a rebate would bring in each scenario of what is spent, by each rule in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from foundation.films.models import PlannedSpend, RebateRule
from foundation.films.standing import NOTHING, WHOLE
from foundation.money import rounded
from foundation.rates.selectors import Rate


class Lack(TextChoices):
    SPEND = "spend", _("less is spent than the rule asks for")
    DAYS = "days", _("fewer days than the rule asks for")
    UNKNOWN_DAYS = "unknown_days", _("the days are not known")
    RATE = "rate", _("there is no exchange rate for its currency")


@dataclass(frozen=True)
class Rebate:
    """`amount` is in the rule's currency, `here` in the plan's; both are nothing where something `lacks`.

    `short` is how much the spend is below the floor, in the rule's currency.
    """

    spend: PlannedSpend
    rule: RebateRule
    amount: Decimal
    here: Decimal
    is_capped: bool
    lacks: tuple[Lack, ...]
    short: Decimal = NOTHING


def rebates(
    spends: Iterable[PlannedSpend], rules: Iterable[RebateRule], currency: str, rates: Mapping[str, Rate]
) -> list[Rebate]:
    """For a plan in `currency`, with its `rates` of others."""
    fitting = list(rules)
    known = {currency: Rate(currency, currency, currency), **rates}
    return [
        rebate(spend, rule, currency, known.get(rule.currency))
        for spend in spends
        for rule in fitting
        if rule.country == spend.country
    ]


def rebate(spend: PlannedSpend, rule: RebateRule, currency: str, rate: Rate | None) -> Rebate:
    if rate is None:
        return Rebate(spend, rule, NOTHING, NOTHING, False, (Lack.RATE,))
    eligible = rounded(rate.back(spend.eligible), rule.currency)
    short = max((rule.floor or NOTHING) - eligible, NOTHING)
    if lacks := tuple(_lacks(spend, rule, short)):
        return Rebate(spend, rule, NOTHING, NOTHING, False, lacks, short)
    whole = rounded(eligible * rule.percent / WHOLE, rule.currency)
    amount = min(most for most in (whole, rule.cap, rule.envelope) if most is not None)
    return Rebate(spend, rule, amount, rounded(rate.there(amount), currency), amount < whole, ())


def _lacks(spend: PlannedSpend, rule: RebateRule, short: Decimal) -> Iterable[Lack]:
    if short:
        yield Lack.SPEND
    if rule.floor_days is None:
        return
    if spend.days is None:
        yield Lack.UNKNOWN_DAYS
    elif spend.days < rule.floor_days:
        yield Lack.DAYS
