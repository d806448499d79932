"""A person's path as one line of events, read from what is recorded of her."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni.careers.dates import When
from alumni.careers.selectors.facts import Chosen, Film, Part, Path
from alumni.careers.selectors.milestones import Milestone, milestones_of, path_of
from foundation.films.models import Credit, Work
from foundation.people.models import Person
from residencies.grants.models import Grant

Mark = tuple[str, int]


@dataclass(frozen=True)
class Event:
    """One line. `year` 0 means that the year is not known; `on` is the day, where that is known.
    `milestones` are the names of those it is.
    """

    year: int
    kind: str
    title: str
    detail: str = ""
    on: date | None = None
    milestones: tuple[str, ...] = ()


def timeline(person: Person, viewer: Any, today: date | None = None) -> list[Event]:
    """Participations, credits, stages of her works, selections, awards and grants of a person that `viewer`
    may see, newest first. A role on a series is one line, with the number of its episodes.
    """
    path = path_of(person, viewer)
    return events_of(path, milestones_of(path, today or timezone.localdate()), person, viewer)


def events_of(path: Path, reached: list[Milestone], person: Person, viewer: Any) -> list[Event]:
    """As `timeline`, of a path that is read, with its milestones."""
    marks: dict[Mark, list[str]] = {}
    for one in reached:
        marks.setdefault((one.row.model, one.row.pk), []).append(one.label)
    events = dict.fromkeys(
        [
            *_programmes(path),
            *_credits(path, marks),
            *_stages(path),
            *_chosen(path, marks),
            *_grants(person, viewer),
        ]
    )
    return sorted(events, key=_newest_first)


def _newest_first(event: Event) -> tuple[int, int]:
    """Of one year, what has a day goes before what has none."""
    return (-event.year, -(event.on.toordinal()) if event.on else 0)


def _event(when: When, kind: str, title: str, detail: str, marks: list[str] | None = None) -> Event:
    year = when.year or (when.first.year if when.first else 0)
    return Event(year, kind, title, detail, when.on, tuple(marks or ()))


def _programmes(path: Path) -> Iterator[Event]:
    for row in path.taken:
        day = row.completed_on or row.edition.starts_on
        yield _event(When.day(day), "programme", str(row.edition), row.get_state_display())


def _credits(path: Path, marks: dict[Mark, list[str]]) -> Iterator[Event]:
    lines: dict[tuple[int, int], list[Part]] = {}
    for part in path.parts:
        lines.setdefault((part.film.pk, part.role.pk), []).append(part)
    for parts in sorted(lines.values(), key=lambda parts: (parts[0].film.pk, parts[0].role.slug)):
        film = parts[0].film
        reached = [label for part in parts for label in marks.get(("films.credit", part.pk), ())]
        yield _event(film.finished, "credit", film.title, _role(parts), reached)


def _role(parts: list[Part]) -> str:
    """“director (3 episodes)”, “editor (announced)”"""
    told = str(parts[0].role)
    if episodes := len({part.episode for part in parts if part.episode}):
        text = ngettext("%(role)s (%(count)d episode)", "%(role)s (%(count)d episodes)", episodes)
        told = text % {"role": told, "count": episodes}
    if all(part.status == Credit.Status.ANNOUNCED for part in parts):
        told = _("%(role)s (announced)") % {"role": told}
    return told


def _stages(path: Path) -> Iterator[Event]:
    """What became of her works, as far as the days are known."""
    films: dict[int, Film] = {part.film.pk: part.film for part in path.parts}
    films |= {film.pk: film for _taken, film in path.projects}
    for film in films.values():
        for stage, on in film.stages.items():
            yield _event(When.day(on), "stage", film.title, str(Work.Stage(stage).label))


def _chosen(path: Path, marks: dict[Mark, list[str]]) -> Iterator[Event]:
    for one in path.chosen:
        yield _event(one.when, "selection", one.edition, _of(one), marks.get(("films.selection", one.pk)))
    for won in path.won:
        title = won.prize or _("prize")
        yield _event(won.when, "award", title, won.chosen.edition, marks.get(("films.award", won.pk)))


def _of(one: Chosen) -> str:
    return " · ".join(part for part in (one.film.title if one.film else "", one.section) if part)


def _grants(person: Person, viewer: Any) -> Iterator[Event]:
    """What it was for; no amount stands here."""
    rows = Grant.objects.visible_to(viewer).filter(~Q(state=Grant.State.CANCELLED), person=person)
    for row in rows.select_related("fund"):
        yield _event(When.day(row.committed_on), "grant", row.purpose, str(row.fund))
