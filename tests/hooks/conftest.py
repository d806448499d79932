from collections.abc import Iterator

import pytest

from tests.hooks.receiver import Receiver


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    settings.HOOKS_HTTP, settings.HOOKS_NETWORKS = True, ["127.0.0.0/8"]
    made = Receiver()
    yield made
    made.stop()
