"""Two in the selection room at once, in real threads: nothing is lost, and the second is told."""

import pytest
from django.conf import settings
from django.utils import translation

from foundation.errors import ServiceError
from residencies.selection.models import Minutes
from residencies.selection.services import close_minutes, decide, decide_all
from tests import cast as people
from tests.calls import cast as calls
from tests.calls.test_concurrency import refused, together
from tests.selection import cast, rooms
from tests.selection.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room():
    call = calls.call()
    made = cast.deliberation(call)
    made.six = [cast.application(call) for _one in range(6)]
    made.staff = [people.staff() for _one in range(2)]
    yield made
    rooms.emptied()


def test_two_who_decide_about_the_same_from_the_same_page(room):
    acts = [
        lambda by=by, outcome=outcome: decide(
            room, room.six[0], outcome, by=by, now=NOW, reason=outcome, version=0
        )
        for by, outcome in zip(room.staff, ("selected", "declined"), strict=True)
    ]
    results = together(*acts)
    row = room.decisions.get()
    assert refused(results) == 1
    (fault,) = [one for one in results if isinstance(one, ServiceError)]
    with translation.override(settings.LANGUAGE_CODE):  # of a thread that nobody has told another
        assert row.get_outcome_display() in str(fault)
    assert (row.reason, row.history.count()) == (row.outcome, 1)


def test_two_who_decide_about_different_ones_both_count(room):
    acts = [
        lambda one=one, by=by: decide(room, one, "waiting", by=by, now=NOW, version=0)
        for one, by in zip(room.six, room.staff * 3, strict=True)
    ]
    assert refused(together(*acts)) == 0
    assert sorted(room.decisions.values_list("rank", flat=True)) == [1, 2, 3, 4, 5, 6]
    room.refresh_from_db()
    assert room.version == 6


def test_minutes_closed_twice_at_once_are_closed_once(room):
    decide_all(room, {one.pk: "declined" for one in room.six}, by=None, now=NOW)
    made = together(*[lambda: close_minutes(room, by=room.staff[0], now=NOW)] * 4)
    assert len({one.pk for one in made}) == Minutes.objects.count() == 1
