"""Where works of home were chosen by festivals, and what they won: row by row."""

from collections.abc import Iterator
from typing import Any

from alumni.impact.selectors.found import Doubt, Found, Origin, Terms, origins, touching
from foundation.films.models import Award, Festival, Section, Selection

_FACTS = ("edition__year", "edition__festival__kind", "section__kind", "work", "work__countries")


def selections(terms: Terms) -> list[Found]:
    """Selections of works; those of people alone, by markets, labs and workshops are none. In two queries."""
    rows = Selection.objects.filter(touching(terms.home, "work"), work__isnull=False)
    rows = rows.filter(edition__festival__kind__in=("", Festival.Kind.FESTIVAL)).order_by("pk")
    return list(_found(list(rows.values_list("pk", *_FACTS)), rows.values("work"), terms))


def prizes(terms: Terms) -> list[Found]:
    """Prizes won by works; two prizes are two. In two queries."""
    rows = Award.objects.filter(
        touching(terms.home, "selection__work"), result=Award.Result.WON, selection__work__isnull=False
    )
    rows = rows.filter(selection__edition__festival__kind__in=("", Festival.Kind.FESTIVAL)).order_by("pk")
    facts = [f"selection__{name}" for name in _FACTS]
    return list(_found(list(rows.values_list("pk", *facts)), rows.values("selection__work"), terms))


def _found(rows: list[Any], works: Any, terms: Terms) -> Iterator[Found]:
    origin = origins(works.order_by(), ((row[4], row[5]) for row in rows))
    for key, year, festival, section, work, _codes in rows:
        if section not in (None, Section.Kind.SELECTION) or (year and year > terms.on.year):
            continue
        if not _is_ours(origin[work], terms.home):
            continue
        yield Found(key, year, _doubt(origin[work], festival, year))


def _is_ours(origin: Origin, home: str) -> bool:
    return not origin.parties or home in origin.parties


def _doubt(origin: Origin, festival: str, year: int | None) -> str:
    if not origin.parties:
        return Doubt.COUNTRY
    if not festival:
        return Doubt.FESTIVAL
    return "" if year else Doubt.YEAR
