"""The days of an edition that are to come, by month, in lines that whoever looks may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from foundation.people.models import is_staff_with
from residencies.programmes.models import Absence, Edition, Participation, Requirement, Stay
from residencies.programmes.selectors.week import Line, Part, by_heading, page


@dataclass(frozen=True)
class Day:
    """Something on a day of an edition; `url` is the record behind it."""

    text: str
    detail: str
    on: date
    url: str = ""


def days(edition: Edition, viewer: Any, now: datetime) -> list[Part]:
    """What this room and those of `settings.EDITION_DAYS` know from today on, each line with its day.

    Each of the setting's selectors takes `(edition, viewer, first day)` and gives the `Day`s from then on
    that `viewer` may see.
    """
    today = timezone.localdate(now)
    found = [*_own(edition, viewer)]
    for path in settings.EDITION_DAYS:
        found += import_string(path)(edition, viewer, today)
    coming = sorted((one for one in found if one.on >= today), key=lambda one: one.on)
    month = "YEAR_MONTH_FORMAT"
    return by_heading(
        Line(date_format(one.on, month), one.text, one.detail, one.on, one.url) for one in coming
    )


def _own(edition: Edition, viewer: Any) -> Iterator[Day]:
    for title, day in ((_("First day"), edition.starts_on), (_("Last day"), edition.ends_on)):
        if day:
            yield Day(title, edition.place, day)
    if is_staff_with(viewer, "programmes.view_requirement"):
        for asked in Requirement.objects.filter(edition=edition):
            if asked.due_on:
                yield Day(str(asked), "", asked.due_on)
    if is_staff_with(viewer, "programmes.view_stay"):
        yield from _stays(edition)
    if is_staff_with(viewer, "programmes.view_absence"):
        yield from _absences(edition)


def _stays(edition: Edition) -> Iterator[Day]:
    rows = Stay.objects.filter(participation__edition=edition)
    rows = rows.exclude(participation__state__in=Participation.LEFT)
    for row in rows.select_related("participation__person", "room").order_by("arrives_on", "pk"):
        name, url, room = row.participation.person, page("stay", row.pk), str(row.room or "")
        yield Day(_("%(name)s arrives") % {"name": name}, room, row.arrives_on, url)
        yield Day(_("%(name)s leaves") % {"name": name}, room, row.leaves_on, url)


def _absences(edition: Edition) -> Iterator[Day]:
    rows = Absence.objects.filter(participation__edition=edition).select_related("participation__person")
    for row in rows.order_by("away_from", "pk"):
        name, url = row.participation.person, page("absence", row.pk)
        yield Day(_("%(name)s is away from this day") % {"name": name}, "", row.away_from, url)
        if row.back_on:
            yield Day(_("%(name)s is back") % {"name": name}, "", row.back_on, url)
