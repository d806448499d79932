"""Links that do not open: each says so kindly and offers a new one by mail."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.signing import Signer

from alumni.checkins.models import CheckIn
from alumni.checkins.selectors import answer_token
from alumni.checkins.services import send_new_link
from foundation.mail.models import Message
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)
    cache.clear()


@pytest.fixture
def checkin():
    return cast.asked_checkin()


def ask(client, email, path="/c/"):
    return client.post(path, {"email": email})


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "~",
        "42.1:altered",
        Signer(salt="checkins.answer").sign("999999.1"),
        Signer(salt="checkins.answer").sign("no number"),
        Signer(salt="mail.unsubscribe").sign("1.1"),
    ],
)
def test_a_link_that_was_never_ours_is_not_found(client, checkin, token):
    for path in (f"/c/{token}/", f"/c/{token}/thanks/"):
        response = client.get(path)
        assert (response.status_code, response.context["reason"]) == (404, "unknown")


def test_a_link_altered_by_one_letter_is_not_found(client, checkin):
    token = answer_token(checkin)
    other = "A" if token[-1] != "A" else "B"
    assert client.post(f"/c/{token[:-1]}{other}/", {"choice": "yes"}).status_code == 404
    assert checkin.answers.count() == 0


def test_a_link_ends_when_the_check_in_closes(client, checkin, time_machine):
    path = f"/c/{answer_token(checkin)}/"
    time_machine.move_to(checkin.closes_at - timedelta(seconds=1), tick=False)
    assert client.get(path).status_code == 200
    time_machine.move_to(checkin.closes_at, tick=False)
    response = client.post(path, {"choice": "yes"})
    assert (response.status_code, response.context["reason"]) == (410, "closed")
    assert checkin.answers.count() == 0


def test_a_link_ends_when_a_newer_one_is_sent(client, checkin):
    path = f"/c/{answer_token(checkin)}/"
    send_new_link(checkin.person.email, now=NOW)
    response = client.get(path)
    assert (response.status_code, response.context["reason"]) == (410, "replaced")


@pytest.mark.parametrize("state", ["planned", "cancelled", "silent"])
def test_a_check_in_that_is_not_asked_does_not_open(client, checkin, state):
    CheckIn.objects.update(state=state)
    assert client.get(f"/c/{answer_token(checkin)}/").status_code == 410


def test_a_new_link_comes_by_mail(client, checkin):
    response = ask(client, checkin.person.email.upper())
    message = Message.objects.get()
    assert (response.status_code, message.kind, message.to_addr) == (200, "new_link", checkin.person.email)
    checkin.refresh_from_db()
    assert client.get(f"/c/{answer_token(checkin)}/").status_code == 200


def test_the_page_of_a_dead_link_takes_the_address_as_well(client, checkin):
    assert ask(client, checkin.person.email, "/c/42.1:altered/").status_code == 200
    assert Message.objects.count() == 1


def test_known_and_unknown_addresses_get_the_same_words(client, checkin):
    known, unknown = (ask(client, email) for email in (checkin.person.email, "nobody@example.org"))
    assert known.status_code == unknown.status_code
    assert known.content.replace(checkin.person.email.encode(), b"nobody@example.org") == unknown.content
    assert dict(known.headers) == {**unknown.headers, "Content-Length": known.headers["Content-Length"]}


def test_what_is_no_address_is_named_at_its_field(client):
    response = ask(client, "salma at example")
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["email"])
    assert response.context["form"]["email"].value() == "salma at example"


def test_asking_again_and_again_is_stopped(client, checkin):
    statuses = {ask(client, "nobody@example.org").status_code for _ in range(30)}
    assert (statuses, ask(client, checkin.person.email).status_code) == ({200}, 429)
    assert Message.objects.count() == 0
