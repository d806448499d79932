"""A person's path, read from what is recorded of her."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.films.models import Award, Credit, Selection
from foundation.films.selectors import Line, filmography
from foundation.people.models import Person
from residencies.programmes.models import Participation


@dataclass(frozen=True, order=True)
class Event:
    """One line of a timeline. `year` 0 means that the year is not known."""

    year: int
    kind: str
    title: str
    detail: str = ""


def timeline(person: Person, viewer: Any) -> list[Event]:
    """Participations, credits, selections and awards of a person that `viewer` may see, newest first.

    A role on a series is one line, with the number of its episodes.
    """
    events = dict.fromkeys([*_participations(person, viewer), *_films(person, viewer)])
    return sorted(events, key=lambda event: -event.year)


def _role(line: Line) -> str:
    """“director (3 episodes)”"""
    if not line.episodes:
        return str(line.role)
    told = ngettext("%(role)s (%(count)d episode)", "%(role)s (%(count)d episodes)", line.episodes)
    return told % {"role": line.role, "count": line.episodes}


def _participations(person: Person, viewer: Any) -> Iterator[Event]:
    rows = Participation.objects.visible_to(viewer).filter(person=person)
    for row in rows.select_related("edition__programme", "track"):
        day = row.completed_on or row.edition.starts_on
        yield Event(day.year if day else 0, "programme", str(row.edition), row.get_state_display())


def _films(person: Person, viewer: Any) -> Iterator[Event]:
    credited = Credit.objects.visible_to(viewer).filter(person=person)
    for line in filmography(credited):
        yield Event(line.work.year or 0, "credit", line.work.title, _role(line))
    theirs = Q(person=person) | Q(work__in=credited.values("work"))
    selections = Selection.objects.visible_to(viewer).filter(theirs)
    for row in selections.select_related("edition__festival", "section__edition", "work"):
        parts = (row.work, row.section and row.section.name)
        yield Event(
            row.edition.year or 0,
            "selection",
            str(row.edition.festival),
            " · ".join(str(part) for part in parts if part),
        )
    awards = Award.objects.visible_to(viewer).filter(selection__in=selections)
    for award in awards.select_related("selection__edition__festival"):
        edition = award.selection.edition
        yield Event(edition.year or 0, "award", award.prize or _("prize"), str(edition))
