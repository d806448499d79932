"""Agendas and table signs on paper."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.pdf import pdf
from foundation.people.models import Person
from residencies.industry import presenting
from residencies.industry.models import Event, Meeting
from residencies.industry.presenting import Shown
from residencies.industry.selectors.own import meetings_of


def agenda_pdf(event: Event, person: Person, language: str, now: datetime) -> bytes:
    """Hers, in this language."""
    with translation.override(language):
        shown = [Shown(row, person) for row in meetings_of(event, person)]
        return _pdf(event, [_agenda(event, person, shown, _blocked(event))], language, now)


def agendas_pdf(event: Event, language: str, now: datetime) -> bytes:
    """Of everybody who sits in a meeting, each beginning a page, by name."""
    rows = Meeting.objects.with_all().planned().filter(event=event)
    people: dict[int, tuple[Person, list[Shown]]] = {}
    for row in rows.prefetch_related("project__seats__person"):
        for person in [row.guest.person, *(seat.person for seat in row.project.seats.all())]:
            people.setdefault(person.pk, (person, []))[1].append(Shown(row, person))
    with translation.override(language):
        blocked = _blocked(event)
        in_order = sorted(people.values(), key=lambda pair: (pair[0].sort_name, pair[0].pk))
        agendas = [_agenda(event, person, shown, blocked) for person, shown in in_order]
        return _pdf(event, agendas, language, now)


def signs_pdf(event: Event, language: str, now: datetime) -> bytes:
    """A sign for each table, with who meets there and when."""
    rows = Meeting.objects.with_all().planned().filter(event=event)
    by_table: dict[int, list[Meeting]] = {}
    for row in rows:
        by_table.setdefault(row.table_id, []).append(row)
    with translation.override(language):
        signs = [
            {
                "name": table.name,
                "area": str(table.area or ""),
                "rows": [_at_table(event, row) for row in by_table.get(table.pk, [])],
            }
            for table in event.tables.select_related("area")
        ]
        data = {**_paper(event, now), "title": str(event), "signs": signs}
        return pdf("signs", data, language=language, at=now)


def _at_table(event: Event, row: Meeting) -> list[str]:
    at = row.slot.starts_at.astimezone(event.zone)
    pair = f"{presenting.name_of(row.project)} – {presenting.name_of(row.guest)}"
    return [date_format(at, "D j"), presenting.span(row.slot, event.zone), pair]


def _pdf(event: Event, agendas: Iterable[dict[str, Any]], language: str, now: datetime) -> bytes:
    data = {**_paper(event, now), "title": str(event), "agendas": list(agendas)}
    return pdf("agenda", data, language=language, at=now)


def _paper(event: Event, now: datetime) -> dict[str, str]:
    made = date_format(timezone.localtime(now, event.zone), "DATETIME_FORMAT")
    return {
        "foundation": settings.FOUNDATION_NAME,
        "foot": f"{settings.FOUNDATION_NAME} · {event} · {made}",
    }


def _blocked(event: Event) -> list[Any]:
    return list(event.slots.exclude(blocked=""))


def _agenda(event: Event, person: Person, shown: list[Shown], blocked: list[Any]) -> dict[str, Any]:
    found = presenting.days(event, shown, blocked)
    return {
        "name": person.name_in(translation.get_language() or ""),
        "intro": f"{event} · {presenting.dates_of(event)}",
        "clock": presenting.clock_of(event),
        "empty": "" if found else _("No meeting yet."),
        "days": [{"title": day.title, "rows": [_line(one) for one in day.entries]} for day in found],
    }


def _line(one: Shown | presenting.Pause) -> dict[str, str]:
    if isinstance(one, Shown):
        under = [one.own and _("for “%(project)s”") % {"project": one.own}, one.about, one.people]
        return {"time": one.time, "name": one.name, "about": _joined(under), "place": one.place}
    return {"time": one.time, "name": "", "about": one.name, "place": ""}


def _joined(parts: list[str]) -> str:
    return " · ".join(filter(None, parts))
