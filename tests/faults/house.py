"""A small foundation of real processes: a database of its own, a mail server, senders, workers."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from tests.smtp_sink import Sink

ROOT = Path(__file__).parents[2]
PATIENCE = int(os.environ.get("CRASH_PATIENCE", "60"))  # seconds until a test that waits is given up


def wait_until(condition: Callable[[], Any], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited {PATIENCE} s in vain: {what}"
        time.sleep(0.05)


class House:
    """Processes share `database` (a URL), the `sink` and the broker; they end with the house."""

    def __init__(self, database: str, folder: Path, **environment: str) -> None:
        self.database, self.folder = database, folder
        self.sink = Sink().start()
        self.processes: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": str(ROOT),
            "FAULTS_SMTP_PORT": str(self.sink.port),
            "FAULTS_BROKER": "filesystem://",
            "FAULTS_BROKER_DIR": str(folder / "broker"),
            "MAIL_LEASE": "3",
            "MAIL_SEND_CAP": "2",
            "MAIL_POLL": "1",
            **environment,
        }

    # -- processes ---------------------------------------------------------------------------

    def start(self, *command: str, kill: str = "") -> subprocess.Popen[bytes]:
        """Start a program; `kill` as in `killing`. Its output is in `log`."""
        environment = {**self.environment, **({"MASAR_KILL": kill} if kill else {})}
        with self.log.open("ab") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def sender(self, kill: str = "") -> subprocess.Popen[bytes]:
        """`manage.py runoutbox`, by way of a launcher that can kill it."""
        return self.start(sys.executable, "-m", "tests.faults.act", "send", kill=kill)

    def poller(self) -> subprocess.Popen[bytes]:
        return self.start(sys.executable, "manage.py", "runoutbox")

    def worker(self, kill: str = "", *options: str) -> subprocess.Popen[bytes]:
        """The Celery worker of the Procfile."""
        celery = [sys.executable, "-m", "celery", "--app", "foundation", "worker", "--pool", "solo"]
        quiet = ["--loglevel", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        include = ["--include", "tests.faults.killing"] if kill else []
        return self.start(*celery, *quiet, *include, *options, kill=kill)

    def enqueue(self, count: int) -> None:
        self.run(sys.executable, "-m", "tests.faults.act", "enqueue", str(count))

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def close(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
        self.sink.stop()

    # -- what is there -----------------------------------------------------------------------

    @contextmanager
    def base(self) -> Iterator[Any]:
        if self.database.startswith("sqlite"):
            base: Any = sqlite3.connect(self.database.removeprefix("sqlite:///"), timeout=20)
        else:
            base = psycopg.connect(self.database)
        with closing(base), base:
            yield base

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        with self.base() as base:
            return base.execute(statement).fetchall()

    def change(self, statement: str) -> None:
        with self.base() as base:
            base.execute(statement)

    def states(self) -> Counter[str]:
        return Counter(state for (state,) in self.query("SELECT state FROM mail_message"))

    def wait_for_states(self, **states: int) -> None:
        wait_until(lambda: self.states() == states, f"{states}, and the log says {self.log}")

    @property
    def copies(self) -> Counter[str]:
        """How many times the server accepted each Message-ID."""
        return Counter(mail["Message-ID"] for mail in self.sink.mails)

    def message_ids(self, state: str) -> set[str]:
        return {
            number for (number,) in self.query(f"SELECT message_id FROM mail_message WHERE state = '{state}'")
        }


def moment(value: Any) -> datetime:
    """An instant as the database gives it: SQLite's are text in UTC."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def died_of(process: subprocess.Popen[bytes]) -> int:
    """The signal that ended it."""
    return -process.wait(PATIENCE)


KILLED = signal.SIGKILL


def new_database(template: str, folder: Path) -> str:
    """A copy of a migrated database; its URL."""
    if template.startswith("sqlite"):
        shutil.copy(template.removeprefix("sqlite:///"), folder / "masar.sqlite3")
        return f"sqlite:///{folder / 'masar.sqlite3'}"
    server, _, old = template.rpartition("/")
    name = f"{old}_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as base:
        base.execute(f'CREATE DATABASE "{name}" TEMPLATE "{old}"')
    return f"{server}/{name}"


def drop_database(database: str) -> None:
    server, _, name = database.rpartition("/")
    if not database.startswith("sqlite"):
        with psycopg.connect(f"{server}/postgres", autocommit=True) as base:
            base.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
