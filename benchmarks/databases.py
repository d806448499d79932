"""Databases made for one benchmark and dropped after it, each measured in a process of its own."""

import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


@contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/benchmark.sqlite3"


@contextmanager
def postgres(url: str) -> Iterator[str]:
    """`url` without a database: a server where some may be made."""
    import psycopg

    name = f"masar_benchmark_{uuid.uuid4().hex[:8]}"
    url = url.rstrip("/")
    with psycopg.connect(f"{url}/postgres", autocommit=True) as base:
        base.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{url}/{name}"
        finally:
            base.execute(f"DROP DATABASE {name} WITH (FORCE)")


def in_a_process(script: str, database: str, *options: str) -> None:
    """Runs `script` with `--inside` on the migrated database."""
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}",
        "LOG_LEVEL": "ERROR",
    }
    for command in (["manage.py", "migrate", "--verbosity", "0"], [script, *options, "--inside"]):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)


def on_each(script: str, server: str | None, *options: str) -> None:
    """On a database of SQLite, then on one of PostgreSQL where a server of it is named."""
    for database in [sqlite(), *([postgres(server)] if server else [])]:
        with database as url:
            in_a_process(script, url, *options)


def tidy() -> None:
    """Let nobody pay for the rows that the one before has left behind."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)"
        )
