"""The applicant's page behind the link of her letter, and at home."""

import pytest
from django.urls import reverse

from residencies.selection import services
from residencies.selection.models import Offer
from residencies.selection.selectors.telling import offer_token
from tests import cast as people
from tests.calls import cast as calls
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def offer(**fields) -> Offer:
    row = cast.deliberation(calls.call(), places=1, answer_by=NOW.replace(day=30))
    cast.decision(row, cast.application(row.call, **fields), "selected", comment="A rare voice.")
    services.release_decisions(row, by=None, now=NOW)
    return cast.offers(row)[0]


def page(row: Offer) -> str:
    return reverse("selection:offer", args=[offer_token(row)])


def test_opening_it_changes_nothing_and_one_press_accepts(client):
    row = offer()
    seen = client.get(page(row), headers={"accept-language": "en"})
    assert {"private", "no-store"} <= set(seen["Cache-Control"].split(", "))
    assert (seen["Content-Language"], Offer.objects.get().state) == ("fr", "open")
    assert "A rare voice." in seen.content.decode()
    assert client.post(page(row), {"accept": "yes"}).status_code == 302
    assert Offer.objects.get().state == "accepted"
    assert 'name="decline"' not in client.get(page(row)).content.decode()


def test_declining_keeps_her_reason(client):
    row = offer()
    assert client.post(page(row), {"decline": "yes", "reason": "I am shooting."}).status_code == 302
    assert Offer.objects.values_list("state", "reason").get() == ("declined", "I am shooting.")


def test_too_late_says_so_and_loses_nothing_she_wrote(client, time_machine):
    row = offer()
    time_machine.move_to(row.answer_by, tick=False)
    client.cookies["django_language"] = "en"
    answer = client.post(page(row), {"decline": "yes", "reason": "I am shooting."})
    assert answer.status_code == 422
    assert "The time to answer is over." in answer.content.decode()
    assert (Offer.objects.get().state, client.get(page(row)).status_code) == ("open", 200)


def test_a_post_without_an_answer_changes_nothing(client):
    row = offer()
    assert client.post(page(row), {"other": "yes"}).status_code == 200
    assert Offer.objects.get().state == "open"


@pytest.mark.parametrize("wrong", ["nonsense", "1.1:altered"])
def test_a_link_that_is_not_ours_opens_nothing(client, wrong):
    assert client.get(reverse("selection:offer", args=[wrong])).status_code == 404


def test_at_home_she_finds_it_without_the_mail_and_nobody_else_does(client):
    she = people.alumna()
    row = offer(person=she)
    client.force_login(people.alumna().account)
    assert page(row) not in client.get("/").content.decode()
    client.force_login(she.account)
    assert page(row) in client.get("/").content.decode()
    services.decline_offer(row, by=None, now=NOW)
    assert page(row) not in client.get("/").content.decode()
