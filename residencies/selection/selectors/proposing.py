"""The best set under the rules of a deliberation, and beside it what people have decided."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from residencies.calls.models import Question
from residencies.selection.choosing import Clash, Comparison, Proposal, choose, compare
from residencies.selection.models import ChoiceRule, Decision, Deliberation
from residencies.selection.rules import Candidate, Each, Field, Pin, Reading, Rule, readings
from residencies.selection.selectors.ranking import Ranking
from residencies.selection.solving import OutOfTime
from residencies.selection.stating import Stated, candidates, lacks, questions_in, stated

SECONDS = 4.0  # for each of the two sets, with what each rule costs
CHOSEN = (Decision.Outcome.SELECTED, Decision.Outcome.SHORTLISTED)


@dataclass(frozen=True)
class Answered:
    """What the solver says: a proposal, a clash, or in words why neither."""

    proposal: Proposal | None = None
    clash: Clash | None = None
    fault: str = ""


@dataclass(frozen=True)
class Proposed:
    """`free` goes by the rules alone, `bound` keeps to what was decided as well (None where nothing was).

    `pick_readings` is how the rules stand for what people have chosen so far, `comparison` that beside
    `free`. `faults` says which rules are left out, and why.
    """

    stated: tuple[Stated, ...]
    faults: tuple[tuple[ChoiceRule, str], ...]
    questions: Mapping[str, Question]
    free: Answered
    bound: Answered | None
    pick: tuple[Hashable, ...]
    pick_readings: tuple[Reading, ...]
    comparison: Comparison | None
    unread: int
    candidates: tuple[Candidate, ...] = field(repr=False, default=())

    @property
    def shown(self) -> Answered:
        return self.bound or self.free


def propose(
    deliberation: Deliberation,
    ranking: Ranking,
    decisions: Mapping[int, Decision],
    *,
    seconds: float = SECONDS,
    keeps: bool = True,
) -> Proposed:
    """`ranking` is the whole one, with nothing kept from anybody: what is shown of it is the face's business.
    `keeps` is whether what was decided is to be kept to as well.

    Whoever nobody has read counts with no points. Of equals the one that was sent in first is taken.
    """
    rows, questions = list(deliberation.rules.all()), questions_in(deliberation)
    rules = stated(deliberation, rows, questions)
    scored = [(line.application, line.score or Decimal(0)) for line in ranking.lines]
    field_of = candidates(scored, rules)
    rules = [_spelled_out(one, field_of) for one in rules]
    pins = _pins(decisions, [line.application.pk for line in ranking.lines])
    pick = tuple(pin.id for pin in pins if pin.chosen)
    plain = [one.rule for one in rules]
    free = _asked(field_of, deliberation.places, plain, seconds)
    bound = _kept_to(field_of, deliberation.places, plain, pins, free, seconds) if pins and keeps else None
    comparison = None
    if free.proposal and pick:
        comparison = compare(field_of, deliberation.places, plain, pick, free.proposal)
    whole = Field.of(field_of)
    stands = () if free.fault else tuple(readings(whole, plain, whole.places(pick)))
    faults = [(row, fault[1]) for row in rows if row.is_used and (fault := lacks(row, questions))]
    unread = sum(line.score is None for line in ranking.lines)
    return Proposed(
        tuple(rules), tuple(faults), questions, free, bound, pick, stands, comparison, unread, tuple(field_of)
    )


def _pins(decisions: Mapping[int, Decision], candidates: Iterable[int]) -> list[Pin]:
    return [Pin(key, decisions[key].outcome in CHOSEN) for key in candidates if key in decisions]


def _spelled_out(one: Stated, field_of: Iterable[Candidate]) -> Stated:
    """With the values that “each” is about, so that they stay when candidates are set aside."""
    rule = one.rule
    if not isinstance(rule, Each) or rule.values:
        return one
    found = {value for each in field_of if (value := each.groups.get(rule.dimension)) is not None}
    return replace(one, rule=replace(rule, values=tuple(sorted(found, key=str))))


def _kept_to(
    field_of: list[Candidate],
    places: int,
    rules: list[Rule],
    pins: list[Pin],
    free: Answered,
    seconds: float,
) -> Answered:
    """The best set that keeps to the pins. Whoever is out, and would not be proposed, is set aside rather
    than pinned: hundreds of pins would each ask what they cost. A clash is named with all of them.
    """
    wanted = set(free.proposal.chosen) if free.proposal else set()
    named = [pin for pin in pins if pin.chosen or pin.id in wanted]
    aside = {pin.id for pin in pins} - {pin.id for pin in named}
    rest = [one for one in field_of if one.id not in aside]
    found = _asked(rest, places, [*rules, *named], seconds)
    return _asked(field_of, places, [*rules, *pins], seconds) if found.clash else found


def _asked(field_of: list[Candidate], places: int, rules: list[Rule], seconds: float) -> Answered:
    try:
        found: Any = choose(field_of, places, rules, seconds=seconds)
    except OutOfTime:
        return Answered(fault=_("No set was found in the time there is. Leave a rule out, and try again."))
    except ValueError:
        return Answered(
            fault=_("The numbers are too fine to reckon with: write the budget in thousands, say.")
        )
    return Answered(clash=found) if isinstance(found, Clash) else Answered(proposal=found)
