"""A schedule as people look at it: slots by tables, wishes that are open, and a table for files."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from residencies.industry.checking import breaches
from residencies.industry.models import Event, Guest, Meeting, Project, Slot, Table, Wish
from residencies.industry.selectors.lacks import Lack, lacks_of
from residencies.industry.selectors.problems import placed, problem_of


@dataclass(frozen=True)
class Row:
    """A slot with its meetings, one for each table; None where a table is free."""

    slot: Slot
    cells: list[Meeting | None]

    @property
    def is_empty(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True)
class Open:
    """A wish that no meeting answers, in words."""

    project: Project
    guest: Guest
    words: tuple[str, str]
    reason: str
    may_meet: bool  # nobody refused, and no one sits on both sides


@dataclass(frozen=True)
class Grid:
    tables: list[Table]
    days: dict[date, list[Row]]
    open: list[Open]
    broken: set[int]  # meetings that break a rule by now, since somebody changed her days or wishes
    count: int


def grid(event: Event) -> Grid:
    """Everything of an event's schedule, in a fixed number of queries."""
    meetings = list(Meeting.objects.planned().filter(event=event).with_all())
    by_place = {(row.slot_id, row.table_id): row for row in meetings}
    tables = list(event.tables.select_related("area").order_by("position", "pk"))
    days: dict[date, list[Row]] = defaultdict(list)
    for slot in event.slots.order_by("starts_at"):
        slot.event = event
        days[slot.day].append(Row(slot, [by_place.get((slot.pk, table.pk)) for table in tables]))
    problem = problem_of(event, keep=meetings)
    wrong = {one for breach in breaches(problem, problem.kept) for one in breach.meetings}
    broken = {row.pk for row in meetings if placed(row) in wrong}
    # What breaks a rule may stand for somebody who has left: those are no part of the reckoning.
    sound = replace(problem, kept=[one for one in problem.kept if one not in wrong])
    met = {(row.project_id, row.guest_id) for row in meetings}
    left = [lack for lack in lacks_of(sound) if lack.pair not in met]
    return Grid(tables, dict(days), opened(event, left), broken, len(meetings))


def opened(event: Event, lacks: Iterable[Lack]) -> list[Open]:
    projects = {row.pk: row for row in event.projects.select_related("work")}
    guests = {row.pk: row for row in event.guests.select_related("person", "organisation")}
    said = reasons()
    return [
        Open(
            projects[lack.pair[0]],
            guests[lack.pair[1]],
            named(lack.words),
            said[lack.reason],
            lack.reason not in ("no", "self"),
        )
        for lack in lacks
    ]


def named(words: tuple[str, str]) -> tuple[str, str]:
    """As they are read."""
    labels = {**dict(Wish.Word.choices), "": "—"}
    return str(labels[words[0]]), str(labels[words[1]])


def reasons() -> dict[str, str]:
    """Why a wish is not met."""
    return {
        "no": _("one of them does not want it"),
        "self": _("she sits on both sides"),
        "language": _("no common language"),
        "slot": _("no slot in which both can come"),
        "project_full": _("the project has as many meetings as it takes"),
        "guest_full": _("the guest has as many meetings as she takes"),
        "table": _("no table left that both can reach in time"),
        "lost": _("no common free slot: stronger wishes stand there"),
        "open": _("there is room: add it, or make the schedule anew"),
    }


@dataclass(frozen=True)
class Asked:
    """A party with what it wished, by how many it was wished for, and how many meetings it has."""

    party: Project | Guest
    musts: int
    likes: int
    nos: int
    received: int
    meetings: int


def asked(event: Event) -> dict[str, list[Asked]]:
    """By side: who wished how much, and how many meetings she has."""
    wishes = list(Wish.objects.filter(project__event=event).values_list("project", "guest", "side", "word"))
    met = list(Meeting.objects.planned().filter(event=event).values_list("project", "guest"))
    sides: dict[str, list[Any]] = {
        "project": list(event.projects.active().select_related("work")),
        "guest": list(event.guests.active().select_related("person", "organisation")),
    }
    found = {}
    for at, (side, parties) in enumerate(sides.items()):
        said = Counter((row[at], row[3]) for row in wishes if row[2] == side)
        received = Counter(row[at] for row in wishes if row[2] != side and row[3] != Wish.Word.NO)
        meetings = Counter(pair[at] for pair in met)
        found[side] = [
            Asked(
                party,
                said[party.pk, Wish.Word.MUST],
                said[party.pk, Wish.Word.LIKE],
                said[party.pk, Wish.Word.NO],
                received[party.pk],
                meetings[party.pk],
            )
            for party in parties
        ]
    return found


def sheet(event: Event) -> list[list[Any]]:
    """The planned meetings as a table, its head first."""
    head = [_("Day"), _("From"), _("To"), _("Table"), _("Area"), _("Project"), _("Guest"), _("Organisation")]
    rows = Meeting.objects.planned().filter(event=event).with_all()
    lines = []
    for row in rows.order_by("slot__starts_at", "table__position", "pk"):
        start, end = (at.astimezone(event.zone) for at in (row.slot.starts_at, row.slot.ends_at))
        lines.append(
            [
                date_format(start.date(), "Y-m-d"),
                f"{start:%H:%M}",
                f"{end:%H:%M}",
                row.table.name,
                str(row.table.area or ""),
                str(row.project),
                str(row.guest.person),
                str(row.guest.organisation or ""),
            ]
        )
    return [head, *lines]


def open_sheet(lines: Iterable[Open]) -> list[list[Any]]:
    head = [_("Project"), _("Guest"), _("Wish of the project"), _("Wish of the guest"), _("Reason")]
    return [head, *([str(one.project), str(one.guest), *one.words, one.reason] for one in lines)]
