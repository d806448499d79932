"""The database of the suite: migrated once a run, copied for each process, put back after each test.

The first process that needs a database migrates one and keeps a copy, which the others (and the houses of
tests/faults) copy in turn. After a test that commits, every row and no other is there again that the
migrations have made. Both take milliseconds, where Django migrates in each process and empties all tables.
"""

import fcntl
import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, transaction

RUN = "MASAR_TEST_RUN"  # the folder that all processes of a run share
KEPT = "MASAR_KEEP_DATABASE"  # set: the next run with the same migrations takes what this one has made
PATIENCE = 20  # seconds to wait for a writer that a test has left behind


def begin_run() -> None:
    if os.environ.get(KEPT):
        folder = Path(tempfile.gettempdir(), f"masar-made-{connection.vendor}-{_what_makes_it()}")
        folder.mkdir(exist_ok=True)
        os.environ[RUN] = str(folder)
    else:
        os.environ[RUN] = tempfile.mkdtemp(prefix="masar-run-")


def _what_makes_it() -> str:
    """A digest of all that a migrated database follows from."""
    rooms = ("foundation", "residencies", "alumni")
    files = [file for room in rooms for file in Path(room).rglob("*.py") if file.parent.name == "migrations"]
    files += [
        Path("foundation/people/roles.py"),
        Path("foundation/triggers.py"),
        Path("requirements/dev.txt"),
    ]
    told = sha256()
    for file in sorted(files):
        told.update(str(file).encode() + file.read_bytes())
    return told.hexdigest()[:12]


def end_run() -> None:
    folder = Path(os.environ.pop(RUN))
    if os.environ.get(KEPT):
        return
    if connection.vendor == "postgresql" and (folder / "made").exists():
        with _server() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{(folder / "made").read_text()}"')
    shutil.rmtree(folder)


def _server() -> psycopg.Connection[Any]:
    given = connection.settings_dict
    where = {"host": given["HOST"], "port": given["PORT"] or 5432}
    who = {"user": given["USER"], "password": given["PASSWORD"]}
    return psycopg.connect(**where, **who, dbname="postgres", autocommit=True)


class Made:
    """The migrated database of this run. `there`: another process has made it, and ours is to copy it."""

    def __init__(self) -> None:
        folder = Path(os.environ[RUN])
        self.mark, self.file = folder / "made", folder / "made.sqlite3"
        self.name = f"test_{folder.name.replace('-', '_')}"
        self.lock = (folder / "lock").open("w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)  # whoever comes second waits until `keep` has made it
        self.there = self.mark.exists()
        if self.there:
            self.lock.close()
            self._take()

    def _take(self) -> None:
        wanted = connection.settings_dict["TEST"]
        if connection.vendor == "sqlite":
            shutil.copy(self.file, wanted["NAME"])
        else:
            wanted["TEMPLATE"] = self.name

    def keep(self) -> None:
        """Copy the database of this process, just migrated, unless there is one."""
        if self.there:
            return
        ours = connection.settings_dict["NAME"]
        connection.close()
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(ours)) as base, closing(sqlite3.connect(self.file)) as copy:
                base.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, whole by itself
        else:
            with _server() as server:
                server.execute(f'DROP DATABASE IF EXISTS "{self.name}"')
                server.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{ours}"')
        self.mark.write_text(self.name)
        self.lock.close()

    @property
    def url(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.file}"
        given = connection.settings_dict
        user = given["USER"] + (f":{given['PASSWORD']}" if given["PASSWORD"] else "")
        return f"postgres://{user}@{given['HOST']}:{given['PORT'] or 5432}/{self.name}"


class File:
    """How a file of SQLite is put back: as a whole."""

    def __init__(self, made: Made) -> None:
        self.made = made

    def put_back(self) -> None:
        end = time.monotonic() + PATIENCE

        def not_for_ever(*_progress: int) -> None:
            if time.monotonic() > end:
                raise TimeoutError("a test has left a transaction open")

        connection.ensure_connection()
        with closing(sqlite3.connect(self.made.file)) as made:
            made.backup(connection.connection, progress=not_for_ever)


class Tables:
    """How tables of PostgreSQL are put back: those that differ from what a copy beside them says."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            self.tables = connection.introspection.table_names(cursor)
            cursor.execute(" UNION ALL ".join(map(_has_rows, self.tables)))
            self.filled = [table for (table,) in cursor.fetchall()]
            cursor.execute("CREATE SCHEMA made")
            for table in self.filled:
                cursor.execute(f'CREATE TABLE made."{table}" AS TABLE "{table}"')
            self.columns = {table: self._columns(cursor, table) for table in self.filled}
        differences = [self._difference(table) for table in self.tables]
        self.differing = " UNION ALL ".join(differences)

    def _columns(self, cursor: Any, table: str) -> str:
        """By name: a migration that a test has undone and done again puts them in another order."""
        description = connection.introspection.get_table_description(cursor, table)
        return ", ".join(f'"{column.name}"' for column in description)

    def _difference(self, table: str) -> str:
        if table not in self.filled:
            return _has_rows(table)
        was, now = (f'(SELECT {self.columns[table]} FROM {schema}"{table}")' for schema in ("made.", ""))
        either = f"({was} EXCEPT ALL {now}) UNION ALL ({now} EXCEPT ALL {was})"
        return f"SELECT '{table}' WHERE EXISTS ({either})"

    def put_back(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(self.differing)
            differing = [table for (table,) in cursor.fetchall()]
            # Triggers of ours keep some rows from being deleted. Foreign keys are looked at in the end.
            for table in differing:
                cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            for table in differing:
                cursor.execute(f'DELETE FROM "{table}"')
                if table in self.filled:
                    columns = self.columns[table]
                    cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM made."{table}"')
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in differing:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _has_rows(table: str) -> str:
    return f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")"


def keeper(made: Made) -> File | Tables:
    return File(made) if connection.vendor == "sqlite" else Tables()
