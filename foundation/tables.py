"""Tables of a room made in one go, for its first migration."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import RunPython
from django.db.migrations.operations.base import Operation


class Tables(Operation):
    """Makes the tables of these operations, each a CreateModel with all its fields, indexes and constraints.

    Django renders every model that is near a new one after each operation: quadratic in their number, a
    minute and a half for all rooms. Here they are rendered once, when all of them are known.
    """

    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # rendered anew when somebody asks for it
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)


class TrigramIndexes(Operation):
    """Indexes by which PostgreSQL finds a part of a text; SQLite has none and reads the table.

    `indexes` is {name of the index: (table, expression)}, the expression as Django writes it in a search:
    `search_key` for `contains`, `upper(title)` for `icontains`.
    """

    reduces_to_sql = True
    reversible = True
    key = "(({expression}) gin_trgm_ops)"

    def __init__(self, indexes: dict[str, tuple[str, str]]) -> None:
        self.indexes = indexes

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"indexes": self.indexes}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """No model knows of them."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        for name, (table, expression) in self.indexes.items():
            key = self.key.format(expression=expression)
            schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin {key}")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for name in self.indexes:
                schema_editor.execute(f"DROP INDEX IF EXISTS {name}")

    def describe(self) -> str:
        return f"{type(self).__name__} {', '.join(self.indexes)}"


class SoundIndexes(TrigramIndexes):
    """Indexes of whole sounds, for `heard`. `instead_of` are indexes by trigrams that go: they are three
    times as large, and slower, since a sound of two consonants has no trigram of its own.
    """

    key = "(string_to_array(btrim({expression}), ' '))"

    def __init__(
        self, indexes: dict[str, tuple[str, str]], instead_of: dict[str, tuple[str, str]] | None = None
    ) -> None:
        super().__init__(indexes)
        self.instead_of = TrigramIndexes(instead_of or {})

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"indexes": self.indexes, "instead_of": self.instead_of.indexes}

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        self.instead_of.database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.instead_of.database_forwards(app_label, schema_editor, from_state, to_state)
        super().database_backwards(app_label, schema_editor, from_state, to_state)


def figures_of(*tables: str) -> RunPython:
    """Has PostgreSQL read these tables once for its plans. Of a new index over an expression it knows nothing
    until it does: it takes an address for one of thousands, and reads the table for the first of them.
    """

    def read(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for table in tables:
                schema_editor.execute(f"ANALYZE {schema_editor.quote_name(table)}")

    return RunPython(read, RunPython.noop)
