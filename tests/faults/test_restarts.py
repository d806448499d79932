"""The database itself ends without a word, again and again, and there is no Redis: nothing is lost."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.house import House, wait_until
from tests.faults.test_broker import free_port
from tests.faults.test_kills import MESSAGES

pytestmark = pytest.mark.crash
RESTARTS, SENDERS = 5, 2


class Postgres:
    """A server of our own, since the one of the suite serves others."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        folder.mkdir()
        if os.geteuid() == 0:  # it refuses to run as root
            for place in (folder, *folder.parents):
                if place == Path("/tmp"):
                    break
                place.chmod(0o755)
            shutil.chown(folder, "postgres", "postgres")
        self._run("initdb", "--auth", "trust", "--username", "postgres", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        command = [*(user if os.geteuid() == 0 else []), _binary(program), "--pgdata", str(self.folder)]
        subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self._run("pg_ctl", "--wait", "--log", str(self.folder / "log"), "--options", options, "start")

    def stop(self) -> None:
        """At once, as in a crash: what is not on disk is gone."""
        self._run("pg_ctl", "--wait", "--mode", "immediate", "stop")


def _binary(name: str) -> str:
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return str(places[0]) if places else shutil.which(name) or ""


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    if connection.vendor == "sqlite":
        pytest.skip("the run on PostgreSQL has a database to begin with")
    if not _binary("initdb"):
        pytest.skip("there is no PostgreSQL server to start here")
    # Not below `tmp_path`: whoever starts another pytest meanwhile closes that to all but root.
    with tempfile.TemporaryDirectory() as place:
        server = Postgres(Path(place) / "postgres")
        server.start()
        yield server
        server.stop()


@pytest.fixture
def crashing_house(migrated, postgres, tmp_path) -> Iterator[House]:
    house = House(postgres.url, tmp_path, FAULTS_BROKER=f"redis://127.0.0.1:{free_port()}/0")
    dump = subprocess.run([_binary("pg_dump"), migrated], capture_output=True)
    if dump.returncode == 0:
        load = [_binary("psql"), "--quiet", "--set", "ON_ERROR_STOP=1", postgres.url]
        subprocess.run(load, input=dump.stdout, check=True, stdout=subprocess.DEVNULL)
    else:  # an older program than the server of the suite
        house.run(sys.executable, "manage.py", "migrate", "--verbosity", "0")
    yield house
    house.close()


def test_a_database_that_crashes_five_times_loses_nothing(crashing_house, postgres):
    house = crashing_house
    house.sink.answer = lambda stage, address: time.sleep(0.02) if stage == "DATA" else None
    house.enqueue(MESSAGES)
    senders = [house.sender() for _ in range(SENDERS)]
    for crash in range(1, RESTARTS + 1):
        share = MESSAGES * crash // (RESTARTS + 2)
        wait_until(lambda share=share: len(house.sink.mails) >= share, "some more are sent")
        postgres.stop()
        postgres.start()
    house.wait_for_states(sent=MESSAGES)
    assert [sender.poll() for sender in senders] == [None] * SENDERS
    assert set(house.copies) == house.message_ids("sent")
    assert house.copies.total() - MESSAGES <= RESTARTS * SENDERS
