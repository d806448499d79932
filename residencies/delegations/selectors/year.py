"""What a delegation gives to the year of its edition: what is lacking, and the days of its members."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.people.models import is_staff_with
from foundation.translated import listed
from residencies.delegations.models import Delegation, Leg, Member, Papers
from residencies.delegations.selectors.checklist import lacking
from residencies.programmes.models import Edition, Participation
from residencies.programmes.selectors.agenda import Entry
from residencies.programmes.selectors.days import Day
from residencies.programmes.selectors.week import AHEAD, Line


def _of(edition: Edition, viewer: Any) -> Delegation | None:
    if not is_staff_with(viewer, "delegations.view_member"):
        return None
    return Delegation.objects.visible_to(viewer).filter(edition=edition).first()


def week(edition: Edition, viewer: Any, now: datetime) -> Iterator[Line]:
    """What is late, or to be there within a week."""
    if (trip := _of(edition, viewer)) is None:
        return
    until, part = timezone.localdate(now) + AHEAD, _("Lacking for the journey")
    for one in lacking(trip, viewer):
        for lack in one.lacks:
            if lack.by <= until:
                yield Line(part, str(one.member.person), lack.text, lack.by, page(one.member))


def days(edition: Edition, viewer: Any, first: date) -> Iterator[Day]:
    """Departures, appointments for a visa, and the day of the reports."""
    if (trip := _of(edition, viewer)) is None:
        return
    going = trip.members.going()
    url = reverse("admin:delegations_delegation_lacking", args=[trip.pk])
    if going.owing().exists():
        yield Day(_("Reports of the delegation due"), "", trip.report_due_on, url)
    legs = Leg.objects.visible_to(viewer).filter(member__in=going, departs_on__gte=first)
    for leg in legs.select_related("member__participation__person"):
        yield Day(str(leg.member.person), listed([leg, leg.carrier]), leg.departs_on, page(leg.member))
    if is_staff_with(viewer, "delegations.view_papers"):
        rows = Papers.objects.filter(member__in=going, appointment_on__gte=first)
        for row in rows.select_related("member__participation__person").order_by("appointment_on", "pk"):
            if row.appointment_on:
                words = _("Appointment for a visa: %(name)s") % {"name": row.member.person}
                yield Day(words, "", row.appointment_on, page(row.member))


def page(row: Member) -> str:
    return reverse("admin:delegations_member_change", args=[row.pk])


def desk(row: Participation, viewer: Any) -> Iterator[Line]:
    """Her file, from her participation at the desk."""
    if not is_staff_with(viewer, "delegations.view_member"):
        return
    for one in Member.objects.filter(participation=row).select_related("delegation"):
        yield Line(_("Delegation"), _("Her file for the journey"), "", one.delegation.leaves_on, page(one))


def agenda(participation: Participation, now: datetime) -> Iterator[Entry]:
    """Her journey, her appointment for a visa, her report."""
    rows = Member.objects.going().filter(participation=participation)  # type: ignore[attr-defined]
    row = rows.select_related("delegation", "papers", "participation").first()
    if row is None:
        return
    trip, url = row.delegation, reverse("delegations:trip", args=[row.pk])
    yield Entry(_("My trip"), trip.leaves_on, trip.city, url)
    for leg in row.legs.all():
        yield Entry(f"{leg}", leg.departs_on, leg.carrier, url)
    papers = getattr(row, "papers", None)
    if papers and papers.appointment_on:
        yield Entry(_("Appointment for your visa"), papers.appointment_on, "", url)
    if row.reported_at is None and timezone.localdate(now) >= trip.leaves_on:
        report = reverse("delegations:report", args=[row.pk])
        yield Entry(_("Tell us whom you met"), trip.report_due_on, trip.city, report, is_todo=True)
