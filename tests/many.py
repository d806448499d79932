"""Many: rows by the million, copied by the database itself, and presses at once, as often as is asked for."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from foundation.errors import ServiceError

# How often what happens at once is tried: `MASAR_REPEATS=200` is for a proof, a few are for every day.
REPEATS = int(os.environ.get("MASAR_REPEATS", "2"))

_COPY = """
INSERT INTO {table} ({columns})
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s)
SELECT {values} FROM {table} CROSS JOIN numbers WHERE {table}.id = %s
"""


def copies(row: Model, count: int, **differences: str) -> None:
    """So many rows like `row`, numbered n from 1; `differences` are SQL with `n`, by column."""
    fields = [field for field in row._meta.concrete_fields if not (field.primary_key or field.generated)]
    table = connection.ops.quote_name(row._meta.db_table)
    own = {field.column: f"{table}.{connection.ops.quote_name(field.column)}" for field in fields}
    assert own.keys() >= differences.keys(), differences.keys() - own.keys()
    columns = ", ".join(connection.ops.quote_name(column) for column in own)
    values = ", ".join({**own, **differences}.values())
    with connection.cursor() as cursor:
        statement = _COPY.format(table=table, columns=columns, values=values.replace("%", "%%"))
        cursor.execute(statement, [count, row.pk])


def days_before(day: date, number: str) -> str:
    """SQL: the date so many days (SQL) before `day`."""
    if connection.vendor == "postgresql":
        return f"(date '{day}' - ({number})::int)"
    return f"date('{day}', -({number}) || ' days')"


def moments_before(day: date, number: str) -> str:
    """SQL: ten o'clock UTC on that date."""
    if connection.vendor == "postgresql":
        return f"(timestamptz '{day} 10:00Z' - ({number})::int * interval '1 day')"
    return f"datetime('{day} 10:00', -({number}) || ' days')"


def analyze() -> None:
    """So that the planner of the database knows how many rows there are."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def rounds(*acts: Callable[[int], Any]) -> list[list[Any]]:
    """Each act in a thread of its own, REPEATS times, all of them at once each time: by round, what each
    returned, or how it was refused.
    """
    barrier = Barrier(len(acts))

    def run(act: Callable[[int], Any]) -> list[Any]:
        found = []
        try:
            for number in range(REPEATS):
                barrier.wait(timeout=60)
                found.append(told(act, number))
        except BaseException:
            barrier.abort()  # or the others wait for it
            raise
        finally:
            connection.close()
        return found

    with ThreadPoolExecutor(len(acts)) as pool:
        return [list(one) for one in zip(*pool.map(run, acts), strict=True)]


def told(act: Callable[..., Any], *args: Any) -> Any:
    """What it returned, or that it was refused by a service or by the database."""
    try:
        with transaction.atomic():
            return act(*args)
    except IntegrityError as fault:
        return ServiceError(str(fault))
    except ServiceError as fault:
        return fault
