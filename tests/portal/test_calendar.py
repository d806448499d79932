"""All of hers that has a day, at one address."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from alumni.checkins.models import CheckIn
from alumni.checkins.selectors import answer_token
from foundation.films.models import Credit, Deadline, Entry, Festival, FestivalEdition, Role, Section, Work
from residencies.industry.services import add_meeting, release_schedule
from residencies.workshops import services
from residencies.workshops.selectors.links import feed_token
from tests import cast
from tests.cast import NOW
from tests.industry import cast as industry
from tests.programmes import enrolled
from tests.workshops import cast as workshops

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def feed(person):
    return Client().get(reverse("portal:feed", args=[feed_token(services.open_feed(person))]))


def events(person):
    """{key: event} of her calendar."""
    found = Calendar.from_ical(feed(person).content)
    return {str(one["uid"]).partition("@")[0]: one for one in found.walk("VEVENT")}


@pytest.fixture
def she():
    """With a session, a meeting, a stay, a check-in, a report that is due and a film that fits a deadline."""
    person = cast.alumna(name="Salma Bennis")
    cast.asked_checkin(who=person)
    workshops.registered(workshops.session(), person)
    event = industry.event()
    there = industry.guest(event, person=person)
    meet(event, there)
    release_schedule(event, by=None, now=NOW)
    row = enrolled.enrolment(who=person)
    enrolled.stay(row, room=None)
    enrolled.requirement(row.edition, "deliverable", due_on=date(2026, 12, 31))
    Credit.objects.create(
        work=Work.objects.create(title="Film", kind="feature"),
        person=person,
        role=Role.objects.get(slug="director"),
    )
    closes("Premiers films", kinds=["feature"])
    closes("Courts", kinds=["short"])
    return person


def meet(event, guest):
    slot = event.slots.exclude(meetings__guest=guest).first()
    add_meeting(event, industry.project(event), guest, slot, event.tables.first(), by=None, now=NOW)


def closes(name, **rules):
    festival = Festival.objects.get_or_create(name="Festival", kind="festival", country="FR")[0]
    days = {"starts_on": date(2027, 5, 12), "ends_on": date(2027, 5, 22)}
    edition = FestivalEdition.objects.get_or_create(festival=festival, year=2027, defaults=days)[0]
    section = Section.objects.create(edition=edition, name=name)
    Entry.objects.create(section=section, **rules)
    return Deadline.objects.create(section=section, closes_at=datetime(2027, 1, 15, 22, 59, tzinfo=UTC))


def test_all_of_hers_that_has_a_day_stands_in_one_calendar(she):
    found = events(she)
    kinds = Counter(key.partition("-")[0] for key in found)
    assert kinds == {"session": 1, "meeting": 1, "stay": 2, "asked": 2, "deadline": 1}
    days = {str(one["summary"]): one["dtstart"].dt for one in found.values()}
    checkin = CheckIn.objects.get(person=she)
    assert days["Où en êtes-vous ?"] == checkin.closes_at
    assert days["Vous arrivez"] == date(2026, 11, 1)
    assert "Festival 2027, Premiers films" in " ".join(days)
    assert "Courts" not in " ".join(days)


def test_neither_her_name_nor_a_secret_lies_with_who_runs_the_calendar(she):
    said = feed(she).content.decode().replace("\r\n ", "")
    assert answer_token(CheckIn.objects.get(person=she)) not in said
    assert [word for word in (she.name, she.email) if word in said] == []
    links = {line.partition(":")[2] for line in said.splitlines() if line.startswith("URL")}
    stranger = Client()
    opened = [stranger.get(urlsplit(link).path).status_code for link in links]
    assert all(status in (302, 200) for status in opened)
    assert she.name not in "".join(stranger.get(urlsplit(link).path).content.decode() for link in links)


def test_an_ended_login_ends_the_calendar(she):
    assert feed(she).status_code == 200
    she.account.is_active = False
    she.account.save()
    assert feed(she).status_code == 404


def test_a_calendar_asks_as_often_for_fifty_rows_as_for_one(she):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert feed(she).status_code == 200
        return len(asked)

    queries()
    before = queries()
    for number in range(50):
        workshops.registered(workshops.session(starts_at=workshops.STARTS + timedelta(days=number)), she)
        closes(f"Section {number}", kinds=["feature"])
    assert queries() == before
