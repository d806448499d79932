"""Her pages of workshops: what is open to her, one press for each act, the link of a letter, her calendar."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from residencies.workshops import services
from residencies.workshops.models import Registration, Session
from residencies.workshops.selectors.links import feed_token, place_token
from tests import cast as people
from tests.workshops import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("then")]
NOW, STARTS = cast.NOW, cast.STARTS
LIST, MINE = reverse("workshops:list"), reverse("workshops:mine")


@pytest.fixture
def then(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def she(client):
    made = people.alumna(language="en", time_zone="Asia/Tokyo")
    client.force_login(made.account)
    return made


def page_of(row: Session) -> str:
    return reverse("workshops:session", args=[row.pk])


def press(client, row: Session, name: str) -> int:
    return client.post(page_of(row), {name: "1"}).status_code


def test_she_finds_what_is_open_to_her_and_nothing_else(client, she):
    open_one = cast.session(title_en="Boom and lavalier")
    closed = cast.session(of=cast.workshop(audience="participants"), title_en="Closed one")
    hidden = cast.session(of=cast.workshop(is_published=False), title_en="Hidden one")
    over = cast.session(starts_at=NOW - timedelta(days=3), title_en="Over one")
    text = client.get(LIST).content.decode()
    assert "Boom and lavalier" in text
    assert "19:00 – 21:00 (your time)" in text
    assert not any(word in text for word in ("Closed one", "Hidden one", "Over one"))
    assert [client.get(page_of(row)).status_code for row in (open_one, closed, hidden, over)] == [
        *(200, 404, 404, 200),
    ]
    assert [press(client, row, "register") for row in (closed, hidden, over)] == [404, 404, 422]
    assert Registration.objects.count() == 0


def test_anyone_reads_what_is_public_and_whoever_presses_is_asked_for_her_address():
    row = cast.session(title_en="Boom and lavalier", online_url="https://meet.example.org/1")
    closed = cast.session(of=cast.workshop(audience="participants"), title_en="Closed one")
    hidden = cast.session(of=cast.workshop(is_published=False), title_en="Hidden one")
    row.materials.create(title="Reading list", url="https://files.example.org/1")
    assert cast.registered(row).person.account is None  # as little as whoever comes without a login
    anyone = Client(headers={"accept-language": "en"})
    listed, shown = (anyone.get(path).content.decode() for path in (LIST, page_of(row)))
    assert ["Boom and lavalier" in text for text in (listed, shown)] == [True, True]
    for secret in ("Closed one", "Hidden one", "meet.example.org", "Reading list"):
        assert secret not in listed + shown
    login = f"{reverse('account_request_login_code')}?next="
    for path in map(page_of, (closed, hidden)):
        assert anyone.get(path)["Location"] == login + path  # as of one that is not there
    assert anyone.get(reverse("workshops:session", args=[10**6]))["Location"].startswith(login)
    assert anyone.post(page_of(row), {"register": "1"})["Location"] == login + page_of(row)
    assert Registration.objects.count() == 1


def test_one_press_registers_waits_accepts_and_gives_back(client, she):
    row, (first,) = cast.full()
    assert press(client, row, "register") == 302
    assert "number" not in client.get(page_of(row)).content.decode().split("<main")[1].split("</main>")[0]
    services.cancel_registration(first, by=None, now=NOW)
    assert "I take the place" in client.get(MINE).content.decode()
    assert "A place is free for you" in client.get("/").content.decode()
    again = client.post(page_of(row), {"register": "1"}, follow=True).content.decode()  # an old page
    assert "You have a place." not in again
    assert [press(client, row, name) for name in ("accept", "accept", "cancel", "cancel")] == [
        *(302, 302, 302, 422),
    ]
    assert cast.states(row) == ["cancelled", "cancelled"]
    assert press(client, row, "nothing") == 422


def test_a_list_takes_as_many_queries_for_twenty_sessions_as_for_one(client, she):
    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        return len(caught)

    cast.registered(cast.session(), she)
    ones = [queries(url) for url in (LIST, LIST, MINE, "/")]
    for _more in range(19):
        row = cast.session()
        row.speakers.create(person=people.person())
        cast.registered(row, she)
    assert [queries(url) for url in (LIST, LIST, MINE, "/")] == ones


def test_the_link_and_the_materials_are_for_who_has_a_place(client, she):
    row = cast.session(online_url="https://meet.example.org/secret")
    row.materials.create(title="Notes", url="https://example.org/notes")
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.4 %%EOF")
    paper = row.materials.create(title="Plan", file=file, name="plan.pdf", content_type="application/pdf")
    material = reverse("workshops:material", args=[paper.pk])
    for is_placed in (False, True):
        text = client.get(page_of(row)).content.decode()
        assert [word in text for word in ("meet.example.org", "Notes", "Plan")] == [is_placed] * 3
        got = client.get(material)
        assert got.status_code == (200 if is_placed else 404)
        if not is_placed:
            press(client, row, "register")
    assert got["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert b"".join(got.streaming_content).startswith(b"%PDF")
    press(client, row, "cancel")
    assert client.get(material).status_code == 404


def test_the_link_of_a_letter_opens_without_a_login_and_changes_nothing_until_it_is_pressed():
    row, (first, second) = cast.full(waiting=1)
    services.cancel_registration(first, by=None, now=NOW)
    link = reverse("workshops:place", args=[place_token(second)])
    stranger = Client()
    for act in (stranger.get, stranger.head, stranger.post):
        assert act(link).status_code == 200
    assert cast.states(row) == ["cancelled", "offered"]
    assert stranger.post(link, {"accept": "1"}).status_code == 302
    assert cast.states(row) == ["cancelled", "registered"]
    got = stranger.get(link)
    assert (got["Referrer-Policy"], "no-store" in got["Cache-Control"]) == ("no-referrer", True)
    assert stranger.post(link, {"cancel": "1"}).status_code == 302
    assert stranger.post(link, {"accept": "1"}).status_code == 422
    assert stranger.get(reverse("workshops:place", args=["1.1:forged"])).status_code == 404


def feed_of(she) -> str:
    return reverse("portal:feed", args=[feed_token(services.open_feed(she))])


def test_her_calendar_says_when_in_which_zone_which_revision_and_what_is_cancelled(client, she):
    moved, off, wait = cast.session(time_zone="Europe/Paris"), cast.session(), cast.full()[0]
    summer = cast.session(starts_at=datetime(2027, 7, 1, 9, tzinfo=UTC), time_zone="Europe/Paris")
    led = cast.session(online_url="https://meet.example.org/secret", place="", title_en="Led")
    led.speakers.create(person=she)
    for row in (moved, off, wait, summer):
        cast.registered(row, she)
    services.change_session(moved, place="Rabat\r\nSalle 2; 1, x", by=None, now=NOW)
    services.cancel_session(off, reason="malade", by=None, now=NOW)
    got = Client().get(feed_of(she))
    assert got["Content-Type"] == "text/calendar; charset=utf-8"
    assert {"private", "no-store"} <= set(got["Cache-Control"].replace(" ", "").split(","))
    found = Calendar.from_ical(got.content)
    events = {str(one["uid"]).partition("@")[0]: one for one in found.walk("VEVENT")}
    assert set(events) == {f"session-{row.pk}" for row in (moved, off, summer, led)}
    facts = {key: (int(one["sequence"]), str(one["status"])) for key, one in events.items()}
    assert facts[f"session-{moved.pk}"] == (1, "CONFIRMED")
    assert facts[f"session-{off.pk}"] == (1, "CANCELLED")
    first = events[f"session-{moved.pk}"]
    assert first["dtstart"].params["TZID"] == "Europe/Paris"
    assert first["dtstart"].dt == STARTS
    assert str(first["location"]) == "Rabat Salle 2; 1, x"
    assert events[f"session-{summer.pk}"]["dtstart"].dt.hour == 11
    zones = {str(one["tzid"]): one for one in found.walk("VTIMEZONE")}
    assert set(zones) == {"Europe/Paris", "Africa/Casablanca"}
    casablanca = zones["Africa/Casablanca"].to_tz()
    assert datetime(2026, 12, 4, 10, tzinfo=casablanca).utcoffset() == timedelta(0)
    assert not found.errors
    assert all(not one.errors for one in found.walk())
    lines = got.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for word in ("secret", "malade", she.name, she.email):
        assert word not in got.content.decode()


def test_a_new_address_ends_the_one_before_and_looking_makes_none(client, she):
    page = reverse("portal:calendar")
    assert ".ics" not in client.get(page).content.decode()
    assert client.post(page).status_code == 302
    old = feed_of(she)
    assert old in client.get(page).content.decode()
    client.post(page, {"renew": "1"})
    assert (Client().get(old).status_code, Client().get(feed_of(she)).status_code) == (404, 200)
    before = Client().get(feed_of(she).replace("/calendar/", "/workshops/calendar/"))
    assert (before.status_code, before["Location"]) == (301, feed_of(she))
    assert Client().get(old.replace(".ics", "x.ics")).status_code == 404
    assert Client().post(feed_of(she)).status_code == 405


def test_of_others_she_sees_nothing_in_the_api_and_acts_for_herself_alone(she):
    row, (first,) = cast.full()
    mine = cast.registered(row, she)
    api = Client()
    api.force_login(she.account)
    listed = api.get("/api/v1/registrations/").json()["results"]
    assert [one["id"] for one in listed] == [mine.pk]
    with_type = {"content_type": "application/json"}
    assert api.post(f"/api/v1/registrations/{first.pk}/cancel/", {}, **with_type).status_code == 404
    staff = Client()
    staff.force_login(people.staff("workshops.view_registration"))
    services.note_attendance(row, first.person, way="list", by=None, now=STARTS)
    listed = staff.get("/api/v1/registrations/").json()["results"]
    assert [one["was_there"] for one in listed] == [False, False]  # it is not hers to see
    staff.force_login(people.staff("workshops.view_registration", "workshops.view_attendance"))
    listed = staff.get("/api/v1/registrations/").json()["results"]
    assert {one["id"]: one["was_there"] for one in listed} == {first.pk: True, mine.pk: False}
    services.cancel_registration(first, by=None, now=NOW)
    other = cast.session()
    made = api.post(f"/api/v1/sessions/{other.pk}/register/", {}, **with_type)
    assert (made.status_code, made.json()["state"]) == (200, "registered")
