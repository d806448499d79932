"""Where the lines of two pictures run: who worked with whom, and a curve of waiting. Drawn by templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import get_language, get_language_bidi

from alumni.careers.selectors.collaborators import Collaborator, Tie, collaborators, with_titles
from alumni.careers.survival import Curve, Step
from foundation.people.models import Person

ROW, TOP, NETWORK_WIDTH = 40, 24, 360
COLUMN = 112  # from the edge where people stand; the arcs have it to themselves
DRAWN = 12  # people of a picture: more of them are a list
LONGEST = 26  # letters of a name

YEAR = 12  # months


@dataclass(frozen=True)
class Node:
    x: int
    y: int
    r: float
    label_x: int
    name: str
    works: int | None


@dataclass(frozen=True)
class Arc:
    path: str
    width: float


@dataclass(frozen=True)
class Network:
    """People one below the other, herself first, and an arc between two who have worked together.

    Mirrored by its numbers, not by a transformation, so that names stay readable.
    """

    nodes: list[Node]
    arcs: list[Arc]
    own_arcs: list[Arc]
    width: int
    height: int


def beside(person: Person, viewer: Any, page: str | None) -> dict[str, Any]:
    """Those who worked with her, page by page, as a list and as a picture: for `careers/beside.html`."""
    shown = Paginator(collaborators(person, viewer), DRAWN).get_page(page)
    people, ties = with_titles(person, viewer, list(shown))
    drawn = network(person.name_in(get_language()), people, ties, is_rtl=get_language_bidi())
    return {"page": shown, "people": people, "network": drawn}


def network(
    name: str, people: Sequence[Collaborator], ties: Sequence[Tie], *, is_rtl: bool
) -> Network | None:
    if not people:
        return None
    shown = people[:DRAWN]
    x = NETWORK_WIDTH - COLUMN if is_rtl else COLUMN
    away = -1 if is_rtl else 1
    label_x = x + away * 18
    most = max(one.works for one in shown)
    nodes = [Node(x, TOP, 9, label_x, _short(name), None)]
    for place, one in enumerate(shown, start=1):
        radius = round(4 + 5 * (one.works / most) ** 0.5, 1)
        nodes.append(Node(x, TOP + place * ROW, radius, label_x, _short(one.name), one.works))
    own = [_arc(x, 0, place, one.works, is_rtl) for place, one in enumerate(shown, start=1)]
    between = [
        _arc(x, tie.one + 1, tie.other + 1, tie.works, is_rtl) for tie in ties if tie.other < len(shown)
    ]
    return Network(nodes, between, own, NETWORK_WIDTH, TOP + len(shown) * ROW + TOP)


def _arc(x: int, first: int, last: int, works: int, is_rtl: bool) -> Arc:
    """To the side where no names stand; how far out says how far apart the two are."""
    high, low = TOP + first * ROW, TOP + last * ROW
    out = min(COLUMN - 8, 18 + (low - high) * 0.22)
    radius = (low - high) / 2
    sweep = 1 if is_rtl else 0
    return Arc(f"M{x} {high}A{out:.0f} {radius:.0f} 0 0 {sweep} {x} {low}", min(1 + works / 2, 5))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, UP, DOWN = 48, 12, 12, 28
GAP = 6  # between the words of an axis and its lines


@dataclass(frozen=True)
class Tick:
    x: float
    y: float
    label: str

    @property
    def up(self) -> float:
        """The upper end of a short stroke."""
        return self.y - 6


@dataclass(frozen=True)
class Risk:
    """How it stood after so many months: who was still waited for, and for how many it had come."""

    months: int
    at_risk: int
    events: int
    censored: int
    step: Step | None

    @property
    def reached(self) -> tuple[float, float, float]:
        """The part for whom it has come, with its interval."""
        if self.step is None:
            return 0.0, 0.0, 0.0
        return 1 - self.step.waiting, 1 - self.step.high, 1 - self.step.low


@dataclass(frozen=True)
class Drawing:
    line: str
    band: str
    gone: list[Tick]  # those waited for no longer
    months: list[Tick]
    parts: list[Tick]
    start: float  # of the months: the parts are written beside it
    end: float
    width: int = WIDTH
    height: int = HEIGHT


def drawing(curve: Curve, *, is_rtl: bool) -> Drawing:
    """The part that has reached it rises step by step, with the band of its interval around it.

    Months run as one reads: mirrored by its numbers, as the picture of those who worked with her.
    """
    end = _end(curve)

    def along(at: float) -> float:
        return round(WIDTH - at if is_rtl else at, 1)

    def x(month: float) -> float:
        return along(LEFT + month / end * (WIDTH - LEFT - RIGHT))

    def y(part: float) -> float:
        return round(HEIGHT - DOWN - part * (HEIGHT - UP - DOWN), 1)

    line, low, high = [(x(0), y(0.0))], [(x(0), y(0.0))], [(x(0), y(0.0))]
    for step in curve.steps:
        for points, part in ((line, step.waiting), (low, step.high), (high, step.low)):
            points += [(x(step.time), points[-1][1]), (x(step.time), y(1 - part))]
    years = range(0, end + 1, YEAR * max(1, ceil(end / YEAR / 12)))
    return Drawing(
        _path(line),
        _path([*high, *reversed(low)]) + "Z",
        [Tick(x(step.time), y(1 - step.waiting), "") for step in curve.steps if step.censored],
        [Tick(x(month), HEIGHT - DOWN, str(month)) for month in years],
        [Tick(along(LEFT - GAP), y(percent / 100), f"{percent}\u00a0%") for percent in (0, 25, 50, 75, 100)],
        along(LEFT),
        along(WIDTH - RIGHT),
    )


def risks(curve: Curve) -> list[Risk]:
    """Year by year, as the table below the curve has it."""
    return [_risk(curve, month) for month in range(0, _end(curve) + 1, YEAR)]


def _risk(curve: Curve, month: int) -> Risk:
    past = [step for step in curve.steps if step.time <= month]
    events, censored = sum(step.events for step in past), sum(step.censored for step in past)
    return Risk(month, curve.at_risk(month), events, censored, curve.at(month))


def _end(curve: Curve) -> int:
    last = curve.steps[-1].time if curve.steps else 0
    return max(YEAR, ceil(last / YEAR) * YEAR)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
