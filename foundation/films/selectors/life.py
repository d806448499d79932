"""What a person's page at the desk tells of films."""

from typing import Any

from django.db.models import Q

from foundation.films.models import Award, Credit, Selection
from foundation.people.models import Person
from foundation.strands import Line, Strand, first_day_of, instant, opened, strand


def life(person: Person, viewer: Any) -> list[Strand]:
    """Her credits, and what she or a work of hers was chosen for, and won. Of a work the year is known."""
    credited = Credit.objects.visible_to(viewer).filter(person=person)
    works = Credit.objects.filter(person=person).order_by().values("work")
    chosen = Selection.objects.visible_to(viewer).filter(Q(person=person) | Q(work__in=works))
    hers = Selection.objects.filter(Q(person=person) | Q(work__in=works)).order_by().values("pk")
    won = Award.objects.visible_to(viewer).filter(selection__in=hers)
    edition = ("edition__starts_on", first_day_of("edition__year"))
    return [
        strand(
            credited.select_related("work", "role", "episode__season__work"),
            first_day_of("work__year"),
            _credit,
        ),
        strand(
            chosen.select_related("edition__festival", "section", "work"), instant("on", *edition), _selection
        ),
        strand(
            won.select_related("selection__edition__festival", "selection__work", "selection__section"),
            instant(
                "selection__on", "selection__edition__starts_on", first_day_of("selection__edition__year")
            ),
            _award,
        ),
    ]


def _credit(row: Credit) -> Line:
    told = " · ".join(str(part) for part in (row.role, row.episode) if part)
    return Line(row.work.title, told, None, opened(row), row.work.year)


def _selection(row: Selection) -> Line:
    told = " · ".join(str(part) for part in (row.work, row.section and row.section.name) if part)
    return Line(str(row.edition), told, row.on or row.edition.starts_on, opened(row), row.edition.year)


def _award(row: Award) -> Line:
    of = row.selection
    told = " · ".join(str(part) for part in (of.edition, of.work, row.get_result_display()) if part)
    when = of.on or of.edition.starts_on
    return Line(row.prize or str(row.get_result_display()), told, when, opened(row), of.edition.year)
