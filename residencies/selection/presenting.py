"""What the pages of a deliberation show of its ranking and its proposal, ready to be printed."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from foundation.translated import phrases
from residencies.calls.models import Application
from residencies.selection.choosing import Proposal
from residencies.selection.models import ChoiceRule, Decision, Deliberation
from residencies.selection.rules import Budget, Pin, Places, Reading
from residencies.selection.selectors.proposing import Proposed
from residencies.selection.selectors.ranking import Line, Ranking
from residencies.selection.stating import Stated
from residencies.selection.wording import (
    amount,
    clash_words,
    guards,
    reading_words,
    rule_name,
    tells,
    value_name,
    words_of,
)

WIDTH = 200  # of a strip, in its own units: two to a point


@dataclass(frozen=True)
class Strip:
    """One application's scores on a line from 0 to 100, as an SVG has them."""

    dots: tuple[tuple[str, str], ...]  # (x, who and how much)
    low: str
    high: str
    mean: str
    adjusted: str
    label: str


def strip_of(line: Line) -> Strip | None:
    if line.raw is None or line.calibrated is None:
        return None
    values = [voice.raw for voice in line.voices]
    said = [f"{voice.juror}: {amount(voice.raw)}" for voice in line.voices]
    told = {"raw": amount(line.raw.score), "adjusted": amount(line.calibrated.score), "each": phrases(said)}
    return Strip(
        tuple((_x(voice.raw), text) for voice, text in zip(line.voices, said, strict=True)),
        _x(min(values)),
        _x(max(values)),
        _x(line.raw.score),
        _x(line.calibrated.score),
        _("raw %(raw)s, calibrated %(adjusted)s; %(each)s") % told,
    )


def _x(value: Decimal) -> str:
    return str(round(max(Decimal(-4), min(Decimal(104), value)) * WIDTH / 100, 1))


@dataclass(frozen=True)
class SeatRow:
    """A juror's figures in words; `leaves` and `enters` are applications."""

    juror: Any
    readings: int
    shared: int
    severity: str
    spread: str
    factor: str
    shift: str
    guards: list[str]
    enters: list[Application]
    leaves: list[Application]


def seat_rows(ranking: Ranking) -> list[SeatRow]:
    groups: dict[int, set[int]] = {}
    for seat in ranking.seats:
        groups.setdefault(seat.juror.jury_id, set()).add(seat.adjustment.group)
    return [
        SeatRow(
            seat.juror,
            one.readings,
            one.shared,
            "—" if one.severity is None else signed(one.severity),
            amount(round(Decimal(one.spread), 1)),
            amount(round(Decimal(one.factor), 2)),
            signed(-one.shift),
            guards(one, len(groups[seat.juror.jury_id])),
            [line.application for line in seat.enters],
            [line.application for line in seat.leaves],
        )
        for seat in ranking.seats
        for one in [seat.adjustment]
    ]


def signed(number: float | Decimal, digits: int = 1) -> str:
    """With its sign, also above zero; 0 has none."""
    exact = round(Decimal(number), digits)
    text = amount(abs(exact))
    return text if not exact else f"+{text}" if exact > 0 else f"−{text}"


@dataclass(frozen=True)
class RuleRow:
    """A rule as the room shows it. `cost` is '' where it was not asked for, `fault` why it is left out."""

    row: ChoiceRule
    name: str
    readings: list[tuple[str, str, bool]]  # (value, how it stands, whether it holds)
    cost: str
    is_free: bool
    enters: list[Any]
    leaves: list[Any]
    fault: str


class Room:
    """All that the room's page says."""

    def __init__(
        self,
        deliberation: Deliberation,
        ranking: Ranking,
        decisions: Mapping[int, Decision],
        proposed: Proposed,
    ) -> None:
        self.deliberation, self.decisions, self.proposed = deliberation, decisions, proposed
        self.ranking = ranking
        self.lines = {line.application.pk: line for line in self.ranking.lines}
        self.tracks = {track.slug: track for track in deliberation.call.tracks.all()}

    # -- the applications ------------------------------------------------------------------
    def lines_of(self, keys: Iterable[Any]) -> list[Line]:
        """In the order given."""
        return [self.lines[key] for key in keys]

    def rows(self) -> list[tuple[Line, Decision | None, bool]]:
        """(line, what was decided, whether the proposal has it)."""
        chosen = set(self.chosen)
        return [
            (line, self.decisions.get(key), key in chosen)
            for line in self.ranking.lines
            for key in [line.application.pk]
        ]

    def waiting(self) -> list[tuple[str, list[tuple[Decision, Line]]]]:
        """(strand, its list in order)."""
        lists: dict[str, list[tuple[Decision, Line]]] = {}
        waits = [one for one in self.decisions.values() if one.outcome == Decision.Outcome.WAITING]
        for one in sorted(waits, key=lambda one: one.rank or 0):
            if line := self.lines.get(one.application_id):
                lists.setdefault(str(line.application.track or ""), []).append((one, line))
        return sorted(lists.items())

    def counts(self) -> dict[str, int]:
        found = dict.fromkeys(self.deliberation.outcomes, 0)
        for line in self.ranking.lines:
            decision = self.decisions.get(line.application.pk)
            if decision:
                found[decision.outcome] = found.get(decision.outcome, 0) + 1
        return found

    @property
    def undecided(self) -> list[Line]:
        return [line for line in self.ranking.lines if line.application.pk not in self.decisions]

    # -- the proposal ----------------------------------------------------------------------
    @property
    def proposal(self) -> Proposal | None:
        return self.proposed.shown.proposal

    @property
    def chosen(self) -> tuple[Hashable, ...]:
        return self.proposal.chosen if self.proposal else ()

    @property
    def to_take(self) -> list[Line]:
        """What taking the proposal would decide."""
        return [line for line in self.lines_of(self.chosen) if line.application.pk not in self.decisions]

    @property
    def clash(self) -> list[str]:
        found = self.proposed.shown.clash
        if found is None:
            return []
        names: dict[Hashable, str] = {key: line.application.number for key, line in self.lines.items()}
        return clash_words(found.members, self.proposed.stated, self.tracks, names)

    def rules(self) -> list[RuleRow]:
        """How each stands in the proposal, and what it costs: as the rules alone have it."""
        faults = {row.pk: fault for row, fault in self.proposed.faults}
        stated = {one.row.pk: one for one in self.proposed.stated}
        shown, free = self.proposal, self.proposed.free.proposal
        found = []
        for row in self.deliberation.rules.all():
            one = stated.get(row.pk)
            readings = [each for each in shown.readings if one and tells(one, each)] if shown else []
            cost = (
                next((each for each in free.costs if one and each.rule == one.rule), None) if free else None
            )
            name = rule_name(one, self.tracks) if one else self._plain(row)
            found.append(
                RuleRow(
                    row,
                    name,
                    [self._reading(one, each) for each in readings] if one else [],
                    "" if cost is None else "?" if cost.cost is None else amount(cost.cost),
                    cost is not None and cost.cost == 0,
                    self.lines_of(cost.enters) if cost else [],
                    self.lines_of(cost.leaves) if cost else [],
                    faults.get(row.pk, ""),
                )
            )
        return found

    def _plain(self, row: ChoiceRule) -> str:
        question = self.proposed.questions.get(row.question)
        return rule_name(Stated(row, Budget(0), question), self.tracks)

    def _reading(self, one: Stated, reading: Reading) -> tuple[str, str, bool]:
        value = "" if reading.value is None else value_name(one, reading.value, self.tracks)
        return value, reading_words(reading), reading.holds

    def pins(self) -> list[tuple[Line, str]]:
        """Decisions that cost something, and how much: without it the best set would be better by that."""
        found = self.proposed.bound.proposal if self.proposed.bound else None
        return [
            (line, amount(cost.cost))
            for cost in (found.costs if found else ())
            if isinstance(cost.rule, Pin) and cost.cost
            for line in self.lines_of([cost.rule.id])
        ]

    # -- the pick --------------------------------------------------------------------------
    def broken(self) -> list[str]:
        """The rules that the people's pick breaks, and how they stand."""
        compared = self.proposed.comparison
        return [
            f"{words_of(one.rule, self.proposed.stated, self.tracks, one.value)} — {reading_words(one)}"
            for one in (compared.broken if compared else ())
            if not isinstance(one.rule, Places)
        ]
