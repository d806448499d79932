import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from knox.models import AuthToken

from foundation.people.models import Account
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def account():
    return cast.alumna().account


@pytest.fixture
def administrator(client):
    boss = cast.administrator()
    client.force_login(boss)
    return boss


def of(account: Account, name: str) -> str:
    return reverse(f"admin:people_account_{name}", args=[account.pk])


def test_groups_and_rights_are_called_in_the_readers_language(client, administrator, account):
    client.cookies["django_language"] = "fr"
    page = client.get(of(account, "change")).content.decode()
    for told in (
        "Équipe des programmes",
        "Personnes · personnes\u202f: ajouter",
        "\u202f: publier les décisions",
    ):
        assert told in page
    assert "Can add person" not in page
    assert "Équipe des programmes" in client.get(reverse("admin:auth_group_changelist")).content.decode()
    assert Group.objects.filter(name="Programme staff").exists()


def test_a_token_is_shown_once_and_opens_the_api(client, administrator, account):
    response = client.post(of(account, "new_token"), {"confirm": "1", "days": "30"})
    token = response.context["token"]
    client.logout()
    headers = {"Authorization": f"Token {token}"}
    assert response.headers["Cache-Control"].startswith("no-store, private")
    assert client.get("/api/v1/me/", headers=headers).status_code == 200
    kept = [str(value) for row in AuthToken.objects.values() for value in row.values()]
    assert token not in kept


def test_looking_at_the_page_makes_no_token(client, administrator, account):
    assert client.get(of(account, "new_token")).status_code == 200
    assert not AuthToken.objects.exists()


@pytest.mark.parametrize(("days", "ends"), [("30", True), ("0", False)])
def test_a_token_ends_when_it_was_said(client, administrator, account, days, ends):
    client.post(of(account, "new_token"), {"confirm": "1", "days": days})
    assert (AuthToken.objects.get().expiry is not None) is ends


def test_a_token_is_revoked_by_deleting_it(client, administrator, account):
    row, token = AuthToken.objects.create(account)
    client.post(reverse("admin:knox_authtoken_delete", args=[row.pk]), {"post": "yes"})
    client.logout()
    assert client.get("/api/v1/me/", headers={"Authorization": f"Token {token}"}).status_code == 401


def test_a_lost_phone_is_helped(client, administrator, account):
    Authenticator.objects.create(user=account, type="totp", data={})
    client.get(of(account, "drop_second_factors"))
    assert Authenticator.objects.count() == 1
    client.post(of(account, "drop_second_factors"), {"confirm": "1"})
    assert not Authenticator.objects.exists()


def test_secrets_of_second_factors_have_no_page():
    assert not admin.site.is_registered(Authenticator)


@pytest.mark.parametrize("name", ["change", "delete", "new_token", "drop_second_factors"])
def test_every_right_but_the_administrators_opens_no_account(client, account, name):
    almost = cast.staff()
    almost.user_permissions.set(Permission.objects.all())
    client.force_login(almost)
    assert client.get(of(account, name)).status_code == 403
    assert client.post(of(account, name), {"confirm": "1", "days": "30"}).status_code == 403
    assert not AuthToken.objects.exists()
