"""Who asks: tokens, sessions, limits and languages."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle

from foundation.people.models import Account, Person
from tests import cast

pytestmark = pytest.mark.django_db
PEOPLE = "/api/v1/people/"


def with_token(token: str, **headers: str) -> Client:
    return Client(headers={"Authorization": f"Token {token}", **headers})


def made_by_command(email: str, *options: str) -> str:
    out = StringIO()
    call_command("create_api_token", email, *options, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def test_a_token_opens_what_its_account_may_see():
    she = cast.alumna()
    cast.person()
    answer = with_token(made_by_command(she.email)).get(PEOPLE)
    assert [row["id"] for row in answer.json()["results"]] == [she.pk]


def test_of_a_token_nothing_is_kept_that_could_be_used():
    token = made_by_command(cast.alumna().email)
    row = AuthToken.objects.get()
    assert token not in f"{row.__dict__}"
    assert (len(token), token[:6], len(row.digest)) == (70, "masar_", 128)


def test_a_token_works_for_the_days_that_were_asked():
    made_by_command(cast.alumna().email, "--days", "7")
    left = AuthToken.objects.get().expiry - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)


@pytest.mark.parametrize("days", ["0", "-1", "367"])
def test_a_token_for_ever_is_not_made(days: str):
    with pytest.raises(CommandError, match="from 1 to 366"):
        made_by_command(cast.alumna().email, "--days", days)


def test_a_token_is_for_an_active_login():
    she = cast.alumna()
    Account.objects.update(is_active=False)
    for email in (she.email, "nobody@example.org"):
        with pytest.raises(CommandError, match=f"No active login has the address {email}"):
            made_by_command(email)


def test_tokens_end_when_they_are_revoked():
    she = cast.alumna()
    tokens = [made_by_command(she.email) for _time in range(2)]
    call_command("revoke_api_tokens", she.email, stdout=StringIO())
    assert [with_token(token).get(PEOPLE).status_code for token in tokens] == [401, 401]


def test_an_ended_token_opens_nothing_and_reading_with_it_changes_no_row():
    token = made_by_command(cast.alumna().email)
    AuthToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    assert with_token(token).get(PEOPLE).status_code == 401
    assert AuthToken.objects.count() == 1


def test_a_token_ends_with_its_account():
    token = made_by_command(cast.alumna().email)
    Account.objects.update(is_active=False)
    assert with_token(token).get(PEOPLE).status_code == 401


def test_a_token_with_any_letter_changed_opens_nothing():
    token = made_by_command(cast.alumna().email)
    flipped = [token[:at] + ("x" if token[at] != "x" else "y") + token[at + 1 :] for at in range(len(token))]
    assert {with_token(other).get(PEOPLE).status_code for other in flipped} == {401}


@pytest.mark.parametrize(
    "header", ["Token", "Token a b", "Token \x00", "Token é", "Bearer x", "Basic eA==", "Token " + "x" * 5000]
)
def test_a_header_that_is_none_is_401(header: str):
    assert Client(headers={"Authorization": header}).get(PEOPLE).status_code == 401


def test_a_token_writes_in_her_language_unless_the_call_names_another():
    token = made_by_command(cast.alumna(language="en").email)
    hers = with_token(token).get(f"{PEOPLE}?x=1").json()
    asked = with_token(token, **{"Accept-Language": "fr"}).get(f"{PEOPLE}?x=1")
    assert hers == {"x": ["There is no such parameter here."]}
    assert asked.headers["Content-Language"] == "fr"


def test_a_session_reads():
    client = Client()
    she = cast.alumna()
    client.force_login(she.account, "allauth.account.auth_backends.AuthenticationBackend")
    assert [row["id"] for row in client.get(PEOPLE).json()["results"]] == [she.pk]


def test_a_session_writes_only_with_the_word_of_its_own_page():
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.alumna().account, "allauth.account.auth_backends.AuthenticationBackend")
    body = {"kind": "facts", "after": {"city": "Fès"}}
    bare = client.post("/api/v1/me/changes/", body, content_type="application/json")
    client.get("/api/v1/docs/")  # hands out the cookie and the word
    word = {"X-CSRFToken": client.cookies["csrftoken"].value}
    with_word = client.post("/api/v1/me/changes/", body, content_type="application/json", headers=word)
    assert (bare.status_code, with_word.status_code) == (403, 201)


def test_a_token_needs_no_such_word(api):
    client = api(cast.alumna().account)
    client.handler.enforce_csrf_checks = True
    body = {"kind": "facts", "after": {"city": "Fès"}}
    assert client.post("/api/v1/me/changes/", body, content_type="application/json").status_code == 201


def test_an_account_is_stopped_at_its_limit_and_told_when_to_come_back(api, monkeypatch):
    monkeypatch.setattr(UserRateThrottle, "THROTTLE_RATES", {"user": "2/min"})
    client = api(cast.alumna().account)
    answers = [client.get(PEOPLE) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert api(cast.alumna().account).get(PEOPLE).status_code == 200


def test_the_description_has_a_limit_for_strangers(client, monkeypatch):
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "1/min"})
    answers = [client.get("/api/v1/schema/", headers={"X-Forwarded-For": f"10.0.0.{n}"}) for n in (1, 2)]
    assert [answer.status_code for answer in answers] == [200, 429]


def test_a_token_of_a_login_without_a_record_reads():
    cast.person()
    account = cast.staff("people.view_person")
    answer = with_token(made_by_command(account.email)).get(PEOPLE)
    assert len(answer.json()["results"]) == Person.objects.count() == 1
