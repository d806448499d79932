"""She pauses, stops and resumes her check-ins, from the mail and at home, on a phone and on a desktop."""

import pytest
from django.utils import timezone

from alumni.checkins.models import Pause
from alumni.checkins.selectors import pause_token
from foundation.mail.delivery import drain
from tests import cast
from tests.journeys.conftest import DESKTOP, PHONE, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["fr", "ar"])
def language(request):
    return request.param


@pytest.fixture
def she(language):
    return cast.alumna(language=language, name_ar="سلمى بنجلون")


def link(person) -> str:
    return f"/c/pause/{pause_token(person.pk)}/"


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_one_press_pauses_and_one_asks_again(visit, she, language, size, script):
    page = visit(link(she), size=size, java_script_enabled=script)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    page.locator("[name=choice][value='6']").click()
    page.locator("[name=choice][value=resume]").wait_for()
    held = Pause.objects.get(person=she)
    assert (held.source, held.until is None) == ("mail", False)
    page.locator("[name=choice][value=resume]").click()
    page.locator("[name=choice][value=resume]").wait_for(state="detached")
    assert Pause.objects.count() == 0


def test_from_the_mail_itself(visit, she, live_server, settings, sink):
    settings.SITE_URL = live_server.url
    from alumni.checkins.services import _ask

    now = timezone.now()
    row = cast.asked_checkin(who=she, state="planned", asked_at=None, closes_at=None)
    _ask([row.pk], now)
    drain()
    text = sink.mails[0].get_body(("plain",)).get_content()
    (address,) = (word for word in text.split() if "/c/pause/" in word)
    page = visit(address, size=PHONE)
    page.locator("[name=choice][value=stop]").click()
    page.locator("[name=choice][value=resume]").wait_for()
    assert Pause.objects.get(person=she).until is None


def test_at_home(visit, she):
    page = visit("/", account=she.account, size=PHONE)
    page.locator("#check-ins [name=choice][value='3']").click()
    page.locator("#check-ins [name=choice][value=resume]").wait_for()
    assert Pause.objects.get(person=she).source == "portal"


@pytest.mark.one_database
def test_the_pages_are_sound_by_day_and_by_night(visit, she, language):
    page = visit(link(she), locale=language)
    found = look(page, f"pause-{language}")
    for choice in ("12", "stop"):
        page.locator(f"[name=choice][value='{choice}']").click()
        page.locator("[name=choice][value=resume]").wait_for()
        found += look(page, f"pause-{choice}-{language}")
    page.goto("/c/pause/1:altered/")
    found += look(page, f"pause-unknown-{language}")
    assert found == []
