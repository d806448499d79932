"""The pages of guests and projects, by login and by the link of a mail."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from residencies.industry import services, views
from residencies.industry.anchors import GuestWishes, ProjectWishes
from residencies.industry.models import Away, FollowUp, Meeting, Note, Seat, Slot, Wish
from residencies.industry.selectors import year
from residencies.industry.selectors.links import FEED, row_of, token_of
from residencies.programmes.models import Participation
from tests import cast as people
from tests.industry import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(time_machine, client):
    time_machine.move_to(cast.NOW, tick=False)
    client.cookies["django_language"] = "en"


def link(event, person, name="event", *arguments):
    return reverse(f"industry:link_{name}", args=[token_of(row_of(event, person)), *arguments])


@pytest.fixture
def world():
    """A released event: one guest without a login meets two projects; a third pair is nobody of hers."""
    event = cast.event(slots=4, tables=2)
    she = cast.guest(event, person=people.person(name="Ines Rossi", time_zone="Europe/Paris"))
    one, two = cast.project(event), cast.project(event)
    other = cast.guest(event)
    for project, guest in ((one, she), (two, she), (two, other)):
        cast.wish(project, guest, "ml")
    services.schedule_meetings(event, by=None, now=cast.NOW)
    services.release_schedule(event, by=None, now=cast.NOW)
    event.refresh_from_db()
    return event, she, one, two, other


def begin(meeting, time_machine):
    time_machine.move_to(meeting.slot.starts_at + timedelta(minutes=5), tick=False)


def test_a_guest_without_a_login_says_her_wishes_and_days_by_her_link(client):
    event = cast.event(wishes_until=cast.NOW + timedelta(days=2))
    she = cast.guest(event, person=people.person())
    films = [cast.project(event) for _number in range(3)]
    page = link(event, she.person, "wishes", "guest", she.pk)
    shown = client.get(page)
    assert shown.status_code == 200
    assert shown["Referrer-Policy"] == "no-referrer"
    assert "csrftoken" not in shown.cookies
    assert Wish.objects.count() == 0
    done = client.post(
        page, {f"word.{films[0].pk}": "must", f"word.{films[1].pk}": "no", "save": "1"}, follow=True
    )
    assert "Your wishes are kept" in done.text
    assert dict(Wish.objects.values_list("project", "word")) == {films[0].pk: "must", films[1].pk: "no"}
    client.post(page, {f"word.{films[1].pk}": "", f"word.{films[2].pk}": "like"})
    assert dict(Wish.objects.values_list("project", "word")) == {films[0].pk: "must", films[2].pk: "like"}
    slot = Slot.objects.first()
    days = link(event, she.person, "away", "guest", she.pk)
    assert "It is noted" in client.post(days, {"away": [slot.pk]}, follow=True).text
    assert Away.objects.get().slot == slot
    assert "checked" in client.get(days).text
    client.post(days, {})
    assert Away.objects.count() == 0


def test_wishes_are_kept_wholly_or_not_at_all_and_nothing_chosen_is_lost(client):
    event = cast.event()
    she, film, elsewhere = cast.guest(event), cast.project(event), cast.project(cast.event())
    page = link(event, she.person, "wishes", "guest", she.pk)
    told = client.post(page, {f"word.{film.pk}": "must", f"word.{elsewhere.pk}": "must"})
    assert (told.status_code, Wish.objects.count()) == (422, 0)
    assert 'value="must" checked' in told.text
    assert client.post(page, {f"word.{film.pk}": "always"}).status_code == 422


def test_wishes_close_with_a_clear_sentence(client, time_machine):
    event = cast.event(wishes_until=cast.NOW + timedelta(hours=1))
    she, film = cast.guest(event), cast.project(event)
    page = link(event, she.person, "wishes", "guest", she.pk)
    time_machine.move_to(cast.NOW + timedelta(hours=2), tick=False)
    assert "Wishes are closed since 24 November 2026, 11:00 (time of Casablanca)" in client.get(page).text
    late = client.post(page, {f"word.{film.pk}": "must"})
    assert (late.status_code, Wish.objects.count()) == (422, 0)
    assert "Wishes are closed. Write to the team" in late.text
    assert "Keep my wishes" not in client.get(page).text


def test_the_list_is_searched_and_paged_and_what_is_chosen_is_kept_on_the_way(client, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 2)
    event = cast.event()
    she = cast.guest(event)
    films = [cast.project(event) for _number in range(3)]
    page = link(event, she.person, "wishes", "guest", she.pk)
    first = client.get(page).text
    assert films[2].work.title not in first
    moved = client.post(page, {f"word.{films[0].pk}": "like", "here": "1", "page": "2"})
    assert moved["Location"].endswith("said=wishes&page=2")
    assert Wish.objects.get().project == films[0]
    assert films[2].work.title in client.get(moved["Location"]).text
    found = client.post(page, {"q": films[1].work.title, "search": "1", "here": "2"}, follow=True).text
    assert (films[1].work.title in found, films[0].work.title in found) == (True, False)


def test_what_is_not_hers_is_not_there(client, world):
    event, she, _one, _two, other = world
    stranger = people.alumna()
    hers = Meeting.objects.get(guest=other)
    for name, arguments in (
        ("event", []), ("wishes", ["guest", she.pk]), ("away", ["guest", she.pk]), ("meeting", [hers.pk]),
        ("follow_ups", []), ("agenda_pdf", []), ("agenda_ics", []), ("calendar", []),
    ):  # fmt: skip
        client.force_login(stranger.account)
        assert client.get(reverse(f"industry:{name}", args=[event.pk, *arguments])).status_code == 404
    assert client.get(link(event, she.person, "meeting", hers.pk)).status_code == 404
    assert client.get(link(event, she.person, "wishes", "guest", other.pk)).status_code == 404
    feed = token_of(row_of(event, she.person), FEED)
    assert client.get(reverse("industry:link_event", args=[feed])).status_code == 404
    page = link(event, she.person)
    services.renew_links(event, she.person)
    assert client.get(page).status_code == 404


def test_her_agenda_says_where_and_whom_by_the_clock_of_the_event_and_her_own(client, world, time_machine):
    event, she, one, _two, other = world
    Slot.objects.create(
        event=event, starts_at=cast.NOW.replace(day=1, month=12, hour=13), blocked="meal", label="Iftar",
        ends_at=cast.NOW.replace(day=1, month=12, hour=14),
    )  # fmt: skip
    text = client.get(link(event, she.person)).text
    first = Meeting.objects.filter(guest=she).first()
    for words in (
        "All times are those of Casablanca.",
        "(your time)",
        "Iftar",
        one.work.title,
        "Salon",
        "Next:",
    ):
        assert words in text
    assert other.person.name not in text
    client.force_login(other.person.account)
    assert "(your time)" not in client.get(reverse("industry:event", args=[event.pk])).text
    assert "My agenda" in client.get(reverse("industry:home")).text
    begin(first, time_machine)
    assert "no outcome yet" not in client.get(link(event, she.person)).text
    time_machine.move_to(first.slot.ends_at, tick=False)
    assert "no outcome yet" in client.get(link(event, she.person)).text


def test_nothing_is_seen_before_the_release(client):
    event = cast.event()
    film, she = cast.project(event), cast.guest(event)
    cast.wish(film, she, "ml")
    services.schedule_meetings(event, by=None, now=cast.NOW)
    meeting = event.meetings.get()
    assert film.work.title not in client.get(link(event, she.person)).text
    for name, arguments in (("meeting", [meeting.pk]), ("agenda_pdf", []), ("agenda_ics", [])):
        assert client.get(link(event, she.person, name, *arguments)).status_code == 404
    assert b"BEGIN:VEVENT" not in client.get(feed(event, she.person)).content


def feed(event, person):
    return reverse("industry:feed", args=[token_of(row_of(event, person), FEED)])


def test_each_side_keeps_its_note_an_outcome_and_what_it_does_next(client, world, time_machine):
    event, she, one, _two, _other = world
    meeting = Meeting.objects.get(guest=she, project=one)
    hers = link(event, she.person, "meeting", meeting.pk)
    theirs = reverse("industry:meeting", args=[event.pk, meeting.pk])
    client.post(hers, {"note": "1", "text": "zqguestqz"})
    early = client.post(hers, {"result": "1", "outcome": "interest"})
    assert (early.status_code, Meeting.objects.get(pk=meeting.pk).outcome) == (422, "")
    begin(meeting, time_machine)
    client.get(f"{hers}?outcome=missed")
    assert Meeting.objects.get(pk=meeting.pk).outcome == ""
    client.post(hers, {"result": "1", "outcome": "interest"})
    assert Meeting.objects.get(pk=meeting.pk).outcome == "interest"
    client.post(hers, {"next": "1", "next-what": "Send the budget", "next-due_on": "2026-12-09"})
    client.post(hers, {"next": "1", "next-what": "Send the budget", "next-due_on": "2026-12-09"})
    mine = client.get(link(event, she.person, "follow_ups")).text
    assert "Send the budget" in mine
    client.force_login(one.seats.get().person.account)
    told = client.get(theirs).text
    assert "zqguestqz" not in told
    assert "Send the budget" not in told
    assert "Recorded: Letter of interest." in told
    client.post(theirs, {"note": "1", "text": "zqprojectqz"})
    assert dict(Note.objects.values_list("side", "text")) == {"guest": "zqguestqz", "project": "zqprojectqz"}
    assert "zqprojectqz" not in client.get(hers).text
    row = FollowUp.objects.get()
    assert client.post(reverse("industry:follow_ups", args=[event.pk]), {"done": row.pk}).status_code == 404
    client.post(link(event, she.person, "follow_ups"), {"done": row.pk})
    assert FollowUp.objects.get().done_at is not None


def test_what_was_changed_meanwhile_is_told_before_it_is_written_over(client, world, time_machine):
    event, she, one, _two, _other = world
    meeting = Meeting.objects.get(guest=she, project=one)
    hers = link(event, she.person, "meeting", meeting.pk)
    begin(meeting, time_machine)

    def seen(page: str, form: str) -> str:
        """What the form of the page sends along."""
        return (
            re.search(rf'name="seen"(?: value="(\w*)")?(?:(?!</form>).)*name="{form}"', page, re.DOTALL)[1]
            or ""
        )

    opened = client.get(hers).text
    services.write_note(meeting, "guest", "hers from the phone", by=None, now=timezone.now())
    services.record_outcome(meeting, "contract", by=None, now=timezone.now())
    for form, typed, kept in (
        ("note", {"text": "hers from the desk"}, lambda: Note.objects.get().text),
        ("result", {"outcome": "missed"}, lambda: Meeting.objects.get(pk=meeting.pk).outcome),
    ):
        before, [value] = kept(), typed.values()
        refused = client.post(hers, {form: "1", **typed, "seen": seen(opened, form)})
        assert (refused.status_code, kept()) == (422, before)
        assert "Meanwhile" in refused.text
        assert value in refused.text
        again = client.post(hers, {form: "1", **typed, "seen": seen(refused.text, form)})
        assert (again.status_code, kept()) == (302, value)


def test_what_she_typed_on_a_meeting_that_was_cancelled_meanwhile_is_not_lost(client, world):
    event, she, one, _two, _other = world
    meeting = Meeting.objects.get(guest=she, project=one)
    page = link(event, she.person, "meeting", meeting.pk)
    services.write_note(meeting, "guest", "from before", by=None, now=timezone.now())
    services.cancel_meeting(meeting, by=None, now=timezone.now())
    assert "from before" in client.get(page).text
    planned = client.post(page, {"next": "1", "next-what": "Send the budget", "next-due_on": "2026-12-05"})
    assert (planned.status_code, "cancelled meanwhile" in planned.text) == (422, True)
    assert "Send the budget" in planned.text
    seen = services.mark_of("from before")
    client.post(page, {"note": "1", "text": "met in the corridor", "seen": seen})
    assert Note.objects.get().text == "met in the corridor"


def test_a_new_link_ends_all_that_she_had_before(client, world):
    event, she, one, _two, _other = world
    seat = Seat.objects.create(project=one, person=she.person)  # before she was a guest
    links = [reverse("industry:link_event", args=[token_of(row)]) for row in (seat, she)]
    assert [client.get(page).status_code for page in links] == [200, 200]
    renewed = client.post(link(event, she.person, "calendar"))
    assert [client.get(page).status_code for page in links] == [404, 404]
    assert client.get(renewed["Location"]).status_code == 200


def test_the_desk_tells_a_stale_note_too(client, world):
    meeting = Meeting.objects.get(guest=world[1], project=world[2])
    client.force_login(people.administrator())
    page = reverse("admin:industry_meeting_write", args=[meeting.pk])
    services.write_note(meeting, "", "a colleague’s", by=None, now=timezone.now())
    refused = client.post(page, {"confirm": "1", "text": "mine", "seen": ""})
    assert "a colleague’s" in refused.text
    assert Note.objects.get().text == "a colleague’s"
    mark = services.mark_of("a colleague’s")
    assert f'value="{mark}"' in refused.text
    client.post(page, {"confirm": "1", "text": "mine", "seen": mark})
    assert Note.objects.get().text == "mine"


def test_a_page_takes_as_many_queries_for_fifty_as_for_one(client):
    counts = []
    for many in (1, 12):
        event = cast.event(slots=many, tables=1)
        she = cast.guest(event, most_a_day=40)
        for _number in range(many):
            cast.wish(cast.project(event), she, "ml")
        event.most_in_a_row = None
        event.save()
        pages = [
            link(event, she.person, "wishes", "guest", she.pk),
            link(event, she.person, "away", "guest", she.pk),
        ]
        found = [_queries(client, page) for page in pages]
        services.schedule_meetings(event, by=None, now=cast.NOW)
        services.release_schedule(event, by=None, now=cast.NOW)
        for meeting in event.meetings.all():
            services.plan_follow_up(
                meeting, she.person, "x", cast.FIRST_DAY, side="guest", by=None, now=cast.NOW
            )
        assert event.meetings.count() == many
        pages = [
            link(event, she.person, name) for name in ("event", "follow_ups", "agenda_ics", "agenda_pdf")
        ]
        counts.append(found + [_queries(client, page) for page in pages])
    assert counts[0] == counts[1]


def _queries(client, page):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(page).status_code == 200
    return len(seen)


@pytest.mark.usefixtures("in_english")
def test_an_editions_week_and_a_participants_page_know_of_the_meetings(client, time_machine):
    edition = people.edition()
    event = cast.event(edition=edition, wishes_until=cast.NOW + timedelta(days=3))
    she = people.alumna()
    film, guest = cast.project(event, she), cast.guest(event)
    row = Participation.objects.create(person=she, edition=edition, state="active")
    staff = people.staff("industry.view_event", "industry.view_meeting")
    assert [line.detail for line in year.week(edition, staff, cast.NOW)] == ["wishes are due"]
    assert [one.on for one in year.days(edition, staff, cast.NOW.date())] == [
        event.starts_on,
        event.wishes_until.date(),
    ]
    assert [one.title for one in year.agenda(row, cast.NOW) if one.is_todo] == ["Say whom you want to meet"]
    slot, table = event.slots.first(), event.tables.first()
    services.add_meeting(event, film, guest, slot, table, by=None, now=cast.NOW)
    services.release_schedule(event, by=None, now=cast.NOW)
    assert [line.detail for line in year.week(edition, staff, slot.starts_at)] == ["1 meeting today"]
    over = ["1 meeting today", "1 meeting without an outcome"]
    assert [line.detail for line in year.week(edition, staff, slot.ends_at)] == over
    owed = [one.title for one in year.agenda(row, slot.ends_at) if one.is_todo]
    assert owed == ["Note what came of your meetings"]
    nobody = people.staff("people.view_person")
    assert [*year.week(edition, nobody, slot.ends_at), *year.days(edition, nobody, cast.FIRST_DAY)] == []


def test_who_has_said_no_wish_may_be_reminded():
    event = cast.event(wishes_until=cast.NOW + timedelta(days=3))
    film, guest, silent = cast.project(event), cast.guest(event), cast.guest(event)
    cast.wish(film, guest, "-m")
    assert list(GuestWishes().facts({}).values_list("whom", flat=True)) == [silent.person_id]
    assert list(ProjectWishes().facts({}).values_list("whom", flat=True)) == [film.seats.get().person_id]
