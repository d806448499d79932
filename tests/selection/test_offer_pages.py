"""The applicant's page behind the link of her letter, and at home."""

import pytest
from django.urls import reverse

from foundation.mail.letters import NotWanted, letter_for, render
from foundation.mail.models import Message
from foundation.mail.wordings import names_of
from residencies.calls.models import Application
from residencies.calls.selectors import application_token, member_token
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


def of_a_pair() -> Offer:
    about = calls.whole(calls.pair())
    Application.objects.filter(pk=about.pk).update(state="review")
    row = cast.deliberation(about.call, answer_by=NOW.replace(day=30))
    cast.decision(row, about, "selected")
    services.release_decisions(row, by=None, now=NOW)
    return cast.offers(row)[0]


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (services.accept_offer, "member_accepted", "The place is accepted."),
        (services.decline_offer, "member_declined", "The place was declined."),
    ],
)
def test_each_who_signed_hears_once_what_the_lead_has_answered_and_reads_it_on_her_page(
    client, answer, kind, said
):
    row = of_a_pair()
    about, member = row.decision.application, row.decision.application.members.get(is_lead=False)
    her = people.alumna()
    type(member).objects.filter(pk=member.pk).update(person=her)
    pages = [
        reverse("calls:sign", args=[member_token(member)]),
        reverse("calls:application", args=[application_token(about)]),
        reverse("portal:home"),
    ]
    client.force_login(her.account)
    client.cookies["django_language"] = "en"
    before = [client.get(page).content.decode() for page in pages]
    assert ["A place is offered, to be answered by" in text for text in before] == [True] * 3
    for _press in range(2):
        answer(row, by=None, now=NOW)
    assert [said in client.get(page).content.decode() for page in pages] == [True] * 3
    mail = Message.objects.get(kind=kind)
    assert (mail.to_addr, mail.language) == (member.email, "ar")
    mail.language = "en"
    letter = letter_for(mail)
    texts = render(mail, letter)
    assert {*letter.personal, *letter.names, "foundation"} == set(names_of(kind))
    assert f"{about.name}\u2069 has" in texts["text"]
    assert ("~~" in str(texts), "/apply/" in texts["text"]) == (False, False)
    type(member).objects.filter(pk=member.pk).update(withdrawn_at=NOW)
    with pytest.raises(NotWanted, match="member"):
        letter_for(mail)


def test_who_has_not_signed_is_told_nothing_of_it(client):
    row = of_a_pair()
    member = row.decision.application.members.get(is_lead=False)
    type(member).objects.filter(pk=member.pk).update(signed_at=None)
    services.accept_offer(row, by=None, now=NOW)
    assert not Message.objects.filter(kind="member_accepted").exists()
    client.cookies["django_language"] = "en"
    page = client.get(reverse("calls:sign", args=[member_token(member)])).content.decode()
    assert ("The place is accepted." in page, "selected" in page) == (False, False)
