"""Lists as plain rows: what a Record tells of a row, read as columns alone.

A list of a hundred rows makes hundreds of objects and asks a field for each value, where the columns of one
SELECT are already what is told. `reader_of` says which columns those are. A record whose field does something
of its own says what it needs (`Record.columns`), or is read as before: the answer is the same, to the byte.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Expression, F, Prefetch, QuerySet
from django.db.models.functions import Cast
from django_countries.fields import Country
from phonenumber_field.modelfields import PhoneNumberField
from phonenumber_field.phonenumber import to_python
from rest_framework import serializers

from foundation.api.records import Countries, CountryCode, Instant, Record

Column = str | Expression
Row = Sequence[Any]
Values = Sequence[Any]  # of one column, in the order of the rows
Found = dict[int, dict[int, dict[str, Any]]]  # by column and number: what was looked up apart
Tell = Callable[[Sequence[Values], Found], Iterable[Any]]


@dataclass(frozen=True)
class Reader:
    """The columns of a SELECT, and how its rows are told: a column after the other, since that is faster.

    What may be missing is not joined but looked up `apart`, by its number in a column and only where there is
    one: a join of seven tables takes the database longer to plan than to carry out.
    """

    columns: tuple[Column, ...]
    tell: Tell
    apart: dict[int, tuple[type[models.Model], "Reader"]]
    many: dict[str, tuple[Any, "Reader"]]  # lists within the record: the relation they stand in, their rows

    def read(self, rows: QuerySet[Any], *more: str) -> QuerySet[Any]:
        """The rows that are `told`, with the columns `more` behind what that takes."""
        return rows.prefetch_related(None).values_list(*self.columns, *more)

    def told(self, rows: Sequence[Row], asked: Any = None) -> list[dict[str, Any]]:
        """Of rows that were `read`, in a fixed number of queries. `asked` is the QuerySet they were read of:
        a list within has the rows of its `Prefetch`, if there is one.
        """
        if not rows:
            return []
        columns = list(zip(*rows, strict=True))
        found = {place: _looked_up(columns[place], *one) for place, one in self.apart.items()}
        told = list(self.tell(columns, found))
        for name, (relation, reader) in self.many.items():
            within, back = _within(asked, name, relation), relation.field.name
            lists: dict[int, list[Any]] = {number: [] for number in columns[0]}  # the first one is the number
            parts = list(reader.read(within.filter(**{f"{back}__in": lists}), back))
            for row, part in zip(parts, reader.told(parts), strict=True):
                lists[row[-1]].append(part)
            for one, parts in zip(told, lists.values(), strict=True):
                one[name] = parts
        return told


def _looked_up(numbers: Values, model: type[models.Model], reader: Reader) -> dict[int, dict[str, Any]]:
    wanted = set(numbers) - {None}
    if not wanted:
        return {}
    rows = list(reader.read(model._base_manager.filter(pk__in=wanted), "pk"))
    return {row[-1]: one for row, one in zip(rows, reader.told(rows), strict=True)}


def _within(asked: Any, name: str, relation: Any) -> QuerySet[Any]:
    for one in asked._prefetch_related_lookups:
        if isinstance(one, Prefetch) and one.prefetch_to == name and one.queryset is not None:
            return one.queryset
    return relation.related_model._default_manager.all()


class _Own(Exception):
    """A field that does something of its own."""


@cache
def reader_of(record: Any) -> Reader | None:
    """None where a field of the record is more than the value of a column."""
    if not issubclass(record, Record):
        return None
    try:
        return _reader(record(), record.Meta.model, "", 0)
    except _Own:
        return None


def _reader(record: Any, model: type[models.Model], path: str, first: int) -> Reader:
    """Of a record at `path`, whose columns stand from `first` on."""
    if type(record).to_representation is not serializers.Serializer.to_representation:
        raise _Own
    columns: list[Column] = []
    places: dict[str, int] = {}
    made: dict[str, Tell] = {}
    apart: dict[int, tuple[type[models.Model], Reader]] = {}
    many: dict[str, tuple[Any, Reader]] = {}
    for name, field in record.fields.items():
        if isinstance(field, serializers.ListSerializer):
            many[name] = _of_list(field, model, path)
            continue
        places[name] = first + len(columns)
        if name in record.columns:
            more, make = _of_columns(record.columns[name], path, places[name])
        else:
            more, make = _of_field(field, model, path, places[name], apart)
        columns += more
        if make:
            made[name] = make
    names = tuple(places)

    def tell(values: Sequence[Values], found: Found) -> Iterable[dict[str, Any]]:
        told = [made[name](values, found) if name in made else values[at] for name, at in places.items()]
        return (dict(zip(names, row)) for row in zip(*told))  # noqa: B905 - as many of each

    names_of_all = list(record.fields)
    if many and (names_of_all[0] != "id" or names_of_all[-len(many) :] != list(many)):
        raise _Own  # lists are put in last, by the number that stands first
    return Reader(tuple(columns), tell, apart, many)


def _of_list(field: Any, model: type[models.Model], path: str) -> tuple[Any, Reader]:
    """Of rows that lead back to the record's by a key of their own."""
    try:
        relation = model._meta.get_field(field.source)
    except FieldDoesNotExist:
        raise _Own from None
    if path or not isinstance(relation, models.ManyToOneRel) or not isinstance(field.child, Record):
        raise _Own
    reader = _reader(field.child, relation.related_model, "", 0)
    if reader.many:
        raise _Own
    return relation, reader


def _of_columns(said: tuple[Any, ...], path: str, at: int) -> tuple[list[Column], Tell]:
    tell, *parts = said
    end = at + len(parts)
    return [path + part for part in parts], lambda values, _found: map(tell, *values[at:end])


def _of_field(
    field: Any, model: type[models.Model], path: str, at: int, apart: dict[int, Any]
) -> tuple[list[Column], Tell | None]:
    """The columns of a field, and what makes its value of them: None where there is one, told as it is."""
    stored = _stored(model, field.source_attrs)
    source = path + "__".join(field.source_attrs)
    kind = type(field)
    if isinstance(stored, models.ForeignKey):
        if isinstance(field, Record):
            if stored.null:
                apart[at] = stored.related_model, _reader(field, stored.related_model, "", 0)
                return [source], lambda values, found: map(found[at].get, values[at])
            inner = _reader(field, stored.related_model, f"{source}__", at)
            if inner.many:
                raise _Own
            apart.update(inner.apart)
            return list(inner.columns), inner.tell
        if kind is serializers.SlugRelatedField:
            return [f"{source}__{field.slug_field}"], None
        if kind is serializers.PrimaryKeyRelatedField:
            return [source], None
        raise _Own
    if isinstance(stored, PhoneNumberField):
        return [Cast(F(source), models.CharField())], lambda values, _: map(_phone, values[at])  # unparsed
    if kind in _AS_STORED:
        return [source], None
    if kind not in _MADE:
        raise _Own
    make = _MADE[kind]
    return [source], lambda values, _: map(make, values[at])


def _stored(model: Any, attributes: list[str]) -> Any:
    """The column behind a chain of attributes, of which all but the last lead to a row of another table."""
    for number, name in enumerate(attributes):
        try:
            found = model._meta.get_field(name)
        except FieldDoesNotExist:
            raise _Own from None
        is_last = number == len(attributes) - 1
        if not getattr(found, "concrete", False) or found.many_to_many:
            raise _Own
        if is_last:
            return found
        if not isinstance(found, models.ForeignKey):
            raise _Own
        model = found.related_model
    raise _Own  # the row itself


# -- values --------------------------------------------------------------------------------------
def _phone(value: str) -> str:
    return str(to_python(value)) if value else value


def _instant(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat().replace("+00:00", "Z")


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


@lru_cache(maxsize=1000)
def _country(value: str | None) -> str:
    return Country(value).code or "" if value else ""


@lru_cache(maxsize=1000)
def _codes(value: str) -> tuple[str, ...]:
    return tuple(Country(code).code for code in dict.fromkeys(value.split(",")) if code)


def _countries(value: str | None) -> list[str]:
    return list(_codes(value)) if value else []


_AS_STORED = {
    serializers.CharField,
    serializers.EmailField,
    serializers.SlugField,
    serializers.URLField,
    serializers.ChoiceField,
    serializers.IntegerField,
    serializers.BigIntegerField,
    serializers.BooleanField,
}
_MADE: dict[type, Callable[[Any], Any]] = {
    serializers.DateField: _day,
    Instant: _instant,
    CountryCode: _country,
    Countries: _countries,
}
