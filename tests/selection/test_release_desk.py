"""The desk of what is told: letters are looked at, released once it is confirmed, and places given."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.mail.models import Message
from residencies.calls import services as calls_services
from residencies.selection import services
from residencies.selection.models import Offer
from tests import cast as people
from tests.calls import cast as calls
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


@pytest.fixture
def desk(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(people.staff("selection.release", "calls.view_call"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def url(name: str, *args) -> str:
    return reverse(f"admin:selection_{name}", args=args)


def body(answer) -> str:
    return answer.content.decode()


def test_who_would_get_which_letter_is_seen_and_a_chosen_one_read_in_three_languages(desk):
    row = cast.held(selected=1, waiting=1, declined=2)
    page = desk.get(url("release_change", row.pk))
    assert [(code, count) for code, _label, count, _left in page.context["counts"]][:3] == [
        ("selected", 1),
        ("waiting", 1),
        ("declined", 2),
    ]
    wanted = row.decisions.get(outcome="waiting")
    page = desk.get(url("release_change", row.pk), {"outcome": "waiting", "chosen": wanted.pk})
    assert [letter["language"] for letter in page.context["letters"]] == ["fr", "ar", "en"]
    assert "Yours is on the waiting list." in page.context["letters"][2]["text"]
    assert body(page).count("<iframe") == 12
    assert Message.objects.filter(kind__startswith="decision_").count() == 0


def test_it_is_released_once_it_is_confirmed(desk):
    row = cast.held(selected=1)
    page = url("release_release", row.pk)
    assert "1 applicant is told now" in body(desk.get(page))
    row.refresh_from_db()
    assert row.released_at is None
    assert desk.post(page, {"confirm": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.released_at, Offer.objects.count()) == (NOW, 1)


def test_what_is_missing_is_told_and_nothing_is_released(desk):
    row = cast.held(selected=1)
    missing = cast.application(row.call)
    answer = desk.post(url("release_release", row.pk), {"confirm": "1"})
    assert missing.number in body(answer)
    assert Offer.objects.count() == 0


def test_those_out_are_looked_at_and_told_with_the_release(desk):
    row = cast.held(selected=1)
    out = cast.application(row.call)
    calls_services.mark_ineligible(out, reason="zqnotedqz", by=None, now=NOW)
    page = desk.get(url("release_change", row.pk), {"outcome": "ineligible"})
    assert [one["language"] for one in page.context["letters"]] == ["fr", "ar", "en"]
    assert (out.number in body(page), "zqnotedqz" in body(page)) == (True, False)
    ask = url("release_release", row.pk)
    assert "2 applicants are told now" in body(desk.get(ask))
    desk.post(ask, {"confirm": "1"})
    assert Message.objects.filter(kind="decision_ineligible").count() == 1


def test_the_way_to_the_minutes_stands_beside_what_is_missing(desk):
    row = cast.held(selected=1, held_at=NOW)
    link = reverse("admin:selection_deliberation_minutes", args=[row.pk])
    page = body(desk.get(url("release_change", row.pk)))
    assert ("The minutes of the deliberation are not closed yet" in page, link in page) == (True, False)
    desk.force_login(people.staff("selection.release", "selection.decide"))
    assert link in body(desk.get(url("release_change", row.pk)))


def test_the_waiting_list_offers_out_of_turn_and_takes_back_with_a_reason(desk):
    row = cast.released(selected=1, waiting=2)
    page = url("release_waiting", row.pk)
    assert desk.get(page).context["places"].free == 0
    back = url("release_take_back", row.pk, cast.offers(row)[0].pk)
    assert desk.post(back, {"confirm": "1", "reason": ""}).status_code == 200
    assert desk.post(back, {"confirm": "1", "reason": "A mistake."}).status_code == 302
    last = row.decisions.get(outcome="waiting", rank=2)
    assert url("release_offer", row.pk, last.pk) in body(desk.get(page))
    give = url("release_offer", row.pk, last.pk)
    assert desk.post(give, {"confirm": "1", "reason": "She fits."}).status_code == 302
    assert Offer.objects.get(state="open").note == "She fits."
    other = cast.released(selected=1)
    assert desk.post(url("release_offer", other.pk, last.pk), {"confirm": "1"}).status_code == 404


@pytest.mark.parametrize("name", ["release_change", "release_release", "release_waiting"])
def test_without_the_right_there_is_nothing_to_see(client, name):
    client.force_login(people.staff("selection.view_offer", "selection.decide"))
    assert client.get(url(name, cast.released(selected=1).pk)).status_code == 403


@pytest.mark.parametrize("name", ["release_change", "release_waiting"])
def test_a_page_takes_as_many_queries_for_fifty_as_for_two(desk, name):
    def queries(row) -> int:
        with CaptureQueriesContext(connection) as done:
            assert desk.get(url(name, row.pk)).status_code == 200
        return len(done)

    few, many = cast.released(selected=1, waiting=1), cast.released(selected=5, waiting=45)
    queries(few)  # fills the caches
    assert queries(many) == queries(few)


# -- figures -----------------------------------------------------------------------------------
def test_figures_are_a_page_and_a_table(desk):
    desk.force_login(people.staff("calls.view_call", "calls.view_application"))
    row = cast.held(selected=1, declined=2)
    page = desk.get(url("callfigures_change", row.call_id))
    assert page.context["figures"].totals == (3, 3, 0)  # nothing is selected before it is told
    services.release_decisions(row, by=None, now=NOW)
    table = desk.get(url("callfigures_change", row.call_id), {"csv": "1"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [
        (one["sent"], one["eligible"], one["selected"]) for one in rows if one["dimension"] == "total"
    ] == [("3", "3", "1")]


def test_who_may_not_read_applications_gets_the_published_figures(desk):
    call = calls.call()
    for _one in range(3):
        cast.application(call)
    page = desk.get(url("callfigures_change", call.pk))
    assert (page.context["figures"].is_published, page.context["figures"].totals[0]) == (True, None)
