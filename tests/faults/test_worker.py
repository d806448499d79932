"""The Celery worker: killed in the middle of a delivery, told to end, and asked what time it is."""

import sys
import time

import pytest

from tests.faults.house import KILLED, died_of, moment, wait_until
from tests.old_zones import old_casablanca

pytestmark = pytest.mark.crash


def killed_worker(house, point: str) -> str:
    """A worker is woken by mail and dies over the first of two messages; that one's Message-ID."""
    worker = house.worker(kill=f"KILL {point} 1")
    house.enqueue(2)
    assert died_of(worker) == KILLED
    assert house.states() == {"sending": 1, "queued": 1}
    return house.message_ids("sending").pop()


@pytest.mark.parametrize(("point", "copies"), [("mid_data", 1), ("after_250", 2)])
def test_what_a_killed_worker_had_in_hand_is_sent_by_the_poll_when_its_lease_is_over(house, point, copies):
    message_id = killed_worker(house, point)
    [(lease,)] = house.query("SELECT lease_until FROM mail_message WHERE state = 'sending'")
    house.poller()
    house.wait_for_states(sent=2)
    [(sent_at,)] = house.query(f"SELECT sent_at FROM mail_message WHERE message_id = '{message_id}'")
    assert moment(sent_at) > moment(lease)
    assert sorted(house.copies.values()) == [1, copies]


def test_a_new_worker_sends_it_too_once_it_is_woken(house):
    message_id = killed_worker(house, "mid_data")
    [(lease,)] = house.query("SELECT lease_until FROM mail_message WHERE state = 'sending'")
    house.worker()
    wait_until(lambda: time.time() > moment(lease).timestamp(), "the lease is over")
    house.enqueue(1)
    house.wait_for_states(sent=3)
    assert house.copies[message_id] == 1


@pytest.mark.one_database
def test_a_worker_that_is_told_to_end_finishes_the_message_in_hand(house):
    house.sink.answer = lambda stage, address: time.sleep(1) if stage == "DATA" else None
    house.enqueue(1)
    worker = house.worker()
    wait_until(lambda: house.states() == {"sending": 1}, "it sends")
    worker.terminate()
    assert worker.wait(30) == 0
    assert (house.states(), house.copies.total()) == ({"sent": 1}, 1)


def test_a_worker_that_starts_runs_what_has_never_run(house, settings):
    house.worker()
    done = "SELECT name FROM jobs_job WHERE ended_at IS NOT NULL"
    wait_until(lambda: len(house.query(done)) >= len(settings.JOBS), "it has planned and queued")
    assert {name for (name,) in house.query(done)} == set(settings.JOBS)


@pytest.mark.one_database
def test_a_worker_reads_the_pinned_zone_rules_where_the_systems_are_old(house, tmp_path):
    (tmp_path / "Africa").mkdir()
    (tmp_path / "Africa" / "Casablanca").write_bytes(old_casablanca())
    house.environment["PYTHONTZPATH"] = str(tmp_path)
    house.worker("", "--include", "tests.faults.zones")
    told = tmp_path / "told"
    celery = [sys.executable, "-m", "celery", "--app", "foundation"]
    house.run(*celery, "call", "tests.zone", "--args", f'["{told}"]')
    wait_until(lambda: told.exists() and told.read_text(), "the worker has told the time")
    assert told.read_text() == "0:00:00 ()"
