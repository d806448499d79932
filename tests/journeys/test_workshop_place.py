"""A person's way into a full session, in a real browser; and how the pages of workshops look."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.mail.delivery import drain
from residencies.workshops import services
from residencies.workshops.models import Session
from residencies.workshops.selectors.links import check_in_code, place_token
from tests import cast
from tests.journeys.conftest import PHONE, look
from tests.workshops import cast as workshops

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


def soon(**fields) -> Session:
    """In three quarters of an hour: the doors are open, and a place can still be had."""
    starts = timezone.now() + timedelta(minutes=45)
    row = workshops.session(starts_at=starts, **fields)
    row.speakers.create(person=cast.alumna(name="Latifa Formatrice"), role="trainer")
    return row


def test_she_registers_in_arabic_waits_gets_the_offer_by_mail_and_is_on_the_list(visit, sink):
    row = soon(capacity=1)
    first = workshops.registered(row, now=timezone.now())
    she = cast.alumna(name="Salma Bennis", name_ar="سلمى بنيس", language="ar")
    page = visit("/workshops/", size=PHONE, account=she.account, locale="ar")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("[name=register]").click()
    page.locator("[name=cancel]").wait_for()
    assert workshops.states(row) == ["registered", "waiting"]
    services.cancel_registration(first, by=None, now=timezone.now())
    drain()
    mine = [mail for mail in sink.mails if mail["To"] == she.email]
    words = mine[-1].get_body(("plain",)).get_content().split()
    link = next(word for word in words if "/workshops/place/" in word)
    page.goto("/workshops/place/" + link.partition("/workshops/place/")[2])
    page.locator("[name=accept]").click()
    page.locator("[name=accept]").wait_for(state="detached")
    assert workshops.states(row) == ["cancelled", "registered"]
    leader = row.speakers.get().person.account
    door = visit(f"/workshops/sessions/{row.pk}/attendance/", size=PHONE, account=leader)
    door.locator(".choices label", has_text="Salma Bennis").locator("input").check()
    door.locator("main .send button").click()
    door.locator(".messages .success").wait_for()
    assert row.attendances.get().person == she


@pytest.mark.parametrize("language", ["fr", "ar"])  # English is laid out as French is
def test_the_pages_are_sound_by_day_and_by_night(visit, language):
    row, full = soon(online_url="https://meet.example.org/1"), soon(capacity=1)
    she = cast.alumna(name="Salma Bennis", language=language)
    mine, other = workshops.registered(row, she, now=timezone.now()), workshops.registered(full)
    services.open_feed(she)
    leader = row.speakers.get().person.account
    page = visit("/workshops/", account=she.account, locale=language)
    found = look(page, f"workshops-{language}")
    for name, path in {
        "mine": "mine/",
        "session": f"sessions/{row.pk}/",
        "place": f"place/{place_token(mine)}/",
        "unknown-code": f"check-in/{check_in_code(other)}/",
    }.items():
        page.goto(f"/workshops/{path}")
        found += look(page, f"workshops-{name}-{language}")
    page.goto("/calendar/")
    found += look(page, f"calendar-{language}")
    door = visit(f"/workshops/sessions/{row.pk}/attendance/", account=leader, locale=language)
    found += look(door, f"workshops-attendance-{language}")
    door.goto(f"/workshops/check-in/{check_in_code(mine)}/")
    found += look(door, f"workshops-check-in-{language}")
    over = workshops.session(starts_at=timezone.now() - timedelta(hours=5))
    over.registrations.create(person=she, state="registered", asked_at=timezone.now())
    over.attendances.create(person=she, way="list", noted_at=timezone.now())
    page.goto(f"/workshops/sessions/{over.pk}/feedback/")
    found += look(page, f"workshops-feedback-{language}")
    assert found == []
