"""Every page there is, in a real Chromium: axe, its width, its console.

`make looks` looks at those of each role in three languages, at 360, 768 and 1440 px, by day and by night, and
keeps what was sent in var/pages for a validator of HTML. It takes an hour or more: the suite looks at those
alone that a stranger finds, in Arabic on a phone; the journeys look at the others they come through.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from foundation.settings import VAR_DIR
from tests.access.test_matrix import samples
from tests.access.walk import address, places
from tests.access.world import build
from tests.journeys.conftest import (
    BY_NIGHT,
    RULES,
    dress,
    faults,
    is_complaint,
    is_missing,
    scrolls_sideways,
    session_cookie,
)

WHOLE = os.environ.get("MASAR_LOOKS") == "1"
ROLES = ["anonymous", "owner", "programme staff", "administrator"] if WHOLE else ["anonymous"]
LANGUAGES = ["fr", "ar", "en"] if WHOLE else ["ar"]
WIDTHS = [360, 768, 1440] if WHOLE else [360]
PAGES = VAR_DIR / "pages"

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


def pages_of(role: str, world: Any) -> Iterator[tuple[str, str]]:
    """(name, path) of what answers this role with a page."""
    client, fill = Client(), samples(world)
    if account := world.roles[role]:
        client.force_login(account)
    for place in places():
        if place.name.startswith("api:") and place.name != "api:docs":
            continue
        path = address(place, world, fill)
        answer = client.get(path)
        if answer.streaming:
            b"".join(answer.streaming_content)  # a file is closed at its end
        if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
            yield place.key, path
        if "_auth_user_id" not in client.session and account:  # a page that logs out
            client.force_login(account)


def seen(page: Page) -> list[str]:
    lines = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width == WIDTHS[0] or width == WIDTHS[-1]:
            lines += [f"{width}: {line}" for line in faults(page, RULES)]
        elif scrolls_sideways(page):
            lines.append(f"{width}: scrolls sideways")
    if WHOLE:
        dress(page, "dark")
        lines += [f"by night: {line}" for line in faults(page, BY_NIGHT)]
        dress(page, "light")
    return lines


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_page_holds(role: str, language: str, browser: Browser, live_server: Any) -> None:
    world = build()
    context = browser.new_context(viewport={"width": 360, "height": 900}, base_url=live_server.url)
    cookies = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}]
    if account := world.roles[role]:
        cookies.append(session_cookie(account, live_server.url))
    found: list[str] = []
    for key, path in pages_of(role, world):
        context.clear_cookies()
        context.add_cookies(cookies)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda of, said=said: said.append(of.text) if is_complaint(of) else None)
        page.on("response", lambda got, said=said: said.append(got.url) if is_missing(got) else None)
        page.on("pageerror", lambda fault, said=said: said.append(str(fault)))
        sent = page.goto(path)
        if WHOLE and sent:
            folder = PAGES / language / role.replace(" ", "-")
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{key.replace(' ', '_').replace(':', '-')}.html").write_bytes(sent.body())
        spoken = "en" if key == "api:docs" else language  # the handbook is in English
        if page.get_attribute("html", "lang") != spoken:
            said.append("is in another language")
        found += [f"{role} {language} {key}: {line}" for line in [*said, *seen(page)]]
        page.close()
    context.close()
    if WHOLE:
        (PAGES / f"{role}-{language}.txt").write_text("\n".join(found))
    assert found == []
