"""A restored backup does not know what was sent since: by the steps of docs/operate.md none leaves twice."""

import sys

import pytest

from tests.faults.house import drop_database, new_database, wait_until

pytestmark = [pytest.mark.crash, pytest.mark.one_database]


@pytest.fixture
def backup(house, tmp_path):
    """The house's database as it is before anything was sent."""
    house.enqueue(3)
    (tmp_path / "backup").mkdir()
    database = new_database(house.database, tmp_path / "backup")
    yield database
    drop_database(database)


def test_after_a_restore_nothing_leaves_before_staff_resume_it(house, backup):
    sender = house.sender()
    house.wait_for_states(sent=3)
    sender.terminate()
    sender.wait(30)

    house.database = house.environment["DATABASE_URL"] = backup
    assert house.states() == {"queued": 3}
    house.run(sys.executable, "manage.py", "migrate", "--verbosity", "0")
    house.run(sys.executable, "manage.py", "pause_mail", "--reason", "a drill")
    house.poller()
    house.worker()
    house.enqueue(1)
    looked = "SELECT count(*) FROM mail_postman WHERE looked_at IS NOT NULL"
    wait_until(lambda: house.query(looked) == [(1,)], "a sender has looked")
    assert (house.states(), house.copies.total()) == ({"queued": 4}, 3)

    house.change("UPDATE mail_message SET state = 'cancelled' WHERE id <= 3")
    house.change("UPDATE mail_postman SET paused = false")
    house.wait_for_states(cancelled=3, sent=1)
    assert sorted(house.copies.values()) == [1, 1, 1, 1]
