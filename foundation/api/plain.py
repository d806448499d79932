"""Lists as plain rows: what a Record tells of a row, read as columns alone.

A list of a hundred rows makes hundreds of objects and asks a field for each value, where the columns of one
SELECT are already what is told. `reader_of` says which columns those are. A record whose field does something
of its own says what it needs (`Record.columns`), or is read as before: the answer is the same, to the byte.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Expression, F, QuerySet
from django.db.models.functions import Cast
from django_countries.fields import Country
from phonenumber_field.modelfields import PhoneNumberField
from phonenumber_field.phonenumber import to_python
from rest_framework import serializers

from foundation.api.records import Countries, CountryCode, Instant, Record

Column = str | Expression
Told = Callable[[Sequence[Any]], Any]  # of a row of the columns


@dataclass(frozen=True)
class Reader:
    """`columns` of a SELECT, and how one of its rows is told."""

    columns: tuple[Column, ...]
    tell: Told

    def read(self, rows: QuerySet[Any], *more: str) -> QuerySet[Any]:
        """The tuples to `tell`, with the columns `more` behind what it needs."""
        return rows.prefetch_related(None).values_list(*self.columns, *more)


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
    made: list[tuple[str, Told]] = []
    for name, field in record.fields.items():
        places[name] = first + len(columns)
        if name in record.columns:
            more, tell = _of_columns(record.columns[name], path, places[name])
        else:
            more, tell = _of_field(field, model, path, places[name])
        columns += more
        if tell:
            made.append((name, tell))
    names, values = tuple(places), itemgetter(*places.values(), first)  # of one name as well a tuple

    def told(row: Sequence[Any]) -> dict[str, Any]:
        one = dict(zip(names, values(row)))  # noqa: B905 - the last value is of no name
        for name, tell in made:
            one[name] = tell(row)
        return one

    return Reader(tuple(columns), told)


def _of_columns(said: tuple[Any, ...], path: str, at: int) -> tuple[list[Column], Told]:
    tell, *parts = said
    end = at + len(parts)
    return [path + part for part in parts], lambda row: tell(*row[at:end])


def _of_field(
    field: Any, model: type[models.Model], path: str, at: int
) -> tuple[list[Column], Told | None]:
    """The columns of a field, and what makes its value of them: None where there is one, told as it is."""
    stored = _stored(model, field.source_attrs)
    source = path + "__".join(field.source_attrs)
    kind = type(field)
    if isinstance(stored, models.ForeignKey):
        if isinstance(field, Record) and "id" in field.fields:
            inner = _reader(field, stored.related_model, f"{source}__", at)
            number = at + list(field.fields).index("id")
            if list(field.fields)[0] != "id":
                raise _Own
            return list(inner.columns), lambda row: None if row[number] is None else inner.tell(row)
        if kind is serializers.SlugRelatedField:
            return [f"{source}__{field.slug_field}"], None
        if kind is serializers.PrimaryKeyRelatedField:
            return [source], None
        raise _Own
    if isinstance(stored, PhoneNumberField):
        return [Cast(F(source), models.CharField())], lambda row: _phone(row[at])  # not parsed to be read
    if kind in _AS_STORED:
        return [source], None
    if kind not in _MADE:
        raise _Own
    make = _MADE[kind]
    return [source], lambda row: make(row[at])


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
