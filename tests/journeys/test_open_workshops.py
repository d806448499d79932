"""Open workshops: a full session, its waiting list, a change, the door, and what was said of it."""

from datetime import timedelta
from random import Random

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone
from icalendar import Calendar

from alumni.desk.demo.cohorts import fill_editions, make_programmes
from alumni.desk.demo.load import open_logins
from alumni.desk.demo.staff import STAFF, make_staff
from alumni.desk.demo.workshops import CAPACITY, Workshops
from foundation.mail.delivery import drain
from foundation.people.models import Person
from foundation.people.services import open_account
from residencies.workshops import views
from residencies.workshops.models import Session
from residencies.workshops.services import settle_sessions
from tests.journeys.acts import fill, link_in, log_in_by_code, post, press, snap
from tests.journeys.conftest import PHONE, faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def team():
    """The demo's open workshops, and its alumnae."""
    cache.clear()
    now = timezone.now()
    by = make_staff()[STAFF.role]
    editions = make_programmes(today=now.date(), last_workday=now.date(), by=by)
    fill_editions(editions, rng=Random(1), today=now.date(), by=by)
    open_logins(by, now)
    Workshops(now=now, today=now.date(), by=by).make()
    return by


def test_from_a_full_session_to_the_last_word(visit, sink, team, monkeypatch):
    row = Session.objects.get(held=CAPACITY, capacity=CAPACITY)
    she = Person.objects.filter(account=None, language="ar", workshop_registrations=None)
    she = she.exclude(email="").filter(participations__state="completed").first()
    page = visit("/workshops/", size=PHONE, locale="ar")
    snap(page, "workshops-public")
    found = faults(page)
    page.locator(f"a[href='/workshops/sessions/{row.pk}/']").click()
    press(page, "a[href$='/ask/']")
    snap(page, "workshops-ask")
    found += faults(page)
    fill(page, name=she.name, email=she.email)
    press(page, "main form button.button")
    page.goto(link_in(post(sink, she.email), "/workshops/confirm/"))
    found += faults(page)
    press(page, "[name=confirm]")
    snap(page, "workshops-waiting")
    drain()  # the letter of the waiting list leaves before the code
    page.goto(f"/workshops/sessions/{row.pk}/ask/")
    press(page, "a[href^='/account/']")  # she has a login as well
    log_in_by_code(page, sink, she.email)
    page.wait_for_url("**/workshops/sessions/**")
    assert row.registrations.get(person=she).state == "waiting"

    # Who is before her in line says no or nothing; the place comes to her, with a time to answer.
    first = row.registrations.get(state="offered").person
    other = visit(link_in(post(sink, first.email), "/workshops/place/"), size=PHONE)
    press(other, "[name=cancel]")
    line = row.registrations.filter(state__in=["offered", "waiting"]).exclude(person=she)
    while asked := line.filter(state="offered").first():
        with time_machine.travel(asked.answer_by + timedelta(minutes=1)):
            settle_sessions(now=timezone.now())
            drain()
    with time_machine.travel(row.registrations.get(person=she).offered_at + timedelta(minutes=9)):
        page.goto(link_in(post(sink, she.email), "/workshops/place/"))
        snap(page, "workshops-offer")
        press(page, "[name=accept]")
    assert row.registrations.get(person=she).state == "registered"

    page = visit("/calendar/", size=PHONE, account=_login(she), locale="ar")
    press(page, "[name=show]")
    feed = page.locator("#feed").input_value()
    _moved(visit, sink, team, row, she, page)
    told = Calendar.from_ical(page.request.get(feed[feed.index("/calendar/") :]).text())
    (event,) = [one for one in told.walk("VEVENT") if str(row.starts_at.year) in str(one["DTSTART"].dt)]
    assert (str(event["LOCATION"]), event["SEQUENCE"]) == ("Cinémathèque, petite salle", 2)

    with time_machine.travel(row.starts_at - timedelta(minutes=10)):
        _at_the_door(visit, row, she, monkeypatch)
    with time_machine.travel(row.ends_at + timedelta(minutes=20)):
        page = visit("/workshops/mine/", size=PHONE, account=_login(she), locale="ar")
        page.locator(f"a[href='/workshops/sessions/{row.pk}/feedback/']").click()
        fill(page, overall=5, useful=4, clear=5, comment="سمعت المدينة أخيرًا.")
        snap(page, "workshops-feedback")
        found += faults(page)
        press(page, "main form button.button")
    assert row.feedback.get().comment == "سمعت المدينة أخيرًا."
    assert found == []


def _login(she: Person):
    return Person.objects.get(pk=she.pk).account


def _moved(visit, sink, team, row: Session, she: Person, page) -> None:
    """Two changes in a row at the desk are one letter."""
    desk = visit(f"/admin/workshops/session/{row.pk}/change/", account=team, locale="fr")
    fill(desk, place="Cinémathèque, grande salle")
    press(desk, "[name=_continue]")
    fill(desk, place="Cinémathèque, petite salle")
    press(desk, "[name=_continue]")
    snap(desk, "workshops-session")
    before = len(sink.mails)
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        drain()
    told = [mail for mail in sink.mails[before:] if she.email in str(mail["To"])]
    assert ["petite salle" in mail.get_body(("plain",)).get_content() for mail in told] == [True]


def _at_the_door(visit, row: Session, she: Person, monkeypatch) -> None:
    """Her phone shows a code; the trainer's phone reads it, and one press notes her."""
    coded: list[str] = []
    draw = views.qr_svg
    monkeypatch.setattr(views, "qr_svg", lambda text, **how: coded.append(text) or draw(text, **how))
    hers = visit(f"/workshops/sessions/{row.pk}/", size=PHONE, account=_login(she), locale="ar")
    hers.locator(".code svg").wait_for()
    snap(hers, "workshops-code")
    trainer = row.speakers.get().person
    door = visit(
        coded[-1][coded[-1].index("/workshops/") :],
        size=PHONE,
        account=open_account(trainer, by=None, now=timezone.now()),
    )
    press(door, "main form button")
    assert row.attendances.get(person=she).way == "qr"
    snap(door, "workshops-door")
