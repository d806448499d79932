"""Senders die with -9 between the answer and its note: nothing is lost, one copy more a kill."""

import sys
from collections import Counter

import pytest

from tests.faults.house import KILLED, House, died_of, drop_database, new_database, wait_until

pytestmark = pytest.mark.crash
COUNT = 12


@pytest.fixture
def house(migrated, tmp_path):
    database = new_database(migrated, tmp_path)
    said = {"DJANGO_SETTINGS_MODULE": "tests.hooks.settings", "HOOKS_LEASE": "3", "HOOKS_CAP": "1"}
    made = House(database, tmp_path, **said)
    yield made
    made.close()
    drop_database(database)


def states(house: House) -> Counter[str]:
    return Counter(state for (state,) in house.query("SELECT state FROM hooks_delivery"))


def test_killed_between_the_answer_and_its_note_nothing_is_lost(house, receiver):
    act = [sys.executable, "-m", "tests.hooks.act"]
    house.run(*act, "announce", receiver.url(), str(COUNT))
    for _ in range(2):
        house.environment["MASAR_KILL"] = "3"
        assert died_of(house.start(*act, "deliver")) == KILLED
        assert states(house)["sending"] == 1
    del house.environment["MASAR_KILL"]
    for _ in range(2):
        house.start(*act, "deliver")
    wait_until(lambda: states(house) == {"delivered": COUNT}, "all are delivered")
    copies = Counter(one.headers["webhook-id"] for one in receiver.got)
    announced = {uid for (uid,) in house.query("SELECT uid FROM hooks_event")}
    assert set(copies) == announced
    assert len(announced) == COUNT
    assert copies.total() == COUNT + 2
