"""How many were asked, and how many answered: by edition, and by the months after completion."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from alumni.checkins.models import Answer, CheckIn
from residencies.programmes.models import Participation

State = CheckIn.State
OF_EDITION = "participations__checkins__"
HEARD_OF = ("answered", "partly", "silent", "waiting")  # those that were asked
NOT_ASKED = ("held", "no_address", "to_ask", "cancelled")


def with_rates(editions: QuerySet[Any], *, now: datetime, months: int | None = None) -> QuerySet[Any]:
    """`editions` with the figures below, in one query; of one step alone where `months` is given.

    `people` have completed the edition; `unplanned` of them have no check-in at all. Each check-in is
    counted once: `answered`; `partly` (answers were kept and not sent); `silent` (closed without one);
    `waiting` (open, so not known yet); `held` (not asked: she has paused); `no_address` (not asked: there
    is none); `to_ask` (planned); `cancelled`. `asked` is the sum of the first four, `due` of all.
    """
    completed = Q(participations__state=Participation.State.COMPLETED)
    without = completed & ~Q(Exists(CheckIn.objects.filter(participation=OuterRef("participations"))))
    return editions.annotate(
        people=Count("participations", filter=completed, distinct=True),
        unplanned=Count("participations", filter=without, distinct=True),
        **_figures(OF_EDITION, timezone.localdate(now), months),
    )


def rates_by_months(edition: Any, *, now: datetime) -> QuerySet[Any]:
    """A dict for each step of an edition: `months` with the figures of `with_rates`, in one query."""
    rows = CheckIn.objects.filter(participation__edition=edition).order_by("months")
    return rows.values("months").annotate(**_figures("", timezone.localdate(now)))


def _figures(at: str, today: Any, months: int | None = None) -> dict[str, Count]:
    """Counts of check-ins; `at` leads to them from the row that is annotated."""

    def where(**facts: Any) -> Q:
        return Q(**{f"{at}{name}": value for name, value in facts.items()})

    begun = Q(Exists(Answer.objects.filter(checkin=OuterRef(f"{at}pk"))))
    held = where(person__pause__isnull=False) & (
        where(person__pause__until=None) | where(person__pause__until__gt=today)
    )
    planned, cancelled = where(state=State.PLANNED), where(state=State.CANCELLED)
    asked = where(state__in=[State.ASKED, State.SILENT])
    kinds = {
        "answered": where(state=State.ANSWERED),
        "partly": asked & begun,
        "silent": where(state=State.SILENT) & ~begun,
        "waiting": where(state=State.ASKED) & ~begun,
        "held": (planned | cancelled) & held,
        "no_address": planned & ~held & where(person__email=""),
        "to_ask": planned & ~held & ~where(person__email=""),
        "cancelled": cancelled & ~held,
        "asked": asked | where(state=State.ANSWERED),
        "due": where(pk__isnull=False),
    }
    step = where(months=months) if months is not None else Q()
    return {name: Count(f"{at}pk", filter=kind & step, distinct=True) for name, kind in kinds.items()}
