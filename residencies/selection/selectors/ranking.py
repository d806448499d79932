"""The ranking of a deliberation: each application's scores and places, and what each juror does to them."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from residencies.calls.models import Application
from residencies.selection import scoring
from residencies.selection.blinding import seen_title, with_seen_title
from residencies.selection.calibrating import Absence, Adjustment, calibrate, stability_of
from residencies.selection.models import Deliberation, Juror, Jury
from residencies.selection.scoring import Score, Standing
from residencies.selection.selectors.deciding import standing
from residencies.selection.selectors.scores import scores_of

CENTS = Decimal("0.01")  # of a point: what is shown is what is reckoned with


@dataclass(frozen=True)
class Voice:
    """What one juror says of an application; `without` is its place if she is left out, None for none."""

    juror: Juror
    raw: Decimal
    adjusted: Decimal
    without: int | None
    moves: int  # places it would fall (above zero) or rise without her


@dataclass(frozen=True)
class Line:
    """One application, and its `title` as its readers are told it. `place` goes by the scores the
    deliberation chooses by; None where nobody read it.
    """

    application: Application
    title: str
    place: int | None
    score: Decimal | None
    raw: Standing | None
    calibrated: Standing | None
    voices: tuple[Voice, ...]

    @property
    def readings(self) -> int:
        return self.raw.readings if self.raw else 0

    @property
    def deviation(self) -> Decimal | None:
        return self.raw.deviation if self.raw else None

    @property
    def range(self) -> Decimal | None:
        return self.raw.range if self.raw else None

    @property
    def moved(self) -> int:
        """Places that calibrating lets it rise (above zero) or fall."""
        return self.raw.place - self.calibrated.place if self.raw and self.calibrated else 0

    @property
    def fallen(self) -> int:
        return -self.moved

    @property
    def swing(self) -> tuple[int, int] | None:
        """The best and the worst place it has if one juror is left out; None if it has none."""
        places = [voice.without for voice in self.voices if voice.without is not None]
        return (min(places), max(places)) if places else None


@dataclass(frozen=True)
class Seat:
    """A juror, what is done to her scores, and who would enter or leave the first places without her."""

    juror: Juror
    adjustment: Adjustment
    enters: tuple[Line, ...]
    leaves: tuple[Line, ...]


@dataclass(frozen=True)
class Ranking:
    """`unfit` counts readings that do not count as their marks are not those the jury asks for by now."""

    lines: tuple[Line, ...]
    seats: tuple[Seat, ...]
    unfit: int

    def line_of(self, key: Hashable) -> Line | None:
        return next((line for line in self.lines if line.application.pk == key), None)


ORDERS = {
    "place": lambda line: (line.place is None, line.place),
    "raw": lambda line: (line.raw is None, line.raw and line.raw.place),
    "deviation": lambda line: (line.deviation is None, -(line.deviation or 0)),
    "range": lambda line: (line.range is None, -(line.range or 0)),
    "moved": lambda line: -abs(line.moved),
    "readings": lambda line: line.readings,
    "number": lambda line: line.application.number,
}


def ranking(deliberation: Deliberation, *, unseen: Collection[int] = ()) -> Ranking:
    """All that stand, from the first to the last; equals in the order in which they were sent in, and at
    the end whoever nobody has read. Each jury's marks count on its own criteria, and it is calibrated by
    itself.

    What is `unseen` to whoever looks has no part in any number: a place left free, or a sum, would tell.
    """
    rows, blind = standing(deliberation).exclude(pk__in=unseen), deliberation.call.is_blind
    applications = list(with_seen_title(rows) if blind else rows)
    jurors = {one.pk: one for one in _jurors(deliberation)}
    juries_of_step = Jury.objects.filter(call=deliberation.call_id, step=deliberation.step)
    found, unfit = scores_of(juries_of_step, unseen=unseen)
    juries = list(found.values())
    scores = [score for said in juries for score in said]
    pairs = [calibrate(said) for said in juries]
    adjusted = [score for said, _done in pairs for score in said]
    raw, calibrated = _standings(scores), _standings(adjusted)
    chosen_by = calibrated if deliberation.chooses_by_calibrated else raw
    absences = {
        one.juror: one
        for one in stability_of(juries, deliberation.places, adjusted=deliberation.chooses_by_calibrated)
    }
    voices = _voices(scores, adjusted, jurors, absences, {key: one.place for key, one in chosen_by.items()})
    lines = [
        Line(
            one,
            seen_title(one) if blind else one.title,
            chosen_by[one.pk].place if one.pk in chosen_by else None,
            chosen_by[one.pk].score.quantize(CENTS) if one.pk in chosen_by else None,
            raw.get(one.pk),
            calibrated.get(one.pk),
            tuple(voices.get(one.pk, ())),
        )
        for one in applications
    ]
    lines.sort(key=ORDERS["place"])
    by_key = {line.application.pk: line for line in lines}
    seats = [
        Seat(jurors[done.juror], done, _lines(absence.enters, by_key), _lines(absence.leaves, by_key))
        for _said, adjustments in pairs
        for done in adjustments
        for absence in [absences[done.juror]]
    ]
    return Ranking(tuple(lines), tuple(seats), unfit)


def _jurors(deliberation: Deliberation) -> Any:
    rows = Juror.objects.filter(jury__call=deliberation.call_id, jury__step=deliberation.step)
    return rows.select_related("person", "jury__track")


def _standings(scores: Sequence[Score]) -> dict[Any, Standing]:
    return {one.application: one for one in scoring.standings(scores)}


def _voices(
    scores: Sequence[Score],
    adjusted: Sequence[Score],
    jurors: Mapping[Any, Juror],
    absences: Mapping[Hashable, Absence],
    places: Mapping[Any, int],
) -> dict[Any, list[Voice]]:
    voices: dict[Any, list[Voice]] = {}
    for raw, calibrated in zip(scores, adjusted, strict=True):
        place = places[raw.application]
        _place, without = absences[raw.juror].moves.get(raw.application, (place, place))
        made = Voice(
            jurors[raw.juror],
            Decimal(raw.value).quantize(CENTS),
            Decimal(calibrated.value).quantize(CENTS),
            without,
            0 if without is None else without - place,
        )
        voices.setdefault(raw.application, []).append(made)
    return voices


def _lines(keys: Iterable[Hashable], by_key: Mapping[Any, Line]) -> tuple[Line, ...]:
    return tuple(by_key[key] for key in keys)
