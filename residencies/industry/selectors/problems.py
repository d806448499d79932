"""An event as the schedulers know it: numbers, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from residencies.industry.models import Away, Event, Guest, Meeting, Project, Seat, Side, Travel, Wish
from residencies.industry.planning import Pair, Party, Placed, Problem, Slot


def problem_of(event: Event, *, keep: Iterable[Meeting] = ()) -> Problem:
    """With `keep` as the meetings that stay where they are."""
    away: dict[tuple[str, int], set[int]] = defaultdict(set)
    for slot, project, guest in Away.objects.filter(slot__event=event).values_list(
        "slot", "project", "guest"
    ):
        away[("project", project) if project else ("guest", guest)].add(slot)
    people: dict[int, set[int]] = defaultdict(set)
    for project, person in Seat.objects.filter(project__event=event).values_list("project", "person"):
        people[project].add(person)
    tables = {table.pk: table.area_id or 0 for table in event.tables.order_by("position", "pk")}
    ways = Travel.objects.filter(one__event=event).values_list("one", "other", "minutes")
    return Problem(
        projects={
            row.pk: _party(row, people[row.pk], away["project", row.pk])
            for row in Project.objects.active().filter(event=event)
        },
        guests={
            row.pk: _party(row, {row.person_id}, away["guest", row.pk])
            for row in Guest.objects.active().filter(event=event)
        },
        slots=slots_of(event),
        tables=tables,
        wishes=words_of(event),
        travel={(one, other): minutes for one, other, minutes in ways},
        most_in_a_row=event.most_in_a_row,
        kept=[placed(meeting) for meeting in keep],
    )


def placed(meeting: Meeting) -> Placed:
    return Placed(
        meeting.project_id, meeting.guest_id, meeting.slot_id, meeting.table_id, meeting.is_interpreted
    )


def slots_of(event: Event) -> list[Slot]:
    """Those open to meetings; blocked ones count where one follows another."""
    found, place, day = [], 0, None
    for row in event.slots.order_by("starts_at"):
        on = row.starts_at.astimezone(event.zone).date()
        place, day = (place + 1, day) if on == day else (0, on)
        if not row.blocked:
            start, end = (int(at.timestamp()) // 60 for at in (row.starts_at, row.ends_at))
            found.append(Slot(row.pk, start, end, day=on.toordinal(), place=place))
    return found


def words_of(event: Event) -> dict[Pair, tuple[str, str]]:
    """What the project and the guest say of each other, by pair."""
    words: dict[Pair, list[str]] = defaultdict(lambda: ["", ""])
    for project, guest, side, word in Wish.objects.filter(project__event=event).values_list(
        "project", "guest", "side", "word"
    ):
        words[project, guest][side == Side.GUEST] = word
    return {pair: (one, other) for pair, (one, other) in words.items()}


def _party(row: Any, people: set[int], away: set[int]) -> Party:
    return Party(
        id=row.pk,
        languages=frozenset(row.languages),
        most_a_day=row.most_a_day,
        people=frozenset(people),
        away=frozenset(away),
        has_interpreter=row.has_interpreter,
    )
