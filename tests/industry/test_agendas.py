"""Agendas as calendars and on paper."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from icalendar import Calendar

from foundation.lists.models import Export
from residencies.industry import services
from residencies.industry.calendars import calendar_of
from residencies.industry.selectors.links import FEED, row_of, token_of
from tests import cast as people
from tests.industry import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    event = cast.event(slots=4, tables=2)
    she = cast.guest(event, person=people.person())
    film = cast.project(event)
    slot, table = event.slots.first(), event.tables.first()
    services.add_meeting(event, film, she, slot, table, by=None, now=cast.NOW)
    return event, she, film


def read(event, person):
    return list(Calendar.from_ical(calendar_of(event, person, now=cast.NOW)).walk("VEVENT"))


def test_a_calendar_follows_moves_and_says_what_is_cancelled(world, client):
    event, she, film = world
    gone = services.add_meeting(
        event, cast.project(event), she, event.slots.all()[1], event.tables.first(), by=None, now=cast.NOW
    )
    services.cancel_meeting(gone, by=None, now=cast.NOW)
    assert read(event, she.person) == []
    services.release_schedule(event, by=None, now=cast.NOW)
    event.refresh_from_db()
    (entry,) = read(event, she.person)
    assert (str(entry["summary"]), entry["sequence"]) == (film.work.title, 0)
    never = reverse("industry:link_meeting", args=[token_of(row_of(event, she.person)), gone.pk])
    assert client.get(never).status_code == 404  # nobody ever told her of it
    assert entry["dtstart"].dt.astimezone(UTC) == datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert entry["dtstart"].params["TZID"] == "Africa/Casablanca"
    meeting = event.meetings.planned().get()
    services.move_meeting(meeting, event.slots.last(), event.tables.last(), by=None, now=cast.NOW)
    (moved,) = read(event, she.person)
    assert (moved["uid"], moved["sequence"], moved["status"]) == (entry["uid"], 1, "CONFIRMED")
    services.cancel_meeting(meeting, by=None, now=cast.NOW)
    page = reverse("industry:feed", args=[token_of(row_of(event, she.person), FEED)])
    (off,) = Calendar.from_ical(client.get(page).content).walk("VEVENT")
    assert (off["uid"], off["sequence"], off["status"]) == (entry["uid"], 2, "CANCELLED")
    services.renew_links(event, she.person)
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_an_agenda_on_paper_is_made_in_each_language(world, client, language):
    event, she, _film = world
    services.release_schedule(event, by=None, now=cast.NOW)
    client.cookies["django_language"] = language
    token = token_of(row_of(event, she.person))
    got = client.get(reverse("industry:link_agenda_pdf", args=[token]))
    assert got.content.startswith(b"%PDF-")
    assert "no-store" in got["Cache-Control"]


def test_staff_print_everybodys_agendas_and_the_signs_of_tables(world, client):
    event, _she, _film = world
    pages = [reverse(f"industry:{name}", args=[event.pk]) for name in ("print_agendas", "print_tables")]
    client.force_login(people.staff("industry.view_event"))
    assert [client.get(page).status_code for page in pages] == [404, 404]
    client.force_login(people.staff("industry.view_event", "industry.view_meeting"))
    assert [client.get(page).content[:5] for page in pages] == [b"%PDF-", b"%PDF-"]
    taken = Export.objects.values_list("table", "form", "count", "filters")
    count = event.meetings.planned().count()
    assert [*taken] == [("industry.meeting", "pdf", count, f"event={event.pk}")] * 2
