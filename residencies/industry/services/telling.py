"""Agendas are mailed once, when a schedule is released; later changes are told in batches."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from foundation.mail.services import enqueue_many
from foundation.people.models import Person
from residencies.industry.models import Event, Meeting, Notice, Slot, Table
from residencies.industry.services.locks import locked_event
from residencies.industry.services.mailing import drafts


def concerned(meetings: Iterable[Meeting]) -> dict[int, list[Person]]:
    """Who sits in each meeting, by its number: the guest, and those who sit for the project."""
    rows = list(meetings)
    people: dict[int, dict[int, Person]] = {row.pk: {} for row in rows}
    told = Meeting.objects.filter(pk__in=people)
    for row in told.select_related("guest__person").prefetch_related("project__seats__person"):
        for person in [row.guest.person, *(seat.person for seat in row.project.seats.all())]:
            people[row.pk][person.pk] = person
    return {number: list(found.values()) for number, found in people.items()}


def note_change(
    meeting: Meeting,
    change: str,
    *,
    was_slot: Slot | None = None,
    was_table: Table | None = None,
    now: datetime,
) -> None:
    """After the release: each who sits in it has to be told. What is not told yet becomes one notice: where
    it was at first, and what has come of it; nothing, where it is as it was told.
    """
    if not meeting.event.is_released:
        return
    waiting = {row.person_id: row for row in Notice.objects.untold().filter(meeting=meeting)}
    new = []
    for person in concerned([meeting])[meeting.pk]:
        if row := waiting.get(person.pk):
            _merge(row, meeting, change, now)
        else:
            facts = {"change": change, "was_slot": was_slot, "was_table": was_table, "at": now}
            new.append(Notice(meeting=meeting, person=person, **facts))
    Notice.objects.bulk_create(new)


def _merge(row: Notice, meeting: Meeting, change: str, now: datetime) -> None:
    is_new, is_gone = row.change == Notice.Change.ADDED, change == Notice.Change.CANCELLED
    is_back = not is_gone and (row.was_slot_id, row.was_table_id) == (meeting.slot_id, meeting.table_id)
    if (is_new and is_gone) or is_back:
        row.delete()
        return
    row.change, row.at = row.change if is_new else change, now
    row.save()


@transaction.atomic
def tell_changes(event: Event, *, by: Any, now: datetime) -> int:
    """One mail to each who has to be told of changes; returns to how many. Twice is as good as once."""
    row = locked_event(event)
    waiting = list(Notice.objects.untold().filter(meeting__event=row).select_related("person"))
    if not waiting:
        return 0
    row.batches += 1
    row.save(update_fields=["batches"])
    Notice.objects.filter(pk__in=[one.pk for one in waiting]).update(batch=row.batches)
    people = {one.person_id: one.person for one in waiting}
    mail_changes(row, list(people.values()), row.batches, now=now)
    return len(people)


def mail_agendas(event: Event, people: Sequence[Person], *, now: datetime) -> None:
    """Called once, by `release_schedule`, with everybody who sits in a meeting."""
    made = drafts(
        event,
        "industry_agenda",
        people,
        f"industry-agenda:{event.pk}",
        now=now,
        urgent=_is_close(event, now),
        expires_at=_end_of(event),
    )
    enqueue_many(made, now=now)


def mail_changes(event: Event, people: Sequence[Person], batch: int, *, now: datetime) -> None:
    """To each person one mail with what has changed for her: her notices of this batch."""
    made = drafts(
        event,
        "industry_changes",
        people,
        f"industry-changes:{event.pk}:{batch}",
        now=now,
        urgent=_is_close(event, now),
        expires_at=_end_of(event),
        batch=batch,
    )
    enqueue_many(made, now=now)


def _is_close(event: Event, now: datetime) -> bool:
    """The day before and while it lasts nobody waits until morning."""
    return now.astimezone(event.zone).date() >= event.starts_on - timedelta(days=1)


def _end_of(event: Event) -> datetime:
    """After which nobody wants to read of it."""
    return datetime.combine(event.ends_on + timedelta(days=1), time(), event.zone)
