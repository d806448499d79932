"""A story on a phone, in Arabic: asked for, agreed to, read in a report, and taken back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.impact import services
from alumni.impact.models import Story
from alumni.impact.selectors.reports import LINK
from tests import cast
from tests.impact.cast import funder_report, issued
from tests.journeys.acts import press
from tests.journeys.conftest import PHONE, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]
TEXT = "علّمتني الإقامة أن أنتظر الصورة.\nثم جاء الفيلم الأول."


def test_she_agrees_it_stands_in_the_report_and_she_takes_it_back(visit):
    she = cast.alumna(name="Oumaïma Bensaïd", name_ar="أميمة بنسعيد", language="ar")
    by, now = cast.administrator(), timezone.now()
    row = services.write_story(she, services.Words("ar", TEXT, "سنة من الصبر"), by=by, now=now)
    services.ask_for_story(row, by=by, now=now)
    own = reverse("stories:story", args=[row.pk])
    page, found = visit(account=she.account, locale="ar", size=PHONE), []
    press(page, f'ol.asks a[href="{own}"]')
    assert page.locator("blockquote").inner_text().split() == TEXT.split()
    found += look(page, "story-asked-ar")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.locator('input[name="naming"][value="first"]').check()
    page.locator(f'form[action="{own}"] button').click()
    page.locator('form[action$="/withdraw/"]').wait_for()
    row.refresh_from_db()
    assert (row.state, row.named, row.text) == ("agreed", "أميمة", TEXT)
    found += look(page, "story-agreed-ar")

    report = funder_report()
    report.stories.add(row)
    issue = issued(by, report)
    link = reverse("impact:issued", args=[LINK.token(issue)])
    told = visit(link, locale="fr", size=PHONE)
    assert told.locator('blockquote[lang="ar"][dir="rtl"]').inner_text().split() == TEXT.split()
    assert told.locator("figcaption").inner_text() == "أميمة"
    found += look(told, "story-in-report-fr")

    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(reverse("stories:list"))
    found += look(page, "stories-ar")
    page.locator(f'main a[href="{own}"]').click()
    page.locator('form[action$="/withdraw/"] button').click()
    page.locator('form[action$="/withdraw/"]').wait_for(state="detached")
    assert Story.objects.get().state == "withdrawn"
    told.goto(link)
    assert told.locator("blockquote").count() == 0
    assert "أميمة" not in told.content()
    assert "Un récit qui figurait ici a été retiré." in told.content()
    found += look(told, "story-gone-fr")
    page.goto(reverse("stories:new"))
    found += look(page, "story-new-ar")
    assert found == []
