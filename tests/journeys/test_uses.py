"""What the demo's three calls are for, each told to its end through pages and mails alone."""

import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from alumni.desk.demo.cohorts import make_programmes
from alumni.desk.demo.selections import JUROR, Selections
from alumni.desk.demo.staff import STAFF, make_staff
from foundation.films.models import Role
from foundation.mail.models import Message
from residencies.calls.models import Application
from residencies.programmes.models import Participation
from residencies.selection.models import Decision, Offer, Review
from tests.calls import files
from tests.journeys.acts import link_in, log_in, log_in_by_code, post, press, snap, text_of
from tests.journeys.conftest import PHONE
from tests.selection import rooms

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]
PAPER = {"name": "traitement.pdf", "mimeType": "application/pdf", "buffer": files.PDF}


@pytest.fixture(autouse=True)
def _demo(settings, tmp_path):
    """The demo's calls, without the rest of the foundation."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    now = timezone.now()
    by = make_staff()[STAFF.role]
    make_programmes(today=now.date(), last_workday=now.date(), by=by)
    Selections(now=now, today=now.date(), by=by).make()
    yield
    rooms.emptied()


def role(slug: str) -> str:
    return str(Role.objects.get(slug=slug).pk)


def test_a_director_applies_on_a_phone_with_a_producer_who_signs_by_mail(visit, sink):
    page = visit("/apply/", size=PHONE, locale="fr")
    snap(page, "calls")
    page.get_by_role("link", name="Résidence des duos").click()
    snap(page, "call")
    page.locator("main a.button").first.click()
    page.locator("[name=name]").fill("Hiba Tazi")
    page.locator("[name=email]").fill("hiba@example.org")
    page.locator("[name=role]").select_option(role("director"))
    page.locator("main form .button").click()
    page.wait_for_url("**/a/**")
    page.goto(link_in(post(sink, "hiba@example.org"), "/apply/a/"))  # from her mail, later
    page.locator("[name=title]").fill("Les Enfants du barrage")
    page.locator("[name=logline]").fill("Yto garde seule le village que l’eau va prendre.")
    page.locator("[name=stage][value=development]").check()
    page.locator("[name=country]").select_option("MA")
    page.locator("[name=film]").fill("1")
    page.locator("[name=together]").fill("Deux courts métrages ensemble.")
    page.locator("input[name='file.treatment']").set_input_files(PAPER)
    page.locator("[data-question=treatment] li.document a").wait_for()
    page.locator("[name=consent][value=yes]").check()
    snap(page, "application")
    page.locator("[name='form.check']").click()
    page.wait_for_url("**/check/")
    snap(page, "not-ready")
    page.locator("section[aria-labelledby=gaps] a").first.click()
    page.locator("[name=name]").fill("يوسف برادة")
    page.locator("[name=email]").fill("youssef@example.org")
    page.locator("[name=role]").select_option(role("producer"))
    page.locator("select[name=language]").select_option("ar")
    press(page, "form.card .button")
    snap(page, "members")

    other = visit(link_in(post(sink, "youssef@example.org"), "/apply/s/"), size=PHONE, locale="ar")
    assert other.locator("html").get_attribute("dir") == "rtl"
    snap(other, "sign")
    other.locator("[name=sign]").click()
    other.locator(".notice.success").wait_for()

    page.goto(link_in(post(sink, "hiba@example.org"), "/apply/a/") + "check/")
    snap(page, "ready")
    press(page, "main form >> nth=0 >> button.button")
    row = Application.objects.get(email="hiba@example.org")
    receipt = post(sink, "hiba@example.org")
    assert row.number in text_of(receipt)
    snap(page, "sent")

    desk = visit("/", locale="fr")
    log_in(desk, STAFF)
    desk.goto("/admin/calls/application/?q=barrage")
    snap(desk, "desk-applications")
    desk.get_by_role("link", name=row.number).click()
    desk.get_by_text("Yto garde seule").wait_for()
    snap(desk, "desk-application")


def test_a_film_centre_decides_and_tells_everyone_at_once(visit, sink):
    page = visit("/", locale="fr")
    log_in(page, STAFF)
    page.goto("/admin/selection/deliberation/")
    snap(page, "deliberations")
    page.get_by_role("link", name="Dix productrices").first.click()
    page.locator("a[href*=open][href*=ranking]").first.click()
    snap(page, "ranking")
    press(page, "nav a[href$='/room/']")
    assert page.locator("section[aria-labelledby=proposal] ol > li").count() == 10
    assert page.locator("section[aria-labelledby=rules] strong").count() > 3  # a rule, and what it costs
    snap(page, "room")
    press(page, "form:has(input[value=take]) button")
    undecided = page.locator("tbody tr:not(:has(.sign)) input[type=checkbox]")
    for place in range(2):
        undecided.nth(place).check()
    page.locator("[name=outcome]").select_option("waiting")
    press(page, ".bulk button")
    press(page, "form:has(input[value=rest]) button")
    snap(page, "room-decided")
    page.locator("nav a[href$='/minutes/']").click()
    page.locator("button[name=close]").click()
    page.locator(".hash").wait_for()
    snap(page, "minutes")

    page.goto("/admin/selection/release/")
    page.get_by_role("link", name="Dix productrices").first.click()
    page.locator(".plain-letter").nth(2).wait_for()  # in each language
    snap(page, "release")
    page.locator("a[href$='/release/']").last.click()
    page.locator("[name=confirm]").click()
    page.wait_for_url("**/change/")
    letters = Message.objects.filter(kind__startswith="decision_", state="queued")
    assert (letters.count(), set(letters.values_list("language", flat=True))) == (78, {"fr", "ar", "en"})
    page.goto("/admin/mail/message/?q=")
    snap(page, "outbox")

    she = Decision.objects.filter(outcome="selected", deliberation__call__slug="producteurs-berlin").first()
    about = she.application
    offer = visit(link_in(post(sink, about.email), "/selection/offer/"), size=PHONE, locale=about.language)
    snap(offer, "offer")
    offer.locator("[name=accept]").click()
    offer.locator("[name=accept]").wait_for(state="detached")
    told = Participation.objects.filter(edition=about.call.edition)
    assert list(told.values_list("person__email", "state")) == [(about.email, "confirmed")]


def test_on_a_platform_the_next_of_a_strand_is_called_and_prizes_are_told(visit, sink):
    row = Offer.objects.get(state="open")
    about, strand = row.decision.application, row.decision.application.track
    page = visit(link_in(post(sink, about.email), "/selection/offer/"), locale=about.language)
    page.locator("summary").click()
    page.locator("[name=decline]").click()
    page.locator("[name=decline]").wait_for(state="detached")
    snap(page, "declined")
    then = Offer.objects.get(state="open")
    assert (then.decision.rank, then.decision.application.track) == (row.decision.rank + 1, strand)
    assert link_in(post(sink, then.decision.application.email), "/selection/offer/")

    desk = visit("/", locale="en")
    log_in(desk, STAFF)
    desk.goto("/admin/selection/release/")
    desk.get_by_role("link", name=re.compile("Meridian|Méridien")).first.click()
    snap(desk, "release-told")
    desk.locator("a[href*='outcome=selected']").first.click()
    prize = re.compile("Prix|prize")
    desk.locator("li", has_text=prize).get_by_role("link", name=re.compile("A[0-9]{2}-")).first.click()
    desk.locator(".plain-letter").nth(2).wait_for()
    desk.wait_for_load_state()
    assert prize.search("".join(desk.locator(".plain-letter").all_inner_texts()))
    press(desk, "a[href$='/waiting/'] >> nth=0")
    snap(desk, "places")
    assert desk.locator("tbody tr").count() == 9 + 6


def test_a_juror_declares_a_conflict_and_hands_in_by_keyboard(visit, sink):
    page = visit("/account/login/code/?next=/jury/", size=PHONE, locale="fr")
    log_in_by_code(page, sink, JUROR)
    page.wait_for_url("**/jury/")
    assert page.locator("ul.readings li").count() == 6
    snap(page, "jury")
    page.locator(".readings li:has(.badge:not(.accepted)) a").last.click()
    page.locator("details summary").click()
    page.locator("[name=detail]").fill("Nous avons produit un film ensemble.")
    press(page, "button.danger")
    page.goto("/jury/")
    assert page.locator("ul.readings li").count() == 5
    page.locator("section a.button").first.press("Enter")
    page.wait_for_url(re.compile(r"/jury/\d+/"))
    snap(page, "reading")
    for name in ("mark.writing", "mark.pair"):
        page.locator(f"[name='{name}'][value='7']").focus()
        with page.expect_response(lambda got: got.request.method == "POST"):
            page.keyboard.press("ArrowRight")
    with page.expect_navigation():
        page.locator("[name=send]").press("Enter")
    handed_in = Review.objects.filter(assignment__juror__person__email=JUROR, submitted_at__isnull=False)
    assert handed_in.count() == 2
