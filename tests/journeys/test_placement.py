"""Work: a production asks, staff approve and propose, she accepts on her phone, and her credit stands."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from alumni.placement.models import Posting
from alumni.placement.services import ask_after_work, settle_postings
from foundation.films.models import Credit
from tests import cast as people
from tests.journeys.acts import confirm, fill, link_in, post, press, snap
from tests.journeys.conftest import PHONE, faults
from tests.placement import cast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def monday():
    """Ten in the morning of a day on which one may write."""
    cache.clear()
    day = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0)
    while day.weekday() or (day.month, day.day) in {
        (1, 1),
        (1, 11),
        (5, 1),
        (8, 14),
        (8, 20),
        (8, 21),
        (11, 6),
        (11, 18),
    }:
        day += timedelta(days=1)
    with time_machine.travel(day):
        yield day


def test_from_a_production_to_a_credit(visit, sink, monday: datetime):
    she = cast.graduate(name="Houda Amrani", name_ar="هدى العمراني", language="ar", phone="+212600000001")
    team, studio = people.administrator(), "nadia@studio.example"
    first = monday.date() + timedelta(days=20)

    page = visit("/work/post/", size=PHONE, locale="fr")
    fill(
        page, contact_name="Nadia", contact_email=studio, production="Studio Exemple",
        title="La route du sel",
        role=cast.role().pk, starts_on=first.isoformat(), ends_on=(first + timedelta(days=5)).isoformat(),
        city="Tanger", is_paid="yes", pay_words="6 000 MAD",
    )  # fmt: skip
    snap(page, "work-post")
    found = faults(page)
    press(page, "main form button.button")
    page.goto(link_in(post(sink, studio), "/work/post/"))
    snap(page, "work-confirm")
    found += faults(page)
    press(page, "[name=confirm]")
    row = Posting.objects.get()

    hers = visit("/work/availability/", size=PHONE, account=she.account, locale="ar")
    fill(hers, consent="yes", is_available="yes", cities="طنجة, Tanger")
    snap(hers, "work-availability")
    found += faults(hers)
    press(hers, "main form button.button")

    desk = visit(f"/admin/placement/posting/{row.pk}/change/", account=team, locale="fr")
    snap(desk, "work-posting")
    confirm(desk, f"/admin/placement/posting/{row.pk}/approve/")
    desk.goto(f"/admin/placement/posting/{row.pk}/propose/")
    desk.locator(f"[name=person][value='{she.pk}']").check()
    snap(desk, "work-propose")
    found += faults(desk)
    press(desk, "[name=offer]")
    settle_postings(now=timezone.now())

    hers.goto(link_in(post(sink, she.email), "/work/offers/"))
    snap(hers, "work-offer")
    found += faults(hers)
    fill(hers, shares_phone=True, word="أعرف القاعة.")
    press(hers, "[name=accept]")
    snap(hers, "work-accepted")
    found += faults(hers)
    assert "أعرف القاعة." in post(sink, studio).get_body(("plain",)).get_content()
    assert Credit.objects.get(person=she).status == "announced"

    with time_machine.travel(monday + timedelta(days=28)):
        ask_after_work(now=timezone.now())
        page.goto(link_in(post(sink, studio), "/work/done/"))
        found += faults(page)
        press(page, "[name=done][value=yes]")
        assert Credit.objects.get(person=she).status == "confirmed"
        hers = visit("/", size=PHONE, account=she.account, locale="ar")
        assert "La route du sel" in hers.locator("main").inner_text()
        hers.goto("/work/")
        snap(hers, "work-home")
        found += faults(hers)
    assert found == []
