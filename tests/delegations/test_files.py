"""The file of a member: what is lacking, what she sees, what leaves the house, and who sees how much."""

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from foundation.errors import ServiceError
from foundation.lists.models import Export
from foundation.mail.models import Message
from residencies.delegations import papers_pdf, services
from residencies.delegations.anchors import TripReport
from residencies.delegations.exporting import xlsx_of
from residencies.delegations.models import Delegation, Leg, Member, Papers, PerDiem
from residencies.delegations.selectors.checklist import lacking, lacks, with_files
from residencies.delegations.selectors.links import place_token
from residencies.programmes.selectors.agenda import Entry
from residencies.programmes.selectors.week import week
from tests import cast as people
from tests.delegations import cast

NOW, TODAY = cast.NOW, cast.TODAY
RIGHTS = ["delegations.view_delegation", "delegations.view_member", "delegations.export_delegation"]
PRIVATE = ["delegations.view_papers", "delegations.view_perdiem"]


def keys(row: Member) -> list[str]:
    return [one.key for one in lacks(with_files(Member.objects.all()).get(pk=row.pk))]


@pytest.mark.django_db
def test_a_file_is_opened_for_each_who_takes_part_and_once():
    trip = cast.delegation(going=2)
    assert [services.open_files(trip, by=None, now=NOW) for _twice in range(2)] == [0, 0]
    assert trip.members.count() == 2
    assert trip.report_due_on == trip.returns_on + timedelta(days=14)


@pytest.mark.django_db
def test_what_is_lacking_is_told_by_member_the_soonest_first_and_private_things_to_few():
    trip = cast.delegation()
    ready, new = cast.ready(trip), cast.member(trip)
    assert keys(ready) == ["report"]
    assert keys(new)[-1] == "report"
    assert set(keys(new)) == {
        "badge", "passport", "visa", "insurance", "flights", "hotel", "per_diem", "brief", "report",
    }  # fmt: skip
    found = lacking(trip, people.staff(*RIGHTS, *PRIVATE))
    assert [one.member for one in found] == [new, ready]
    days = [one.by for one in found[0].lacks]
    assert days == sorted(days)
    few = lacking(trip, people.staff(*RIGHTS))
    assert {one.key for one in few[0].lacks} == {"badge", "flights", "hotel", "brief", "report"}


@pytest.mark.django_db
def test_a_passport_lasts_six_months_and_a_visa_covers_the_stay():
    row = cast.ready(cast.delegation(returns_on=date(2027, 8, 31)))
    Papers.objects.update(granted_until=date(2027, 8, 31), insured_until=date(2027, 8, 31))
    Papers.objects.update(passport_until=date(2028, 2, 29))
    assert keys(row) == ["report"]
    Papers.objects.update(passport_until=date(2028, 2, 28))
    assert keys(row) == ["passport", "report"]
    Papers.objects.update(passport_until=date(2031, 1, 1), granted_until=date(2027, 8, 30))
    assert keys(row) == ["visa", "report"]
    Papers.objects.update(visa="no", granted_from=None, granted_until=None)
    assert keys(row) == ["report"]
    Papers.objects.update(visa="yes", appointment_on=date(2027, 1, 1))
    with translation.override("en"):
        said = {one.key: one.text for one in lacks(with_files(Member.objects.all()).get())}
    assert said["visa"] == "appointment for the visa is late"


@pytest.mark.one_database  # no query
@given(st.integers(-400, 400), st.integers(-400, 400), st.integers(0, 30))
def test_only_a_visa_for_every_day_of_the_stay_is_none_that_is_lacking(first: int, last: int, stay: int):
    leaves = date(2027, 2, 10)
    trip = Delegation(leaves_on=leaves, returns_on=leaves + timedelta(days=stay), report_due_on=leaves)
    row = Member(pk=1, delegation=trip, badge="none", hotel="x", brief="x", reported_at=NOW)
    until, since = leaves + timedelta(days=last), leaves + timedelta(days=first)
    row.papers = Papers(member=row, visa="yes", granted_from=since, granted_until=until)
    row.per_diem = PerDiem(member=row, days=1, rate=1, paid_on=NOW.date())
    row._prefetched_objects_cache = {"legs": Leg.objects.none()}
    missing = {one.key for one in lacks(row)}
    covered = all(since <= leaves + timedelta(days=day) <= until for day in range(stay + 1))
    assert ("visa" in missing) is not covered


@pytest.mark.django_db
def test_her_report_is_due_two_weeks_after_the_return_and_handed_in_again_replaces():
    row = cast.member()
    with pytest.raises(ServiceError):
        services.hand_in_report(row, met="Arte", by=None, now=NOW)
    later = NOW + timedelta(days=70)
    with pytest.raises(ServiceError):
        services.hand_in_report(row, met=" ", by=None, now=later)
    assert list(TripReport().facts({}).values_list("anchored", flat=True)) == [row.delegation.report_due_on]
    for met in ("Arte", "Arte, ZDF"):
        services.hand_in_report(row, met=met, follows="Lecture.", by=None, now=later)
    assert Member.objects.get().met == "Arte, ZDF"
    assert not TripReport().facts({}).exists()


@pytest.mark.django_db
def test_a_leg_is_read_by_the_clocks_of_both_places():
    row = cast.member()
    leg = cast.leg(row)
    assert leg.departs.astimezone(UTC).hour == 10
    assert leg.arrives.astimezone(UTC).hour == 14  # 15:10 in Berlin
    leg.arrives_at = time(11)
    with pytest.raises(ValidationError):
        leg.full_clean()
    leg.arrives_at = time(12)
    leg.full_clean()
    leg.save()
    assert leg.revision == 1


@pytest.fixture
def trip_page(client):
    row = cast.ready(cast.delegation())
    client.force_login(row.person.account)
    return row, f"/delegations/{row.pk}/"


@pytest.mark.django_db
def test_her_page_has_all_of_her_journey_and_it_is_hers_alone(client, trip_page, settings):
    _row, url = trip_page
    settings.TRIP_MEETINGS = ["tests.delegations.test_files.a_meeting"]
    page = client.get(url).content.decode()
    for text in ("AT 960", "Hôtel Nord", "AB123456", "P-1", "B-1", "Arte, 10:00"):
        assert text in page
    events = Calendar.from_ical(client.get(f"{url}flights.ics").content).walk("VEVENT")
    [there, _back] = events
    assert there["DTEND"].dt.isoformat().endswith("15:10:00+01:00")
    assert str(there["SUMMARY"]) == "Casablanca → Berlin, AT 960"
    client.force_login(people.alumna().account)
    for path in (url, f"{url}flights.ics", f"{url}report/", f"{url}brief-fr.pdf", f"{url}visa-fr.pdf"):
        assert client.get(path).status_code == 404
    client.force_login(people.administrator())
    assert client.get(url).status_code == 404


def a_meeting(participation: Any, now: datetime) -> list[Entry]:
    return [Entry("Arte, 10:00", TODAY)]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_papers_are_made_in_three_languages(language, trip_page):
    row = with_files(Member.objects.all()).get()
    for made in (papers_pdf.visa_letter, papers_pdf.brief):
        first, second = (made(row, language, at=NOW) for _twice in range(2))
        assert first.startswith(b"%PDF")
        assert first == second


@pytest.mark.django_db
def test_she_reports_on_her_phone_and_loses_nothing_she_typed(client, trip_page):
    row, url = trip_page
    said = {"met": "Arte", "follows": "Lecture"}
    answer = client.post(f"{url}report/", said)
    assert (answer.status_code, b"Lecture" in answer.content) == (422, True)  # it has not left yet
    with time_machine.travel(NOW + timedelta(days=62), tick=False):
        client.force_login(row.person.account)
        assert client.post(f"{url}report/", {"follows": "Lecture"}).status_code == 422
        assert client.post(f"{url}report/", said).status_code == 302
    assert Member.objects.get().met == "Arte"


@pytest.mark.django_db
def test_behind_the_link_a_press_answers_and_a_look_changes_nothing(client):
    with time_machine.travel(NOW, tick=False):
        trip = cast.delegation(going=1)
        row = cast.reserve(trip)
        services.record_withdrawal(trip.members.get(), by=None, now=NOW)
        row.refresh_from_db()
        url = f"/delegations/place/{place_token(row)}/"
        assert client.get(url).status_code == 200
        assert client.post(url).status_code == 200
        assert cast.states(trip) == ["offered"]
        assert client.post(url, {"accept": "yes"}).status_code == 302
        assert client.post(url, {"decline": "yes"}).status_code == 422
        assert cast.states(trip) == ["accepted"]
        assert client.get("/delegations/place/forged/").status_code == 404
    assert Message.objects.filter(kind="delegation_offer").count() == 1


@pytest.mark.django_db
def test_the_workbook_has_passports_and_money_for_those_alone_who_may_see_them():
    trip = cast.delegation()
    cast.ready(trip)
    for rights, sheets in ((RIGHTS, 2), ([*RIGHTS, *PRIVATE], 4)):
        book = load_workbook(BytesIO(xlsx_of(trip, people.staff(*rights), "fr")))
        cells = [str(cell) for sheet in book for line in sheet.values for cell in line]
        assert (len(book.sheetnames), "AB123456" in cells) == (sheets, sheets == 4)


@pytest.mark.django_db
def test_who_took_a_workbook_out_is_noted_by_what_was_in_it_for_her(client):
    trip = cast.delegation()
    cast.ready(trip)
    for rights in (RIGHTS, [*RIGHTS, *PRIVATE]):
        client.force_login(people.staff("delegations.export_member", *rights))
        assert client.get(f"/admin/delegations/delegation/{trip.pk}/workbook/").status_code == 200
    taken = Export.objects.order_by("pk").values_list("table", "form", "count", "filters")
    rows = ["member", "member", "papers", "perdiem"]
    count = trip.members.going().count()
    assert [*taken] == [(f"delegations.{one}", "xlsx", count, f"delegation={trip.pk}") for one in rows]


@pytest.mark.django_db
def test_the_desk_tells_what_is_lacking_and_records_a_refusal(client):
    trip = cast.delegation(going=1)
    cast.reserve(trip)
    client.force_login(people.administrator())
    page = client.get(f"/admin/delegations/delegation/{trip.pk}/lacking/")
    assert page.status_code == 200
    row = trip.members.get()
    change = reverse("admin:delegations_member_change", args=[row.pk])
    assert client.get(change).status_code == 200
    url = reverse("admin:delegations_member_refuse", args=[row.pk])
    answer = client.post(url, {"on": "2026-11-24", "confirm": "1"})
    assert answer.status_code == 302
    assert cast.states(trip) == ["offered"]
    client.force_login(people.staff("delegations.view_delegation"))
    assert client.get(f"/admin/delegations/delegation/{trip.pk}/lacking/").status_code == 403


@pytest.mark.django_db
def test_a_week_of_the_edition_names_what_is_late():
    trip = cast.delegation(
        going=1, leaves_on=TODAY + timedelta(days=10), returns_on=TODAY + timedelta(days=12)
    )
    parts = week(trip.edition, people.staff(*RIGHTS, *PRIVATE), NOW)
    assert sum(len(part.lines) for part in parts) >= 5
    assert not week(trip.edition, people.staff(), NOW)
