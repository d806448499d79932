"""All projects by stage: how long each is there, how much of it is secured, what ends next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from foundation.films.financing_wording import share
from foundation.films.models import FinancingPlan, RightsOption, StageChange, Work
from foundation.films.selectors.rates import rates_of_plans
from foundation.films.standing import Standing, standing

PER_COLUMN = 8
SOON = 30  # days


@dataclass(frozen=True)
class Card:
    """`secured` is a share in words, '' where no plan says it. `next_on` is the next day on which something
    ends, and `next_what` what.
    """

    work: Work
    days: int | None
    secured: str
    next_on: date | None
    next_what: str

    is_soon: bool  # within thirty days, or over


@dataclass(frozen=True)
class Column:
    stage: str
    label: str
    count: int
    cards: list[Card]

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def in_order(works: QuerySet[Work]) -> QuerySet[Work]:
    """Annotated with the day each came to its stage, who is there longest first."""
    came = StageChange.objects.filter(work=OuterRef("pk"), stage=OuterRef("stage"))
    last = came.order_by().values("work").annotate(day=Max("on")).values("day")
    return works.annotate(since=Subquery(last)).order_by(F("since").asc(nulls_last=True), "pk")


def slate(works: QuerySet[Work], viewer: Any, on: date) -> list[Column]:
    """A column for each stage with the first of its works. In eight queries, whatever their number."""
    counts = dict(works.order_by().values_list("stage").annotate(Count("pk")))
    place = Window(
        RowNumber(), partition_by=F("stage"), order_by=[F("since").asc(nulls_last=True), F("pk").asc()]
    )
    shown = in_order(works.exclude(stage="")).annotate(place=place).filter(place__lte=PER_COLUMN)
    made = cards(shown.select_related("responsible"), viewer, on)
    return [
        Column(
            stage, str(stage.label), counts.get(stage, 0), [one for one in made if one.work.stage == stage]
        )
        for stage in Work.Stage
    ]


def cards(works: Iterable[Work], viewer: Any, on: date) -> list[Card]:
    """In seven queries; the works are `in_order`."""
    rows = list(works)
    numbers = [row.pk for row in rows]
    plans, expiries = _standings(numbers, viewer, on), _expiries(numbers, viewer, on)
    return [_card(row, plans.get(row.pk), expiries.get(row.pk), on) for row in rows]


def _card(row: Work, stands: Standing | None, expiry: date | None, on: date) -> Card:
    since = row.since  # type: ignore[attr-defined]
    ends = [(expiry, _("an option expires"))] if expiry else []
    if stands:
        papers = [one.ends_on for one in stands.lines if one.why is None and one.ends_on]
        ends += [(day, _("a paper of the plan ends")) for day in papers]
    next_on, what = min(ends, key=lambda one: one[0], default=(None, ""))
    secured = share(stands.secured, stands.plan.budget) if stands else ""
    is_soon = next_on is not None and (next_on - on).days <= SOON
    return Card(row, (on - since).days if since else None, secured, next_on, what, is_soon)


def _standings(numbers: list[int], viewer: Any, on: date) -> dict[int, Standing]:
    newest = FinancingPlan.objects.visible_to(viewer).newest(on).filter(work__in=numbers)
    plans = list(newest.prefetch_related("lines", "rates", "coproducers"))
    rates = rates_of_plans(plans)
    return {
        plan.work_id: standing(plan, plan.lines.all(), rates[plan.pk], list(plan.coproducers.all()), on)
        for plan in plans
    }


def _expiries(numbers: list[int], viewer: Any, on: date) -> dict[int, date]:
    """The next last day of an option of each, one that is over as well: it is the first thing to look at. The
    earliest comes last, and stays.
    """
    rows = RightsOption.objects.visible_to(viewer).running_out().filter(work__in=numbers)
    return dict(rows.order_by("-expires_on").values_list("work", "expires_on"))  # type: ignore[misc]
