"""The mails at the desk in a real browser: frames, words, the board; and long words on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.mail import wordings
from foundation.mail.letters import letter_for, render
from foundation.mail.models import Message, Postman
from foundation.mail.services import Draft, enqueue
from tests import cast
from tests.desk import rows
from tests.journeys.acts import press
from tests.journeys.conftest import look

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PAGES = {
    "texts": "/admin/mail/wording/",
    "text": "/admin/mail/wording/of/checkin/{}/",
    "board": "/admin/mail/message/overview/",
}


@pytest.fixture(params=["fr", "ar"])  # English is laid out as French is
def language(request):
    return request.param


@pytest.fixture
def desk(visit, language):
    """Opens a page of the desk as an administrator who reads that language."""
    administrator = cast.administrator()
    return lambda path, **options: visit(path, account=administrator, locale=language, **options)


@pytest.fixture
def outbox():
    she = cast.person(name="Salma Bennis", language="fr")
    asked = cast.asked_checkin(who=she, closes_at=timezone.now() + timedelta(days=60))
    enqueue(Draft("key", "checkin", she.email, "fr", she, {"checkin": asked.pk}), now=timezone.now())
    rows.message(state="dead", reason="550 5.1.1 no such user")
    Postman.objects.create(pk=1, looked_at=timezone.now())
    return Message.objects.get(dedupe_key="key")


@pytest.mark.one_database
@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_the_mail_hold_by_day_and_night_on_a_phone_and_a_desktop(desk, language, outbox, name):
    page = desk(PAGES[name].format(language))
    assert look(page, f"mail-{name}-{language}") == []


@pytest.mark.one_database
def test_the_frames_show_the_letter_of_the_chosen_message_and_run_nothing(desk, language, outbox):
    page = desk(PAGES["text"].format(language) + f"?message={outbox.pk}")
    frames = page.locator("iframe.letter")
    assert frames.count() == 4
    for place in range(4):
        frames.nth(place).scroll_into_view_if_needed()
        letter = frames.nth(place).content_frame
        assert letter.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert "Salma Bennis" in letter.locator("body").inner_text()
        assert letter.locator("a[href]").count() == 0


def test_words_are_written_looked_at_and_saved(desk, outbox):
    page = desk(PAGES["text"].format("fr"))
    page.locator("[name=before]").fill("Bonjour {{ nom }}")
    press(page, "[name=look]")
    assert page.locator("[name=before]").input_value() == "Bonjour {{ nom }}"
    page.locator("[name=before]").fill("Chère {{ name }}, comment ça va ?")
    press(page, "[name=look]")
    assert "comment ça va" in page.locator("iframe.letter").first.content_frame.locator("body").inner_text()
    press(page, "form.confirm button:not([name]) >> nth=0")
    wordings.forget()
    assert "comment ça va" in render(outbox, letter_for(outbox))["text"]


@pytest.mark.one_database
@pytest.mark.parametrize("width", [320, 360, 640])
def test_long_words_make_no_phone_scroll_sideways(browser, language, width):
    she = cast.person(name="Wolfeschlegelsteinhausenbergerdorff" * 3, language=language)
    edition = cast.edition(programme=cast.programme(name_fr="Langzeitdokumentarfilmwerkstatt" * 4))
    participation = cast.completed(cast.NOW.date(), who=she, of=edition)
    asked = cast.asked_checkin(participation=participation, closes_at=timezone.now() + timedelta(days=60))
    asked.questionnaire.questions.filter(in_mail=True).update(
        text_fr="x" * 300, text_ar="س" * 300, text_en="x" * 300
    )
    page = browser.new_page(viewport={"width": width, "height": 800})
    for kind in ("checkin", "new_link", "account"):
        enqueue(Draft(kind, kind, she.email, language, she, {"checkin": asked.pk}), now=timezone.now())
        message = Message.objects.get(dedupe_key=kind)
        page.set_content(render(message, letter_for(message))["html"])
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()
