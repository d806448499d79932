"""Records that may be one person: found by the machine, decided by a person (see also `merging`)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, combinations
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction

from foundation.people.matching import PROPOSED_FROM, Facts, Name, likeness
from foundation.people.models import Alias, Duplicate, Person

# So many people of one name say nothing about any two of them; only other facts do.
MOST_OF_ONE_KEY = 300
CHUNK = 5000

Pair = tuple[int, int]


@transaction.atomic
def find_duplicates(*, now: datetime, among: Iterable[int] | None = None) -> int:
    """Propose the pairs of records that may be one person; how many are new.

    `among` limits the search to pairs with one of these people. Without it the proposals of before
    that no longer hold are withdrawn. What a person has decided stays decided.
    """
    wanted = None if among is None else set(among)
    if wanted is not None and not wanted:
        return 0
    facts = _facts()
    pairs = _pairs(facts, wanted)
    _link(facts, pairs)
    found = {
        pair: (score, reasons)
        for pair in pairs
        for score, reasons in [likeness(facts[pair[0]], facts[pair[1]])]
        if score >= PROPOSED_FROM or {"email", "phone"} & set(reasons)
    }
    return _keep(found, withdraw=wanted is None)


@transaction.atomic
def mark_different(duplicate: Duplicate, *, by: Any, now: datetime) -> Duplicate:
    """A person's word that two records are two people; they are not proposed again."""
    row = Duplicate.objects.select_for_update().get(pk=duplicate.pk)
    if row.state != Duplicate.State.DIFFERENT:
        row.state, row.decided_by, row.decided_at = Duplicate.State.DIFFERENT, by, now
        row.save()
    return row


def _facts() -> dict[int, Facts]:
    aliases: dict[int, list[str]] = defaultdict(list)
    for pk, name in Alias.objects.values_list("person_id", "name").iterator(CHUNK):
        aliases[pk].append(name)
    known = ("email", "phone", "birth_date", "gender", "imdb_id")
    rows = Person.objects.order_by().values_list("pk", "name", "name_ar", "credited_name", *known)
    return {
        pk: Facts(
            pk,
            list(dict.fromkeys(Name.of(text) for text in (*written, *aliases[pk]) if text)),
            **dict(zip(known, facts, strict=True)),
        )
        for pk, *written, email, phone, born, gender, imdb in rows.iterator(CHUNK)
        for facts in [(email, str(phone or ""), born, gender, imdb)]
    }


def _pairs(facts: dict[int, Facts], wanted: set[int] | None) -> set[Pair]:
    """The pairs that share a key; with `wanted`, those with one of these people."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, person in facts.items():
        for key in set(person.blocks()):
            blocks[key].append(pk)
    pairs: set[Pair] = set()
    for key, members in blocks.items():
        if len(members) > MOST_OF_ONE_KEY and key[0] in {"words", "bones"}:
            continue
        for pair in combinations(sorted(members), 2):
            if wanted is None or not wanted.isdisjoint(pair):
                pairs.add(pair)
    return pairs


def _link(facts: dict[int, Facts], pairs: set[Pair]) -> None:
    """Add what candidates are linked to: settings.DUPLICATE_EVIDENCE names it, for it lies in rooms above."""
    people = sorted(set(chain.from_iterable(pairs)))
    for kind, label in settings.DUPLICATE_EVIDENCE.items():
        model = apps.get_model(label)
        for part in _chunks(people):
            linked = model._default_manager.filter(person__in=part, **{f"{kind}__isnull": False})
            for pk, other in linked.order_by().values_list("person_id", f"{kind}_id"):
                facts[pk].linked.add((kind, other))


def _keep(found: dict[Pair, tuple[int, list[str]]], *, withdraw: bool) -> int:
    known = {(row.first_id, row.second_id): row for row in Duplicate.objects.all()}
    fresh = [
        Duplicate(first_id=pair[0], second_id=pair[1], score=score, reasons=reasons)
        for pair, (score, reasons) in sorted(found.items())
        if pair not in known
    ]
    Duplicate.objects.bulk_create(fresh, batch_size=CHUNK)
    changed = []
    for pair, row in known.items():
        proposed = row.state == Duplicate.State.PROPOSED and pair in found
        if proposed and (row.score, row.reasons) != found[pair]:
            row.score, row.reasons = found[pair]
            changed.append(row)
    Duplicate.objects.bulk_update(changed, ["score", "reasons"], batch_size=500)
    if withdraw:
        gone = [row.pk for pair, row in known.items() if pair not in found]
        for part in _chunks(gone):
            Duplicate.objects.filter(pk__in=part, state=Duplicate.State.PROPOSED).delete()
    return len(fresh)


def _chunks(rows: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
