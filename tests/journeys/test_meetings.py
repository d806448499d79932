"""From a mailed link to an outcome: a guest without a login wishes on her phone, staff release agendas."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.utils import timezone

from foundation.films.models import Work
from foundation.mail.models import Message
from foundation.mail.tasks import drain
from residencies.industry import services
from residencies.industry.models import Meeting
from tests import cast as people
from tests.industry import cast
from tests.journeys.conftest import PHONE, look

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


def test_a_guest_wishes_by_her_link_and_notes_what_came_of_her_meeting(visit, mailoutbox):
    now = timezone.now()
    event = cast.event(slots=4, wishes_until=now + timedelta(days=3))
    work = Work.objects.create(
        title="La route du sel", title_ar="طريق الملح", logline="Deux sœurs traversent le désert."
    )
    film = cast.project(event, people.alumna(name="Lina Amrani"), work=work, languages=["ar", "fr"])
    cast.project(event)
    she = cast.guest(
        event,
        person=people.person(name="Ines Rossi", language="ar", time_zone="Europe/Paris"),
        languages=["ar"],
        kind="sales",
    )
    services.invite_to_wish(event, by=None, now=now)
    # By night it waits for her morning.
    with time_machine.travel(Message.objects.get(person=she.person).not_before):
        drain()
    (letter,) = [one for one in mailoutbox if one.to == [she.person.email]]
    page = urlsplit(next(word for word in letter.body.split() if "/meetings/by/" in word)).path

    phone = visit(page, size=PHONE, locale="ar")
    found = look(phone, "meetings-invited-ar")
    phone.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    phone.locator("main a[href*=wishes]").click()
    phone.locator("fieldset", has_text="طريق الملح").locator(
        "label", has=phone.locator("[value=must]")
    ).click()
    found += look(phone, "meetings-wishes-ar")
    phone.locator("[name=save]").click()
    phone.locator(".notice.success").wait_for()
    assert film.wishes.get().word == "must"
    phone.goto(page)
    phone.locator("main a[href*=away]").click()
    found += look(phone, "meetings-away-ar")

    desk = visit(f"/admin/industry/event/{event.pk}/schedule/", account=people.administrator(), locale="en")
    desk.locator("[name=make]").click()
    desk.get_by_role("link", name="Release …").click()
    desk.locator("[name=confirm]").click()
    desk.get_by_text("The schedule is released; agendas leave by mail.").wait_for()

    phone.goto(page)
    found += look(phone, "meetings-agenda-ar")
    slot = Meeting.objects.get().slot
    slot.starts_at, slot.ends_at = now - timedelta(minutes=30), now + timedelta(minutes=30)
    slot.save()
    phone.locator(".slots a").first.click()
    phone.locator("label", has=phone.locator("[value=interest]")).click()
    phone.locator("[name=result]").click()
    phone.locator(".notice.success").wait_for()
    found += look(phone, "meetings-meeting-ar")
    assert Meeting.objects.get().outcome == "interest"
    assert found == []
