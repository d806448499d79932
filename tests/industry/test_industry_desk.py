"""The desk and the API of industry events."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.errors import ServiceError
from foundation.lists.models import Export
from residencies.industry import services
from residencies.industry.models import Event, Meeting, Travel, Wish
from tests import cast as people
from tests.industry import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(people.administrator())
    return client


def page(name: str, row) -> str:
    return reverse(f"admin:industry_{name}", args=[row.pk])


def test_a_schedule_is_made_looked_at_and_released_at_the_desk(desk):
    event = cast.event()
    one, other = cast.project(event), cast.guest(event)
    cast.wish(one, other, "mm")
    cast.wish(one, cast.guest(event, languages=["de"]), "m-")
    desk.post(page("event_schedule", event), {"make": "1"})
    shown = desk.get(page("event_schedule", event))
    meeting = event.meetings.get()
    assert page("meeting_change", meeting) in shown.content.decode()
    assert len(shown.context["grid"].open) == 1
    assert desk.get(page("event_wishes", event)).status_code == 200
    assert desk.get(page("project_chain", one)).status_code == 200
    assert "confirm" in desk.get(page("event_release", event)).content.decode()
    desk.post(page("event_release", event), {"confirm": "1"})
    event.refresh_from_db()
    assert event.is_released


def test_the_page_of_an_event_offers_areas_of_its_own_in_as_many_queries_for_many_tables(desk):
    def shown(event: Event) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as caught:
            text = desk.get(page("event_change", event)).text
        return text, len(caught)

    few, many = cast.event(tables=1), cast.event(tables=6)
    many.areas.create(name="Terrasse")
    shown(few)
    (of_few, count), (of_many, count_of_many) = shown(few), shown(many)
    assert ("Terrasse" in of_few, "Terrasse" in of_many) == (False, True)
    assert count == count_of_many


def test_the_list_of_events_counts_without_every_project_beside_every_meeting(desk):
    event = cast.event()
    one, other = cast.project(event), cast.guest(event)
    cast.project(event, is_active=False)
    services.add_meeting(event, one, other, event.slots.first(), event.tables.first(), by=None, now=NOW)
    with CaptureQueriesContext(connection) as caught:
        (row,) = desk.get(reverse("admin:industry_event_changelist")).context["cl"].result_list
    assert (row.projects_number, row.meetings_number) == (1, 1)
    for query in caught:
        for part in query["sql"].split("SELECT"):
            assert not ("industry_project" in part and "industry_meeting" in part)


def test_how_far_areas_lie_from_each_other_is_said_at_the_desk(desk):
    event = cast.event()
    one, other, third = event.areas.get(), *(event.areas.create(name=name) for name in ("Hall", "Terrasse"))
    first, second = f"{one.pk}-{other.pk}", f"{one.pk}-{third.pk}"
    last = f"{other.pk}-{third.pk}"
    for minutes, said in (({first: 5, second: 9, last: 0}, [5, 9]), ({first: 7, second: 0, last: 0}, [7])):
        desk.post(page("event_ways", event), {**minutes, "confirm": "1"})
        assert list(Travel.objects.order_by("pk").values_list("minutes", flat=True)) == said
    assert 'value="7"' in desk.get(page("event_ways", event)).text
    far = desk.post(page("event_ways", event), {first: 241, second: 0, last: 0, "confirm": "1"})
    assert far.context["form"].errors
    with pytest.raises(ServiceError):
        services.lay_ways(cast.event(), {(one.pk, other.pk): 5}, by=None, now=NOW)
    told = Travel.history.order_by("pk").values_list("history_type", "minutes")
    assert list(told) == [("+", 5), ("+", 9), ("-", 9), ("~", 7)]


def test_a_meeting_is_added_moved_and_cancelled_at_the_desk(desk):
    event = cast.event()
    one, other = cast.project(event), cast.guest(event)
    first, last = event.slots.first(), event.slots.last()
    said = {"project": one.pk, "guest": other.pk, "slot": first.pk, "table": event.tables.first().pk}
    desk.post(page("event_meet", event), {**said, "confirm": "1"})
    twice = desk.post(page("event_meet", event), {**said, "slot": last.pk, "confirm": "1"})
    assert twice.context["form"].errors  # what was chosen is still there
    meeting = event.meetings.get()
    for act, form in (("move", {"slot": last.pk, "table": said["table"]}), ("pin", {}), ("cancel", {})):
        desk.post(page(f"meeting_{act}", meeting), {**form, "confirm": "1"})
    meeting.refresh_from_db()
    assert (meeting.slot, meeting.is_pinned, meeting.state) == (last, False, "cancelled")


def test_the_grid_takes_as_many_queries_for_many_meetings_as_for_one(desk):
    def queries(event: Event) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert desk.get(page("event_schedule", event)).status_code == 200
        return len(caught)

    few, many = cast.event(), cast.event(tables=4)
    cast.wish(cast.project(few), cast.guest(few), "mm")
    for _number in range(4):
        one = cast.project(many)
        for _again in range(2):
            cast.wish(one, cast.guest(many), "m-")
        cast.wish(one, cast.guest(many, languages=["de"]), "m-")
    for event in (few, many):
        services.schedule_meetings(event, by=None, now=NOW)
    queries(few)
    assert Meeting.objects.count() > 4
    assert queries(few) == queries(many)


def test_tables_leave_with_a_right_of_its_own(client):
    event = cast.event()
    cast.wish(cast.project(event), cast.guest(event), "mm")
    services.schedule_meetings(event, by=None, now=NOW)
    client.force_login(people.staff("industry.view_event"))
    assert client.get(page("event_csv", event)).status_code == 403
    for name in ("event_schedule", "event_wishes"):
        assert client.get(page(name, event)).status_code == 403
        assert page(name, event) not in client.get(page("event_change", event)).text
    client.force_login(people.staff("industry.view_event", "industry.export_event"))
    assert b"Film" in client.get(page("event_csv", event)).content
    assert client.get(page("event_workbook", event)).content[:2] == b"PK"


def test_who_took_a_schedule_out_is_noted_with_the_other_lists(client):
    event = cast.event()
    cast.wish(cast.project(event), cast.guest(event), "mm")
    cast.wish(cast.project(event), cast.guest(event, languages=["de"]), "m-")
    services.schedule_meetings(event, by=None, now=NOW)
    rights = ["industry.view_event", "industry.export_event", "industry.view_wish"]
    accounts = [people.staff(*rights[:2]), people.staff(*rights)]
    for by in accounts:
        client.force_login(by)
        for name in ("event_csv", "event_workbook"):
            assert client.get(page(name, event)).status_code == 200
    told = Export.objects.order_by("pk").values_list("table", "form", "count", "by", "filters")
    meetings = [
        ("industry.meeting", form, 1, by.pk, f"event={event.pk}")
        for by in accounts
        for form in ("csv", "xlsx")
    ]
    assert [*told] == [*meetings, ("industry.wish", "xlsx", 1, accounts[1].pk, f"event={event.pk}")]


def test_wishes_are_written_by_whose_they_are(client):
    event = cast.event()
    one, other = cast.project(event), cast.guest(event)
    mine = reverse("api:industry-project-wishes", args=[one.pk])
    body = {"wishes": [{"of": other.pk, "word": "must"}]}
    client.force_login(other.person.account)  # the other side
    assert client.post(mine, body, content_type="application/json").status_code == 404
    client.force_login(one.seats.get().person.account)
    answer = client.post(mine, body, content_type="application/json")
    assert (answer.status_code, answer.json()[0]["word"]) == (200, "must")
    body["wishes"][0]["word"] = ""
    assert client.post(mine, body, content_type="application/json").json() == []
    assert not Wish.objects.exists()
