"""Rows by the ten thousand and the million: copies of one, made by the database itself."""

from datetime import date

from django.db import connection
from django.db.models import Model

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
