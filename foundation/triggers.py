"""What the database itself refuses where no constraint sees enough: the triggers of a room.

They are put in place after each `migrate` and, on SQLite, taken away before it: Django rebuilds a table there
to alter it, and triggers that name the table would stop that. PostgreSQL alters tables in place.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


def refusing(sentence: str) -> str:
    """The end of a trigger of SQLite."""
    return f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"


def raising(sentence: str) -> str:
    """The same in a function of PostgreSQL; Django makes an IntegrityError of it."""
    return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'"


def function(name: str, body: str) -> str:
    """A function that triggers of PostgreSQL run; `body` ends with what it returns."""
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


@dataclass(frozen=True)
class Triggers:
    """`sqlite`: by name, what follows it in CREATE TRIGGER. `postgresql`: statements that may run twice."""

    tables: frozenset[str]
    sqlite: dict[str, str]
    postgresql: list[str]

    def look_after(self, room: AppConfig) -> None:
        pre_migrate.connect(self.take_away, sender=room, dispatch_uid=f"{room.label}.take_away")
        post_migrate.connect(self.put, sender=room, dispatch_uid=f"{room.label}.put")

    def put(self, sender: Any = None, using: str = "default", **options: Any) -> None:
        """Put them in place. Twice is as good as once."""
        connection = connections[using]
        if not self.tables.issubset(connection.introspection.table_names()):
            return  # a migrate that has not come that far
        ours = [f"CREATE TRIGGER IF NOT EXISTS {name} {rest}" for name, rest in self.sqlite.items()]
        with connection.cursor() as cursor:
            for statement in ours if connection.vendor == "sqlite" else self.postgresql:
                cursor.execute(statement)

    def take_away(self, sender: Any = None, using: str = "default", **options: Any) -> None:
        """For a migration on SQLite."""
        connection = connections[using]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for name in self.sqlite:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
