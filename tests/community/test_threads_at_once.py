"""Two who write at once to each other have one thread; what is pressed twice is one message."""

from uuid import uuid4

import pytest

from alumni.community import services
from alumni.community.models import Thread
from tests.community.cast import NOW, alumna, profile
from tests.many import REPEATS, rounds

pytestmark = pytest.mark.django_db(transaction=True)


def open_to():
    she = alumna()
    profile(she, listed_to="alumnae", takes_messages=True)
    return she


def test_both_write_at_once_and_one_presses_twice():
    pairs = [(open_to(), open_to(), uuid4()) for _ in range(REPEATS)]

    def writes(number, first):
        one, two, token = pairs[number]
        if first:
            return services.write(one, two, "A", by=None, now=NOW, token=token)
        return services.write(two, one, "B", by=None, now=NOW)

    for number, _found in enumerate(rounds(*[lambda n: writes(n, True)] * 2, lambda n: writes(n, False))):
        one, two, _token = pairs[number]
        thread = Thread.objects.between(one, two).get()
        assert sorted(thread.messages.values_list("text", flat=True)) == ["A", "B"]
