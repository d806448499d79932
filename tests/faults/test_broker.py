"""The broker is gone, silent or full of rubbish: mail is written all the same and leaves by the poll."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis as redis_client

from tests.faults.house import wait_until
from tests.mail.test_broker_channel import DAMAGED

# A broker is as far away whatever the database.
pytestmark = [pytest.mark.crash, pytest.mark.one_database]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Redis:
    """A server of our own, to be stopped."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
        self.process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
        wait_until(self.answers, "Redis answers")

    def answers(self) -> bool:
        with redis_client.Redis(port=self.port) as client:
            try:
                return client.ping()
            except redis_client.ConnectionError:
                return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def redis() -> Iterator[Redis]:
    if shutil.which("redis-server") is None:
        pytest.skip("there is no redis-server here")
    server = Redis()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def silence() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield server.getsockname()[1]


def copies_by_poll(house) -> list[int]:
    """How often each of two mails has left that only the poll can find."""
    house.enqueue(2)
    assert house.states() == {"queued": 2}
    house.poller()
    house.wait_for_states(sent=2)
    return sorted(house.copies.values())


def test_mail_is_written_and_leaves_while_there_is_no_broker(house):
    house.environment["FAULTS_BROKER"] = f"redis://127.0.0.1:{free_port()}/0"
    assert copies_by_poll(house) == [1, 1]


def test_mail_is_written_and_leaves_while_the_broker_is_silent(house, silence):
    house.environment["FAULTS_BROKER"] = f"redis://127.0.0.1:{silence}/0"
    assert copies_by_poll(house) == [1, 1]


def test_mail_is_written_and_leaves_while_the_folder_of_wake_ups_cannot_be_written(house):
    (house.folder / "broker").write_text("a file where the folder should be")
    assert copies_by_poll(house) == [1, 1]


@pytest.mark.redis
def test_a_worker_goes_on_when_redis_is_killed_while_it_works_and_comes_back(house, redis):
    house.environment["FAULTS_BROKER"] = redis.url
    house.sink.answer = lambda stage, address: time.sleep(1) if stage == "DATA" else None
    worker = house.worker()
    house.enqueue(1)
    wait_until(lambda: house.states() == {"sending": 1}, "the worker works")
    redis.kill()
    house.wait_for_states(sent=1)
    house.enqueue(1)
    assert house.states() == {"sent": 1, "queued": 1}
    redis.start()
    house.enqueue(1)
    house.wait_for_states(sent=3)
    assert worker.poll() is None


def spoil(folder: Path) -> None:
    """Damaged messages before and after the good ones, damaged tables, and one good message too many."""
    for number, text in enumerate(DAMAGED.values()):
        (folder / "messages" / f"{number}_early.celery.msg").write_bytes(text)
        (folder / "messages" / f"9{number}_late.celery.msg").write_bytes(text)
    for table in (folder / "control").iterdir():
        table.write_bytes(b"")


def test_damaged_messages_end_no_worker_and_the_next_wake_up_gets_through(house):
    worker = house.worker()
    house.enqueue(1)
    house.wait_for_states(sent=1)
    spoil(house.folder / "broker")
    house.enqueue(1)
    house.wait_for_states(sent=2)
    assert worker.poll() is None


def test_a_worker_starts_over_a_damaged_folder(house):
    folder = house.folder / "broker"
    for name in ("messages", "control"):
        (folder / name).mkdir(parents=True)
    (folder / "control" / "celery.exchange").write_text("[[")
    spoil(folder)
    house.enqueue(1)
    worker = house.worker()
    house.wait_for_states(sent=1)
    worker.terminate()
    assert worker.wait(30) == 0


def is_deleted(folder: Path) -> bool:
    shutil.rmtree(folder, ignore_errors=True)  # the worker may write into it meanwhile
    return not folder.exists()


def test_a_worker_goes_on_when_its_folder_was_deleted(house):
    worker = house.worker()
    house.enqueue(1)
    house.wait_for_states(sent=1)
    wait_until(lambda: is_deleted(house.folder / "broker"), "its folder is deleted")
    house.enqueue(1)
    house.wait_for_states(sent=2)
    worker.terminate()
    assert worker.wait(30) == 0
