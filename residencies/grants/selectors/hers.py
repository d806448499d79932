"""A grantee's own grants, as her pages show them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q

from foundation.people.models import Person
from residencies.grants.models import Grant, Instalment, Report
from residencies.grants.selectors.obstacles import obstacles

SHOWN = 50


@dataclass(frozen=True)
class Mine:
    """One of her grants: its instalments with what stands in their way, and the reports she owes first."""

    grant: Grant
    instalments: list[tuple[Instalment, list[str]]]
    reports: list[tuple[Report, bool]]  # with whether it is overdue

    @property
    def paid(self) -> Decimal:
        return sum((row.amount for row, _why in self.instalments if row.state == "paid"), Decimal(0))

    @property
    def owed(self) -> list[Report]:
        """Reports that wait for her."""
        running = self.grant.state != Grant.State.CANCELLED
        return [row for row, _late in self.reports if running and row.handed_in_at is None]

    @property
    def is_late(self) -> bool:
        return any(late for _row, late in self.reports)


def hooks_kept_from(user: Any) -> Q:
    """The webhooks about her own grants: nobody works on those."""
    own = Instalment.objects.hers(user).order_by()
    return Q(event__kind="grant.paid", event__subject__in=own.values("pk"))


def grants_of(person: Person, on: date) -> list[Mine]:
    """The newest first; in three queries."""
    lines = Instalment.objects.select_related("report", "rate", "receipt").order_by("number")
    papers = Report.objects.select_related("document").order_by("due_on", "pk")
    rows = Grant.objects.filter(person=person).select_related(
        "fund", "rate", "participation__edition__programme"
    )
    rows = rows.prefetch_related(Prefetch("instalments", lines), Prefetch("reports", papers))
    return [_mine(row, on) for row in rows[:SHOWN]]


def _mine(row: Grant, on: date) -> Mine:
    reports = list(row.reports.all())
    lines = []
    for line in row.instalments.all():
        line.grant = row
        lines.append((line, obstacles(line, reports, on) if line.is_open else []))
    running = row.state != Grant.State.CANCELLED
    return Mine(row, lines, [(one, running and one.is_overdue(on)) for one in reports])
