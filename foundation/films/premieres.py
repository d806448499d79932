"""Premieres as claims held against earlier public showings: what a showing breaks, and what it would.

Three answers: yes, no, and None where what is known does not tell. Nothing is guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.films.models import Premiere, Screening, Section

Kind = Screening.Kind
AIRED = (Kind.BROADCAST, Kind.ONLINE)


class State(TextChoices):
    OPEN = "open", pgettext_lazy("section", "open")
    BURNT = "burnt", pgettext_lazy("section", "burnt")
    UNKNOWN = "unknown", _("cannot be told")


@dataclass(frozen=True)
class Showing:
    """`first` and `last` are the days between which it was; None where not even that is known.

    `country` is '' where it is not known. `row` is the screening or selection it comes from.
    """

    kind: str
    first: date | None
    last: date | None
    country: str
    is_public: bool
    is_planned: bool = False
    row: Any = None

    @property
    def is_everywhere(self) -> bool:
        return self.kind == Kind.ONLINE and not self.country

    def was_before(self, other: "Showing") -> bool | None:
        """None where their days overlap or are not known."""
        if self.first and other.last and self.first > other.last:
            return False
        if self.last and other.first and self.last < other.first:
            return True
        if self.first and self.first == self.last == other.first == other.last:
            return False  # on one day: neither is the earlier
        return None


@dataclass(frozen=True)
class Origin:
    """The country a work is from: one, or several of which nobody knows the first. Empty: not known."""

    countries: frozenset[str]

    def is_home(self, country: str) -> bool | None:
        if country not in self.countries:
            return False if self.countries else None
        return True if len(self.countries) == 1 else None


@dataclass(frozen=True)
class Broken:
    """A showing that breaks something, or may: `is_sure` is then None."""

    showing: Showing
    is_sure: bool | None


@dataclass(frozen=True)
class Verdict:
    state: State
    because: list[Broken]


def claim(level: str, at: Showing, others: Iterable[Showing], origin: Origin, region: set[str]) -> Verdict:
    """Whether a showing is the premiere it is called."""
    broken = (
        Broken(one, answer)
        for one in others
        if (answer := _both(breaks(level, one, origin, at.country, region), one.was_before(at))) is not False
    )
    return _judged(broken)


def asked(section: Section, at: Showing, others: Iterable[Showing], origin: Origin) -> Verdict:
    """Whether a section, whose edition is `at`, still takes a work that was shown so."""
    return _judged(
        Broken(one, answer)
        for one in others
        if (answer := _both(_offends(section, one, at, origin), one.was_before(at))) is not False
    )


def breaks(level: str, one: Showing, origin: Origin, country: str, region: set[str]) -> bool | None:
    """Whether after this showing none in `country` can be a premiere of that level."""
    if not one.is_public or not level:
        return False
    if level == Premiere.WORLD or one.is_everywhere:
        return True
    if not one.country:
        return None
    if level == Premiere.INTERNATIONAL:
        return _not(origin.is_home(one.country))
    if level == Premiere.NATIONAL:
        return one.country == country if country else None
    return one.country in region if region else None


def _offends(section: Section, one: Showing, at: Showing, origin: Origin) -> bool | None:
    region = {country.code for country in section.region}
    answers = [breaks(section.premiere_asked, one, origin, at.country, region)]
    if section.unseen_at_home:
        answers.append(breaks(Premiere.NATIONAL, one, origin, at.country, region))
    if section.no_broadcast:
        answers.append(one.kind in AIRED)
    return _any(answers)


def _judged(broken: Iterable[Broken]) -> Verdict:
    found = list(broken)
    if any(one.is_sure for one in found):
        return Verdict(State.BURNT, [one for one in found if one.is_sure])
    return Verdict(State.UNKNOWN if found else State.OPEN, found)


def _any(answers: Sequence[bool | None]) -> bool | None:
    if True in answers:
        return True
    return None if None in answers else False


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer
