"""What a section asks of what is submitted, held against what is known of a work.

Three answers: it fits, it might, it does not. What is not known stays so and is named; nothing is guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from foundation.films.features import is_feature
from foundation.films.models import Entry, Section, Work
from foundation.films.premieres import Origin, Showing, State, Verdict


class Fit(TextChoices):
    FITS = "fits", pgettext_lazy("deadline", "could go")
    MIGHT = "might", pgettext_lazy("deadline", "might go")
    NOT = "not", pgettext_lazy("deadline", "cannot go")


@dataclass(frozen=True)
class Facts:
    """What is known of a work. `completed` are the days between which it was; None where nothing tells.

    `homes` are the countries its directors live in, '' for one that is not known; `features` how many
    other features each of them has finished at least, and at most: of some works it is not known whether
    they are features. No director is known where they are empty.
    """

    work: Work
    completed: tuple[date, date] | None = None
    homes: list[str] = field(default_factory=list)
    features: list[tuple[int, int]] = field(default_factory=list)
    shown: list[Showing] = field(default_factory=list)
    origin: Origin = field(default_factory=lambda: Origin(frozenset()))
    editions: frozenset[int] = frozenset()  # that have chosen it

    @property
    def is_done(self) -> bool:
        return self.work.stage in Work.FINISHED


@dataclass(frozen=True)
class Answer:
    """`because` says why not, or what is not known; [] where it fits."""

    fit: Fit
    because: list[str]


Point = tuple[bool | None, str]  # yes, no or not known; and why, unless yes


def judged(section: Section, facts: Facts, on: date, premiere: Verdict) -> Answer:
    """Whether the work could be submitted to a section that closes on a day; `section` has its entry rules
    read, and `premiere` is what it asks of earlier showings.
    """
    rules: Entry | None = getattr(section, "entry", None)
    points = [*_chosen(section, facts), *_shown(premiere)]
    points += _asked(rules, facts, on) if rules else [(None, _("what it asks for is not recorded"))]
    if no := [why for answer, why in points if answer is False]:
        return Answer(Fit.NOT, no)
    unknown = [why for answer, why in points if answer is None]
    return Answer(Fit.MIGHT if unknown else Fit.FITS, unknown)


def _chosen(section: Section, facts: Facts) -> Iterator[Point]:
    if section.edition_id in facts.editions:
        yield False, _("chosen by this edition already")


def _shown(premiere: Verdict) -> Iterator[Point]:
    if premiere.state == State.BURNT:
        yield False, _("shown before: the premiere it asks for is gone")
    elif premiere.state == State.UNKNOWN:
        yield None, _("whether the premiere it asks for is still there")


def _asked(rules: Entry, facts: Facts, on: date) -> Iterator[Point]:
    yield _listed(facts.work.kind, rules.kinds, _("another kind: %(kind)s"), facts.work.get_kind_display())
    yield _staged(rules, facts)
    yield from _timed(rules, facts.work.running_time)
    yield _aged(rules, facts, on)
    yield _counted(rules, facts)
    yield _at_home(rules, facts)


def _listed(value: str, wanted: list[str], no: str, told: str) -> Point:
    if not wanted:
        return True, ""
    if not value:
        return None, _("its kind")
    return value in wanted, no % {"kind": told}


def _staged(rules: Entry, facts: Facts) -> Point:
    if not rules.stages:
        return True, ""
    if not facts.work.stage:
        return None, _("its stage")
    return facts.work.stage in rules.stages, _("its stage: %(stage)s") % {
        "stage": facts.work.get_stage_display()
    }


def _timed(rules: Entry, minutes: int | None) -> Iterator[Point]:
    if rules.minutes_min is None and rules.minutes_max is None:
        return
    if minutes is None:
        yield None, _("its running time")
        return
    told = {"minutes": minutes}
    yield (
        rules.minutes_min is None or minutes >= rules.minutes_min,
        ngettext("too short: %(minutes)d minute", "too short: %(minutes)d minutes", minutes) % told,
    )
    yield (
        rules.minutes_max is None or minutes <= rules.minutes_max,
        ngettext("too long: %(minutes)d minute", "too long: %(minutes)d minutes", minutes) % told,
    )


def _aged(rules: Entry, facts: Facts, on: date) -> Point:
    """Too old if even the last day it can have been completed on is; young enough if the first is."""
    if rules.completed_months is None or (facts.work.stage and not facts.is_done):
        return True, ""
    if facts.completed is None:
        return None, _("when it was completed")
    since = on - relativedelta(months=rules.completed_months)
    first, last = facts.completed
    if last < since:
        return False, _("completed too long ago")
    return (True, "") if first >= since else (None, _("the day it was completed"))


def _counted(rules: Entry, facts: Facts) -> Point:
    if not rules.features:
        return True, ""
    is_long = is_feature(facts.work.kind, facts.work.running_time)
    if is_long is not True:
        return is_long, _("it is no feature") if is_long is False else _("whether it is a feature")
    if not facts.features:
        return None, _("who directs it")
    allowed = 0 if rules.features == Entry.Features.FIRST else 1
    if any(least > allowed for least, _most in facts.features):
        return False, _("its director has finished more features")
    if any(most > allowed for _least, most in facts.features):
        return None, _("whether other works of its director are features")
    return True, ""


def _at_home(rules: Entry, facts: Facts) -> Point:
    """One of its directors lives in one of the countries."""
    wanted = {country.code for country in rules.director_countries}
    if not wanted or wanted & set(facts.homes):
        return True, ""
    if not facts.homes:
        return None, _("who directs it")
    if "" in facts.homes:
        return None, _("where its director lives")
    return False, _("no director of it lives there")
