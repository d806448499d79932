"""Login by a code that leaves through the outbox, and the doors that stay shut."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from foundation.mail.delivery import drain
from foundation.mail.models import Message
from foundation.people.models import Account
from tests import cast

pytestmark = pytest.mark.django_db
REQUEST, CONFIRM, RESET = (
    "/account/login/code/",
    "/account/login/code/confirm/",
    "/account/password/reset/",
)


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def page_after(client, path, **fields):
    """The page she ends on, without what differs from one form to the next."""
    response = client.post(path, fields, follow=True)
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", response.content.decode())


def is_logged_in(client):
    return "_auth_user_id" in client.session


def test_the_first_request_opens_her_account_and_the_code_lets_her_in(client):
    she = cast.person(email="Salma@example.org")
    client.post(REQUEST, {"email": "salma@example.org"})
    message = Message.objects.get()
    client.post(CONFIRM, {"code": message.secret})
    she.refresh_from_db()
    assert (message.kind, message.to_addr, message.priority, message.person) == (
        "login_code", "salma@example.org", 0, she,
    )  # fmt: skip
    assert client.session["_auth_user_id"] == str(she.account.pk)


def test_a_wrong_code_lets_nobody_in(client):
    client.post(REQUEST, {"email": cast.alumna().email})
    response = client.post(CONFIRM, {"code": "000000"})
    assert (is_logged_in(client), list(response.context["form"].errors)) == (False, ["code"])


def test_three_wrong_codes_end_the_code(client):
    client.post(REQUEST, {"email": cast.alumna().email})
    code = Message.objects.get().secret
    for _ in range(3):
        client.post(CONFIRM, {"code": "000000"})
    client.post(CONFIRM, {"code": code})
    assert not is_logged_in(client)


def test_an_unknown_address_gets_the_same_page_and_no_mail(client):
    known = page_after(client, REQUEST, email=cast.person(email="known@example.org").email)
    client.logout()
    unknown = page_after(client, REQUEST, email="other@example.org")
    assert known.replace("known@", "other@") == unknown
    assert (Message.objects.count(), Account.objects.count()) == (1, 1)


def test_an_address_of_two_people_opens_nothing(client):
    for _ in range(2):
        cast.person(email="shared@example.org")
    client.post(REQUEST, {"email": "shared@example.org"})
    assert (Message.objects.count(), Account.objects.count()) == (0, 0)


def test_looking_at_the_pages_opens_nothing(client):
    cast.person(email="salma@example.org")
    for path in (f"{REQUEST}?email=salma@example.org", CONFIRM, "/account/login/", RESET):
        client.get(path)
    assert (Message.objects.count(), Account.objects.count()) == (0, 0)


def test_one_address_gets_few_codes():
    email = cast.alumna().email
    for _ in range(5):
        Client().post(REQUEST, {"email": email})
    assert Message.objects.count() == 3


def test_another_code_is_sent_on_request_and_counts(client):
    client.post(REQUEST, {"email": cast.alumna().email})
    client.post(CONFIRM, {"action": "resend"})
    client.post(CONFIRM, {"code": Message.objects.latest("pk").secret})
    assert (Message.objects.count(), is_logged_in(client)) == (2, True)


def test_a_mistyped_address_can_be_given_up(client):
    client.post(REQUEST, {"email": "slama@example.org"})
    response = client.post("/account/logout/", {"next": REQUEST})
    assert response.headers["Location"] == REQUEST
    assert client.get(REQUEST).status_code == 200


def test_the_letter_speaks_the_language_of_the_page(client):
    client.post(REQUEST, {"email": cast.alumna().email}, headers={"accept-language": "ar"})
    assert Message.objects.get().language == "ar"


@pytest.mark.django_db(transaction=True)
def test_the_code_is_in_the_mail_and_never_in_the_outbox(client, sink):
    client.post(REQUEST, {"email": cast.alumna().email})
    code = Message.objects.get().secret
    drain()
    message = Message.objects.get()
    assert code in sink.mails[0].get_body(("plain",)).get_content()
    assert (message.state, message.secret) == ("sent", "")
    assert [text for text in (message.subject, message.text, message.html) if code in text] == []


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_password_is_chosen_anew_from_a_mailed_link(client, sink, settings):
    account = cast.staff()
    client.post(RESET, {"email": account.email})
    drain()
    text = sink.mails[0].get_body(("plain",)).get_content()
    (path,) = re.findall(re.escape(settings.SITE_URL) + r"(/account/password/reset/key/\S+)", text)
    form = client.get(path, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "un-film-par-an", "password2": "un-film-par-an"})
    account.refresh_from_db()
    assert account.check_password("un-film-par-an")


def test_a_new_password_for_an_unknown_address_gets_the_same_page_and_no_mail(client):
    known, unknown = (
        page_after(client, RESET, email=email) for email in (cast.staff().email, "nobody@example.org")
    )
    assert known == unknown
    assert Message.objects.count() == 1


def test_staff_log_in_with_a_password(client):
    account = cast.staff()
    response = client.post("/account/login/?next=/admin/", {"login": account.email, "password": "password"})
    assert (response.headers["Location"], is_logged_in(client)) == ("/admin/", True)


def test_the_desk_has_no_login_of_its_own(client):
    response = client.get("/admin/login/?next=/admin/")
    assert response.headers["Location"].startswith("/account/login/code/?next=")


def test_a_closed_account_gets_no_code(client):
    she = cast.alumna()
    Account.objects.update(is_active=False)
    client.post(REQUEST, {"email": she.email})
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "confirm-email/", "confirm-email/MQ:key/", "password/set/", "3rdparty/"]
)
def test_doors_masar_does_not_have_are_shut(client, path):
    client.force_login(cast.alumna().account)
    assert [client.get(f"/account/{path}").status_code, client.post(f"/account/{path}").status_code] == [
        404
    ] * 2


def test_logging_out_takes_a_press(client):
    client.force_login(cast.alumna().account)
    client.get("/account/logout/")
    assert is_logged_in(client)
    client.post("/account/logout/")
    assert not is_logged_in(client)


@pytest.mark.parametrize(("language", "name"), [("fr", "Nom"), ("ar", "الاسم")])
def test_what_a_key_is_called_is_asked_in_her_language(client, language, name):
    client.force_login(cast.alumna().account)
    client.cookies["django_language"] = language
    assert f">{name}</label>" in client.get("/account/2fa/webauthn/add/").content.decode()
