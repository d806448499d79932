"""The way in and the way through the desk."""

import pytest
from django.urls import reverse
from django.utils import translation

from alumni.desk.admin import navigation
from tests import cast

pytestmark = pytest.mark.django_db
HOME = reverse("admin:index")


def directives(response) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


def items(rf, viewer, language: str) -> list[dict]:
    request = rf.get(HOME)
    request.user = viewer
    with translation.override(language):
        return [
            {**item, "title": str(item["title"])} for group in navigation(request) for item in group["items"]
        ]


def tables(rf, viewer) -> list[str]:
    return [item["title"] for item in items(rf, viewer, "en")]


def test_a_reader_of_one_table_is_shown_the_way_to_it_alone(rf):
    assert tables(rf, cast.staff("people.view_organisation"))[1:] == ["Organisations"]


def test_accounts_groups_and_tokens_are_shown_to_administrators_alone(rf):
    every = ["people.view_account", "people.change_account", "auth.view_group", "people.view_person"]
    assert tables(rf, cast.staff(*every))[1:] == ["People"]
    assert {"Accounts", "Groups", "API tokens", "Merges"} <= set(tables(rf, cast.administrator())[-8:])


def test_the_way_is_the_same_in_each_language(rf):
    boss = cast.administrator()
    ways = [[item["link"] for item in items(rf, boss, language)] for language in ("fr", "ar", "en")]
    assert ways[0] == ways[1] == ways[2]
    assert reverse("careers_time_to") in ways[0]


def test_whoever_is_not_logged_in_goes_through_the_one_login(client):
    response = client.get(HOME, follow=True)
    assert response.redirect_chain[-1] == (f"{reverse('account_request_login_code')}?next=%2Fadmin%2F", 302)


def test_an_alumna_has_no_business_here(client):
    client.force_login(cast.alumna().account)
    assert client.get(HOME, follow=True).status_code == 403


def test_the_desk_alone_may_evaluate_scripts(client):
    client.force_login(cast.administrator())
    desk, portal = directives(client.get(HOME)), directives(client.get("/"))
    assert desk["script-src"] == "'self' 'unsafe-eval'"
    assert desk["style-src"] == "'self' 'unsafe-inline'"
    assert {**desk, **portal} == {**portal, "script-src": desk["script-src"], "style-src": desk["style-src"]}
    assert "unsafe" not in " ".join(portal.values())


def test_the_desk_asks_nothing_of_another_host(client):
    client.force_login(cast.administrator())
    assert "http" not in client.get(HOME).headers["Content-Security-Policy"]
