"""How one table in Masar's own columns is read: the same for the desk, the command and every source.

An empty cell says nothing and changes nothing. A row that says what is known already is unchanged,
and leaves no trace in the history.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import Result, RowResult
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from foundation.importing.books import CHUNK, chunks, is_number, number_fault
from foundation.importing.cells import Cell, messages_of, shortened
from foundation.importing.files import escaped, plain
from foundation.people.search import Named
from foundation.translated import listed

Row = dict[str, str]
MOST_IN_A_CELL = 32_000  # of a workbook; what is longer would be cut without a word
NAMED_BY = ("name", "title", "slug")  # a column with one of these names the row itself
MISSING = "missing"


class Problem(Exception):
    """What is wrong with a cell; the message says what to write instead."""

    def __init__(self, column: str, message: str, *, missing: bool = False) -> None:
        """`missing`: another row is not there, perhaps because of a fault that is told already."""
        super().__init__(message)
        self.column, self.code = column, MISSING if missing else "invalid"

    def told(self) -> ValidationError:
        return ValidationError({self.column: ValidationError(str(self), code=self.code)})


@dataclass
class Run:
    """One import: who asked for it, and what it has learnt so far."""

    by: Any
    now: datetime
    books: dict[type[Any], Any] = field(default_factory=dict)
    claims: dict[tuple[int, str], tuple[str, str, str]] = field(default_factory=dict)
    made: Counter[type[Model]] = field(default_factory=Counter)
    new: dict[type[Model], list[int]] = field(default_factory=lambda: defaultdict(list))
    kept: list[Any] = field(default_factory=list)  # claims go by identity: nothing may be forgotten

    def book(self, kind: type[Any]) -> Any:
        if kind not in self.books:
            self.books[kind] = kind()
        return self.books[kind]


class Link(Field):
    """A column that names another row; it is written on export and read by `locate`."""

    def __init__(self, attribute: str) -> None:
        super().__init__(attribute=attribute, readonly=True)

    def export(self, instance: Any, **kwargs: Any) -> Any:
        value = self.get_value(instance)
        native = kwargs.get("force_native_type") and isinstance(value, int)
        return value if native else "" if value is None else str(value)


def _said(model: Any, path: str) -> str:
    """A column in words: “person” for her name, “person, e-mail” for what else is said of her."""
    *way, last = path.split("__")
    for name in way:
        model = model._meta.get_field(name).related_model
    is_key = last in ("pk", "id")
    if way and last in NAMED_BY:
        return str(model._meta.verbose_name)
    what = _("number here") if is_key else str(model._meta.get_field(last).verbose_name)
    return listed([model._meta.verbose_name, what]) if way or is_key else what


class TableResource(ModelResource):
    """A model's table. `code` is its name in mappings, `required` the columns it cannot do without.

    `locate` finds the row that a line of the table speaks of, and says what it is linked to.
    """

    code = ""
    number = ""  # the column that holds the row's own number
    required: tuple[str, ...] = ()
    lookups: tuple[str, ...] = ()  # more columns that tell which row is meant; not exported
    worded: dict[str, Any] = {}  # what a column holds that is named after no field
    repeatable = False  # equal lines are as many rows, not one
    tells_of: tuple[type[Model], ...] = ()  # models whose rows it names beside its own

    class Meta:
        use_bulk = True
        batch_size = None
        skip_diff = True
        skip_unchanged = True
        import_id_fields = ["id"]

    def __init__(self, run: Run | None = None, source: str = "", strict: bool = True) -> None:
        """`strict`: names are those of records here; otherwise they are the source's own."""
        super().__init__()
        self.run, self.source, self.strict = run or Run(None, timezone.now()), source, strict
        self.places: list[str] = []
        self._changed: set[str] = set()
        self._updated: dict[Any, Any] = {}

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:
        column = f"{django_field.model._meta.model_name}_id" if field_name == "id" else field_name
        return Field(attribute=field_name, column_name=column, widget=Cell(django_field), readonly=readonly)

    @classmethod
    def title(cls) -> str:
        return str(cls._meta.model._meta.verbose_name_plural)

    get_display_name = title

    @classmethod
    def may_read(cls, user: Any) -> bool:
        """Whoever takes such a table out or sends one in learns what its rows name."""
        models = [model._meta for model in (cls._meta.model, *cls.tells_of)]
        return user.has_perms([f"{opts.app_label}.view_{opts.model_name}" for opts in models])

    @classmethod
    def columns(cls) -> list[str]:
        return [*(column.column_name or name for name, column in cls.fields.items()), *cls.lookups]

    @classmethod
    def words(cls) -> dict[str, str]:
        """What each column holds, for whoever fills in a table."""
        paths = {
            str(column.column_name or name): name if column.attribute == "pk" else str(column.attribute)
            for name, column in cls.fields.items()
        }
        for name in cls.lookups:  # person_imdb_id stands beside person_id
            whose, what = name.split("_", 1)
            paths[name] = paths[f"{whose}_id"].removesuffix("pk") + what
        model = cls._meta.model
        return {name: str(cls.worded.get(name) or _said(model, path)) for name, path in paths.items()}

    # -- what a resource says of itself
    def prefetch(self, rows: list[Row]) -> None:
        """Fetch what the rows of the table speak of, in a few queries."""

    def locate(self, row: Row) -> tuple[Model | None, dict[str, Any]]:
        """The row meant, if it is there, and its links by attribute; raises Problem."""
        raise NotImplementedError

    def remember(self, instance: Any, row: Row) -> None:
        """A row that was located or made: the next lines have to find it."""

    def prepare(self, instance: Any) -> None:
        """Before storing."""
        if isinstance(instance, Named):
            instance.set_keys()

    def stored(self, rows: list[Any]) -> None:
        """After storing new rows."""

    def load_own(self, rows: list[Row]) -> None:
        """The rows of this table's own numbers, for `own`."""
        numbers = {int(number) for row in rows if is_number(number := row.get(self.number, ""))}
        self._own = {}
        for part in chunks(sorted(numbers)):
            self._own.update(self.with_links(self.get_queryset()).in_bulk(part))

    def own(self, row: Row) -> Any:
        """The row of this number; None where the line gives none."""
        if not (number := row.get(self.number, "")):
            return None
        found = self._own.get(int(number)) if is_number(number) else None
        if found is None:
            raise Problem(self.number, number_fault(self._meta.model, shortened(number)))
        return found

    # -- the engine's steps
    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.prefetch(dataset.dict)

    def get_or_init_instance(self, instance_loader: Any, row: Row) -> tuple[Any, bool]:
        try:
            found, self._links = self.locate(row)
        except Problem as fault:
            raise fault.told() from fault
        self._missing(row, found)
        return found or self._meta.model(), found is None

    def _missing(self, row: Row, found: Model | None) -> None:
        empty = [name for name in self.required if not row.get(name)]
        if found is None and empty:
            raise ValidationError({name: _("This cell may not be empty.") for name in empty})

    def after_init_instance(self, instance: Any, new: bool, row: Row, **kwargs: Any) -> None:
        self._new, self._changes, self._about = new, [], instance

    def import_instance(self, instance: Any, row: Row, **kwargs: Any) -> None:
        place = self.places[kwargs["row_number"] - 1] if self.places else ""
        self.run.kept.append(instance)
        for attribute, linked in self._links.items():
            if self._new or getattr(instance, attribute) != linked:
                self.change(instance, attribute, attribute, linked)
        faults = {}
        for name, column in self.fields.items():
            cell = row.get(column.column_name, "")
            if not cell or column.readonly or name == "id":
                continue
            try:
                self.import_cell(instance, column, cell, place)
            except (ValueError, ValidationError) as fault:
                faults[column.column_name] = ValidationError(list(messages_of(fault)))
        if faults:
            raise ValidationError(faults)
        try:
            self.finish(instance, row)
        except Problem as fault:
            raise fault.told() from fault
        self.remember(instance, row)

    def finish(self, instance: Any, row: Row) -> None:
        """What a resource does beside its fields, with `self._changes` to add to; raises Problem."""

    def import_cell(self, instance: Any, column: Field, cell: str, place: str) -> None:
        known = str(column.export(instance))
        if not self._claim(instance, column, cell, place) or cell == plain(known).strip():
            return
        value = column.widget.clean(cell)
        if str(column.widget.render(value)) != known:
            self.change(instance, column.attribute, column.column_name, value)

    def change(self, instance: Any, attribute: str, column: str, value: Any) -> None:
        before = "" if self._new else str(getattr(instance, attribute) or "")
        setattr(instance, attribute, value)
        if not self._new:
            self._changed.add(attribute)
            self._changes.append((column, before, str(getattr(instance, attribute))))

    def _claim(self, instance: Any, column: Field, cell: str, place: str) -> bool:
        """Two lines of a source that contradict each other are a fault; of two sources the first counts."""
        key = (id(instance), column.attribute)
        source, said, where = self.run.claims.setdefault(key, (self.source, cell, place))
        if said != cell and source == self.source:
            raise ValueError(
                _("This contradicts “%(other)s” in %(place)s, which speaks of the same %(what)s.")
                % {
                    "other": shortened(said),
                    "place": where,
                    "what": self._meta.model._meta.verbose_name,
                }
            )
        return source == self.source

    def skip_row(self, instance: Any, original: Any, row: Row, import_validation_errors: Any = None) -> bool:
        return not (self._new or self._changes or import_validation_errors)

    def save_instance(self, instance: Any, is_create: bool, row: Row, **kwargs: Any) -> None:
        if is_create:
            self.create_instances.append(instance)
        elif instance.pk:
            self._updated[instance.pk] = instance

    def after_import_row(self, row: Row, row_result: RowResult, **kwargs: Any) -> None:
        row_result.changes, row_result.about = self._changes, id(self._about)

    def bulk_create(self, *args: Any, result: Result, **kwargs: Any) -> None:
        rows, self.create_instances = self.create_instances, []
        if rows and self._write(result, rows, []):
            self.run.new[self._meta.model] += [row.pk for row in rows]
            self.stored(rows)

    def bulk_update(self, *args: Any, result: Result, **kwargs: Any) -> None:
        rows, self._updated = list(self._updated.values()), {}
        if rows and self._changed:
            self._write(result, rows, sorted(self._changed))

    def bulk_delete(self, *args: Any, **kwargs: Any) -> None:
        """No import deletes."""

    def after_import(self, dataset: Any, result: Result, **kwargs: Any) -> None:
        """The numbers of new rows come from the database: there is no sequence to set."""

    def _write(self, result: Result, rows: list[Any], fields: list[str]) -> bool:
        model = self._meta.model
        told = {
            "default_user": self.run.by,
            "default_date": self.run.now,
            "default_change_reason": self.source,
        }
        for row in rows:
            self.prepare(row)
        try:
            with transaction.atomic():
                if not fields:
                    create(model, rows, **told)
                else:
                    named = ["search_key", "sound_key"] if issubclass(model, Named) else []
                    update(model, rows, [*fields, *named], **told)
        except DatabaseError as fault:
            self.handle_import_error(result, fault)
            return False
        return True

    # -- export
    def lines(self, rows: QuerySet[Any], **kwargs: Any) -> Iterator[list[Any]]:
        """The cells of each row, for a file that is written as they come."""
        for row in self.filter_export(rows).iterator(chunk_size=CHUNK):
            yield self.export_resource(row, **kwargs)

    def filter_export(self, queryset: QuerySet[Any], **kwargs: Any) -> QuerySet[Any]:
        return self.with_links(queryset)

    @classmethod
    def with_links(cls, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with what `Link` columns name, in as many queries for one row as for all."""
        return rows

    def export_field(self, field: Field, instance: Any, **kwargs: Any) -> Any:
        value = super().export_field(field, instance, **kwargs)
        if not isinstance(value, str):
            return value
        if kwargs.get("force_native_type") and len(value) > MOST_IN_A_CELL:
            raise ValueError(_("A text is too long for a cell of a workbook: export as CSV."))
        return escaped(plain(value))


def create(model: type[Model], rows: list[Any], **told: Any) -> None:
    if hasattr(model._meta, "simple_history_manager_attribute"):
        bulk_create_with_history(rows, model, batch_size=CHUNK, **told)
    else:
        model._default_manager.bulk_create(rows, batch_size=CHUNK)


def update(model: type[Model], rows: list[Any], fields: Iterable[str], **told: Any) -> None:
    if hasattr(model._meta, "simple_history_manager_attribute"):
        bulk_update_with_history(rows, model, list(fields), batch_size=CHUNK, **told)
    else:
        model._default_manager.bulk_update(rows, list(fields), batch_size=CHUNK)
