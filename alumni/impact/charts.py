"""Where the bars of an indicator run: one line for each group, mirrored by its numbers so that words stay."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from alumni.impact.selectors.foundation import Figure, Group
from alumni.impact.selectors.judging import Cell

WIDTH, LINE, BAR, TOP = 360, 44, 16, 20  # units of the drawing
ORDER = (Cell.YES, Cell.NO, Cell.UNKNOWN)  # from where one begins to read


@dataclass(frozen=True)
class Part:
    cell: str
    x: float
    wide: float


@dataclass(frozen=True)
class Bar:
    label: str
    told: str
    y: int
    parts: list[Part]

    @property
    def bar_y(self) -> int:
        return self.y + 6


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    start: int  # where labels begin
    end: int
    height: int
    width: int = WIDTH
    thick: int = BAR


def chart(figure: Figure, *, is_rtl: bool) -> Chart | None:
    """None where nothing may be shown. Of a share each bar is a whole; else as long as the group is great."""
    shown = [one for one in figure.groups if not one.is_hidden]
    if not shown or figure.indicator.is_wait:
        return None
    greatest = max(_size(one) for one in shown) or 1
    bars = [
        Bar(one.label or _("All"), _told(figure, one), TOP + at * LINE, _parts(figure, one, greatest, is_rtl))
        for at, one in enumerate(shown)
    ]
    ends = (WIDTH, 0) if is_rtl else (0, WIDTH)
    return Chart(bars, *ends, len(shown) * LINE + 4)


def _size(group: Group) -> int:
    return sum(group.counts[cell] for cell in ORDER)


def _parts(figure: Figure, group: Group, greatest: int, is_rtl: bool) -> list[Part]:
    whole = (_size(group) if figure.indicator.is_share else greatest) or 1
    parts, begun = [], 0.0
    for cell in ORDER:
        wide = round(WIDTH * group.counts[cell] / whole, 1)
        if wide:
            parts.append(Part(str(cell.value), round(WIDTH - begun - wide if is_rtl else begun, 1), wide))
        begun += wide
    return parts


def _told(figure: Figure, group: Group) -> str:
    if not figure.indicator.is_share:
        return str(group.value)
    share = "" if group.percent is None else f" ({number_format(group.percent)}\u00a0%)"
    return f"{group.value} / {group.of}{share}"
