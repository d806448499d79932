"""What workshops give to the year of an edition: sessions that count, what waits, her days."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from foundation.zones import start_of
from residencies.programmes.models import Edition, Participation
from residencies.programmes.selectors.agenda import Entry
from residencies.programmes.selectors.days import Day
from residencies.programmes.selectors.week import Line
from residencies.workshops.models import Registration, Session, SessionQuerySet

AHEAD = timedelta(days=14)  # in which a session should have its speaker


def attended(participations: QuerySet[Participation]) -> dict[int, int]:
    """How many sessions of their edition each was at; whoever was at none is not in it."""
    there = participations.order_by().filter(
        person__workshop_attendances__session__workshop__edition=F("edition")
    )
    return dict(there.values_list("pk").annotate(Count("person__workshop_attendances")))


def without_speaker(viewer: Any, now: datetime) -> SessionQuerySet:
    """Sessions of the next AHEAD, to the end of the last day, that nobody is named to lead."""
    end = start_of(timezone.localdate(now) + AHEAD + timedelta(days=1))
    rows = Session.objects.visible_to(viewer).without_speaker(now).filter(starts_at__lt=end)
    return rows.select_related("workshop").order_by("starts_at", "pk")


def week(edition: Edition, viewer: Any, now: datetime) -> Iterator[Line]:
    """What `without_speaker` finds in the edition."""
    part = _("Sessions without a speaker")
    for row in without_speaker(viewer, now).filter(workshop__edition=edition):
        url = reverse("admin:workshops_session_change", args=[row.pk])
        yield Line(part, str(row), row.place, row.starts_at, url)


def days(edition: Edition, viewer: Any, first: date) -> Iterator[Day]:
    """Its sessions, by the clock of their place."""
    rows = Session.objects.visible_to(viewer).planned().filter(workshop__edition=edition)
    rows = rows.filter(starts_at__gte=start_of(first) - timedelta(days=1))
    for row in rows.select_related("workshop").order_by("starts_at", "pk"):
        begins = row.starts_at.astimezone(ZoneInfo(row.time_zone))
        url = reverse("admin:workshops_session_change", args=[row.pk])
        detail = " · ".join(filter(None, [time_format(begins), row.place]))
        yield Day(str(row), detail, begins.date(), url)


def agenda(participation: Participation, now: datetime) -> Iterator[Entry]:
    """Sessions of the edition in which she has a place, and offers she is to answer."""
    rows = Registration.objects.holding().filter(
        person=participation.person_id,
        session__workshop__edition=participation.edition_id,
        session__state=Session.State.PLANNED,
        session__ends_at__gt=now,
    )
    for row in rows.select_related("session__workshop").order_by("session__starts_at"):
        url = reverse("workshops:session", args=[row.session_id])
        if row.state == Registration.State.REGISTERED:
            yield Entry(str(row.session), timezone.localdate(row.session.starts_at), row.session.place, url)
        elif row.is_answerable(now):
            yield Entry(
                _("A place is free for you: %(session)s") % {"session": row.session},
                timezone.localdate(row.answer_by),
                "",
                url,
                is_todo=True,
            )
