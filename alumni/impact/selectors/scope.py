"""Whom the indicators of the foundation are about, and what is read of them, once for all indicators."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import override

from alumni.careers.selectors.facts import Path, paths
from alumni.impact.models import By
from foundation.people.models import Person
from residencies.programmes.models import Participation, Track

Words = dict[str, str]  # by language


@dataclass(frozen=True)
class Scope:
    """Those who completed from one day to another, as of a day; of an edition, a programme, a funder."""

    starts_on: date
    ends_on: date
    on: date
    by: By = By.NONE
    edition: int | None = None
    programme: int | None = None
    funder: int | None = None
    answered: int = 12  # months that an answer to a check-in counts
    editions: tuple[int, ...] = ()  # of these alone, where some are named

    def members(self, viewer: Any) -> QuerySet[Participation]:
        """The completed participations; the first of each person is the one she counts with."""
        wanted = Q(completed_on__gte=self.starts_on, completed_on__lte=min(self.ends_on, self.on))
        if self.edition:
            wanted &= Q(edition=self.edition)
        if self.editions:
            wanted &= Q(edition__in=self.editions)
        if self.programme:
            wanted &= Q(edition__programme=self.programme)
        if self.funder:
            wanted &= Q(funder=self.funder)
        rows = Participation.objects.visible_to(viewer).completed().filter(wanted)
        return rows.select_related("edition__programme", "track").order_by("completed_on", "pk")


@dataclass
class Reading:
    """The graduates of a scope, and what several indicators read of them."""

    scope: Scope
    viewer: Any
    labels: dict[str, Words] = field(default_factory=dict)  # of groups, by their key

    @cached_property
    def members(self) -> list[Participation]:
        """Each person once."""
        first: dict[int, Participation] = {}
        for row in self.scope.members(self.viewer):
            first.setdefault(row.person_id, row)
        return list(first.values())

    @cached_property
    def keys(self) -> list[int]:
        return [row.pk for row in self.members]

    @cached_property
    def people(self) -> list[int]:
        return [row.person_id for row in self.members]

    @cached_property
    def paths(self) -> dict[int, Path]:
        return paths(self.people, self.viewer)

    @cached_property
    def genders(self) -> dict[int, str]:
        """Her own word, where she has said one."""
        rows = Person.objects.visible_to(self.viewer).filter(pk__in=self.people)
        return dict(rows.order_by().values_list("pk", "gender"))

    @cached_property
    def taught(self) -> set[int]:
        """Programmes that are divided into tracks."""
        programmes = {row.edition.programme_id for row in self.members}
        rows = Track.objects.filter(programme__in=programmes)
        return set(rows.order_by().values_list("programme", flat=True))

    @cached_property
    def groups(self) -> dict[str, list[Participation]]:
        """Her graduates by group, none of them in two."""
        found: dict[str, list[Participation]] = {}
        for row in self.members:
            key, about = _group(self.scope.by, row)
            self.labels.setdefault(key, in_languages(about))
            found.setdefault(key, []).append(row)
        return dict(sorted(found.items()))


def _group(by: By, row: Participation) -> tuple[str, Any]:
    """What it is ordered and known by, and what it is called."""
    if by == By.PROGRAMME:
        return f"programme-{row.edition.programme_id}", row.edition.programme
    if by == By.EDITION:
        return f"edition-{row.edition_id}", row.edition
    if by == By.TRACK:
        # Two programmes may both teach directing: one craft, one group.
        return (f"track-{row.track.slug}", row.track) if row.track else ("track-", "—")
    if by == By.YEAR and row.completed_on:
        return f"year-{row.completed_on.year}", str(row.completed_on.year)
    return "all", ""


def in_languages(about: Any, names: Mapping[str, Any] | None = None) -> Words:
    """What is said of something in each language: a frozen report keeps them all."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = str(about) % names if names else str(about)
    return found
