"""The letters of industry events: whom to meet, her agenda, what has changed in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils import timezone

from foundation.mail.letters import File, Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.people.models import Person
from foundation.zones import at_place
from residencies.industry import presenting
from residencies.industry.calendars import calendar_with
from residencies.industry.models import Event, Meeting, Notice, Slot, Table
from residencies.industry.presenting import Day, Shown
from residencies.industry.selectors.links import row_of, token_of
from residencies.industry.selectors.own import all_meetings_of, meetings_of, parties_of

CALENDAR = "text/calendar; charset=utf-8; method=PUBLISH"


@dataclass(frozen=True)
class Change:
    """What has become of a meeting: where it was, where it is ('' where it is not)."""

    what: str  # of Notice.Change
    one: Shown
    was: str

    @property
    def now(self) -> str:
        row = self.one.row
        gone = self.what == Notice.Change.CANCELLED
        return "" if gone else presenting.when_and_where(row.slot, row.table, row.event)


def wishes_mail(message: Message) -> Letter:
    event, person = _addressed(message)
    if not event.takes_wishes(timezone.now()):
        raise NotWanted("wishes are closed")
    if not parties_of(event, person):
        raise NotWanted("she does not take part any more")
    return wishes_letter(event, person, message.language, _token(event, person))


def wishes_letter(event: Event, person: Person, language: str, token: str) -> Letter:
    until = at_place(event.wishes_until, event.time_zone)
    return _letter(event, person, language, token, {"until": until}, {"day": until})


def agenda_mail(message: Message) -> Letter:
    """As it stands when it leaves."""
    event, person = _addressed(message)
    rows = list(meetings_of(event, person))
    if not rows:
        raise NotWanted("she has no meeting")
    blocked = list(event.slots.exclude(blocked=""))
    return agenda_letter(event, person, message.language, _token(event, person), rows, blocked)


def agenda_letter(
    event: Event, person: Person, language: str, token: str, rows: list[Meeting], blocked: Iterable[Slot] = ()
) -> Letter:
    shown = [Shown(row, person) for row in rows]
    days: list[Day] = presenting.days(event, shown, blocked)
    facts = {"days": days, "count": len(rows), "clock": presenting.clock_of(event)}
    return _letter(event, person, language, token, facts, {}, rows)


def changes_mail(message: Message) -> Letter:
    """Her notices of the batch. What was cancelled since is told as cancelled."""
    event, person = _addressed(message)
    notices = Notice.objects.filter(meeting__event=event, person=person, batch=message.context["batch"])
    told = list(notices.select_related("was_slot", "was_table__area"))
    rows = {row.pk: row for row in all_meetings_of(event, person)}
    changes = [
        change_of(rows[one.meeting_id], person, one.change, one.was_slot, one.was_table)
        for one in told
        if one.meeting_id in rows
    ]
    if not changes:
        raise NotWanted("nothing of it concerns her any more")
    return changes_letter(event, person, message.language, _token(event, person), changes)


def change_of(row: Meeting, person: Person, what: str, slot: Slot | None, table: Table | None) -> Change:
    what = str(what) if row.is_planned else Notice.Change.CANCELLED.value
    return Change(what, Shown(row, person), presenting.when_and_where(slot, table, row.event))


def changes_letter(event: Event, person: Person, language: str, token: str, changes: list[Change]) -> Letter:
    facts = {"changes": changes, "clock": presenting.clock_of(event)}
    return _letter(event, person, language, token, facts, {}, [one.one.row for one in changes])


def _addressed(message: Message) -> tuple[Event, Person]:
    event = Event.objects.filter(pk=message.context["event"]).first()
    if event is None or message.person is None:
        raise NotWanted("the event or the person is gone")
    return event, message.person


def _token(event: Event, person: Person) -> str:
    row = row_of(event, person)
    if row is None:
        raise NotWanted("she does not take part any more")
    return token_of(row)


def _letter(
    event: Event,
    person: Person,
    language: str,
    token: str,
    facts: dict[str, object],
    names: dict[str, str],
    rows: list[Meeting] | None = None,
) -> Letter:
    files = partial(_calendar, event, rows, person) if rows and rows[0].pk else list
    return Letter(
        {
            **facts,
            "event": str(event),
            "dates": presenting.dates_of(event),
            "path": reverse("industry:link_event", args=["~"]).removesuffix("~/"),
        },
        secrets={"token": f"{token}/"},
        names={"event": str(event), **names},
        personal={"name": spoken_name(person, language)},
        files=files,
    )


def _calendar(event: Event, rows: list[Meeting], person: Person) -> list[File]:
    content = calendar_with(event, rows, person, now=timezone.now())
    return [File("agenda.ics", content, CALENDAR)]
