"""Of fewer than five people nothing is told, and nothing can be worked out from what is told beside it."""

from hypothesis import given
from hypothesis import strategies as st

from alumni.impact.selectors.hiding import added, hidden_groups, is_small

COUNTS = st.fixed_dictionaries({cell: st.integers(0, 12) for cell in ("yes", "no", "unknown")})
TABLES = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), COUNTS, max_size=7)


@given(TABLES)
def test_neither_a_shown_group_nor_what_is_left_of_the_total_is_small(groups):
    hidden = hidden_groups(groups)
    assert not any(is_small(counts) for name, counts in groups.items() if name not in hidden)
    if is_small(added(groups.values())):
        assert hidden == set(groups)
    else:
        assert not is_small(added(groups[name] for name in hidden))


@given(TABLES)
def test_two_tables_of_the_same_people_do_not_solve_each_other(groups):
    """The first tells how many each group has, the second divides them."""
    sizes = {name: {"people": sum(counts.values())} for name, counts in groups.items()}
    first = hidden_groups(sizes)
    second = hidden_groups(groups, first)
    assert first <= second
    if second != set(groups):  # what one shows and the other hides
        assert not is_small(added(sizes[name] for name in first))
        left = second - first
        assert len(left) != 1 or first, "one group alone would be what is left of the total"


def test_a_lone_small_group_takes_the_smallest_of_the_others_with_it():
    groups = {"a": {"yes": 3}, "b": {"yes": 9}, "c": {"yes": 20}}
    assert hidden_groups(groups) == {"a", "b"}
    assert hidden_groups({"a": {"yes": 5}, "b": {"yes": 0}}) == set()
