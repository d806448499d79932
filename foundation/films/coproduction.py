"""Rules of co-production held against a plan: what is violated, and the least that would mend it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from foundation.films.models import Coproducer, CoproductionRule
from foundation.films.standing import NOTHING, WHOLE, Standing, Territory
from foundation.money import rounded
from foundation.rates.selectors import Rate

Form = CoproductionRule.Form
TWO, THREE = 2, 3


class Fault(TextChoices):
    MOST = "most", _("a share is too big")
    LEAST = "least", _("a share is too small")
    OUTSIDE = "outside", _("countries that are no party have too much")
    CONFIRMED = "confirmed", _("too little is confirmed")


@dataclass(frozen=True)
class Violation:
    """`value` and `limit` are per cent. `missing` is money, for what is not confirmed enough."""

    fault: Fault
    value: Decimal
    limit: Decimal
    coproducer: Coproducer | None = None
    country: str = ""
    missing: Decimal | None = None


@dataclass(frozen=True)
class Change:
    """From what to what the share of a co-producer has to change, in per cent, and what that is in money."""

    coproducer: Coproducer
    to: Decimal
    money: Decimal

    @property
    def by(self) -> Decimal:
        return self.to - self.coproducer.percent


@dataclass(frozen=True)
class Check:
    """A rule that holds for the plan. `changes` is None where no shares of so many co-producers keep it."""

    rule: CoproductionRule
    violations: list[Violation]
    changes: list[Change] | None

    @property
    def holds(self) -> bool:
        return not self.violations


def checks(
    rules: Iterable[CoproductionRule], stands: Standing, coproducers: Sequence[Coproducer],
    rates: Mapping[str, Rate],
) -> list[Check]:  # fmt: skip
    """Those of `rules`, all in force, that are about such a co-production. Of shares that do not add to 100
    nothing can be said.
    """
    if not coproducers or not stands.adds_up:
        return []
    fitting = [rule for rule in rules if _is_about(rule, coproducers)]
    floors = [(rule, _floor(rule, stands.plan.currency, rates)) for rule in fitting]
    above = [
        (rule, floor)
        for rule, floor in floors
        if floor is not None and (rule.budget_above is None or stands.plan.budget > floor)
    ]
    return [_check(rule, stands, coproducers) for rule, floor in above if not _is_outdone(rule, floor, above)]


def _is_about(rule: CoproductionRule, coproducers: Sequence[Coproducer]) -> bool:
    """Two for a bilateral one, both of them parties; three or more for the others, two of them parties."""
    countries = {str(row.country) for row in coproducers}
    parties = {country.code for country in rule.parties}
    inside = countries & parties if parties else countries
    if rule.form == Form.BILATERAL:
        return len(coproducers) == TWO and inside == countries and len(countries) == TWO
    return len(coproducers) >= THREE and len(inside) >= TWO


def _floor(rule: CoproductionRule, currency: str, rates: Mapping[str, Rate]) -> Decimal | None:
    """Above which budget the rule holds, in the plan's currency; None without a rate for its own."""
    if rule.budget_above is None or rule.budget_currency == currency:
        return rule.budget_above or NOTHING
    rate = rates.get(rule.budget_currency)
    return None if rate is None else rate.there(rule.budget_above)


def _is_outdone(
    rule: CoproductionRule, floor: Decimal, others: Sequence[tuple[CoproductionRule, Decimal]]
) -> bool:
    """By the same rule for bigger budgets."""
    return any((one.name, one.form) == (rule.name, rule.form) and higher > floor for one, higher in others)


def _check(rule: CoproductionRule, stands: Standing, coproducers: Sequence[Coproducer]) -> Check:
    outside = _outside(rule, coproducers)
    found = [*_share_faults(rule, coproducers, outside), *_confirmed_faults(rule, stands)]
    if all(one.fault == Fault.CONFIRMED for one in found):
        return Check(rule, found, [])
    mended = least_change(
        [row.percent for row in coproducers],
        low=rule.least or NOTHING,
        high=WHOLE if rule.most is None else rule.most,
        outside=outside,
        ceiling=rule.outside_most,
    )
    if mended is None:
        return Check(rule, found, None)
    budget, currency = stands.plan.budget, stands.plan.currency
    changes = [
        Change(row, to, rounded(budget * abs(to - row.percent) / WHOLE, currency))
        for row, to in zip(coproducers, mended, strict=True)
        if to != row.percent
    ]
    return Check(rule, found, changes)


def _outside(rule: CoproductionRule, coproducers: Sequence[Coproducer]) -> set[int]:
    parties = {country.code for country in rule.parties}
    return {at for at, row in enumerate(coproducers) if parties and str(row.country) not in parties}


def _share_faults(
    rule: CoproductionRule, coproducers: Sequence[Coproducer], outside: set[int]
) -> Iterable[Violation]:
    for row in coproducers:
        if rule.most is not None and row.percent > rule.most:
            yield Violation(Fault.MOST, row.percent, rule.most, coproducer=row)
        if rule.least is not None and row.percent < rule.least:
            yield Violation(Fault.LEAST, row.percent, rule.least, coproducer=row)
    together = sum((coproducers[at].percent for at in outside), NOTHING)
    if rule.outside_most is not None and together > rule.outside_most:
        yield Violation(Fault.OUTSIDE, together, rule.outside_most)


def _confirmed_faults(rule: CoproductionRule, stands: Standing) -> Iterable[Violation]:
    """In each co-producer's country."""
    least = rule.confirmed_least
    for one in stands.territories:
        if least is not None and one.target is not None and not one.is_confirmed(least):
            missing = one.missing(least, stands.plan.currency)
            yield Violation(Fault.CONFIRMED, _confirmed(one), least, country=one.country, missing=missing)


def _confirmed(one: Territory) -> Decimal:
    return one.secured * WHOLE / one.whole if one.whole else NOTHING


def least_change(
    shares: Sequence[Decimal],
    *,
    low: Decimal,
    high: Decimal,
    outside: set[int] = frozenset(),  # type: ignore[assignment]
    ceiling: Decimal | None = None,
) -> list[Decimal] | None:
    """The shares, each between `low` and `high`, those `outside` together at most `ceiling`, that add to 100
    and move the fewest per cent from one to another. None where there are none.

    First each share goes to the nearest bound it breaks: that has to be. What a group then has too much or
    too little of, it gives or takes; so what a group costs is what its bounds cost and how far its total is
    from there, and the total of those outside is best as near to that as the other group and the ceiling let.
    """
    within = [at for at in range(len(shares)) if at not in outside]
    groups = [sorted(outside), within]
    bounded = [min(max(share, low), high) for share in shares]
    clipped = [sum((bounded[at] for at in group), NOTHING) for group in groups]
    least = max(low * len(outside), WHOLE - high * len(within))
    most = min(high * len(outside), WHOLE - low * len(within), WHOLE if ceiling is None else ceiling)
    if least > most or low > high:
        return None
    total = min(max(clipped[0], least), most)
    result = list(bounded)
    for group, wanted in zip(groups, (total, WHOLE - total), strict=True):
        _bring(result, group, wanted, low, high)
    return result


def _bring(result: list[Decimal], group: list[int], wanted: Decimal, low: Decimal, high: Decimal) -> None:
    """Change the shares of a group to add to `wanted`: the biggest gives first, the smallest gets first."""
    more = wanted - sum((result[at] for at in group), NOTHING)
    for at in sorted(group, key=lambda at: result[at], reverse=more < 0):
        step = min(more, high - result[at]) if more > 0 else max(more, low - result[at])
        result[at] += step
        more -= step
