from collections import defaultdict
from itertools import product

import pytest

from residencies.selection.counting import Table, counted, protected

GENDERS = ["woman", "man", "other"]


def published(*sizes, small=5):
    """(counts …, unknown, total) of the table with those sizes; the last of them is unknown."""
    *groups, unknown = sizes
    table = protected(Table(dict(enumerate(groups)), unknown, sum(sizes)), small)
    return (*table.counts.values(), table.unknown, table.total)


def test_groups_are_counted_in_order_with_the_unknown_apart():
    values = ["man", None, "woman", "xenogender", "man", "agender", None]
    counts = {"woman": 1, "man": 2, "other": 0, "agender": 1, "xenogender": 1}
    found = counted(values, GENDERS)
    assert (found, list(found.counts)) == (Table(counts, 2, 7), list(counts))
    assert counted([]) == Table({}, 0, 0)


@pytest.mark.parametrize(
    ("sizes", "seen"),
    [
        ((40, 30, 0, 9), (40, 30, 0, 9, 79)),  # nobody is small
        ((40, 30, 2, 9), (40, 30, None, None, 81)),  # the unknown go with the two
        ((40, 30, 2, 3), (40, 30, None, None, 75)),  # 5 in all: 1 + 4, 2 + 3 …
        ((40, 30, 1, 1), (40, None, None, None, 72)),  # 2 in all could only be 1 + 1
        ((40, 30, 4, 4), (40, None, None, None, 78)),
        ((40, 0, 0, 3), (None, 0, 0, None, 43)),
        ((0, 0, 0, 3), (0, 0, 0, None, None)),
        ((1, 0, 0, 3), (None, 0, 0, None, None)),
        ((0, 0, 0, 0), (0, 0, 0, 0, 0)),
        ((5, 0, 0, 0), (5, 0, 0, 0, 5)),
        ((6, 3, 60, 7), (6, None, 60, None, 76)),  # the last in order, not the smallest
    ],
)
def test_small_groups_are_hidden_and_what_would_give_them_away(sizes, seen):
    assert published(*sizes) == seen


@pytest.mark.parametrize(
    ("groups", "small", "highest", "looked_at"), [(2, 5, 40, 20), (3, 5, 24, 12), (4, 3, 14, 7)]
)
def test_no_hidden_count_can_be_told_by_whoever_knows_the_rule(groups, small, highest, looked_at):
    """Of all tables that are published alike, each hidden count has two values at least."""
    alike = defaultdict(list)
    for sizes in product(range(highest + 1), repeat=groups):
        alike[published(*sizes, small=small)].append((*sizes, sum(sizes)))
    for seen, tables in alike.items():
        if min(max(table[:-1]) for table in tables) <= looked_at:  # others may be alike beyond `highest`
            for place, value in enumerate(seen):
                assert value is not None or len({table[place] for table in tables}) > 1, (seen, tables[0])


def test_no_shown_count_is_small():
    for sizes in product(range(9), repeat=3):
        assert not set(published(*sizes)) & {1, 2, 3, 4}


def test_a_bound_at_which_one_is_the_only_small_count_is_refused():
    with pytest.raises(ValueError, match="three"):
        published(1, 2, small=2)
