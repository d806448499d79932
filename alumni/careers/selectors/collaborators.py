"""With whom somebody has worked, on which works: read in three queries, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from alumni.careers.selectors.facts import Sight
from foundation.films.models import Credit
from foundation.people.models import Person

SURE = Q(status=Credit.Status.CONFIRMED) & ~Q(verification=Credit.Verification.CONTESTED)
TITLES = 5  # named of each


@dataclass(frozen=True)
class Collaborator:
    """`last` is the latest year of their works together; None where none has a year."""

    person: int
    name: str
    works: int
    last: int | None
    titles: Sequence[str] = ()

    @property
    def more(self) -> int:
        return self.works - len(self.titles)


@dataclass(frozen=True)
class Tie:
    """Two of them, by their places in a list, who have worked on so many of her works together."""

    one: int
    other: int
    works: int


def collaborators(person: Person, viewer: Any) -> QuerySet[Any, Any]:
    """A line for each, to be paginated: who stands most often beside her first, then who did lately.

    Of confirmed credits alone, on works that `viewer` may see.
    """
    rows = Credit.objects.filter(SURE, work__in=_works(person, viewer), person__isnull=False)
    grouped = rows.exclude(person=person).order_by().values("person")
    counted = grouped.annotate(
        works=Count("work", distinct=True),
        last=Max("work__year"),
        name=F("person__name"),
        credited=F("person__credited_name"),
    )
    return counted.order_by("-works", F("last").desc(nulls_last=True), "person__sort_name", "person")


def with_titles(
    person: Person, viewer: Any, lines: Sequence[dict[str, Any]]
) -> tuple[list[Collaborator], list[Tie]]:
    """A page of `collaborators` with what they did together, and who of them worked with each other."""
    together: dict[int, dict[int, str]] = {line["person"]: {} for line in lines}
    rows = Credit.objects.filter(SURE, work__in=_works(person, viewer), person__in=together)
    told = rows.order_by(F("work__year").desc(nulls_last=True), "work")
    for one, work, title in told.values_list("person", "work", "work__title").distinct():
        together[one][work] = title
    found = [
        Collaborator(
            line["person"],
            line["credited"] or line["name"],
            line["works"],
            line["last"],
            list(together[line["person"]].values())[:TITLES],
        )
        for line in lines
    ]
    ties = [
        Tie(one, other, shared)
        for (one, first), (other, second) in combinations(enumerate(together.values()), 2)
        if (shared := len(first.keys() & second.keys()))
    ]
    return found, ties


def _works(person: Person, viewer: Any) -> QuerySet[Any, Any]:
    """Hers, as numbers."""
    own = Sight([person.pk], viewer).credits().filter(SURE).order_by()
    return own.values("work")
