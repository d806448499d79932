"""What the database itself refuses: changing or deleting minutes.

Triggers, since no constraint sees what a row was before; put in place and taken away as those of
`residencies.calls.frozen` are. A whole database of SQLite that holds minutes is emptied by deleting its
file: it empties a table by deleting its rows, which is what this refuses.
"""

from typing import Any

from django.db import connections

TABLE = "selection_minutes"
REFUSAL = "minutes are not changed: amend them"
_VERBS = ("UPDATE", "DELETE")


def guard(sender: Any = None, using: str = "default", **options: Any) -> None:
    """Put the triggers in place. Twice is as good as once."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return  # a migrate that has not come that far
    with connection.cursor() as cursor:
        for statement in _sqlite() if connection.vendor == "sqlite" else _postgresql():
            cursor.execute(statement)


def unguard(sender: Any = None, using: str = "default", **options: Any) -> None:
    """Take them away for a migration, on SQLite; PostgreSQL alters tables in place."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for verb in _VERBS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{verb.lower()}_refused")


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_{verb.lower()}_refused BEFORE {verb} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in _VERBS
    ]


def _postgresql() -> list[str]:
    refuse = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'"
    made = f"CREATE OR REPLACE FUNCTION {TABLE}_refused() RETURNS trigger LANGUAGE plpgsql"
    put = f"CREATE OR REPLACE TRIGGER {TABLE}_refused BEFORE UPDATE OR DELETE ON {TABLE}"
    return [
        f"{made} AS $$ BEGIN {refuse}; END $$",
        f"{put} FOR EACH ROW EXECUTE FUNCTION {TABLE}_refused()",
    ]
