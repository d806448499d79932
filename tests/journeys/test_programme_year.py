"""A participant's year on a phone, and the same week at the desk, in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.films.models import Work
from residencies.programmes.models import Deliverable, Needs
from residencies.programmes.services import complete_participations
from tests import cast
from tests.calls import files
from tests.journeys.conftest import PHONE, look
from tests.programmes import enrolled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]


@pytest.fixture
def pair():
    today = timezone.localdate()
    of = enrolled.edition(starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=60))
    work = Work.objects.create(title="Le barrage")
    rows = [enrolled.enrolment(of=of, work=work, who=cast.alumna(language="ar")) for _one in range(2)]
    enrolled.requirement(of, "deliverable", name_ar="المعالجة", due_on=today + timedelta(days=3))
    enrolled.requirement(of, "mentoring", amount=10, name_ar="ساعات الإرشاد")
    enrolled.stay(rows[0])
    return rows


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_she_hands_in_and_says_what_she_needs(visit, pair, script, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (row, _other) = pair
    page = visit(f"/programme/{row.pk}/", size=PHONE, account=row.person.account, java_script_enabled=script)
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("#todo + ul a").first.click()
    sent = {"name": "traitement.pdf", "mimeType": "application/pdf", "buffer": files.PDF}
    page.locator("[name=file]").set_input_files(sent)
    page.locator("main form .button").click()
    page.locator("article .badge").wait_for()
    assert Deliverable.objects.get().name == "traitement.pdf"
    page.goto(f"/programme/{row.pk}/needs/")
    page.locator("[name=dietary]").fill("نباتية")
    page.locator("main form .button").click()
    page.wait_for_url(f"**/programme/{row.pk}/")
    assert Needs.objects.get().dietary == "نباتية"


def test_her_pages_read_well_everywhere(visit, pair):
    row, other = pair
    paper = enrolled.deliverable(
        row, requirement=row.edition.requirements.first(), state="returned", word="Plus court.",
        decided_at=timezone.now(),
    )  # fmt: skip
    complete_participations(
        [other], on=timezone.localdate(), by=None, now=timezone.now(), reason="a prize", tell=False
    )
    other.refresh_from_db()
    page, seen = visit(f"/programme/{row.pk}/", account=row.person.account), []
    seen += look(page, "programme")
    page.goto(f"/programme/{row.pk}/hand-in/{paper.requirement_id}/")
    seen += look(page, "hand-in")
    page.goto(f"/programme/{row.pk}/needs/")
    seen += look(page, "needs")
    page.goto(f"/certificates/{other.certificate}/")
    seen += look(page, "certificate")
    page.goto("/certificates/2026-NOBODY/")
    seen += look(page, "certificate-unknown")
    assert seen == []


def test_the_desk_sees_the_week(visit, pair):
    row, _other = pair
    enrolled.enrolment(of=row.edition, state="invited")
    page, seen = visit(f"/admin/programmes/edition/{row.edition_id}/week/", account=cast.administrator()), []
    seen += look(page, "week")
    assert seen == []
