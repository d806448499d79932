"""Two records become one, on a person's word. Everything that hung on the one hangs on the other."""

import json
from collections.abc import Collection
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import IntegrityError, transaction
from django.db.models import Field, Model, Q
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext as _
from simple_history.models import HistoricalChanges
from simple_history.utils import bulk_update_with_history

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.people.journal import Journal
from foundation.people.models import Alias, Consent, Duplicate, Merge, Person
from foundation.people.twins import facts_of, lasting_row, of_both, twin_of

# Filled from the removed record where the kept one says nothing.
FILLED = [
    *("name_ar", "credited_name", "email", "phone", "gender", "birth_date", "country", "city"),
    *("occupation", "imdb_id", "account", "note"),
]
# … and what each record says always, so that one is chosen.
CHOSEN = ["name", "sort_name", "language", "time_zone"]


@transaction.atomic
def merge_people(
    keep: Person, remove: Person, *, by: Any, now: datetime, taken: Collection[str] = ()
) -> Merge:
    """Make two records of one person one; whatever refers to `remove`, in any room, refers to `keep`.

    What `keep` says stays but for the fields `taken`, which `remove` says; where one says nothing, the
    other fills it in, and names that are given up become other names. Rows that say the same of both
    become one; of two of which one alone can be, the one that its model's `STAYS_BY` puts before the other
    stays. `undoing.undo_merge` takes it back.
    Raises ServiceError where they contradict each other or where both have a login; then nothing has
    changed.
    """
    keep, remove = _locked(keep, remove)
    if keep.account and remove.account:
        raise ServiceError(
            _("Both records have a login (%(one)s, %(other)s). Take one of them away, then merge.")
            % {"one": keep.account, "other": remove.account}
        )
    gone, snapshot = remove.pk, _snapshot(remove)
    spellings = remove.all_names() + (keep.all_names() if taken else [])
    moved = Journal()
    moved.before(keep, remove)
    try:
        with transaction.atomic():
            _move_proposals(keep, remove, moved)
            _order_words(keep, remove, moved)
            _narrow(keep, remove, moved, by=by, now=now)
            _move(keep, remove, moved, by=by, now=now)
            _remove(remove, by)
            _fill(keep, remove, by, taken)
            _keep_names(keep, spellings, moved)
    except IntegrityError as fault:
        # The database's own words name tables and values that she may have no right to.
        raise ServiceError(_("Both records hold something that can exist once only.")) from fault
    return Merge.objects.create(
        kept=keep,
        removed_id=gone,
        removed=snapshot,
        moved=dict(sorted(moved.counts.items())),
        journal=moved.told(),
        by=by,
        at=now,
    )


def _locked(keep: Person, remove: Person) -> tuple[Person, Person]:
    if keep.pk == remove.pk:
        raise ServiceError(_("This is one record already."))
    rows = Person.objects.select_for_update(of=("self",)).select_related("account")
    found = {row.pk: row for row in rows.filter(pk__in=[keep.pk, remove.pk]).order_by("pk")}
    if len(found) < 2:
        raise ServiceError(_("One of the two records is no longer there: they may be merged already."))
    return found[keep.pk], found[remove.pk]


def _snapshot(row: Person) -> dict[str, Any]:
    fields = json.loads(serializers.serialize("json", [row]))[0]["fields"]
    aliases = list(row.aliases.values_list("name", flat=True))
    unused = {"search_key", "sound_key"}
    return {"other_names": aliases, **{name: v for name, v in fields.items() if name not in unused}}


def _move(keep: Model, remove: Model, moved: Journal, *, by: Any, now: datetime) -> None:
    """Let all that refers to `remove` refer to `keep`, found by introspection.

    A model's `SAID_ANEW` holds what a row of it falls back to with that: {field: value}. What has its link to
    `remove` in `GOES_WITH` is a part of it, and is not handed on.
    """
    for relation in relations(type(remove)):
        model, name = relation.related_model, relation.field.name
        if getattr(model, "GOES_WITH", None) == name:
            continue
        rows = list(model._base_manager.filter(**{name: remove}).order_by("pk"))
        moved.before(*rows)
        stay = [
            row
            for row in rows
            if not _is_between_both(row, relation.field, keep, moved)
            and not _absorbed(row, relation, keep, moved, by=by, now=now)
        ]
        changed = {name: keep, **getattr(model, "SAID_ANEW", {})}
        for row in stay:
            for field, value in changed.items():
                setattr(row, field, value)
        _store(model, stay, [*changed], by=by, now=now)
        if rows and not getattr(model, "is_confidential", False):  # that there are some is not told
            moved.counts[model._meta.label] += len(rows)
    _move_generic(keep, remove, moved)


def relations(model: type[Model]) -> list[ForeignObjectRel]:
    """Every foreign key to `model`, hidden ones and those of many-to-many tables with them.

    The history keeps what was true at its time, and proposals are moved on their own.
    """
    return [
        field
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, ForeignObjectRel)
        and (field.one_to_many or field.one_to_one)
        and not issubclass(field.related_model, (HistoricalChanges, Duplicate))
    ]


def _store(model: type[Model], rows: list[Any], names: list[str], *, by: Any, now: datetime) -> None:
    if rows and hasattr(model._meta, "simple_history_manager_attribute"):
        bulk_update_with_history(rows, model, names, default_user=by, default_date=now)
    elif rows:
        model._base_manager.bulk_update(rows, names)


def _is_between_both(row: Any, link: "Field[Any, Any]", keep: Model, moved: Journal) -> bool:
    """True of what is between the two records themselves, such as messages: it goes, for they are one."""
    others = (field for field in row._meta.concrete_fields if field.related_model is type(keep))
    if not getattr(row, "IS_OF_TWO", False) or not any(
        field != link and getattr(row, field.attname) == keep.pk for field in others
    ):
        return False
    _let_go(row, moved)
    return True


def _absorbed(
    row: Any, relation: ForeignObjectRel, keep: Model, moved: Journal, *, by: Any, now: datetime
) -> bool:
    """True if `keep` has the same row already: what it lacks is filled in, what hangs on `row` moves.

    Of a model with `STAYS_BY`, a field or property, the row in which it is more, or else the newer one, stays
    as a whole. Both stay where `TOLD_APART` names a field for just that, or the link may be left empty.
    """
    twin = twin_of(row, relation.field, keep)
    if twin is None:
        return False
    moved.before(twin)
    if hasattr(row, "TOLD_APART"):
        _tell_apart(row, relation.field, keep)
        return True
    if relation.one_to_one and relation.field.null:
        setattr(row, relation.field.name, None)
        save_by(row, by)
        return True
    if hasattr(row, "STAYS_BY"):
        lasting = lasting_row([twin, row])
        other = row if lasting == twin else twin
        _move(lasting, other, moved, by=by, now=now)
        _let_go(other, moved)
        return bool(lasting == twin)
    changed = []
    for field in facts_of(row, relation.field):
        mine, other = getattr(twin, field.attname), getattr(row, field.attname)
        said = other if mine in (None, "") else of_both(twin, row, field, by)
        if said not in (None, "", mine):
            setattr(twin, field.attname, said)
            changed.append(field.name)
    _move(twin, row, moved, by=by, now=now)
    _delete(row, moved)
    if changed:
        save_by(twin, by)
    return True


def _tell_apart(row: Any, link: "Field[Any, Any]", keep: Model) -> None:
    name, number = row.TOLD_APART, 1
    said = getattr(row, name)
    while twin_of(row, link, keep):
        number += 1
        setattr(row, name, f"{said[:190]} {number}".strip())
    setattr(row, link.name, keep)
    row.save()


def _let_go(row: Any, moved: Journal) -> None:
    """With what hangs on it. Stored files stay for as long as the merge can be taken back."""
    for relation in relations(type(row)):
        for part in relation.related_model._base_manager.filter(**{relation.field.name: row}):
            _let_go(part, moved)
    _delete(row, moved)


def _delete(row: Any, moved: Journal) -> None:
    """What counts such rows, and has `keep_count` for it, counts them anew."""
    moved.before(row)
    links = [field for field in row._meta.concrete_fields if hasattr(field.related_model, "keep_count")]
    held = [
        field.related_model._base_manager.select_for_update().get(pk=getattr(row, field.attname))
        for field in links
    ]
    moved.before(*held)
    row.delete()
    for one in held:
        one.keep_count()


def _move_generic(keep: Model, remove: Model, moved: Journal) -> None:
    """Rows that name any kind of row by its type and number, such as the keys of imported tables."""
    kind = ContentType.objects.get_for_model(type(remove))
    for model in apps.get_models():
        for link in model._meta.private_fields:
            if isinstance(link, GenericForeignKey):
                rows = model._base_manager.filter(**{link.ct_field: kind, link.fk_field: remove.pk})
                moved.before(*rows)
                if count := rows.update(**{link.fk_field: keep.pk}):
                    moved.counts[model._meta.label] += count


def _move_proposals(keep: Person, remove: Person, moved: Journal) -> None:
    """Whoever might be the removed person might be the kept one; a decision outweighs a proposal."""
    both = Duplicate.objects.filter(Q(first=remove) | Q(second=remove))
    moved.before(*both)
    for row in both:
        other = row.second_id if row.first_id == remove.pk else row.first_id
        row.delete()
        if other == keep.pk:
            continue
        first, second = sorted((keep.pk, other))
        known = Duplicate.objects.filter(first=first, second=second).first()
        if known is None or row.state == Duplicate.State.DIFFERENT != known.state:
            if known:
                moved.before(known)
            row.pk = known.pk if known else None
            row.first_id, row.second_id = first, second
            row.save()
            moved.made(row)


def _order_words(keep: Person, remove: Person, moved: Journal) -> None:
    """Of two words on one purpose the later one stands."""
    words = Consent.objects.standing().filter(person__in=[keep, remove]).order_by("purpose", "at", "pk")
    for earlier, later in pairwise(words):
        if earlier.purpose == later.purpose:
            moved.before(earlier)
            Consent.objects.filter(pk=earlier.pk).update(until=later.at)


def _narrow(keep: Person, remove: Person, moved: Journal, *, by: Any, now: datetime) -> None:
    """What comes together from both is shown to nobody to whom either hid hers.

    A model's `NARROWED` names the fields that say who sees other rows of a person, with the links to these:
    {field: [link]}. Where she has no row of the model, what it is by default counts.
    """
    for relation in relations(Person):
        model, name = relation.related_model, relation.field.name
        if not hasattr(model, "NARROWED"):
            continue
        rows = list(model._base_manager.filter(**{f"{name}__in": [keep, remove]}))
        if rows:
            row = lasting_row(rows)
            other = remove if getattr(row, relation.field.attname) == keep.pk else keep
            hers = next((one for one in rows if one != row), model())
            moved.before(row)
            if changed := _narrowed(row, hers, other):
                _store(model, [row], changed, by=by, now=now)


def _narrowed(row: Any, hers: Any, other: Person) -> list[str]:
    """Sets the fields of `row`, and names them. Of choices each shows less than the one after it."""
    changed = []
    for name, links in row.NARROWED.items():
        order = [value for value, _label in row._meta.get_field(name).flatchoices]
        said = [getattr(one, field) for one in (row, hers) for field in (name, *row.WITHIN)]
        least = min(said, key=order.index)
        theirs = Person.objects.filter(pk=other.pk)
        if least != getattr(row, name) and any(theirs.exclude(**{link: None}).exists() for link in links):
            setattr(row, name, least)
            changed.append(name)
    return changed


def _remove(row: Person, by: Any) -> None:
    row._history_user = by  # type: ignore[attr-defined]
    Person.objects.filter(pk=row.pk).update(account=None, imdb_id="")
    row.delete()


def _fill(keep: Person, remove: Person, by: Any, taken: Collection[str]) -> None:
    for name in (*FILLED, *CHOSEN):
        theirs = getattr(remove, name)
        if theirs and (name in taken or not getattr(keep, name)):
            setattr(keep, name, theirs)
    save_by(keep, by, f"merged with {remove.name}")


def _keep_names(keep: Person, spellings: list[str], moved: Journal) -> None:
    known = {keep.name, keep.name_ar, keep.credited_name}
    for name in dict.fromkeys(spellings):
        if name and name not in known:
            alias, is_new = Alias.objects.get_or_create(person=keep, name=name)
            if is_new:
                moved.made(alias)
