"""How many of each group, without giving away a group so small that its people can be told.

A count of one to four is hidden. If what is hidden could be reckoned back from the total, a group that is
not small is hidden with it: always the last in the order given, never the smallest, as its size would
otherwise tell something of those it hides. If there is none left, the total is hidden too.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

SMALL = 5  # from so many on a group may be shown


@dataclass(frozen=True)
class Table:
    """`counts` is group -> how many, in order; `unknown` are those who have not said. None is hidden."""

    counts: Mapping[Hashable, int | None]
    unknown: int | None
    total: int | None


def counted(values: Iterable[Hashable], order: Sequence[Hashable] = ()) -> Table:
    """Everything, nothing hidden: for those who may see the people themselves.

    `values` holds one for each person, None if unknown. The groups of `order` come first, also those of
    nobody; then all others that are found, by name.
    """
    found = Counter(values)
    unknown = found.pop(None, 0)
    others = sorted((value for value in found if value not in order), key=str)
    return Table({value: found[value] for value in [*order, *others]}, unknown, found.total() + unknown)


def protected(table: Table, small: int = SMALL) -> Table:
    """The table as it may be published, so that no hidden count can be worked out from what is shown.

    That holds for whoever knows this rule as well. It holds for one table: two that count almost the same
    people may still be taken from one another. Raises ValueError for `small` below three, for then a hidden
    count could only be one.
    """
    if small < 3:
        raise ValueError("Counts below three cannot be told apart.")
    sizes = [*(count or 0 for count in table.counts.values()), table.unknown or 0]
    hidden = {place for place, size in enumerate(sizes) if 0 < size < small}
    whole = sum(sizes)
    spare = [place for place, size in enumerate(sizes) if size >= small]
    while hidden and spare and _can_be_told([sizes[place] for place in hidden], small):
        hidden.add(spare.pop())
    tells = 0 < whole < small or _can_be_told([sizes[place] for place in hidden], small)
    shown = [None if place in hidden else size for place, size in enumerate(sizes)]
    return Table(dict(zip(table.counts, shown, strict=False)), shown[-1], None if hidden and tells else whole)


def _can_be_told(hidden: Sequence[int], small: int) -> bool:
    """Whether the sum of the hidden counts leaves but one answer: it is one count, or all are as low or as
    high as a small count can be. Only what is published decides: their number and their sum.
    """
    return len(hidden) == 1 or sum(hidden) in (len(hidden), len(hidden) * (small - 1))
