"""What of a financing plan is secured on a day: a line counts as its paper is good, or not, with the reason.

Amounts are converted line by line and rounded once, to the smallest coin of the plan's currency; their
sums are exact. A range counts at its lowest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from foundation.films.models import Coproducer, FinancingLine, FinancingPlan
from foundation.money import places_of, rounded
from foundation.rates.selectors import Rate

VALIDITY = relativedelta(months=6)  # of a letter of intent that does not say otherwise
NOTHING, WHOLE = Decimal(0), Decimal(100)
Paper, Kind = FinancingLine.Paper, FinancingLine.Kind


class Why(TextChoices):
    """Why a line does not count."""

    REFUSED = "refused", _("it was refused")
    PLANNED = "planned", _("no paper yet")
    INTEREST = "interest", _("a letter of interest binds nobody")
    NO_AMOUNT = "no_amount", _("the letter names no amount")
    NO_DAY = "no_day", _("the day of the letter is not known")
    LATER = "later", _("the paper is dated later than this day")
    ENDED = "ended", _("the paper is no longer valid")
    NO_RATE = "no_rate", _("there is no exchange rate for its currency")
    NO_EVIDENCE = "no_evidence", _("its evidence is missing: a bank’s letter, a line of the budget")


@dataclass(frozen=True)
class Counted:
    """A line on a day. `amount` is its lowest in the plan's currency; None where that is not known."""

    line: FinancingLine
    rate: Rate | None
    amount: Decimal | None
    ends_on: date | None
    why: Why | None

    @property
    def secured(self) -> Decimal:
        return self.amount if self.amount is not None and self.why is None else NOTHING

    @property
    def planned(self) -> Decimal:
        """What is hoped for: all that was not refused."""
        return self.amount if self.amount is not None and self.why != Why.REFUSED else NOTHING


@dataclass(frozen=True)
class Territory:
    """What comes from one country ('' where it is from none). `target` is the part of its co-producers."""

    country: str
    target: Decimal | None
    planned: Decimal
    secured: Decimal

    @property
    def whole(self) -> Decimal:
        """What its secured share is a share of."""
        return self.planned if self.target is None else self.target

    def is_confirmed(self, least: Decimal) -> bool:
        return self.secured * WHOLE >= self.whole * least

    def missing(self, least: Decimal, currency: str) -> Decimal:
        """How much more has to be on paper until `least` per cent of it are, to the smallest coin."""
        coin = Decimal(1).scaleb(-places_of(currency))
        wanted = (self.whole * least / WHOLE).quantize(coin, rounding=ROUND_CEILING)
        return max(wanted - self.secured, NOTHING)


@dataclass(frozen=True)
class Standing:
    plan: FinancingPlan
    on: date
    lines: list[Counted]
    territories: list[Territory]
    shares_total: Decimal | None  # of the co-producers, in per cent; None where there are none

    @property
    def secured(self) -> Decimal:
        return sum((one.secured for one in self.lines), NOTHING)

    @property
    def planned(self) -> Decimal:
        return sum((one.planned for one in self.lines), NOTHING)

    @property
    def gap(self) -> Decimal:
        """What no line covers, even if all of them come; below nothing where there is more than needed."""
        return self.plan.budget - self.planned

    @property
    def adds_up(self) -> bool:
        return self.shares_total in (None, WHOLE)

    def by_paper(self) -> dict[str, Decimal]:
        """What is planned, by the strength of its paper, the strongest first."""
        sums = dict.fromkeys(reversed([paper for paper in Paper if paper != Paper.REFUSED]), NOTHING)
        for one in self.lines:
            if one.line.paper in sums:
                sums[Paper(one.line.paper)] += one.planned
        return {paper.value: amount for paper, amount in sums.items()}


def standing(
    plan: FinancingPlan,
    lines: Iterable[FinancingLine],
    rates: Mapping[str, Rate],
    coproducers: Sequence[Coproducer],
    on: date,
) -> Standing:
    counted = [count(line, plan.currency, rates, on) for line in lines]
    total = sum((one.percent for one in coproducers), NOTHING) if coproducers else None
    return Standing(plan, on, counted, list(_territories(plan, counted, coproducers)), total)


def count(line: FinancingLine, currency: str, rates: Mapping[str, Rate], on: date) -> Counted:
    rate = rate_of(line, currency, rates)
    amount = None if line.amount is None or rate is None else rounded(rate.there(line.amount), currency)
    return Counted(line, rate, amount, ends_on(line), _why_not(line, rate, on))


def rate_of(line: FinancingLine, currency: str, rates: Mapping[str, Rate]) -> Rate | None:
    """Its own where its paper fixes one, else the plan's."""
    if line.currency == currency:
        return Rate(currency, currency, currency)
    if line.rate is None:
        return rates.get(line.currency)
    return Rate(line.currency, line.currency, currency, line.rate, line.rate_on, line.rate_source, True)


def ends_on(line: FinancingLine) -> date | None:
    """The last day on which its paper is valid; None where it does not end, or cannot be told."""
    if line.valid_until or line.paper != Paper.INTENT or not line.signed_on:
        return line.valid_until
    return line.signed_on + VALIDITY


def _why_not(line: FinancingLine, rate: Rate | None, on: date) -> Why | None:
    if line.paper in (Paper.REFUSED, Paper.PLANNED, Paper.INTEREST):
        return Why(line.paper)
    if line.amount is None:
        return Why.NO_AMOUNT
    if line.kind in (Kind.OWN, Kind.DEFERRAL) and line.paper != Paper.RECEIVED and not line.evidence:
        return Why.NO_EVIDENCE
    return _why_not_now(line, on) or (Why.NO_RATE if rate is None else None)


def _why_not_now(line: FinancingLine, on: date) -> Why | None:
    if line.signed_on and line.signed_on > on:
        return Why.LATER
    if line.paper == Paper.RECEIVED:
        return None
    if line.paper == Paper.INTENT and not (line.signed_on or line.valid_until):
        return Why.NO_DAY
    last = ends_on(line)
    return Why.ENDED if last and on > last else None


def _territories(
    plan: FinancingPlan, counted: Sequence[Counted], coproducers: Sequence[Coproducer]
) -> Iterable[Territory]:
    """The countries of the co-producers, the majority's first, then the others as they come."""
    parts: dict[str, Decimal] = {}
    for row in coproducers:
        parts[str(row.country)] = parts.get(str(row.country), NOTHING) + row.percent
    first = sorted(parts, key=lambda code: -parts[code])
    others = dict.fromkeys(str(one.line.country or "") for one in counted)
    for code in [*first, *(code for code in others if code not in parts)]:
        here = [one for one in counted if str(one.line.country or "") == code]
        target = rounded(plan.budget * parts[code] / WHOLE, plan.currency) if code in parts else None
        planned = sum((one.planned for one in here), NOTHING)
        yield Territory(code, target, planned, sum((one.secured for one in here), NOTHING))


def percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """With one place and never rounded up: 49.99 % are not 50 %. None of nothing."""
    return (part * WHOLE / whole).quantize(Decimal("0.1"), rounding=ROUND_DOWN) if whole else None


def shares_of(amounts: Sequence[Decimal], places: int = 1) -> list[Decimal]:
    """What per cent each amount is of them all, adding to exactly 100; all 0 where they are nothing.

    What rounding down leaves goes, a unit each, to those who lost most by it.
    """
    total = sum(amounts, NOTHING)
    if not total:
        return [NOTHING for _amount in amounts]
    unit = Decimal(1).scaleb(-places)
    exact = [amount * WHOLE / total for amount in amounts]
    shares = [one.quantize(unit, rounding=ROUND_DOWN) for one in exact]
    left = int((WHOLE - sum(shares, NOTHING)) / unit)
    losers = sorted(range(len(shares)), key=lambda at: shares[at] - exact[at])
    for at in losers[:left]:
        shares[at] += unit
    return shares
