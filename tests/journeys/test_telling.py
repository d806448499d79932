"""What applicants are told, in a real browser: the offer on a phone, letters and figures at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.mail.models import Message
from residencies.calls import services as calls_services
from residencies.selection import services
from residencies.selection.models import Deliberation, Offer
from residencies.selection.selectors.telling import offer_token
from tests import cast
from tests.calls import cast as calls
from tests.journeys.conftest import PHONE, look
from tests.selection import cast as selection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def decided() -> Deliberation:
    """Two strands; some selected, some waiting, with a comment and a prize; held."""
    now = timezone.now()
    programme = cast.programme(name_ar="إقامة الكتابة", name_en="Writing residency")
    of = cast.edition(of=programme)
    to = calls.call(of=of, opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=9))
    row = None
    for slug, name in (("fiction", "Fiction"), ("documentary", "Documentaire")):
        track = programme.tracks.create(slug=slug, name_fr=name)
        row = selection.held(
            selected=2, waiting=3, declined=4, track=track, of=to, places=4, answer_by=now + timedelta(days=9)
        )
    assert row is not None
    one = row.decisions.filter(outcome="selected").first()
    one.comment = "Une voix rare. Nous aimerions voir grandir le rôle de la mère."
    one.save()
    one.prizes.add(row.prizes.create(name_fr="Dotation", name_ar="منحة", amount=50000, currency="MAD"))
    return row


@pytest.fixture
def told(decided) -> Deliberation:
    return services.release_decisions(decided, by=None, now=timezone.now())


def link(offer: Offer) -> str:
    return f"/selection/offer/{offer_token(offer)}/"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_on_a_phone_one_press_accepts_and_another_declines(visit, told, script):
    first, second = selection.offers(told)[:2]
    page = visit(link(first), size=PHONE, java_script_enabled=script)
    page.locator("[name=accept]").click()
    page.locator("[name=accept]").wait_for(state="detached")
    page.goto(link(second))
    page.locator("summary").click()
    page.locator("[name=reason]").fill("Je tourne à ces dates.")
    page.locator("[name=decline]").click()
    page.locator("[name=decline]").wait_for(state="detached")
    states = Offer.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk")
    assert list(states.values_list("state", "reason")) == [
        ("accepted", ""),
        ("declined", "Je tourne à ces dates."),
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("language", ["fr", "ar"])  # English is laid out as French is
def test_the_offer_is_sound_by_day_and_by_night(visit, told, language):
    offer = told.decisions.exclude(comment="").get().offers.get()
    about = offer.decision.application
    about.language = language
    about.save()
    page = visit(link(offer), locale=language)
    found = look(page, f"offer-{language}")
    page.locator("summary").click()
    found += look(page, f"offer-declining-{language}")
    page.locator("[name=accept]").click()
    page.locator("[name=accept]").wait_for(state="detached")
    found += look(page, f"offer-accepted-{language}")
    assert found == []


@pytest.mark.one_database
@pytest.mark.parametrize("language", ["fr", "ar"])  # English is laid out as French is
def test_the_desk_is_sound_by_day_and_by_night(visit, decided, language):
    boss = cast.administrator()
    root = f"/admin/selection/release/{decided.pk}"
    page = visit(f"{root}/change/", account=boss, locale=language)
    found = look(page, f"release-{language}")
    out = calls_services.mark_ineligible(
        selection.application(decided.call, track=decided.call.tracks.first()),
        reason="Third film.",
        by=None,
        now=timezone.now(),
    )
    page.goto(f"/admin/calls/call/{out.call_id}/out/")
    found += look(page, f"letters-out-{language}")
    page.goto(f"{root}/release/")
    found += look(page, f"release-confirm-{language}")
    page.locator("[name=confirm]").click()
    page.wait_for_url("**/change/")
    assert Message.objects.filter(kind="decision_ineligible").count() == 1
    page.goto(f"{root}/waiting/")
    found += look(page, f"waiting-{language}")
    for query in ("", "?published=1"):
        page.goto(f"/admin/selection/callfigures/{decided.call_id}/change/{query}")
        found += look(page, f"figures{query.strip('?').replace('=', '')}-{language}")
    assert found == []
