"""Features that were delivered, and foreign ones that were backed: row by row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from alumni.impact.selectors.found import Doubt, Found, Origin, Terms, origins, touching
from foundation.films.features import MAYBE_FEATURES, is_feature
from foundation.films.models import (
    Coproducer,
    Credit,
    FinancingLine,
    FinancingPlan,
    PlannedSpend,
    PlanRate,
    StageChange,
    Work,
)
from foundation.films.models.credits import DIRECTORS
from foundation.films.models.works import SOUND
from foundation.films.selectors.rates import fixed
from foundation.money import rounded
from foundation.people.models import Person
from foundation.rates.selectors import Published


@dataclass(frozen=True)
class Delivered:
    """A feature that is finished, or may be; `doubt` is what keeps it out of a year, whosesoever it is."""

    key: int
    year: int | None
    doubt: str
    origin: Origin


def delivered(terms: Terms) -> list[Delivered]:
    """Features of home, or of countries nobody knows, that are not known to be unfinished. In two queries."""
    done = StageChange.objects.filter(work=OuterRef("pk"), stage__in=Work.FINISHED)
    works = Work.objects.filter(touching(terms.home), kind__in=MAYBE_FEATURES).filter(
        Q(stage__in=Work.FINISHED) | Q(stage="")
    )
    first = done.filter(on__isnull=False).order_by("on").values("on")[:1]
    rows = list(
        works.annotate(first=Subquery(first), was_done=Exists(done))
        .order_by("pk")
        .values_list("pk", "kind", "running_time", "stage", "year", "countries", "first", "was_done")
    )
    origin = origins(works.values("pk"), ((row[0], row[5]) for row in rows))
    return list(_delivered(rows, origin, terms))


def _delivered(rows: Iterable[Any], origin: dict[int, Origin], terms: Terms) -> Iterator[Delivered]:
    for key, kind, minutes, stage, year, _codes, first, was_done in rows:
        feature = is_feature(kind, minutes)
        if feature is False or (first and first > terms.on):
            continue
        when = first.year if first else year
        if when and when > terms.on.year:
            continue
        doubt = ""
        if stage not in Work.FINISHED and not was_done:
            doubt = Doubt.STAGE
        elif feature is None:
            doubt = Doubt.LENGTH
        yield Delivered(key, when, doubt, origin[key])


def national(rows: Iterable[Delivered], terms: Terms) -> list[Found]:
    """Those whose majority is of home."""
    found = []
    for row in rows:
        if not row.origin.may_be_of(terms.home):
            continue
        unknown = "" if row.origin.majority else Doubt.COUNTRY
        found.append(_placed(row, row.doubt or unknown))
    return found


def coproduced(rows: Iterable[Delivered], terms: Terms) -> list[Found]:
    """Those that home made with others, in majority or not."""
    found = []
    for row in rows:
        others = tuple(sorted(row.origin.parties - {terms.home}))
        if not row.origin.parties:
            found.append(_placed(row, row.doubt or Doubt.COUNTRY))
        elif others and terms.home in row.origin.parties:
            found.append(_placed(row, row.doubt, others))
    return found


def _placed(row: Delivered, doubt: str, partners: tuple[str, ...] = ()) -> Found:
    doubt = doubt or ("" if row.year else Doubt.YEAR)
    return Found(row.key, row.year, doubt, partners=partners)


def directors(works: Iterable[Found]) -> dict[int, dict[int, str]]:
    """Who directed these works, as they count: {year: {person: her own word on gender, or ''}}."""
    year_of = {row.key: row.year for row in works if row.counts and row.year}
    found: dict[int, dict[int, str]] = defaultdict(dict)
    if not year_of:
        return found
    credited = Credit.objects.filter(
        role__slug__in=DIRECTORS,
        scope=Credit.Scope.WORK,
        verification__in=SOUND,
        person__isnull=False,
        work__kind__in=MAYBE_FEATURES,
    ).filter(Q(work__stage__in=Work.FINISHED) | Q(work__stage=""))
    for work, person, gender in credited.values_list("work", "person", "person__gender"):
        if work in year_of:
            found[year_of[work]][person] = "" if gender == Person.Gender.NOT_SAID else gender
    return found


# -- foreign features that were backed
def backed(terms: Terms) -> list[Found]:
    """Features of other countries with a rebate of home that stands on firm paper in their latest plan.

    `amount` is what they are to spend there, in the currency that is asked for. In seven queries.
    """
    latest = FinancingPlan.objects.newest(terms.on)
    lines = FinancingLine.objects.filter(
        kind=FinancingLine.Kind.REBATE, country=terms.home, paper__in=FinancingLine.FIRM
    ).filter(Q(signed_on=None) | Q(signed_on__lte=terms.on), plan__in=latest.order_by().values("pk"))
    plans = FinancingPlan.objects.filter(pk__in=lines.values("plan"), work__kind__in=MAYBE_FEATURES)
    rows = list(
        plans.order_by("work").values_list(
            "pk", "work", "work__kind", "work__running_time", "work__countries", "currency", "dated_on"
        )
    )
    signed = _first_signed(lines)
    origin = origins(plans.values("work"), ((row[1], row[4]) for row in rows))
    makers = _makers(plans)
    spent = _Spent(plans, {row[5] for row in rows}, terms)
    return list(_backed(rows, signed, origin, makers, spent, terms))


def _backed(
    rows: Iterable[Any],
    signed: dict[int, date],
    origin: dict[int, Origin],
    makers: dict[int, Origin],
    spent: "_Spent",
    terms: Terms,
) -> Iterator[Found]:
    for plan, work, kind, minutes, _codes, currency, dated_on in rows:
        feature, foreign = is_feature(kind, minutes), _is_foreign(origin[work], makers.get(plan), terms.home)
        if feature is False or foreign is False:
            continue
        year = signed[plan].year if plan in signed else None
        doubt = ""
        if feature is None:
            doubt = Doubt.LENGTH
        elif foreign is None:
            doubt = Doubt.COUNTRY
        elif year is None:
            doubt = Doubt.YEAR
        amount, rate, lack = spent.of(plan, currency, dated_on)
        yield Found(work, year, doubt, amount, rate=rate, lack=lack)


def _is_foreign(origin: Origin, makers: Origin | None, home: str) -> bool | None:
    """By the work's own countries, else by who produces it according to the plan; None: not known."""
    for one in (origin, makers):
        if one and one.majority:
            return one.majority != home
    return None if not origin.parties or home in origin.parties else True


def _first_signed(lines: QuerySet[FinancingLine]) -> dict[int, date]:
    found: dict[int, date] = {}
    for plan, day in lines.filter(signed_on__isnull=False).values_list("plan", "signed_on"):
        if day is not None:
            found[plan] = min(day, found.get(plan, day))
    return found


def _makers(plans: QuerySet[FinancingPlan]) -> dict[int, Origin]:
    found: dict[int, Origin] = {}
    for plan, country, percent in Coproducer.objects.filter(plan__in=plans.values("pk")).values_list(
        "plan", "country", "percent"
    ):
        shares = found.setdefault(plan, Origin(set())).shares
        shares[country] = shares.get(country, Decimal(0)) + percent
    return found


class _Spent:
    """What plans spend at home: of several scenarios the lowest, by a rate it fixes or the published one."""

    def __init__(self, plans: QuerySet[FinancingPlan], currencies: set[str], terms: Terms) -> None:
        self.terms = terms
        self.least: dict[int, Decimal] = {}
        keys = plans.values("pk")
        for plan, eligible in PlannedSpend.objects.filter(plan__in=keys, country=terms.home).values_list(
            "plan", "eligible"
        ):
            self.least[plan] = min(eligible, self.least.get(plan, eligible))
        rates = PlanRate.objects.filter(plan__in=keys, currency=terms.currency).select_related("plan")
        self.fixed = {row.plan_id: fixed(row, row.plan.currency) for row in rates}
        self.published = Published({(terms.currency, code) for code in currencies}, terms.on)

    def of(self, plan: int, currency: str, on: date) -> tuple[Decimal | None, str, str]:
        """The amount and the rate it was worked out by, and ''; or None, '' and the doubt why not."""
        eligible = self.least.get(plan)
        if eligible is None:
            return None, "", Doubt.SPEND
        if currency == self.terms.currency:
            return eligible, "", ""
        rate = self.fixed.get(plan) or self.published.on(on, self.terms.currency, currency)
        if rate is None:
            return None, "", Doubt.RATE
        return rounded(rate.back(eligible), self.terms.currency), str(rate), ""


def invested(rows: Iterable[Found]) -> list[Found]:
    """What the foreign features spend; those of which it is not known stand apart."""
    return [replace(row, doubt=row.doubt or row.lack) for row in rows]
