"""What the database itself refuses: changing what a frozen form asks, and the form of a call in use.

Triggers, since no constraint sees what a row was before. They are put in place after each `migrate` and,
on SQLite, taken away before it: Django rebuilds a table there to alter it, and triggers that name the
table would stop that. SQLite refuses new and changed rows; deleting is left to the services and to the
foreign keys of what was answered, for a whole database is emptied table by table, in no order.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connections

# How a row of each table leads to its form; {row} is the row as it was or as it is to be.
FORM_OF = {
    "calls_section": "{row}.form_id",
    "calls_question": "{row}.form_id",
    "calls_option": "(SELECT form_id FROM calls_question WHERE id = {row}.question_id)",
    "calls_question_tracks": "(SELECT form_id FROM calls_question WHERE id = {row}.question_id)",
}
REFUSAL = "a frozen form is not changed"
_FROZEN = "EXISTS (SELECT 1 FROM calls_form WHERE id IN ({forms}) AND frozen_at IS NOT NULL)"
_IN_USE = "EXISTS (SELECT 1 FROM calls_application WHERE call_id = OLD.id)"


def guard(sender: Any = None, using: str = "default", **options: Any) -> None:
    """Put the triggers in place. Twice is as good as once."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    if not there.issuperset([*FORM_OF, "calls_call", "calls_application"]):
        return  # a migrate that has not come that far
    made = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        for statement in made:
            cursor.execute(statement)


def unguard(sender: Any = None, using: str = "default", **options: Any) -> None:
    """Take them away for a migration, on SQLite; PostgreSQL alters tables in place."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in [f"{table}_{verb}" for table in FORM_OF for verb in ("insert", "update")]:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}_frozen")
            cursor.execute("DROP TRIGGER IF EXISTS calls_call_keeps_form")


def _sqlite() -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table, form in FORM_OF.items():
        for verb, rows in (("insert", ["NEW"]), ("update", ["OLD", "NEW"])):
            frozen = _FROZEN.format(forms=", ".join(form.format(row=row) for row in rows))
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {table}_{verb}_frozen BEFORE {verb} ON {table} "
                f"WHEN {frozen} {refuse}"
            )
    yield (
        "CREATE TRIGGER IF NOT EXISTS calls_call_keeps_form BEFORE UPDATE OF form_id ON calls_call "
        f"WHEN OLD.form_id <> NEW.form_id AND {_IN_USE} {refuse}"
    )


def _postgresql() -> Iterator[str]:
    refuse = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'"
    for table, form in FORM_OF.items():
        was = _FROZEN.format(forms=form.format(row="OLD"))
        will_be = _FROZEN.format(forms=form.format(row="NEW"))
        yield _function(
            f"{table}_frozen",
            f"IF TG_OP <> 'INSERT' THEN IF {was} THEN {refuse}; END IF; END IF; "
            f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; "
            f"IF {will_be} THEN {refuse}; END IF;",
        )
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_frozen()"
        )
    yield _function("calls_call_keeps_form", f"IF {_IN_USE} THEN {refuse}; END IF;")
    yield (
        "CREATE OR REPLACE TRIGGER calls_call_keeps_form BEFORE UPDATE OF form_id ON calls_call "
        "FOR EACH ROW WHEN (OLD.form_id <> NEW.form_id) EXECUTE FUNCTION calls_call_keeps_form()"
    )


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN {body} RETURN NEW; END $$"
    )
