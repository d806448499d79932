import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings

from tests.faults.house import ROOT, House, drop_database, new_database


def _empty_database(folder) -> str:
    """A new database on the server (or of the kind) the suite runs on; its URL."""
    given = settings.DATABASES["default"]
    if given["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{folder / 'template.sqlite3'}"
    user = given["USER"] + (f":{given['PASSWORD']}" if given["PASSWORD"] else "")
    server = f"postgres://{user}@{given['HOST']}:{given['PORT'] or 5432}"
    name = f"{given['NAME']}_faults_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as base:
        base.execute(f'CREATE DATABASE "{name}"')
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Iterator[str]:
    database = _empty_database(tmp_path_factory.mktemp("faults"))
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    yield database
    drop_database(database)


@pytest.fixture
def house(migrated, tmp_path) -> Iterator[House]:
    house = House(new_database(migrated, tmp_path), tmp_path)
    yield house
    house.close()
    drop_database(house.database)
