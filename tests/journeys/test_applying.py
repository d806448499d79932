"""Applying in a browser: from the call to what was sent, with the script and without, and how it looks."""

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from residencies.calls import services
from residencies.calls.models import Application
from residencies.calls.selectors import application_token, member_token
from tests.calls import files
from tests.journeys import residency
from tests.journeys.acts import press
from tests.journeys.conftest import DESKTOP, PHONE, look

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
SCRIPT = {"name": "scénario.pdf", "mimeType": "application/pdf", "buffer": files.PDF}


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


def saved(row: Application) -> dict:
    return {one.question.key: one.value or one.unfit for one in row.answers.select_related("question")}


def begin(page, name: str = "Hiba Idrissi", email: str = "hiba@example.org") -> Application:
    page.locator("main a.button").first.click()
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(email)
    page.locator("[name=track]").select_option(index=1)
    page.locator("main form .button").click()
    page.wait_for_url("**/a/**")
    return Application.objects.get(email=email)


def fill(page) -> None:
    page.locator("[name=title]").fill("Les Enfants du barrage")
    page.locator("[name=logline]").fill("Yto garde seule le village que l’eau va prendre.")
    page.locator("[name=stage][value=development]").check()
    page.locator("[name=minutes]").fill("95")
    page.locator("[name=coproduced][value=no]").check()
    page.locator("[name=born]").fill("1992-03-14")
    page.locator("[name=film]").fill("1")
    page.locator("[name=consent][value=yes]").check()


def is_saved(page):
    page.wait_for_function(
        "() => document.querySelector('[data-status]').textContent"
        " === document.querySelector('form[data-check]').dataset.saved"
    )


def test_from_the_call_to_what_was_sent_on_a_phone(visit):
    residency.call()
    page = visit("/apply/", size=PHONE, locale="fr")
    page.locator(".call-card a").click()
    row = begin(page)
    assert page.locator("[data-question=partner]").is_visible() is False
    fill(page)
    page.locator("input[name='file.script']").set_input_files(SCRIPT)
    page.locator("[data-question=script] li.document a").wait_for()
    page.locator("[name='form.check']").click()
    page.wait_for_url("**/check/")
    page.locator("main form button.button").first.click()
    page.wait_for_url("**/a/*/")
    row.refresh_from_db()
    assert (row.state, row.title, row.attachments.get().name) == (
        "submitted", "Les Enfants du barrage", "scénario.pdf",
    )  # fmt: skip
    assert saved(row)["minutes"] == {"number": 95}


def test_without_a_script_the_buttons_do_all_of_it(visit):
    residency.call()
    page = visit("/apply/residence-long-metrage/", size=PHONE, locale="fr", java_script_enabled=False)
    row = begin(page)
    fill(page)
    page.locator("input[name='file.script']").set_input_files(SCRIPT)
    press(page, "[data-question=script] [name='form.upload']")
    assert page.locator("[data-question=script] li.document a").inner_text() == "scénario.pdf"
    page.locator("[name=title]").fill("Le Barrage")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # saves, and takes nothing back
    assert page.locator("[data-question=script] li.document").count() == 1
    press(page, "[name='form.check']")
    press(page, "main form >> nth=0 >> button.button")
    row.refresh_from_db()
    assert (row.state, row.title) == ("submitted", "Le Barrage")


def test_it_saves_itself_is_kept_without_a_line_and_tells_of_another_window(visit):
    row = residency.begun(residency.call(), "fr")
    link = f"/apply/a/{application_token(row)}/"
    page, other = visit(link, locale="fr"), visit(link, locale="fr")
    words = page.locator("form[data-check]")
    page.locator("[name=title]").fill("Première fenêtre")
    page.locator("[name=title]").blur()
    is_saved(page)
    assert saved(row)["title"] == {"short": "Première fenêtre"}
    # The other window has not read that: it is told, and overwrites only when she insists.
    other.locator("[name=title]").fill("Seconde fenêtre")
    other.locator("[name=title]").blur()
    note = other.locator("[data-question=title] p[data-conflict]")
    note.wait_for()
    assert "Première fenêtre" in note.inner_text()
    assert saved(row)["title"] == {"short": "Première fenêtre"}
    other.locator("[name=title]").fill("Seconde fenêtre, vraiment")
    other.locator("[name=title]").blur()
    note.wait_for(state="detached")
    assert saved(row)["title"] == {"short": "Seconde fenêtre, vraiment"}
    # Offline nothing is lost: it is said, and saved once the line is back.
    page.context.set_offline(True)
    page.locator("[name=logline]").fill("Écrit dans le train.")
    page.locator("[name=logline]").blur()
    offline = words.get_attribute("data-offline")
    page.wait_for_function(
        "text => document.querySelector('[data-status]').textContent === text", arg=offline
    )
    page.context.set_offline(False)
    is_saved(page)
    assert saved(row)["logline"] == {"long": "Écrit dans le train."}


def test_a_document_that_is_not_taken_says_why_and_the_next_one_is(visit):
    row = residency.begun(residency.call(), "en")
    page = visit(f"/apply/a/{application_token(row)}/", locale="en")
    field = page.locator("input[name='file.script']")
    field.set_input_files({**SCRIPT, "buffer": files.EXE})
    refused = page.locator("[data-question=script] [data-refused] li")
    refused.wait_for()
    assert "scénario.pdf" in refused.inner_text()
    field.set_input_files(SCRIPT)
    page.locator("[data-question=script] li.document a").wait_for()
    expect(refused).to_have_count(0)
    page.locator("input[name='file.stills']").set_input_files(
        [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": files.JPEG + bytes([n])} for n in (1, 2)]
    )
    page.locator("[data-question=stills] li.document a").nth(1).wait_for()
    page.locator("[data-question=stills] button[name='form.remove']").first.click()
    left = page.locator("[data-question=stills] li.document a")
    left.nth(1).wait_for(state="detached")
    assert row.attachments.count() == 2


@pytest.mark.one_database
@pytest.mark.parametrize("language", ["fr", "ar"])  # English is laid out as French is
def test_how_it_looks(visit, language):
    call = residency.call()
    page = visit("/apply/", size=DESKTOP, locale=language)
    found = look(page, f"calls-{language}")
    page.goto(f"/apply/{call.slug}/")
    found += look(page, f"call-{language}")
    row = residency.begun(call, language)
    link = f"/apply/a/{application_token(row)}/"
    services.save_answers(row, {"minutes": "long"}, now=timezone.now())
    page.goto(link)
    found += look(page, f"application-{language}")
    page.goto(f"{link}check/")
    found += look(page, f"application-check-{language}")
    script = files.Sent(files.PDF, "scénario.pdf")
    services.attach_file(row, call.form.questions.get(key="script"), script, now=timezone.now())
    services.save_answers(row, {"minutes": "95"}, now=timezone.now())
    services.submit(row, by=None, now=timezone.now())
    page.goto(link)
    found += look(page, f"application-sent-{language}")
    assert found == []


@pytest.mark.one_database
def test_how_the_smaller_pages_look(visit):
    call = residency.call(applies="pair", least_members=2, most_members=2)
    page = visit(f"/apply/{call.slug}/begin/", size=DESKTOP, locale="ar")
    page.locator("main form .button").click()  # with nothing filled in
    found = look(page, "begin-ar")
    page.goto(f"/apply/{call.slug}/lost/")
    found += look(page, "application-lost-ar")
    page.goto("/apply/a/1.1:altered/")
    found += look(page, "application-unknown-ar")
    row = residency.begun(call, "ar", role=call.seats.first().role)
    link = f"/apply/a/{application_token(row)}/"
    page.goto(f"{link}members/")
    found += look(page, "members-ar")
    invitee = services.Invitee("Rajaa Fahim", "rajaa@example.org", "ar", call.seats.last().role)
    member = services.invite_member(row, invitee, now=timezone.now())
    page.goto(f"{link}members/")
    found += look(page, "members-invited-ar")
    page.goto(f"/apply/s/{member_token(member)}/")
    found += look(page, "sign-ar")
    page.goto(f"{link}withdraw/")
    found += look(page, "withdraw-ar")
    assert found == []
