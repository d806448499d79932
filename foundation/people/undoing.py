"""A merge taken back: the removed record is there again under its own number, with all that was its own."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Field, Model, Q, QuerySet
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from foundation.errors import ServiceError
from foundation.people.journal import Columns, Entry, columns_of, values_of
from foundation.people.models import Merge, Person
from foundation.people.selectors import hidden_reason, rows_told

UNDO_DAYS = 90  # after which too much has been built on the merge
WHY = "merge taken back"  # in the history
Key = tuple[type[Model], Any]
Entries = list[tuple[type[Model], Entry]]
DERIVED = {"search_key", "sound_key", "held"}  # of names, or of how many rows there are, and made anew


@transaction.atomic
def undo_merge(merge: Merge, *, by: Any, now: datetime) -> Person:
    """Put each row of the merge back as it was; the restored person.

    What has come to the kept record since stays with it. Raises ServiceError, and changes nothing, where
    the merge is too old or taken back already, or where something it wrote has been changed since.
    """
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if why := why_not(merge, now):
        raise ServiceError(why)
    keep = Person.objects.select_for_update(of=("self",)).get(pk=merge.kept_id)
    later = Merge.objects.filter(kept=keep, pk__gt=merge.pk, undone_at=None)
    if later.exists():
        raise ServiceError(_("Another merge into this record came later: take that one back first."))
    entries = [(apps.get_model(entry["model"]), entry) for entry in merge.journal]
    there = _there(entries)
    for model, entry in entries:
        _check(model, entry, there.get(_key(model, entry)), by)
    try:
        with transaction.atomic():
            _put_back(entries, there, by=by, now=now)
            _count_anew(entries)
            connection.check_constraints(sorted({model._meta.db_table for model, _entry in entries}))
    except IntegrityError as fault:
        raise ServiceError(_("What was recorded since contradicts the two records of before.")) from fault
    for person in Person.objects.filter(pk__in=[merge.kept_id, merge.removed_id]):
        person.keep_keys()
    Merge.objects.filter(pk=merge.pk).update(undone_by=by, undone_at=now)
    return Person.objects.get(pk=merge.removed_id)


def why_not(merge: Merge, now: datetime) -> str:
    """Why a merge cannot be taken back whatever its rows say, or ''."""
    if merge.undone_at:
        return _("This merge is taken back already.")
    if merge.at < now - timedelta(days=UNDO_DAYS):
        return _("A merge can be taken back for %(days)s days.") % {"days": UNDO_DAYS}
    if not merge.journal:
        return _("This merge is older than the record of what it moved: it cannot be taken back.")
    return ""


def forget_journals(*, now: datetime) -> int:
    """Of merges that nobody takes back any more, what their rows said before; returns of how many."""
    over = Q(at__lt=now - timedelta(days=UNDO_DAYS)) | Q(undone_at__isnull=False)
    return Merge.objects.filter(over).exclude(journal=[]).update(journal=[])


def files_let_go(model: type[Model], merges: "QuerySet[Merge]") -> set[str]:
    """What is stored of rows that merges took away, and brings back whoever takes these back."""
    journals = merges.filter(undone_at=None).values_list("journal", flat=True)
    entries = (entry for journal in journals.iterator() for entry in journal)
    label = model._meta.label_lower
    gone = (entry for entry in entries if entry["model"] == label and entry["after"] is None)
    return {entry["before"]["file"] for entry in gone}


def files_kept(model: type[Model], now: datetime) -> set[str]:
    """Those that no row names and that stay while a merge can be taken back."""
    return files_let_go(model, Merge.objects.filter(at__gte=now - timedelta(days=UNDO_DAYS)))


def _key(model: type[Model], entry: Entry) -> Key:
    return model, model._meta.pk.to_python(entry["pk"])


def _there(entries: Entries) -> dict[Key, Model]:
    """The rows of the merge as they are now."""
    keys: dict[type[Model], list[Any]] = defaultdict(list)
    for model, entry in entries:
        keys[model].append(entry["pk"])
    found = ((model, model._base_manager.filter(pk__in=pks)) for model, pks in keys.items())
    return {(model, row.pk): row for model, rows in found for row in rows}


def _check(model: type[Model], entry: Entry, row: Model | None, by: Any) -> None:
    """Nobody has changed since what the merge wrote."""
    after = entry["after"]
    current = columns_of(row) if row is not None else {}
    changed = []
    if (row is None) == (after is None):
        changed = [name for name in _binding(model, after or {}) if current[name] != after[name]]
        if not changed:
            return
    if not _is_told(model, row, by):
        raise ServiceError(hidden_reason())
    named = f"{model._meta.verbose_name} {row or entry['pk']}"
    if changed:
        field = next(field for field in model._meta.concrete_fields if field.attname == changed[0])
        what = _("“%(field)s” of %(row)s was changed since.")
        raise ServiceError(what % {"field": field.verbose_name, "row": named})
    if row is None:
        raise ServiceError(_("%(row)s is no longer there.") % {"row": named})
    raise ServiceError(_("%(row)s has taken the place of what was removed.") % {"row": named})


def _is_told(model: type[Model], row: Model | None, by: Any) -> bool:
    """Whether a sentence may name the row; one that is gone, only where her right is to every row."""
    rows = rows_told(model, by)
    if row is not None:
        return rows.filter(pk=row.pk).exists()
    return not rows.query.is_empty() and (by is None or not hasattr(rows, "visible_to"))


def _binding(model: type[Model], columns: Columns) -> list[str]:
    """The columns that have to be as the merge left them."""
    loose = {field.attname for field in model._meta.concrete_fields if _is_clock(field)}
    return [name for name in columns if name not in loose | DERIVED]


def _is_clock(field: "Field[Any, Any]") -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def _put_back(entries: Entries, there: dict[Key, Model], *, by: Any, now: datetime) -> None:
    """First what has to make room, from the last of it to the first, then what comes back: uniqueness is
    asked at each step.
    """
    made: dict[type[Model], list[Any]] = defaultdict(list)
    changed: dict[type[Model], list[Any]] = defaultdict(list)
    columns: dict[tuple[type[Model], tuple[str, ...]], list[Model]] = defaultdict(list)
    gone: dict[type[Model], list[Columns]] = defaultdict(list)
    for model, entry in entries:
        if entry["before"] is None:
            made[model].append(entry["pk"])
        elif entry["after"] is None:
            gone[model].append(entry["before"])
        else:
            row = there[_key(model, entry)]
            columns[model, _restore(row, entry)].append(row)
            changed[model].append(row.pk)
    for model, pks in reversed(made.items()):
        model._base_manager.filter(pk__in=pks)._raw_delete("default")
    for (model, names), rows in reversed(columns.items()):
        if names:
            model._base_manager.bulk_update(rows, names)
    for model, inserted in gone.items():
        _insert(model, inserted, by=by, now=now)
    for model, pks in changed.items():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            rows = list(model._base_manager.filter(pk__in=pks))
            told = {"default_user": by, "default_date": now, "default_change_reason": WHY, "update": True}
            model.history.bulk_history_create(rows, **told)  # type: ignore[attr-defined]


def _count_anew(entries: Entries) -> None:
    for model, entry in entries:
        if hasattr(model, "keep_count"):
            model._base_manager.select_for_update().get(pk=entry["pk"]).keep_count()


def _restore(row: Model, entry: Entry) -> tuple[str, ...]:
    """The names of the fields that are as before in `row` now, to be stored. Its clock goes back only where
    nothing else has moved it since.
    """
    model, binding = type(row), set(_binding(type(row), entry["before"]))
    current = columns_of(row)
    back = {
        name: value
        for name, value in entry["before"].items()
        if name in binding or current[name] == entry["after"][name]
    }
    for name, value in values_of(model, back).items():
        setattr(row, name, value)
    return tuple(field.name for field in model._meta.concrete_fields if field.attname in back)


def _insert(model: type[Model], rows: list[Columns], *, by: Any, now: datetime) -> None:
    made = [model(**values_of(model, row)) for row in rows]
    if hasattr(model._meta, "simple_history_manager_attribute"):
        told = {"default_user": by, "default_date": now, "default_change_reason": WHY}
        bulk_create_with_history(made, model, **told)
    else:
        model._base_manager.bulk_create(made)
    clocks = [field.name for field in model._meta.concrete_fields if _is_clock(field)]
    if clocks:  # which were set to now as the rows were made
        model._base_manager.bulk_update([model(**values_of(model, row)) for row in rows], clocks)
