"""What all pages share: language, direction, headers, and the pages of errors."""

import re

import pytest
from django.test import Client

from tests import cast

pytestmark = pytest.mark.django_db
LANGUAGES = ["fr", "ar", "en"]


@pytest.mark.parametrize(("language", "side"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_every_page_says_its_language_and_direction(client, language, side):
    page = client.get("/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}" dir="{side}">' in page
    assert f'value="{language}" lang="{language}" aria-current="true"' in page


def test_the_anonymous_choose_a_language_and_stay_where_they_are(client):
    response = client.post("/i18n/setlang/", {"language": "ar", "next": "/account/login/?next=/admin/"})
    assert response.headers["Location"] == "/account/login/?next=/admin/"
    assert client.get("/", headers={"accept-language": "fr"}).headers["Content-Language"] == "ar"


def test_her_record_speaks_until_she_chooses(client):
    client.force_login(cast.alumna(language="ar").account)
    assert client.get("/").headers["Content-Language"] == "ar"
    client.post("/i18n/setlang/", {"language": "en"})
    assert client.get("/").headers["Content-Language"] == "en"


def test_no_page_holds_script_or_style_of_its_own(client):
    for path in ("/", "/c/", "/account/login/code/", "/account/login/"):
        response = client.get(path)
        page = response.content.decode()
        inline = re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:src=|application/json))", page)
        assert (inline, "default-src 'self'" in response.headers["Content-Security-Policy"]) == ([], True)


def test_nothing_comes_from_elsewhere(client):
    page = client.get("/").content.decode()
    assert [
        url for url in re.findall(r'(?:src|href)="([^"]+)"', page) if not url.startswith(("/", "#"))
    ] == []


def test_a_page_that_is_not_there(client):
    response = client.get("/nowhere/")
    assert (response.status_code, next(one.name for one in response.templates)) == (404, "404.html")


def test_a_door_that_is_not_hers(client, settings, rf):
    from django.core.exceptions import PermissionDenied
    from django.views.defaults import permission_denied

    request = rf.get("/")
    request.user = cast.alumna().account
    response = permission_denied(request, PermissionDenied())
    assert (response.status_code, response.content.decode().count("<h1>")) == (403, 1)


def test_a_form_without_its_token_is_refused_kindly():
    response = Client(enforce_csrf_checks=True).post("/account/login/code/", {"email": "a@example.org"})
    assert (response.status_code, response.content.decode().count("<h1>")) == (403, 1)


@pytest.mark.parametrize("view", ["bad_request", "server_error"])
def test_pages_of_faults_need_nothing_and_speak_three_languages(rf, view):
    from django.views import defaults

    arguments = [Exception()] if view == "bad_request" else []
    page = getattr(defaults, view)(rf.get("/"), *arguments).content.decode()
    assert re.findall(r' lang="(\w+)"', page) == LANGUAGES
