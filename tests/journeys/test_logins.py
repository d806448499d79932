"""Who comes in, and how: an alumna by code, staff by password, second factor and passkey."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.utils import timezone

from foundation.mail.delivery import drain
from tests import cast
from tests.journeys.acts import press
from tests.journeys.conftest import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECURITY = "/account/2fa/"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def staff_page(visit):
    """A page of someone of the team who has logged in with her password."""
    return log_in(visit("/", locale="fr"), cast.staff())


def log_in(page, account, then=SECURITY):
    page.goto(f"/account/login/?next={then}")
    page.locator("[name=login]").fill(account.email)
    page.locator("[name=password]").fill("password")
    press(page, "form.card button")
    page.account = account
    return page


def confirm_password(page):
    page.wait_for_url("**/account/reauthenticate/**")
    page.locator("[name=password]").fill("password")
    page.locator("form.card button").click()


def log_out(page):
    page.locator(".menu form button").click()
    page.locator(".hero").wait_for()


def code(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def test_an_alumna_logs_in_by_code_in_french_and_answers(visit, sink):
    she = cast.person(name="Salma Benjelloun", email="salma@example.org")
    row = cast.asked_checkin(
        participation=cast.completed(timezone.localdate(), who=she),
        closes_at=timezone.now() + timedelta(days=60),
    )
    page = visit("/", locale="fr-MA")
    page.locator(".hero a.button").click()
    page.locator("[name=email]").fill("Salma@Example.org")
    page.locator("form.card button").click()
    page.wait_for_url("**/confirm/")
    drain()
    words = sink.mails[0].get_body(("plain",)).get_content().split()
    (sent,) = (word for word in words if re.fullmatch(r"[A-Z0-9]{3,}-?[A-Z0-9]{3,}", word))
    page.locator("[name=code]").fill(sent)
    press(page, "form.card button")
    assert page.locator("h1 bdi").inner_text() == "Salma Benjelloun"
    page.locator(".card a.button[href^='/c/']").click()
    page.locator("[name=choice][value=yes]").check()
    page.locator("[name=send]").click()
    page.wait_for_url("**/thanks/")
    row.refresh_from_db()
    assert (row.state, page.locator("html").get_attribute("lang")) == ("answered", "fr")


def test_a_mistyped_address_can_be_corrected(visit):
    page = visit("/account/login/code/")
    page.locator("[name=email]").fill("slama@example.org")
    press(page, "form.card button")
    press(page, "button.link")
    assert page.url.endswith("/account/login/code/")
    assert page.locator("[name=email]").input_value() == ""


def test_staff_add_a_second_factor_and_are_asked_for_it(staff_page):
    page = staff_page
    page.locator(f"a[href='{SECURITY}totp/activate/']").click()
    confirm_password(page)
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("[name=code]").fill(code(secret))
    page.locator("form.card button").click()
    page.wait_for_url("**/recovery-codes/**")
    found = look(page, "recovery-codes-fr")
    page.goto(SECURITY)
    found += look(page, "security-with-totp-fr")
    log_out(page)
    log_in(page, page.account)
    page.wait_for_url("**/2fa/authenticate/**")
    found += look(page, "authenticate-fr")
    page.locator("[name=code]").fill(code(secret, later=1))  # each code counts once
    page.locator("form.card button").first.click()
    page.wait_for_url(re.compile(rf"^[^?]+{SECURITY}$"))
    assert found == []


def test_staff_add_a_passkey_and_log_in_with_it_alone(staff_page):
    page = staff_page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    traits = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    abilities = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**traits, **abilities}})
    page.goto(f"{SECURITY}webauthn/add/")
    confirm_password(page)
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto(f"{SECURITY}webauthn/")
    found = look(page, "passkeys-one-fr")
    log_out(page)
    page.goto(f"/account/login/?next={SECURITY}")
    page.locator("#passkey_login").click()
    page.wait_for_url(re.compile(rf"^[^?]+{SECURITY}$"))
    assert found == []
