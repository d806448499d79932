from collections.abc import Iterator

import pytest

from tests.faults.house import House, drop_database, new_database


@pytest.fixture
def house(migrated, tmp_path) -> Iterator[House]:
    database = new_database(migrated, tmp_path)
    house = House(database, tmp_path)
    yield house
    house.close()
    drop_database(database)
