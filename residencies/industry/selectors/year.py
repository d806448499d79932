"""What industry events give to the year of an edition: wishes due, meetings, what lacks an outcome."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.people.models import is_staff_with
from residencies.industry.models import Event, Guest, Meeting, Project
from residencies.programmes.models import Edition, Participation
from residencies.programmes.selectors.agenda import Entry
from residencies.programmes.selectors.days import Day
from residencies.programmes.selectors.week import Line


def week(edition: Edition, viewer: Any, now: datetime) -> Iterator[Line]:
    """Meetings of today, and those that are over without an outcome; until when wishes are said."""
    if not is_staff_with(viewer, "industry.view_event"):
        return
    rows = Event.objects.visible_to(viewer).filter(edition=edition)
    part = _("Industry events")
    for row in rows.exclude(state=Event.State.RELEASED).filter(wishes_until__gt=now).order_by("wishes_until"):
        yield Line(part, str(row), _("wishes are due"), row.wishes_until, _desk(row))
    if not is_staff_with(viewer, "industry.view_meeting"):
        return
    planned = Q(meetings__state=Meeting.State.PLANNED)
    over = planned & Q(meetings__outcome="", meetings__slot__ends_at__lte=now)
    here = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today = planned & Q(
        meetings__slot__starts_at__gte=here, meetings__slot__starts_at__lt=here + timedelta(days=1)
    )
    released = rows.filter(state=Event.State.RELEASED)
    counted = released.annotate(
        today=Count("meetings", filter=today, distinct=True),
        over=Count("meetings", filter=over, distinct=True),
    )
    for row in counted.order_by("starts_on", "pk"):
        if row.today:
            words = ngettext("%(count)d meeting today", "%(count)d meetings today", row.today)
            yield Line(part, str(row), words % {"count": row.today}, None, _desk(row))
        if row.over:
            words = ngettext(
                "%(count)d meeting without an outcome", "%(count)d meetings without an outcome", row.over
            )
            yield Line(part, str(row), words % {"count": row.over}, None, _desk(row))


def days(edition: Edition, viewer: Any, first: date) -> Iterator[Day]:
    """Its events: their days, and until when wishes are said."""
    rows = Event.objects.visible_to(viewer).filter(edition=edition, ends_on__gte=first)
    if not is_staff_with(viewer, "industry.view_event"):
        return
    for row in rows.order_by("starts_on", "pk"):
        yield Day(str(row), row.place, row.starts_on, _desk(row))
        if row.ends_on > row.starts_on:
            yield Day(_("%(event)s: last day") % {"event": row}, row.place, row.ends_on, _desk(row))
        if row.wishes_until and not row.is_released:
            on = timezone.localdate(row.wishes_until)
            yield Day(_("%(event)s: last day to say wishes") % {"event": row}, "", on, _desk(row))


def agenda(participation: Participation, now: datetime) -> Iterator[Entry]:
    """Her events of the edition: wishes to be said, then the days with her meetings; outcomes she owes."""
    person = participation.person_id
    guests = Guest.objects.active().filter(person=person).order_by().values("event")
    projects = Project.objects.active().filter(seats__person=person).order_by().values("event")
    hers = Q(meetings__guest__person=person) | Q(
        meetings__project__in=Project.objects.filter(seats__person=person).order_by().values("pk")
    )
    planned = hers & Q(meetings__state=Meeting.State.PLANNED)
    owed = planned & Q(meetings__outcome="", meetings__slot__ends_at__lte=now)
    rows = Event.objects.filter(edition=participation.edition_id)
    rows = rows.filter(Q(pk__in=guests) | Q(pk__in=projects)).annotate(
        planned=Count("meetings", filter=planned, distinct=True),
        owed=Count("meetings", filter=owed, distinct=True),
    )
    for row in rows.order_by("starts_on", "pk"):
        url = reverse("industry:event", args=[row.pk])
        if row.takes_wishes(now):
            day = timezone.localdate(row.wishes_until) if row.wishes_until else None
            yield Entry(_("Say whom you want to meet"), day, str(row), url, is_todo=True)
        told = ngettext("%(count)d meeting", "%(count)d meetings", row.planned) % {"count": row.planned}
        yield Entry(str(row), row.starts_on, told if row.is_released and row.planned else row.place, url)
        if row.is_released and row.owed:
            yield Entry(_("Note what came of your meetings"), row.ends_on, str(row), url, is_todo=True)


def _desk(row: Event) -> str:
    return reverse("admin:industry_event_change", args=[row.pk])
