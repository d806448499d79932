from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What services say is compared in English, whatever language the test before has left behind."""
    with translation.override("en"):
        yield
