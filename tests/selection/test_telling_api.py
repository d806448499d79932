"""Outcomes, offers and figures in the API: hers to read and answer, the staff's to release and offer."""

import pytest
from knox.models import AuthToken

from residencies.calls.models import Application
from residencies.selection import services
from residencies.selection.models import Offer
from tests import cast as people
from tests.calls import cast as calls
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


@pytest.fixture
def api(client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def asking(account):
        client.defaults["HTTP_AUTHORIZATION"] = f"Token {AuthToken.objects.create(account)[1]}"
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return asking


def post(client, path: str, **body):
    answer = client.post(f"/api/v1/{path}/", body, content_type="application/json")
    return answer.status_code, answer.json()


def hers(person=None):
    """An open offer to a person, in a call of its own with one who waits."""
    to = calls.call()
    row = cast.deliberation(to, places=1, answer_by=NOW.replace(day=30))
    cast.decision(row, cast.application(to, person=person or people.alumna()), "selected")
    cast.decision(row, cast.application(to), "waiting", rank=1)
    services.release_decisions(row, by=None, now=NOW)
    return cast.offers(row)[0]


def test_she_answers_her_own_offer_and_nobody_elses(api):
    she = people.alumna()
    mine, other = hers(she), hers()
    client = api(she.account)
    assert [row["id"] for row in client.get("/api/v1/offers/").json()["results"]] == [mine.pk]
    assert post(client, f"offers/{other.pk}/accept")[0] == 404
    status, told = post(client, f"offers/{mine.pk}/accept")
    assert (status, told["state"], told["answered_at"]) == (200, "accepted", "2026-11-24T10:00:00Z")
    status, told = post(client, f"offers/{mine.pk}/decline", reason="no")
    assert (status, list(told)) == (400, ["detail"])


def test_staff_who_see_an_offer_do_not_answer_it(api):
    offer = hers()
    client = api(people.staff("selection.view_offer"))
    assert post(client, f"offers/{offer.pk}/accept")[0] == 403
    assert post(client, f"offers/{offer.pk}/take_back", reason="x")[0] == 403
    assert Offer.objects.get().state == "open"


def test_staff_release_offer_and_take_back(api):
    row = cast.held(selected=1, waiting=1)
    client = api(people.staff("selection.release", "selection.view_offer"))
    status, told = post(client, f"releases/{row.pk}/release")
    assert (status, told["released_at"], told["letters"]["selected"]) == (200, "2026-11-24T10:00:00Z", 1)
    offer, waiting = Offer.objects.get(), row.decisions.get(outcome="waiting")
    assert post(client, f"outcomes/{waiting.pk}/offer", reason="fits")[0] == 400  # no place is free
    assert post(client, f"offers/{offer.pk}/take_back", reason="moved")[1]["state"] == "taken_back"
    status, told = post(client, f"outcomes/{waiting.pk}/offer", reason="fits")
    assert (status, told["state"], told["outcome"]) == (200, "open", waiting.pk)


def test_of_what_she_applies_with_staff_count_offer_and_take_back_nothing(api):
    boss, row = people.staff("selection.release", "selection.view_offer"), cast.held(selected=1, waiting=1)
    she, (selected, waiting) = people.person(account=boss), row.decisions.order_by("pk")
    client, listed = api(boss), f"/api/v1/releases/{row.pk}/"

    def applies_with(one) -> None:
        Application.objects.filter(pk=one.application_id).update(person=she)
        Application.objects.filter(call=row.call_id).exclude(pk=one.application_id).update(person=None)

    applies_with(selected)
    assert (client.get(listed).json()["letters"]["selected"], row.decisions.count()) == (0, 2)
    services.release_decisions(row, by=None, now=NOW)
    offer = Offer.objects.get()
    assert post(client, f"offers/{offer.pk}/take_back", reason="x")[0] == 404
    services.take_back_offer(offer, reason="x", by=None, now=NOW)
    applies_with(waiting)
    assert post(client, f"outcomes/{waiting.pk}/offer", reason="x")[0] == 404


def test_offers_are_asked_for_by_call_and_state(api):
    first, second = hers(), hers()
    services.accept_offer(second, by=None, now=NOW)
    client = api(people.staff("selection.view_offer"))

    def found(**asked) -> list[int]:
        return [row["id"] for row in client.get("/api/v1/offers/", asked).json()["results"]]

    assert found(state="open") == [first.pk]
    assert found(call=second.decision.application.call_id) == [second.pk]


def test_releases_are_for_whoever_may_release(api):
    row = cast.held(selected=1)
    client = api(people.staff("selection.view_offer", "selection.decide"))
    assert client.get("/api/v1/releases/").json()["results"] == []
    assert post(client, f"releases/{row.pk}/release")[0] == 403


@pytest.mark.parametrize(("rights", "published"), [((), True), (("calls.view_application",), False)])
def test_figures_are_real_for_readers_and_protected_for_others(api, rights, published):
    row = cast.released(selected=1, declined=2)
    client = api(people.staff("calls.view_call", *rights))
    told = client.get(f"/api/v1/call-figures/{row.call_id}/").json()["figures"]
    assert (told["is_published"], told["totals"]) == (published, [None] * 3 if published else [3, 3, 1])


def test_whoever_was_found_ineligible_after_the_jury_decided_reads_nothing_of_that(api):
    to, she = calls.call(), people.alumna()
    row = cast.deliberation(to, places=1, answer_by=NOW.replace(day=30))
    cast.decision(row, cast.application(to), "selected")
    held = cast.decision(row, cast.application(to, person=she), "waiting", rank=1, comment="Une voix.")
    Application.objects.filter(pk=held.application_id).update(state="ineligible", reason="Hors délai.")
    services.release_decisions(row, by=None, now=NOW)
    client = api(she.account)
    assert client.get("/api/v1/outcomes/").json()["results"] == []
    assert client.get(f"/api/v1/outcomes/{held.pk}/").status_code == 404
