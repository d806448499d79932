"""Rows of several tables as one list, by their time: a strand is what one room gives to it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Case, CharField, DateTimeField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.text import capfirst

EVER = datetime(1800, 1, 1, tzinfo=UTC)  # what has no day comes before all that has


@dataclass(frozen=True)
class Line:
    """How a row reads: `when` is its day or instant, or `year` all that is known; `url` opens it."""

    text: str
    detail: str = ""
    when: Any = None
    url: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Strand:
    """Rows that stand in a list with those of others, told apart by `code`.

    `at` is a field or an expression, a day or an instant. `line` reads a row with what `rows` selects
    beside it, and asks for nothing else. `rows` are what `visible_to` leaves; `right` is
    what their reader needs beside it.
    """

    code: str
    title: str
    rows: QuerySet[Any]
    at: Any
    line: Callable[[Any], Line]
    right: str = ""


def strand(rows: QuerySet[Any], at: Any, line: Callable[[Any], Line]) -> Strand:
    """The strand of a table, called as the table is, for whoever may view it at the desk."""
    meta = rows.model._meta
    right = f"{meta.app_label}.view_{meta.model_name}"
    return Strand(meta.label_lower, capfirst(str(meta.verbose_name_plural)), rows, at, line, right)


def opened(row: Any) -> str:
    """The address of a row's page at the desk."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def first_day_of(path: str) -> Case:
    """The first of January of the year at `path`, where there is one."""
    day = Concat(Cast(path, CharField()), Value("-01-01"), output_field=CharField())
    return Case(When(**{f"{path}__gte": 1000}, then=Cast(day, DateTimeField())), output_field=DateTimeField())


def instant(*paths: Any) -> Coalesce:
    """The first of these fields and expressions that is there, days or instants."""
    return Coalesce(*(Cast(F(one) if isinstance(one, str) else one, DateTimeField()) for one in paths))


def braided(strands: Sequence[Strand], only: Q | None = None) -> QuerySet[Any] | list[Any]:
    """(code, number, instant) of every row of theirs, in one query, in no order.

    `only` is a condition on `strand_at`, such as Q(strand_at__gt=now).
    """
    parts = [_keys(strand, only or Q()) for strand in strands]
    return parts[0].union(*parts[1:], all=True) if parts else []


def lines(keys: Iterable[Sequence[Any]], strands: Sequence[Strand]) -> list[tuple[Strand, Any, Line]]:
    """(strand, row, line) for these of `braided`, in their order: one query for each strand among them."""
    wanted: dict[str, list[int]] = {}
    keys = list(keys)
    for code, number, *_rest in keys:
        wanted.setdefault(code, []).append(number)
    known = {strand.code: strand for strand in strands}
    found = {code: known[code].rows.in_bulk(numbers) for code, numbers in wanted.items()}
    return [
        (known[code], row, known[code].line(row))
        for code, number, *_rest in keys
        if (row := found[code].get(number))
    ]


def _keys(strand: Strand, only: Q) -> QuerySet[Any]:
    rows = strand.rows.order_by().prefetch_related(None).select_related(None)
    keyed = rows.annotate(
        strand_code=Value(strand.code, CharField()),
        strand_key=F("pk"),
        strand_at=instant(strand.at, Value(EVER)),
    )
    return keyed.filter(only).values_list("strand_code", "strand_key", "strand_at")
