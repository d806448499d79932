"""Which groups of a table may be told without telling of a few people: a pure rule about counts.

A group is told whole or not at all. What is hidden is then only known as a sum, that of all shown groups
taken from the total; so groups are hidden until each part of that sum is nobody, or five people and more.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

SMALLEST = 5  # of people: a smaller group may tell who is in it

Counts = Mapping[str, int]


def is_small(counts: Counts) -> bool:
    """Whether a part of a group, or all of it, is one to four people."""
    return any(0 < count < SMALLEST for count in (*counts.values(), sum(counts.values())))


def added(groups: Iterable[Counts]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for counts in groups:
        total.update(counts)
    return dict(total)


def hidden_groups(groups: Mapping[str, Counts], already: Collection[str] = ()) -> set[str]:
    """The names of those to be hidden, the ones that are hidden `already` among them.

    Where the total itself is small, all are. Two tables of the same people are safe beside one another
    where the second takes the first one's as `already`.
    """
    if is_small(added(groups.values())):
        return set(groups)
    hidden = {name for name, counts in groups.items() if name in already or is_small(counts)}
    shown = sorted(set(groups) - hidden, key=lambda name: (sum(groups[name].values()), name))
    for name in shown:
        if not is_small(added(groups[one] for one in hidden)):
            break
        hidden.add(name)
    return hidden
