"""What grants give to the year of an edition: instalments that are late, reports that are owed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from foundation.money import told
from foundation.people.models import is_staff_with
from residencies.grants.models import Grant, Instalment, Report
from residencies.programmes.models import Edition, Participation
from residencies.programmes.selectors.agenda import Entry
from residencies.programmes.selectors.days import Day
from residencies.programmes.selectors.week import Line


def week(edition: Edition, viewer: Any, now: datetime) -> Iterator[Line]:
    today = timezone.localdate(now)
    part = _("Late instalments")
    late = (
        Instalment.objects.visible_to(viewer)
        .not_hers(viewer)
        .late(today)
        .filter(grant__participation__edition=edition)
    )
    for row in late.select_related("grant__person", "grant__fund").order_by("due_on", "pk"):
        url = reverse("admin:grants_instalment_change", args=[row.pk])
        yield Line(part, str(row.grant.person), told(row.amount, row.grant.fund.currency), row.due_on, url)
    part = _("Reports on grants overdue")
    owed = (
        Report.objects.visible_to(viewer)
        .not_hers(viewer)
        .overdue(today)
        .filter(grant__participation__edition=edition)
    )
    for paper in owed.select_related("grant__person").order_by("due_on", "pk"):
        url = reverse("admin:grants_report_change", args=[paper.pk])
        yield Line(part, str(paper.grant.person), paper.get_kind_display(), paper.due_on, url)


def days(edition: Edition, viewer: Any, first: date) -> Iterator[Day]:
    """Instalments to be paid and reports owed."""
    in_it = {"grant__participation__edition": edition, "due_on__gte": first}
    due = Instalment.objects.visible_to(viewer).not_hers(viewer).unpaid().filter(**in_it)
    for row in due.select_related("grant__person", "grant__fund").order_by("due_on", "pk"):
        url = reverse("admin:grants_instalment_change", args=[row.pk])
        words = _("Instalment: %(name)s") % {"name": row.grant.person}
        yield Day(words, told(row.amount, row.grant.fund.currency), row.due_on, url)
    owed = Report.objects.visible_to(viewer).not_hers(viewer).waiting().filter(**in_it)
    for paper in owed.select_related("grant__person").order_by("due_on", "pk"):
        url = reverse("admin:grants_report_change", args=[paper.pk])
        yield Day(str(paper.grant.person), paper.get_kind_display(), paper.due_on, url)


def desk(row: Participation, viewer: Any) -> Iterator[Line]:
    """Her grants for a participation, and a new one with what is known of it filled in."""
    if not is_staff_with(viewer, "grants.view_grant") or row.person.account_id == viewer.pk:
        return
    part = _("Grants")
    for grant in (
        Grant.objects.filter(participation=row).select_related("fund").order_by("committed_on", "pk")
    ):
        url = reverse("admin:grants_grant_change", args=[grant.pk])
        yield Line(part, grant.purpose, told(grant.amount, grant.fund.currency), grant.committed_on, url)
    if is_staff_with(viewer, "grants.add_grant") and row.state not in Participation.LEFT:
        known = urlencode({"person": row.person_id, "participation": row.pk})
        yield Line(part, _("Add a grant"), url=f"{reverse('admin:grants_grant_add')}?{known}")


def agenda(participation: Participation, now: datetime) -> Iterator[Entry]:
    """The reports she owes on a grant for this participation."""
    rows = Report.objects.waiting().filter(grant__participation=participation)
    for row in rows.select_related("grant").order_by("due_on", "pk"):
        url = reverse("grants:report", args=[row.pk])
        yield Entry(capfirst(row.get_kind_display()), row.due_on, row.grant.purpose, url, is_todo=True)
