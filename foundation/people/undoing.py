"""A merge taken back: the removed record is there again under its own number, with all that was its own."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Field, Model
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from foundation.errors import ServiceError
from foundation.people.journal import Columns, Entry, columns_of, values_of
from foundation.people.models import Merge, Person
from foundation.people.selectors import hidden_reason, rows_told

UNDO_DAYS = 90  # after which too much has been built on the merge
WHY = "merge taken back"  # in the history
DERIVED = {"search_key", "sound_key"}  # of names, and made anew


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
    for model, entry in entries:
        _check(model, entry, by)
    try:
        with transaction.atomic():
            _put_back(entries, by=by, now=now)
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
    if not merge.journal:
        return _("This merge is older than the record of what it moved: it cannot be taken back.")
    if merge.at < now - timedelta(days=UNDO_DAYS):
        return _("A merge can be taken back for %(days)s days.") % {"days": UNDO_DAYS}
    return ""


def _check(model: type[Model], entry: Entry, by: Any) -> None:
    """Nobody has changed since what the merge wrote."""
    row = model._base_manager.filter(pk=entry["pk"]).first()
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


def _put_back(entries: list[tuple[type[Model], Entry]], *, by: Any, now: datetime) -> None:
    """First what has to make room, then what comes back: uniqueness is asked at each step."""
    for model, entry in reversed(entries):
        if entry["before"] is None:
            model._base_manager.filter(pk=entry["pk"])._raw_delete("default")
    changed: dict[type[Model], list[Any]] = defaultdict(list)
    gone: dict[type[Model], list[Columns]] = defaultdict(list)
    for model, entry in entries:
        if entry["before"] is not None and entry["after"] is not None:
            _update(model, entry)
            changed[model].append(entry["pk"])
        elif entry["before"] is not None:
            gone[model].append(entry["before"])
    for model, rows in gone.items():
        _insert(model, rows, by=by, now=now)
    for model, pks in changed.items():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            rows = list(model._base_manager.filter(pk__in=pks))
            told = {"default_user": by, "default_date": now, "default_change_reason": WHY, "update": True}
            model.history.bulk_history_create(rows, **told)  # type: ignore[attr-defined]


def _update(model: type[Model], entry: Entry) -> None:
    """A row's clock goes back only where nothing else has moved it since."""
    rows = model._base_manager.filter(pk=entry["pk"])
    binding = set(_binding(model, entry["before"]))
    current = columns_of(rows.get())
    columns = {
        name: value
        for name, value in entry["before"].items()
        if name in binding or current[name] == entry["after"][name]
    }
    rows.update(**values_of(model, columns))


def _insert(model: type[Model], rows: list[Columns], *, by: Any, now: datetime) -> None:
    made = [model(**values_of(model, row)) for row in rows]
    if hasattr(model._meta, "simple_history_manager_attribute"):
        told = {"default_user": by, "default_date": now, "default_change_reason": WHY}
        bulk_create_with_history(made, model, **told)
    else:
        model._base_manager.bulk_create(made)
    clocks = [field.attname for field in model._meta.concrete_fields if _is_clock(field)]
    for row in rows if clocks else []:
        times = {name: row[name] for name in clocks}
        model._base_manager.filter(pk=row[model._meta.pk.attname]).update(**values_of(model, times))
