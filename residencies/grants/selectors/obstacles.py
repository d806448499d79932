"""What stands between an instalment and its payment."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from residencies.grants.models import Grant, Instalment, Report

Condition = Instalment.Condition


def standing_in_the_way(row: Instalment, on: date) -> list[str]:
    """A sentence for each thing; [] if it can be paid. Reads the reports of its grant."""
    return obstacles(row, row.grant.reports.all(), on)


def obstacles(row: Instalment, reports: Iterable[Report], on: date) -> list[str]:
    """As `standing_in_the_way`, where the reports of the grant were read already."""
    found = []
    if row.grant.state == Grant.State.CANCELLED:
        found.append(_("The grant was cancelled."))
    by_number = {report.pk: report for report in reports}
    needed = by_number.get(row.report_id or 0)
    if needed is not None and needed.accepted_at is None:
        found.append(_("The %(report)s is not accepted yet.") % {"report": needed.get_kind_display()})
    if row.condition == Condition.MILESTONE and row.milestone_on is None:
        found.append(_("Not reached yet: %(milestone)s.") % {"milestone": row.milestone})
    late = [report for report in by_number.values() if report.is_overdue(on)]
    for report in late:
        told = {"report": report.get_kind_display(), "day": date_format(report.due_on)}
        found.append(_("The %(report)s was due on %(day)s. Nothing is paid before it is handed in.") % told)
    return found
