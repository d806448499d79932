"""What a merge does to rows of any table: each as it was and as it became, kept as JSON."""

from collections import Counter, defaultdict
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Field, JSONField, Model

Entry = dict[str, Any]  # {"model": "films.credit", "pk": 12, "before": {column: value} or None, "after": …}
Columns = dict[str, Any]


class Journal:
    """Rows are noted before they change (`before`) or once they are made (`made`); `told` is what it became.

    `counts` has the rows that moved by the label of their model.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._rows: dict[tuple[type[Model], Any], Columns | None] = {}

    def before(self, *rows: Any) -> None:
        for row in rows:
            if (type(row), row.pk) not in self._rows:
                self._rows[type(row), row.pk] = columns_of(row)

    def made(self, row: Any) -> None:
        self._rows.setdefault((type(row), row.pk), None)

    def told(self) -> list[Entry]:
        """What differs, in the order in which it was noted: of a row that is still there the columns that
        changed, of one that was made or is gone all.
        """
        entries = []
        now = _now(list(self._rows))
        for (model, pk), before in self._rows.items():
            was, became = _changed(before, now.get((model, pk)))
            if was != became:
                entries.append({"model": model._meta.label_lower, "pk": pk, "before": was, "after": became})
        return entries


def _changed(before: Columns | None, after: Columns | None) -> tuple[Columns | None, Columns | None]:
    if before is None or after is None:
        return before, after
    names = [name for name in before if before[name] != after[name]]
    return {name: before[name] for name in names}, {name: after[name] for name in names}


def columns_of(row: Model) -> Columns:
    own = (field for field in row._meta.concrete_fields if not field.generated)
    return {field.attname: _plain(field, row) for field in own}


def values_of(model: type[Model], columns: Columns) -> dict[str, Any]:
    """The values of columns as the database takes them."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: value if isinstance(fields[name], JSONField) else fields[name].to_python(value)
        for name, value in columns.items()
    }


def _now(keys: list[tuple[type[Model], Any]]) -> dict[tuple[type[Model], Any], Columns]:
    by_model: dict[type[Model], list[Any]] = defaultdict(list)
    for model, pk in keys:
        by_model[model].append(pk)
    return {
        (model, row.pk): columns_of(row)
        for model, pks in by_model.items()
        for row in model._base_manager.filter(pk__in=pks)
    }


def _plain(field: "Field[Any, Any]", row: Model) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(field, JSONField) or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, date | time):  # to the microsecond, which Django's own JSON cuts off
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else field.value_to_string(row)
