"""The doors: a private link, her page, the API and the desk end in the same services."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from alumni.placement.models import Craft, Offer, Period, Profile
from alumni.placement.selectors.links import done_token, offer_token
from alumni.placement.services import away_until
from tests import cast as people
from tests.placement import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Offer:
    """An offer that can be answered now."""
    made = cast.offered()[0]
    made.answer_by = timezone.now() + timezone.timedelta(days=5)
    made.save()
    return made


def logged_in(who) -> Client:
    cache.clear()
    client = Client()
    client.force_login(getattr(who, "account", who))
    return client


@pytest.mark.parametrize(
    ("press", "state"), [("interested", "interested"), ("decline", "declined"), ("accept", "accepted")]
)
def test_opening_the_link_changes_nothing_and_one_press_answers(client, row, press, state):
    url = f"/work/offers/{offer_token(row)}/"
    for method in (client.get, client.head):
        assert method(url).status_code == 200
    row.refresh_from_db()
    assert row.state == "sent"
    for _twice in range(2):
        client.post(url, {press: "yes"})
    row.refresh_from_db()
    assert row.state == state


def test_a_link_of_another_row_or_kind_opens_nothing(client, row):
    token = offer_token(row)
    for url in (f"/work/offers/{token[:-1]}x/", f"/work/done/{token}/", f"/work/offers/{done_token(row)}/"):
        assert client.get(url).status_code == 404


def test_what_is_refused_keeps_her_words(client, row):
    Offer.objects.filter(pk=row.pk).update(answer_by=cast.NOW)
    answer = client.post(
        f"/work/offers/{offer_token(row)}/", {"decline": "1", "reason": "Je tourne ailleurs."}
    )
    assert answer.status_code == 422


def test_her_own_word_on_one_page(client):
    she = cast.graduate()
    said = {
        "consent": "yes", "is_available": "", "crafts": [cast.role().pk], "languages": ["ar", "fr"],
        "cities": "Tanger, طنجة", "days_to": "staff", "crafts_to": "alumnae", "languages_to": "staff",
        "cities_to": "staff", "days-TOTAL_FORMS": 1, "days-INITIAL_FORMS": 0, "days-0-is_available": "no",
        "days-0-first": "2027-01-01", "days-0-last": "2027-01-05",
    }  # fmt: skip
    assert logged_in(she).post("/work/availability/", said).status_code == 302
    profile = Profile.objects.get(person=she)
    assert (profile.consent, profile.is_available, profile.cities_key) == (True, None, "|tanger|طنجه|")
    assert Period.objects.get(person=she).is_available is False
    wrong = logged_in(she).post(
        "/work/availability/", {**said, "days-0-last": "2026-01-05", "cities": "Oujda"}
    )
    assert (wrong.status_code, "Oujda" in wrong.content.decode()) == (422, True)
    assert Craft.objects.get(person=she).role == cast.role()


def test_other_alumnae_see_the_parts_she_opens_and_nobody_else_sees_any():
    she, other = cast.graduate(), cast.graduate()
    cast.profile(she, cities="Tanger", languages=["fr"], cities_to="alumnae", consent=True)
    url = f"/api/v1/availability/{Profile.objects.get(person=she).pk}/"
    seen = logged_in(other).get(url).json()
    assert (seen["cities"], seen["languages"], seen["consent"], seen["days"]) == ("Tanger", None, None, None)
    assert logged_in(people.alumna()).get(url).status_code == 404
    assert logged_in(people.administrator()).get(url).json()["languages"] == ["fr"]


def test_the_api_takes_her_answer_and_her_word_and_nobody_elses(row):
    url = f"/api/v1/work-offers/{row.pk}/accept/"
    asked = {"data": {"shares_phone": True}, "content_type": "application/json"}
    for other in (cast.graduate(), people.administrator()):
        assert logged_in(other).post(url, **asked).status_code == 404
    assert logged_in(row.person).post(url, **asked).json()["state"] == "accepted"
    mine = "/api/v1/me/availability/"
    client = logged_in(row.person)
    assert client.get(mine).status_code == 404
    said = {"roles": ["editor"], "days": [{"is_available": True, "starts_on": "2027-01-01"}]}
    how = {"content_type": "application/json"}
    assert client.patch(mine, said, **how).status_code == 428
    answer = client.patch(mine, said, **how, headers={"If-None-Match": "*"})
    assert (answer.json()["roles"], len(answer.json()["days"])) == (["editor"], 1)
    how["headers"] = {"If-Match": answer["ETag"]}
    assert client.patch(mine, {"roles": ["no"]}, **how).status_code == 400


def test_neither_pay_nor_contact_is_told_to_whom_it_was_not_offered():
    cast.posting(now=timezone.now(), text="Six semaines de tournage.")
    she = cast.graduate()
    for url in ("/work/", "/api/v1/postings/"):
        page = logged_in(she).get(url).content.decode()
        assert "Six semaines" in page
        assert "6 000 MAD" not in page
        assert "nadia@" not in page


def test_who_has_a_credit_and_has_not_completed_is_shown_no_posting_by_any_door():
    cast.posting(now=timezone.now(), text="Six semaines de tournage.")
    she = people.alumna()
    cast.credit(she)
    for url in ("/work/", "/api/v1/postings/"):
        assert "Six semaines" not in logged_in(she).get(url).content.decode()


def test_the_desk_asks_those_who_are_ticked_and_keeps_what_was_ticked_where_it_cannot():
    of, she = cast.posting(now=timezone.now()), cast.graduate()
    boss = logged_in(people.administrator())
    url = f"/admin/placement/posting/{of.pk}/propose/"
    assert boss.get(url).status_code == 200
    wrong = boss.post(url, {"person": she.pk, "how": "order", "days": 99})
    assert (wrong.status_code, b"checked" in wrong.content) == (422, True)
    assert boss.post(url, {"how": "order", "days": 5}).status_code == 422
    assert boss.post(url, {"person": she.pk, "how": "once", "days": 5}).status_code == 302
    assert of.offers.get().person == she
    for page in ("propose/?page=0", "propose/?page=99999", "propose/?page=x"):
        assert boss.get(f"/admin/placement/posting/{of.pk}/{page}").status_code == 200
    assert boss.get("/admin/placement/posting/figures/").status_code == 200


def test_what_is_taken_out_holds_no_formula():
    cast.draft(work=None, title="=1+1")
    boss = logged_in(people.administrator())
    answer = boss.post("/admin/placement/posting/export/", {"format": 0, "resource": ""})
    text = b"".join(answer).decode("utf-8-sig")
    assert "1+1" in text
    assert ",=1+1" not in text


@pytest.mark.one_database
def test_the_desk_tells_her_word_on_today_before_her_word_in_general():
    now, words = timezone.now(), (True, False, None)
    for word in words:
        cast.profile(cast.graduate(), is_available=word)
    away = cast.profile(cast.graduate(), is_available=True).person
    away_until(away, timezone.localdate(now) + timezone.timedelta(days=3), by=None, now=now)
    page = logged_in(people.administrator()).get("/admin/placement/profile/?o=")
    told = {one.person_id: one.today for one in page.context["cl"].result_list}
    assert told.pop(away.pk) is False
    assert [told[number] for number in sorted(told)] == [*words]
