"""A small event: two days of four slots with a meal between, tables in two areas, projects and guests."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from foundation.films.models import Work
from foundation.mail.models import Message
from foundation.people.models import Person
from residencies.industry import services
from residencies.industry.models import Area, Event, Guest, Project, Seat, Slot, Table, Wish
from tests import cast

NOW = cast.NOW
FIRST_DAY = date(2026, 12, 1)
WISHES = {"m": "must", "l": "like", "n": "no"}


def event(*, slots: int = 4, tables: int = 2, days: int = 1, **fields: Any) -> Event:
    """Slots of half an hour from 9:00 in Casablanca; tables all in one area."""
    defaults = {"name_fr": "Ateliers de l’Atlas", "name_ar": "ورشات الأطلس", "name_en": "Atlas Workshops"}
    last = FIRST_DAY + timedelta(days=days - 1)
    row = Event.objects.create(**{**defaults, "starts_on": FIRST_DAY, "ends_on": last, **fields})
    for day in range(days):
        morning = datetime.combine(FIRST_DAY, datetime.min.time(), UTC) + timedelta(days=day, hours=9)
        for number in range(slots):
            starts = morning + timedelta(minutes=30 * number)
            Slot.objects.create(event=row, starts_at=starts, ends_at=starts + timedelta(minutes=30))
    area = Area.objects.create(event=row, name="Salon")
    for number in range(tables):
        Table.objects.create(event=row, area=area, name=f"T{number + 1}", position=number)
    return row


def project(of: Event, *people: Person, **fields: Any) -> Project:
    """With one person who sits for it and has a login, unless others are given."""
    number = Project.objects.count() + 1
    fields.setdefault("work", Work.objects.create(title=f"Film {number}"))
    row = Project.objects.create(event=of, **{"languages": ["fr"], **fields})
    for position, person in enumerate(people or (cast.alumna(),)):
        Seat.objects.create(project=row, person=person, position=position)
    return row


def guest(of: Event, **fields: Any) -> Guest:
    """With a login."""
    fields.setdefault("person", cast.alumna())
    return Guest.objects.create(event=of, **{"languages": ["fr"], "kind": "fund", **fields})


def wish(one: Project, other: Guest, words: str) -> None:
    """The project's word and the guest's: "ml" is a must and a like, "-n" nothing and a no."""
    for side, word in zip(("project", "guest"), words, strict=True):
        if word != "-":
            Wish.objects.create(project=one, guest=other, side=side, word=WISHES[word])


def mailed_about(she: Person, kind: str) -> dict[str, int]:
    """The context of a mail of this kind to her, a guest with a meeting; in `changes` it has moved."""
    now = timezone.now()
    there = event(wishes_until=now + timedelta(days=1))
    met = guest(there, person=she)
    slots, tables = list(there.slots.all()), list(there.tables.all())
    made = services.add_meeting(there, project(there), met, slots[0], tables[0], by=None, now=now)
    if kind == "industry_wishes":
        return {"event": there.pk}
    services.release_schedule(there, by=None, now=now)
    made.event.refresh_from_db()
    services.move_meeting(made, slots[1], tables[1], by=None, now=now)
    services.tell_changes(there, by=None, now=now)
    Message.objects.filter(kind__startswith="industry").delete()
    return {"event": there.pk, "batch": 1}
