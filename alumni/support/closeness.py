"""Who is close to whom by what is on record: for conflicts of interest, by any spelling of whole names."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q

from foundation.films.models import Credit, Role
from foundation.people.models import Affiliation, Person
from foundation.people.names import fold

Near = dict[int, set[str]]


def named(lines: str) -> set[str]:
    """The names of a text, one a line, as they are compared."""
    return {fold(line) for line in lines.splitlines()} - {""}


def by_account(accounts: Collection[int]) -> Near:
    """Of each account: the names of herself, of where she belongs and who belongs there too, and of those
    with whom she produces. In a fixed number of queries.
    """
    near: Near = defaultdict(set)
    people = Person.objects.filter(account__in=accounts).prefetch_related("aliases")
    whose = {person.pk: int(person.account_id) for person in people}
    for person in people:
        near[whose[person.pk]] |= _names([person])
    if whose:
        _add_houses(near, whose)
        _add_productions(near, whose)
    return near


def _add_houses(near: Near, whose: dict[int, int]) -> None:
    mine: dict[int, set[int]] = defaultdict(set)
    for house, person in Affiliation.objects.filter(person__in=whose).values_list("organisation", "person"):
        mine[house].add(whose[person])
    there = Affiliation.objects.filter(organisation__in=mine).select_related("organisation", "person")
    for row in there.prefetch_related("person__aliases"):
        for account in mine[row.organisation_id]:
            near[account] |= _names([row.organisation, row.person])


def _add_productions(near: Near, whose: dict[int, int]) -> None:
    produced = Credit.objects.filter(role__department=Role.Department.PRODUCTION)
    mine: dict[int, set[int]] = defaultdict(set)
    for work, person in produced.filter(person__in=whose).values_list("work", "person"):
        mine[work].add(whose[person])
    beside = produced.filter(Q(person__isnull=False) | Q(organisation__isnull=False), work__in=mine)
    for row in beside.select_related("organisation", "person").prefetch_related("person__aliases"):
        for account in mine[row.work_id]:
            near[account] |= _names([row.organisation, row.person])


def _names(rows: Iterable[Any]) -> set[str]:
    return {fold(name) for row in rows if row is not None for name in row.all_names() if name}
