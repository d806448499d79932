"""Why nobody can be chosen: rules that are impossible together, and none of them to spare."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from residencies.selection.rules import Row, Rule
from residencies.selection.searching import restricted, undominated
from residencies.selection.solving import Clock, best

Member = tuple[Rule, Hashable]  # a rule, and the value of its dimension where it has a row for each
Some = TypeVar("Some")


def clash(size: int, rows: Sequence[Row], clock: Clock) -> tuple[Member, ...]:
    """The members of a smallest clash: without any one of them, a set obeys all the others.

    `size` is the number of candidates; together the rows must be impossible. There may be other clashes:
    those rules that stand first are spared first. Raises OutOfTime.
    """

    def impossible(members: Sequence[Member]) -> bool:
        these = [row for row in rows if (row.rule, row.value) in members]
        kept = undominated(size, these)
        return best([0] * len(kept), restricted(these, kept), clock) is None

    def of_rules(rules: Sequence[Rule]) -> list[Member]:
        return list(dict.fromkeys((row.rule, row.value) for row in rows if row.rule in rules))

    rules = list(dict.fromkeys(row.rule for row in rows))
    needed = necessary(rules, lambda some: impossible(of_rules(some)))
    return tuple(necessary(of_rules(needed), impossible))


def necessary(members: Sequence[Some], impossible: Callable[[list[Some]], bool]) -> list[Some]:
    """A deletion filter: what remains when whatever can be left out is left out.

    Halves, quarters and so on are tried first, as most members are usually to spare; the last round
    tries each that is left on its own.
    """
    kept, size = list(members), len(members)
    while size > 1:
        size = (size + 1) // 2
        at = 0
        while at < len(kept):
            rest = kept[:at] + kept[at + size :]
            if impossible(rest):
                kept = rest
            else:
                at += size
    return kept
