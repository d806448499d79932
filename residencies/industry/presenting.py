"""Meetings and those who meet, as pages, mails, calendars and documents tell them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.mail.names import spoken_name
from foundation.people.models import Person
from foundation.translated import language_names, listed
from foundation.zones import town_of
from residencies.industry.models import Event, Guest, Meeting, Project, Side, Slot, Table
from residencies.industry.selectors.own import Party, side_in, side_of


def name_of(party: Party) -> str:
    """A film by its title, a guest by her name in the reader's script."""
    if isinstance(party, Guest):
        return spoken_name(party.person, (get_language() or "")[:2])
    return str(party.work.title_ar or party.work.title) if get_language() == "ar" else party.work.title


def about(party: Party) -> str:
    """What is public of it, in a line."""
    if isinstance(party, Guest):
        parts = [str(party.organisation or ""), party.get_kind_display()]
    else:
        countries = listed(str(one.name) for one in party.work.countries)
        parts = [party.work.get_kind_display(), party.work.get_stage_display(), countries]
    return " · ".join(filter(None, map(capfirst, parts)))


def languages(party: Party) -> str:
    """In which it can meet."""
    said = [language_names(party.languages), _("with an interpreter") if party.has_interpreter else ""]
    return listed(filter(None, said))


def span(slot: Slot, zone: tzinfo) -> str:
    """From when to when, by the clock of a zone."""
    return " – ".join(
        date_format(at.astimezone(zone), "TIME_FORMAT") for at in (slot.starts_at, slot.ends_at)
    )


def day_of(day: date | datetime) -> str:
    """With its weekday."""
    return date_format(day, "l j F")


def place_of(table: Table | None) -> str:
    """Table and area."""
    if table is None:
        return ""
    return " · ".join(filter(None, [_("Table %(name)s") % {"name": table.name}, str(table.area or "")]))


def when_and_where(slot: Slot | None, table: Table | None, event: Event) -> str:
    """A slot and a table in words, by the event's clock."""
    if slot is None:
        return ""
    at = slot.starts_at.astimezone(event.zone)
    return " · ".join(filter(None, [day_of(at), span(slot, event.zone), place_of(table)]))


@dataclass(frozen=True)
class Shown:
    """A meeting as one who sits in it reads it. Its row comes from `own.all_meetings_of`."""

    row: Meeting
    person: Person
    is_meeting = True

    @property
    def side(self) -> Side:
        return side_in(self.row, self.person)

    @property
    def other(self) -> Party:
        return self.row.project if self.side == Side.GUEST else self.row.guest

    @property
    def name(self) -> str:
        return name_of(self.other)

    @property
    def about(self) -> str:
        return about(self.other)

    @property
    def own(self) -> str:
        """For which project of hers she sits there; '' for a guest."""
        return name_of(self.row.project) if self.side == Side.PROJECT else ""

    @property
    def people(self) -> str:
        """Who sits for the project she meets."""
        if self.side == Side.PROJECT:
            return ""
        language = (get_language() or "")[:2]
        return listed(spoken_name(seat.person, language) for seat in self.row.project.seats.all())

    @property
    def languages(self) -> str:
        return languages(self.other)

    @property
    def time(self) -> str:
        return span(self.row.slot, self.row.event.zone)

    @property
    def her_time(self) -> str:
        """By her own clock, with its day where that is another; '' where her clock shows the same."""
        slot, here, hers = self.row.slot, self.row.event.zone, ZoneInfo(self.person.time_zone)
        there, at = slot.starts_at.astimezone(hers), slot.starts_at.astimezone(here)
        if there.utcoffset() == at.utcoffset():
            return ""
        times = span(slot, hers)
        if there.date() != at.date():
            times = listed([day_of(there), times])
        return _("%(at)s (your time)") % {"at": times}

    @property
    def place(self) -> str:
        return place_of(self.row.table)

    @property
    def day(self) -> str:
        return day_of(self.row.slot.starts_at.astimezone(self.row.event.zone))

    @property
    def outcome(self) -> str:
        return capfirst(self.row.get_outcome_display()) if self.row.outcome else ""

    def is_over(self, now: datetime) -> bool:
        return self.row.slot.ends_at <= now

    def has_begun(self, now: datetime) -> bool:
        return self.row.slot.starts_at <= now


@dataclass(frozen=True)
class Pause:
    """A slot in which nobody meets."""

    slot: Slot
    event: Event
    is_meeting = False

    @property
    def name(self) -> str:
        return capfirst(self.slot.label or self.slot.get_blocked_display())

    @property
    def time(self) -> str:
        return span(self.slot, self.event.zone)


@dataclass(frozen=True)
class Day:
    on: date
    entries: list[Shown | Pause]

    @property
    def title(self) -> str:
        return day_of(self.on)


def days(event: Event, meetings: Iterable[Shown], blocked: Iterable[Slot]) -> list[Day]:
    """Her days with their meetings and pauses; a day without a meeting is none."""
    by_day: dict[date, list[tuple[datetime, Shown | Pause]]] = {}
    for one in meetings:
        at = one.row.slot.starts_at
        by_day.setdefault(at.astimezone(event.zone).date(), []).append((at, one))
    for slot in blocked:
        day = slot.starts_at.astimezone(event.zone).date()
        if day in by_day:
            by_day[day].append((slot.starts_at, Pause(slot, event)))
    return [
        Day(on, [entry for _at, entry in sorted(found, key=lambda pair: pair[0])])
        for on, found in sorted(by_day.items())
    ]


def next_of(meetings: Iterable[Shown], now: datetime) -> Shown | None:
    """The one that runs, or comes next."""
    coming = (one for one in meetings if not one.is_over(now))
    return min(coming, key=lambda one: one.row.slot.starts_at, default=None)


def clock_of(event: Event) -> str:
    return _("All times are those of %(town)s.") % {"town": town_of(event.time_zone)}


def dates_of(event: Event) -> str:
    first, last = date_format(event.starts_on), date_format(event.ends_on)
    told = first if first == last else f"{first} – {last}"
    return " · ".join(filter(None, [told, event.place]))


@dataclass(frozen=True)
class Other:
    """Somebody of the other side, with what she said of meeting her."""

    row: Any
    word: str

    @property
    def number(self) -> int:
        return int(self.row.pk)

    @property
    def name(self) -> str:
        return name_of(self.row)

    @property
    def about(self) -> str:
        return about(self.row)

    @property
    def languages(self) -> str:
        return languages(self.row)

    @property
    def logline(self) -> str:
        return self.row.work.logline if isinstance(self.row, Project) else ""


@dataclass(frozen=True)
class Face:
    """One of her sides on her page."""

    row: Party
    wishes: int
    away: int

    @property
    def side(self) -> Side:
        return side_of(self.row)

    @property
    def name(self) -> str:
        return name_of(self.row)

    @property
    def about(self) -> str:
        return about(self.row)


def opened(slots: Iterable[Slot], event: Event) -> Iterator[tuple[str, list[tuple[Slot, str]]]]:
    """Slots by day: (day, [(slot, from when to when)])."""
    by_day: dict[date, list[tuple[Slot, str]]] = {}
    for slot in slots:
        day = slot.starts_at.astimezone(event.zone).date()
        by_day.setdefault(day, []).append((slot, span(slot, event.zone)))
    for on, found in sorted(by_day.items()):
        yield day_of(on), found
