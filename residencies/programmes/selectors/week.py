"""Everything that waits in an edition, in lines that whoever looks may see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from foundation.people.models import is_staff_with
from foundation.translated import listed
from residencies.programmes.models import Absence, Deliverable, Edition, Participation, Requirement, Stay
from residencies.programmes.selectors.requirements import standings

AHEAD = timedelta(days=7)
SHOWN = 50  # lines of one part
State = Participation.State


@dataclass(frozen=True)
class Line:
    """One thing that waits: `part` is the heading it stands under, `url` where it is done."""

    part: str
    text: str
    detail: str = ""
    when: date | datetime | None = None
    url: str = ""


@dataclass(frozen=True)
class Part:
    title: str
    lines: list[Line]

    @property
    def shown(self) -> list[Line]:
        return self.lines[:SHOWN]

    @property
    def more(self) -> int:
        return max(len(self.lines) - SHOWN, 0)


def week(edition: Edition, viewer: Any, now: datetime) -> list[Part]:
    """The lines of this room, then those of `settings.EDITION_WEEK`, by heading, in the order they come.

    Each of the setting's selectors takes `(edition, viewer, now)` and gives lines that `viewer` may see.
    """
    lines = [*_own(edition, viewer, now)]
    for path in settings.EDITION_WEEK:
        lines += import_string(path)(edition, viewer, now)
    return by_heading(lines)


def beside(row: Participation, viewer: Any) -> list[Part]:
    """What the rooms of `settings.PARTICIPATION_DESK` know of her, and what may be begun from there."""
    paths = settings.PARTICIPATION_DESK
    return by_heading([line for path in paths for line in import_string(path)(row, viewer)])


def by_heading(lines: Iterable[Line]) -> list[Part]:
    parts: dict[str, list[Line]] = {}
    for line in lines:
        parts.setdefault(line.part, []).append(line)
    return [Part(title, found) for title, found in parts.items()]


def _own(edition: Edition, viewer: Any, now: datetime) -> Iterator[Line]:
    today = timezone.localdate(now)
    if not is_staff_with(viewer, "programmes.view_participation"):
        return
    people = Participation.objects.filter(edition=edition).select_related("person", "track", "work")
    yield from _places(people.order_by("person__sort_name", "pk"))
    if is_staff_with(viewer, "programmes.view_deliverable"):
        yield from _papers(edition)
    if is_staff_with(viewer, "programmes.view_requirement"):
        yield from _lacks(people.running().order_by("person__sort_name", "pk"), edition, today)
    if is_staff_with(viewer, "programmes.view_absence"):
        yield from _absences(edition, today)
    if is_staff_with(viewer, "programmes.view_stay"):
        yield from _stays(edition, today)


def _places(people: Any) -> Iterator[Line]:
    part = _("Places not confirmed")
    for row in people.filter(state=State.INVITED):
        yield Line(part, str(row.person), str(row.track or ""), None, page("participation", row.pk))
    part = _("Partner missing")
    for row in people.without_partner():
        yield Line(part, str(row.person), row.work.title, None, page("participation", row.pk))


def _papers(edition: Edition) -> Iterator[Line]:
    part = _("Handed in, to be read")
    rows = Deliverable.objects.filter(participation__edition=edition, state=Deliverable.State.HANDED_IN)
    for row in rows.select_related("participation__person", "requirement").order_by("handed_in_at"):
        yield Line(
            part,
            str(row.participation.person),
            str(row.requirement),
            row.handed_in_at,
            page("deliverable", row.pk),
        )


def _lacks(people: Iterable[Participation], edition: Edition, today: date) -> Iterator[Line]:
    """What is due by the end of the week and missing; then, by person, all that she lacks."""
    rows = list(people)
    found = standings(rows)
    missing = [
        (one.requirement.due_on, row, one)
        for row in rows
        for one in found[row.pk]
        if one.requirement.due_on
        and one.requirement.due_on <= today + AHEAD
        and not one.is_fulfilled
        and not one.waits_for_staff
    ]
    for due, row, one in sorted(missing, key=lambda it: (it[0], it[1].person.sort_name)):
        part = _("Documents missing") if one.requirement.kind == Requirement.Kind.DELIVERABLE else _("Due")
        yield Line(part, str(row.person), one.words, due, page("participation", row.pk))
    part = _("Lacks for completion")
    for row in rows:
        if left := [one.words for one in found[row.pk] if not one.is_fulfilled]:
            yield Line(part, str(row.person), listed(left), None, page("participation", row.pk))


def _absences(edition: Edition, today: date) -> Iterator[Line]:
    part = _("Away this week")
    rows = Absence.objects.filter(participation__edition=edition, away_from__lte=today + AHEAD)
    rows = rows.filter(Q(back_on=None) | Q(back_on__gt=today), participation__state__in=Participation.RUNNING)
    for row in rows.select_related("participation__person").order_by("away_from", "pk"):
        back = (
            _("back on %(day)s") % {"day": date_format(row.back_on)} if row.back_on else _("return not known")
        )
        yield Line(part, str(row.participation.person), back, row.away_from, page("absence", row.pk))


def _stays(edition: Edition, today: date) -> Iterator[Line]:
    part = _("Stays without a room")
    rows = Stay.objects.filter(participation__edition=edition, room=None, leaves_on__gt=today)
    rows = rows.exclude(participation__state__in=Participation.LEFT)
    for row in rows.select_related("participation__person").order_by("arrives_on", "pk"):
        until = _("until %(day)s") % {"day": date_format(row.leaves_on)}
        yield Line(part, str(row.participation.person), until, row.arrives_on, page("stay", row.pk))


def page(table: str, number: int) -> str:
    return reverse(f"admin:programmes_{table}_change", args=[number])


def left_by_cause(edition: Edition) -> list[tuple[str, str, int]]:
    """(state, cause, how many) of those who left, by name; the most frequent first."""
    rows = Participation.objects.filter(edition=edition, state__in=Participation.LEFT).order_by()
    counts = rows.values_list("state", "cause").annotate(n=Count("pk")).order_by("-n", "state", "cause")
    causes = dict(Participation.Cause.choices)
    return [
        (str(State(state).label), str(causes.get(cause) or _("no cause recorded")), n)
        for state, cause, n in counts
    ]
