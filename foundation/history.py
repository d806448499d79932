"""Who changed what: every save by a service names the one who asked for it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Model
from simple_history.manager import HistoryManager

BATCH = 500


def keep_managers() -> None:
    """The class of a model's `history` is made once: simple_history 3.13 makes it anew whenever `history` is
    read, so at each save, and walks all methods of a QuerySet for it, a fifth of what a save takes.
    """
    HistoryManager.from_queryset = cache(HistoryManager.from_queryset)  # type: ignore[method-assign,assignment]


def save_by(row: Model, by: Any, reason: str = "") -> None:
    """Save a row and put `by` (an account, or None for the system), and why, into its history."""
    row._history_user, row._change_reason = by, reason or None  # type: ignore[attr-defined]
    row.save()


@transaction.atomic
def save_record(row: Any, said: Mapping[str, Any], *, by: Any) -> Any:
    """Save what is `said` of a row, by field, as the desk's form does: its model and constraints are asked.

    Raises Django's ValidationError, by field, and IntegrityError where somebody else was a moment earlier.
    """
    lists = {field.name for field in row._meta.many_to_many}
    for name in said.keys() - lists:
        setattr(row, name, said[name])
    row.full_clean()
    save_by(row, by)
    for name in said.keys() & lists:
        getattr(row, name).set(said[name])
    return row


def delete_by(row: Model, by: Any, reason: str = "") -> None:
    """Delete a row; who asked for it, and why, stay in its history."""
    row._history_user, row._change_reason = by, reason  # type: ignore[attr-defined]
    row.delete()


def update_by(
    rows: Sequence[Any], fields: Sequence[str], by: Any, *, now: datetime, reason: str = ""
) -> None:
    """Save `fields` of many rows of a model, of which many get the same values, with their history.

    One statement for each few hundred that get the same: to say the value of each row, as `bulk_update`
    does, costs ten times as much.
    """
    alike: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in rows:
        alike[tuple(getattr(row, name) for name in fields)].append(row.pk)
    for values, keys in alike.items():
        changed = dict(zip(fields, values, strict=True))
        for at in range(0, len(keys), BATCH):
            type(rows[0])._base_manager.filter(pk__in=keys[at : at + BATCH]).update(**changed)
    if rows:
        told = {"default_user": by, "default_change_reason": reason or None, "default_date": now}
        type(rows[0]).history.bulk_history_create(rows, batch_size=BATCH, update=True, **told)
