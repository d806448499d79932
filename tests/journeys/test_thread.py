"""The thin thread: from a completed residency to a change that awaits staff's word."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from alumni.careers.models import Change
from alumni.checkins.models import Answer, CheckIn
from alumni.checkins.selectors import answer_token
from alumni.checkins.services import plan_checkins, queue_due_checkins
from foundation.films.models import Work
from foundation.mail.delivery import drain
from residencies.programmes.models import Participation
from residencies.programmes.services import complete_participations
from tests import cast
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mail(live_server, settings, sink):
    """The mail she gets three months after staff marked her residency completed."""
    settings.SITE_URL = live_server.url
    she = cast.person(name_ar="سلمى بنجلون", language="ar", city="Fès", country="MA")
    work = Work.objects.create(title="Les Enfants du barrage", stage="financing")
    part = Participation.objects.create(person=she, edition=cast.edition(), work=work, state="attending")
    cast.plan()
    now = timezone.now()
    completed = now.date() - timedelta(days=100)
    complete_participations([part], on=completed, by=cast.administrator(), now=now, tell=False)
    plan_checkins(now=now - timedelta(days=7))
    morning = now.replace(hour=10)
    assert any(queue_due_checkins(now=morning - timedelta(days=days)) for days in (7, 6, 5, 4, 3, 2, 1))
    drain()
    (letter,) = sink.mails
    return letter


def links(mail):
    text = mail.get_body(("plain",)).get_content()
    return re.findall(r"http://\S+/c/\S+", text)


def open_checkin():
    return cast.asked_checkin(closes_at=timezone.now() + timedelta(days=60))


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_completion_to_a_proposed_change_on_a_phone_in_arabic(visit, mail, script):
    (tapped,) = (link for link in links(mail) if link.endswith("?choice=yes"))
    page = visit(tapped, size=PHONE, java_script_enabled=script)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("[name=choice]:checked").get_attribute("value") == "yes"
    page.locator("[name=stage][value=shooting]").check()
    page.locator("[name=send]").click()
    page.wait_for_url("**/thanks/")
    row, change = CheckIn.objects.get(), Change.objects.get()
    assert (row.state, row.answers.get(question__key="choice").value) == ("answered", {"choice": "yes"})
    assert (change.state, change.before, change.after) == (
        "proposed",
        {"stage": "financing"},
        {"stage": "shooting"},
    )


def test_a_scanner_that_opens_every_link_answers_nothing(visit, mail):
    for link in links(mail):
        visit(link)
    assert (Answer.objects.count(), CheckIn.objects.get().state) == (0, "asked")


def test_answers_save_themselves_and_stand_there_when_she_comes_back(visit):
    row = open_checkin()
    page = visit(f"/c/{answer_token(row)}/", size=PHONE)
    page.locator("[name=text]").fill("Je cherche une monteuse")
    page.locator("[name=choice][value=no]").check()
    saved = page.locator("form.questions").get_attribute("data-autosave")
    page.get_by_role("status").get_by_text(saved, exact=True).wait_for()
    page.reload()
    assert page.locator("[name=text]").input_value() == "Je cherche une monteuse"
    assert page.locator("[name=choice]:checked").get_attribute("value") == "no"
    row.refresh_from_db()
    assert row.state == "asked"


def test_what_cannot_be_saved_is_said_and_saved_as_soon_as_it_can(visit):
    row = open_checkin()
    page = visit(f"/c/{answer_token(row)}/", size=PHONE)
    form, status = page.locator("form.questions"), page.locator("[data-status]")
    page.context.set_offline(True)
    page.locator("[name=choice][value=no]").check()
    status.get_by_text(form.get_attribute("data-offline")).wait_for()
    page.context.set_offline(False)
    status.get_by_text(form.get_attribute("data-autosave"), exact=True).wait_for()
    assert row.answers.get().value == {"choice": "no"}


def test_a_mistake_shows_at_its_field_as_it_is_saved_and_goes_as_it_is_mended(visit):
    row = open_checkin()
    page = visit(f"/c/{answer_token(row)}/", size=PHONE)
    year = page.locator("[name='credit.year']")
    year.fill("soon")
    year.blur()
    error = page.locator(f"[id='{year.get_attribute('id')}_error']")
    error.wait_for()
    assert year.get_attribute("aria-describedby") == error.get_attribute("id")
    year.fill("2026")
    year.blur()
    error.wait_for(state="detached")
    page.locator("[name='credit.title']").fill("Ourika")
    page.locator("[name=send]").click()
    page.wait_for_url("**/thanks/")
    assert row.answers.get(question__key="credit").value["year"] == 2026


@pytest.mark.one_database
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_language_is_chosen_on_the_page_of_the_link(visit, language):
    path = f"/c/{answer_token(open_checkin())}/"
    page = visit(path)
    page.locator(f".languages [value={language}]").click()
    page.locator(f"html[lang={language}]").wait_for()
    assert page.url.endswith(path)


@pytest.mark.one_database
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_first_visit_weighs_less_than_100_kb(visit, language):
    row = open_checkin()
    type(row.person).objects.update(language=language)
    page, replies = visit("about:blank"), []
    page.on("response", lambda reply: replies.append(reply))
    page.goto(f"/c/{answer_token(row)}/", wait_until="networkidle")
    weights = {reply.url: len(reply.body()) for reply in replies}
    assert sum(weights.values()) < 100_000, weights
