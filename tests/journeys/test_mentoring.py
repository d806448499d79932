"""From a proposal to a session: staff solve and ask, a mentor accepts on a phone, her mentee reads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from residencies.mentoring.models import Mentorship
from tests import cast
from tests.journeys.conftest import PHONE, look
from tests.mentoring import pairs

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


def test_staff_ask_a_mentor_accepts_and_logs_and_the_mentee_reads_what_is_shared(visit):
    row = pairs.matching_round(wishes_until=timezone.now() + timedelta(days=1), of=cast.edition())
    mentor = pairs.mentor(who=cast.alumna(name="Ghita Ouazzani", language="ar"), languages=["ar", "fr"])
    she = pairs.mentee(row, who=cast.alumna(name="Lina Amrani", language="fr"))
    pairs.mentee(row, who=cast.alumna(name="Yto Berrada", language="en"))

    desk = visit(f"/admin/mentoring/round/{row.pk}/proposal/", account=cast.administrator(), locale="en")
    desk.locator("[name=solve]").click()
    desk.get_by_role("cell", name="Ghita Ouazzani", exact=True).wait_for()
    found = look(desk, "mentoring-proposal")
    desk.get_by_role("link", name="Ask the mentors …").click()
    desk.locator("[name=confirm]").click()
    desk.get_by_text("1 mentor is asked by mail.").wait_for()

    pair = Mentorship.objects.get()
    page = f"/mentoring/pair/{pair.pk}/"
    phone = visit("/mentoring/", size=PHONE, account=mentor.person.account, locale="ar")
    found += look(phone, "mentoring-home-ar")
    phone.goto(page)
    phone.locator("[name=accept]").click()
    phone.locator("[name=minutes]").fill("90")
    phone.locator("[name=shared_notes]").fill("Relire la scène douze.")
    phone.locator("[name=private_note]").fill("Elle hésite.")
    found += look(phone, "mentoring-log-ar")
    phone.locator("form[novalidate] button").click()
    phone.get_by_text("Elle hésite.").wait_for()

    hers = visit(page, account=she.person.account, locale="fr")
    hers.get_by_text("Relire la scène douze.").wait_for()
    assert hers.get_by_text("Elle hésite.").count() == 0
    hers.goto(f"/mentoring/wishes/{she.pk}/")
    found += look(hers, "mentoring-wishes-fr")
    assert found == []
