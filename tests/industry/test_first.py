import pytest

from residencies.industry import services
from tests.industry import cast

pytestmark = pytest.mark.django_db


def test_first():
    event = cast.event()
    one, other = cast.project(event), cast.guest(event)
    cast.wish(one, other, "ml")
    services.schedule_meetings(event, by=None, now=cast.NOW)
    services.release_schedule(event, by=None, now=cast.NOW)
    meeting = event.meetings.get()
    services.move_meeting(meeting, event.slots.last(), event.tables.last(), by=None, now=cast.NOW)
    assert services.tell_changes(event, by=None, now=cast.NOW) == 2
    assert services.tell_changes(event, by=None, now=cast.NOW) == 0
