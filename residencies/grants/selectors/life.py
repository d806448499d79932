"""What a person's page at the desk tells of grants."""

from typing import Any

from foundation.money import told
from foundation.people.models import Person
from foundation.strands import Line, Strand, instant, opened, strand
from foundation.translated import listed
from residencies.grants.models import Grant, Instalment, Report


def life(person: Person, viewer: Any) -> list[Strand]:
    """What was granted to her, its instalments and what she owed on it: nothing of a colleague's own."""
    granted = Grant.objects.visible_to(viewer).not_hers(viewer).filter(person=person)
    parts = Instalment.objects.visible_to(viewer).not_hers(viewer).filter(grant__person=person)
    papers = Report.objects.visible_to(viewer).not_hers(viewer).filter(grant__person=person)
    return [
        strand(granted.select_related("fund"), "committed_on", _grant),
        strand(parts.select_related("grant__fund"), instant("paid_on", "due_on"), _instalment),
        strand(papers.select_related("grant"), instant("handed_in_at", "due_on"), _report),
    ]


def _grant(row: Grant) -> Line:
    amount = told(row.amount, row.fund.currency)
    return Line(row.purpose, listed([amount, row.get_state_display()]), row.committed_on, opened(row))


def _instalment(row: Instalment) -> Line:
    amount = told(row.amount, row.grant.fund.currency)
    when = row.paid_on or row.due_on
    return Line(row.grant.purpose, listed([amount, row.get_state_display()]), when, opened(row))


def _report(row: Report) -> Line:
    return Line(row.grant.purpose, str(row.get_kind_display()), row.handed_in_at or row.due_on, opened(row))
