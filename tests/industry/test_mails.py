"""The invitation to wish, the agenda and its changes, by mail: once, to the right person, in her language."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from icalendar import Calendar

from foundation.errors import ServiceError
from foundation.mail.models import Message
from foundation.mail.tasks import drain
from residencies.industry import services
from tests import cast as people
from tests.industry import cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def world():
    event = cast.event(slots=4, tables=2)
    she = cast.guest(event, person=people.person(name="Ines Rossi", language="en", time_zone="Europe/Paris"))
    one, two = cast.project(event), cast.project(event)
    for project, slot in zip((one, two), event.slots.all(), strict=False):
        services.add_meeting(event, project, she, slot, event.tables.first(), by=None, now=NOON)
    services.release_schedule(event, by=None, now=NOON)
    event.refresh_from_db()
    return event, she, one, two


def sent_to(person):
    drain()
    return [one for one in mail.outbox if one.to == [person.email]]


def entries(message):
    (file,) = message.attachments
    return Calendar.from_ical(file[1]).walk("VEVENT")


def test_an_agenda_is_mailed_once_with_its_words_its_link_and_a_calendar(world, client):
    event, she, one, two = world
    services.release_schedule(event, by=None, now=NOON)
    (got,) = sent_to(she.person)
    assert got.subject.endswith("Atlas Workshops\u2069: your agenda")
    for words in (one.work.title, two.work.title, "All times are those of Casablanca.", "(your time)"):
        assert words in got.body
    assert len(entries(got)) == 2
    page = next(word for word in got.body.split() if "/meetings/by/" in word)
    assert client.get(urlsplit(page).path).status_code == 200
    assert urlsplit(page).path.split("/")[3] not in Message.objects.get(person=she.person).text
    assert Message.objects.filter(kind="industry_agenda").count() == 3


def test_changes_are_told_in_one_mail_to_each_of_what_is_hers(world):
    event, she, _one, _two = world
    drain()
    mail.outbox.clear()
    first, second = event.meetings.order_by("slot__starts_at")
    services.move_meeting(first, event.slots.last(), event.tables.last(), by=None, now=NOON)
    services.cancel_meeting(second, by=None, now=NOON)
    services.tell_changes(event, by=None, now=NOON)
    services.tell_changes(event, by=None, now=NOON)
    (got,) = sent_to(she.person)
    for words in ("Moved", "Cancelled", "09:00 – 09:30", "10:30 – 11:00", "was:", "is:"):
        assert words in got.body
    told = {str(entry["status"]): int(entry["sequence"]) for entry in entries(got)}
    assert told == {"CONFIRMED": 1, "CANCELLED": 1}
    (theirs,) = sent_to(second.project.seats.get().person)
    assert ("Moved" in theirs.body, "Déplacé" in theirs.body) == (False, False)
    assert first.project.work.title not in theirs.body


def test_each_is_invited_to_wish_once_in_her_language(client):
    event = cast.event(wishes_until=NOON + timedelta(days=3))
    she = cast.guest(event, person=people.person(language="ar", name_ar="إيناس"))
    cast.project(event)
    cast.guest(event, person=people.person(email=""))
    cast.guest(event, is_active=False)
    assert services.invite_to_wish(event, by=None, now=NOON) == 2
    assert services.invite_to_wish(event, by=None, now=NOON) == 0
    late = cast.guest(event)
    assert services.invite_to_wish(event, by=None, now=NOON) == 1
    (got,) = sent_to(she.person)
    assert "إيناس" in got.body
    assert "ورشات الأطلس" in got.subject
    assert sent_to(late.person)
    event.wishes_until = NOON - timedelta(days=1)
    event.save()
    with pytest.raises(ServiceError):
        services.invite_to_wish(event, by=None, now=NOON)


def test_a_mail_at_night_waits_for_the_morning_of_its_reader_unless_the_event_is_near():
    event = cast.event(wishes_until=NOON + timedelta(days=3))
    she = cast.guest(event, person=people.person(time_zone="Europe/Paris"))
    night = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    services.invite_to_wish(event, by=None, now=night)
    assert Message.objects.get(person=she.person).not_before == datetime(2026, 11, 25, 8, tzinfo=UTC)
    cast.wish(cast.project(event), she, "ml")
    services.schedule_meetings(event, by=None, now=night)
    eve = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)
    services.release_schedule(event, by=None, now=eve)
    assert Message.objects.get(person=she.person, kind="industry_agenda").not_before == eve
