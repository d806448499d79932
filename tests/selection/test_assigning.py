from collections import Counter
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from residencies.selection.assigning import Application, Lack, Reader, assign

LANGUAGES = ["ar", "fr", None]
languages = st.sampled_from(LANGUAGES)
reads = st.sampled_from([{}, {"language": frozenset({"ar"})}, {"language": frozenset({"fr"})}])


@st.composite
def juries(draw, most=4, readers=4):
    count, jury = draw(st.integers(0, most)), draw(st.integers(0, readers))
    capacity = st.none() | st.integers(0, 1 + 3 * count // (jury or 1))
    pairs = st.sets(st.tuples(st.integers(0, most), st.integers(0, readers)), max_size=3 * count)
    return {
        "applications": [Application(n, {"language": draw(languages)}) for n in range(count)],
        "readers": [Reader(n, draw(capacity), draw(reads)) for n in range(jury)],
        "wanted": draw(st.integers(0, 3)),
        "conflicts": draw(pairs),
        "made": sorted(draw(pairs)),
        "seed": draw(st.integers(0, 3)),
    }


def may_read(jury, one, reader):
    value = one.groups["language"]
    able = value is None or value in reader.reads.get("language", LANGUAGES)
    return able and (one.id, reader.id) not in jury["conflicts"]


def kept(jury):
    return set(jury["made"]) - set(jury["conflicts"])


def readings(jury, pairs):
    """How many readers each application has, in order."""
    found = Counter(one for one, _reader in [*pairs, *kept(jury)])
    return [found[one.id] for one in jury["applications"]]


def loads(jury, pairs):
    found = Counter(reader for _one, reader in [*pairs, *kept(jury)])
    return {reader.id: found[reader.id] for reader in jury["readers"]}


def every_assignment(jury):
    """All that are allowed and give nobody more than is wanted, by trying every set of readers."""
    before = kept(jury)
    choices = []
    for one, count in zip(jury["applications"], readings(jury, ()), strict=True):
        free = [r.id for r in jury["readers"] if may_read(jury, one, r) and (one.id, r.id) not in before]
        sizes = range(max(0, jury["wanted"] - count) + 1)
        choices.append([[(one.id, r) for r in some] for size in sizes for some in combinations(free, size)])
    already = loads(jury, ())
    for chosen in product(*choices):
        pairs = [pair for some in chosen for pair in some]
        new = Counter(reader for _one, reader in pairs)
        if all(
            reader.capacity is None
            or not new[reader.id]
            or new[reader.id] + already[reader.id] <= reader.capacity
            for reader in jury["readers"]
        ):
            yield pairs


@given(juries(most=3))
@settings(max_examples=400, deadline=None)
def test_no_assignment_gives_more_or_is_more_even(jury):
    result = assign(**jury)
    given_to = readings(jury, result.pairs)
    all_pairs = list(every_assignment(jury))
    assert sorted(result.pairs) in [sorted(pairs) for pairs in all_pairs]
    assert sorted(given_to) == max(sorted(readings(jury, pairs)) for pairs in all_pairs)
    same = [pairs for pairs in all_pairs if readings(jury, pairs) == given_to]
    best = min(sum(load**2 for load in loads(jury, pairs).values()) for pairs in same)
    assert sum(load**2 for load in result.loads.values()) == best
    assert result.loads == loads(jury, result.pairs)


@given(juries(most=12, readers=6))
@settings(max_examples=400, deadline=None)
def test_what_is_promised_of_every_assignment(jury):
    result = assign(**jury)
    new, readers = set(result.pairs), {reader.id: reader for reader in jury["readers"]}
    by_id = {one.id: one for one in jury["applications"]}
    assert len(new) == len(result.pairs)
    assert not new & (set(jury["made"]) | set(jury["conflicts"]))
    assert set(result.broken) == set(jury["made"]) & set(jury["conflicts"])
    assert all(may_read(jury, by_id[one], readers[reader]) for one, reader in new)
    for one, count in zip(jury["applications"], readings(jury, result.pairs), strict=True):
        missing = {lack.application: lack.missing for lack in result.lacks}.get(one.id, 0)
        assert missing == max(0, jury["wanted"] - count)
    assert result == assign(**jury)


@given(juries(most=12, readers=6))
@settings(max_examples=400, deadline=None)
def test_what_lacks_readers_is_explained(jury):
    result = assign(**jury)
    held, taken = kept(jury), set(result.pairs)
    for lack in result.lacks:
        one = next(one for one in jury["applications"] if one.id == lack.application)
        others = [reader for reader in jury["readers"] if (one.id, reader.id) not in held | taken]
        assert set(lack.conflicted) == {r.id for r in others if (one.id, r.id) in jury["conflicts"]}
        refused = {r.id for r in others if not may_read(jury, one, r)}
        assert lack.unable == dict.fromkeys(refused - set(lack.conflicted), "language")
        assert {r.id for r in others} - refused <= set(lack.full)
        check_closed(jury, result, lack.full)
        assert all(is_full(jury, result, reader) for reader in lack.full)


@given(juries(most=12, readers=6))
@settings(max_examples=400, deadline=None)
def test_loads_differ_by_one_at_most_or_it_is_shown_why_not(jury):
    result = assign(**jury)
    with_room = [load for reader, load in result.loads.items() if not is_full(jury, result, reader)]
    most = max(result.loads.values(), default=0)
    if most - min(with_room, default=most) <= 1:
        assert result.held == ()
        return
    check_closed(jury, result, result.held)
    assert {reader for reader, load in result.loads.items() if load == most} <= set(result.held)
    assert all(is_full(jury, result, reader) or result.loads[reader] >= most - 1 for reader in result.held)


def is_full(jury, result, reader):
    capacity = next(row.capacity for row in jury["readers"] if row.id == reader)
    return capacity is not None and result.loads[reader] >= capacity


def check_closed(jury, result, inside):
    """None of the new readings of those inside may be taken by anyone outside."""
    by_id = {one.id: one for one in jury["applications"]}
    read = kept(jury) | set(result.pairs)
    for one, reader in result.pairs:
        if reader in inside:
            takers = [
                r.id for r in jury["readers"] if may_read(jury, by_id[one], r) and (one, r.id) not in read
            ]
            assert set(takers) <= set(inside)


@given(st.integers(1, 40), st.integers(1, 9), st.integers(0, 4), st.integers())
@settings(max_examples=300, deadline=None)
def test_without_conflicts_loads_differ_by_one_at_most(count, jury, wanted, seed):
    wanted = min(wanted, jury)
    result = assign(
        [Application(n) for n in range(count)], [Reader(n) for n in range(jury)], wanted, seed=seed
    )
    assert len(result.pairs) == count * wanted
    assert max(result.loads.values()) - min(result.loads.values()) <= 1
    assert (result.lacks, result.held) == ((), ())


def test_a_thousand_applications_and_thirty_jurors():
    chance = Random(3)
    jury = {
        "applications": [Application(n, {"language": chance.choice(LANGUAGES)}) for n in range(1000)],
        "readers": [
            Reader(
                n,
                chance.choice([None, 110]),
                {"language": frozenset(chance.sample(LANGUAGES[:2], 1 + n % 2))},
            )
            for n in range(30)
        ],
        "conflicts": {(chance.randrange(1000), chance.randrange(30)) for _pair in range(900)},
        "made": [(chance.randrange(1000), chance.randrange(30)) for _pair in range(200)],
    }
    result = assign(**jury, wanted=3)
    assert set(readings(jury, result.pairs)) == {3}
    assert max(result.loads.values()) - min(result.loads.values()) <= 1
    assert (result.lacks, result.held) == ((), ())


def test_everyone_reads_with_everyone_about_as_often():
    """1,000 applications make 3,000 pairs of readers of the 435 there are: about seven of each."""
    result = assign([Application(n) for n in range(1000)], [Reader(n) for n in range(30)], 3)
    together = {}
    for one, reader in result.pairs:
        together.setdefault(one, []).append(reader)
    met = Counter(pair for readers in together.values() for pair in combinations(readers, 2))
    assert (len(met), min(met.values()) >= 4, max(met.values()) <= 10) == (435, True, True)


def test_another_seed_is_another_assignment():
    field = [Application(n) for n in range(30)], [Reader(n) for n in range(6)], 2
    assert assign(*field, seed=1).pairs != assign(*field, seed=2).pairs


def test_a_reading_is_handed_on_so_that_a_full_juror_has_room():
    """Only Hind reads Arabic, and has room for one: the French one goes to Ali."""
    hind, ali = Reader("Hind", 1), Reader("Ali", None, {"language": frozenset({"fr"})})
    field = [Application("A", {"language": "fr"}), Application("B", {"language": "ar"})]
    for seed in range(8):
        assert assign(field, [hind, ali], 1, seed=seed).pairs == (("A", "Ali"), ("B", "Hind"))


def test_why_an_application_lacks_readers():
    jury = [
        Reader("conflict"),
        Reader("no Arabic", None, {"language": frozenset({"fr"})}),
        Reader("full", 1),
        Reader("reads it"),
    ]
    result = assign(
        [Application("A", {"language": "ar"}), Application("B", {"language": "fr"})],
        jury,
        3,
        conflicts=[("A", "conflict")],
        made=[("B", "full"), ("B", "no Arabic"), ("B", "conflict")],
    )
    assert result.pairs == (("A", "reads it"),)
    assert result.lacks == (Lack("A", 2, ("conflict",), {"no Arabic": "language"}, ("full",)),)


def test_what_was_made_stays_and_counts_for_the_load():
    field, jury = [Application(n) for n in range(6)], [Reader("a"), Reader("b"), Reader("c")]
    result = assign(field, jury, 1, made=[(0, "a"), (1, "a"), (2, "a")])
    assert {one for one, _reader in result.pairs} == {3, 4, 5}
    assert result.loads == {"a": 3, "b": 1, "c": 2} or result.loads == {"a": 3, "b": 2, "c": 1}
    assert result.held == ("a",)


def test_what_was_made_across_a_conflict_is_named_and_given_to_another():
    result = assign([Application(1)], [Reader("a"), Reader("b")], 1, conflicts=[(1, "a")], made=[(1, "a")])
    assert (result.broken, result.pairs, result.loads) == (((1, "a"),), ((1, "b"),), {"a": 0, "b": 1})


def test_the_reading_of_one_who_has_left_the_jury_still_counts():
    assert assign([Application(1)], [Reader("a")], 1, made=[(1, "left"), (9, "a")]).pairs == ()
    assert assign([Application(1)], [Reader("a", 1)], 2, made=[(1, "left"), (9, "a")]).lacks == (
        Lack(1, 1, (), {}, ("a",)),
    )


@pytest.mark.parametrize(("field", "jury"), [([1, 1], [1]), ([1], [2, 2])])
def test_an_id_that_stands_twice_is_refused(field, jury):
    with pytest.raises(ValueError, match="twice"):
        assign([Application(n) for n in field], [Reader(n) for n in jury], 1)
