import pytest


@pytest.fixture(autouse=True)
def what_services_say_is_compared(in_english) -> None:
    pass
