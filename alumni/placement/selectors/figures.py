"""How many of those who completed were placed within months of it, by edition and track."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from alumni.placement.models import Offer
from residencies.programmes.models import Participation

MONTHS = (6, 12)


@dataclass(frozen=True)
class Placed:
    """`placed` accepted work through the foundation within the months; of `early` the months are not over
    yet; of `unknown` they are, and no placement is on record: whether she works otherwise is not said here.
    """

    months: int
    completed: int
    placed: int
    early: int

    @property
    def unknown(self) -> int:
        return self.completed - self.placed - self.early

    @property
    def share(self) -> float | None:
        """Of those whose months are over, or who were placed already; None where there is nobody."""
        known = self.completed - self.early
        return self.placed / known if known else None


@dataclass(frozen=True)
class Cohort:
    edition: str
    track: str
    figures: list[Placed]


def placements(rows: QuerySet[Participation], on: date, months: Iterable[int] = MONTHS) -> list[Cohort]:
    """By edition and track, in one query; `rows` are participations, of which the completed ones count.

    A placement counts from the day she accepted it, and after the day she completed.
    """
    hers = Offer.objects.placed().filter(
        person=OuterRef("person"), accepted_at__date__gte=OuterRef("completed_on")
    )
    first = hers.order_by().values("person").annotate(first=Min("accepted_at")).values("first")
    done = rows.completed().select_related("edition__programme", "track").annotate(first=Subquery(first))  # type: ignore[attr-defined]
    groups: dict[tuple[str, str], list[tuple[date, date | None]]] = {}
    for row in done.order_by("-edition__starts_on", "edition", "track", "pk"):
        key = str(row.edition), str(row.track or "")
        groups.setdefault(key, []).append((row.completed_on, row.first and timezone.localdate(row.first)))
    return [
        Cohort(edition, track, [_placed(days, number, on) for number in months])
        for (edition, track), days in groups.items()
    ]


def _placed(days: list[tuple[date, date | None]], months: int, on: date) -> Placed:
    count: Counter[str] = Counter()
    for completed, first in days:
        end = completed + relativedelta(months=months)
        if first is not None and first <= end:
            count["placed"] += 1
        elif end > on:
            count["early"] += 1
    return Placed(months, len(days), count["placed"], count["early"])
