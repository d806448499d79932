"""An event that never was, to look at the mails with."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.films.models import Work
from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person
from foundation.people.models import Organisation, Person
from residencies.industry import letters
from residencies.industry.models import Area, Event, Guest, Meeting, Notice, Project, Slot, Table


def wishes_mail(message: Message) -> Letter:
    return letters.wishes_letter(_event(), example_person(), message.language, "example")


def agenda_mail(message: Message) -> Letter:
    event = _event()
    rows = [_meeting(event, 0), _meeting(event, 1)]
    pause = _slot(event, 2)
    pause.blocked = Slot.Blocked.MEAL
    return letters.agenda_letter(event, _reader(rows), message.language, "example", rows, [pause])


def changes_mail(message: Message) -> Letter:
    event = _event()
    rows = [_meeting(event, number) for number in range(3)]
    reader, change = _reader(rows), Notice.Change
    changes = [
        letters.change_of(row, reader, what, _slot(event, number + 3), rows[0].table)
        for number, (row, what) in enumerate(
            zip(rows, (change.MOVED, change.CANCELLED, change.ADDED), strict=True)
        )
    ]
    return letters.changes_letter(event, reader, message.language, "example", changes)


def _reader(rows: list[Meeting]) -> Person:
    """The guest of all of them."""
    for row in rows:
        row.guest = rows[0].guest
    return rows[0].guest.person


def _event() -> Event:
    title, day = _("Meetings of the Atlas"), timezone.localdate() + timedelta(days=30)
    until = timezone.now() + timedelta(days=10)
    return Event(
        name_fr=title, name_ar=title, name_en=title, starts_on=day, ends_on=day, place=_("Marrakesh"),
        wishes_until=until, time_zone="Africa/Casablanca",
    )  # fmt: skip


def _slot(event: Event, number: int) -> Slot:
    morning = datetime.combine(event.starts_on, datetime.min.time(), UTC) + timedelta(hours=9)
    starts = morning + timedelta(minutes=30 * number)
    return Slot(event=event, starts_at=starts, ends_at=starts + timedelta(minutes=30))


def _meeting(event: Event, number: int) -> Meeting:
    work = Work(
        title=(_("The salt road"), _("Three winters"), _("The house of Zohra"))[number], kind="feature"
    )
    guest = Guest(
        event=event,
        person=example_person(),
        organisation=Organisation(name="Rif Films"),
        kind=Guest.Kind.SALES,
        languages=["fr"],
    )
    table = Table(event=event, area=Area(event=event, name=_("Hall")), name=str(number + 1))
    project = Project(event=event, work=work, languages=["fr"])
    return Meeting(event=event, project=project, guest=guest, slot=_slot(event, number), table=table)
