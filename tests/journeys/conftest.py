"""A real Chromium on a real server: what every journey shares."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from axe_playwright_python.base import AXE_SCRIPT
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

from foundation.settings import VAR_DIR
from suite import chromium

PHONE, DESKTOP = (360, 800), (1440, 900)
SHOTS = VAR_DIR / "screenshots"
WITH_SHOTS = os.environ.get("MASAR_SCREENSHOTS") == "1"
RULES = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
    # None of it is shown: it takes a third of axe's time. Frames without an axe of their own are waited for.
    "selectors": False,
    "iframes": False,
}
# By night the same page has other colours, and nothing else.
BY_NIGHT = {**RULES, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
VIOLATIONS = "rules => axe.run(rules).then(found => found.violations)"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; the server runs in another one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """`visit(path, width=…, …)` opens a page in a browser of its own; its console has to stay empty."""
    contexts, complaints = [], []

    def open_page(
        path: str = "/", *, size: tuple[int, int] = DESKTOP, account: Any = None, **context: Any
    ) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        contexts.append(browser.new_context(viewport=viewport, base_url=live_server.url, **context))
        if account:
            contexts[-1].add_cookies([session_cookie(account, live_server.url)])
        page = contexts[-1].new_page()
        page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
        page.on("response", lambda got: complaints.append(got.url) if is_missing(got) else None)
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def is_complaint(said: ConsoleMessage) -> bool:
    # What could not be loaded is judged by `is_missing`.
    return said.type == "error" and not said.text.startswith("Failed to load resource")


def is_missing(got: Response) -> bool:
    """Something a page needs is not there. The page itself, or its own form, may say 4xx on purpose."""
    itself = urlsplit(got.url).path == urlsplit(got.frame.url).path
    return got.status >= 400 and not itself and not got.request.is_navigation_request()


@pytest.fixture
def travel():
    """`travel(to)`: the year goes on."""
    journeys: list[Any] = []

    def go(to: datetime) -> None:
        for one in journeys:
            one.stop()
        journeys[:] = [time_machine.travel(to)]
        journeys[0].start()
        cache.clear()

    yield go
    for one in journeys:
        one.stop()


def session_cookie(account: Any, url: str) -> Any:
    client = Client()
    client.force_login(account)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


def faults(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    """What axe has against the page, and whether it scrolls sideways."""
    page.wait_for_load_state()  # a click waits until the next page begins, not until it is there
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(VIOLATIONS, rules)
    lines = [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]]
    if scrolls_sideways(page):
        lines.append("scrolls sideways")
    return lines


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def dress(page: Page, scheme: str) -> None:
    """`light` or `dark`. The desk asks for it once, when it is opened, and says so by a class."""
    page.wait_for_load_state()
    page.emulate_media(color_scheme=scheme)
    page.evaluate("dark => document.documentElement.classList.toggle('dark', dark)", scheme == "dark")


def look(page: Page, name: str) -> list[str]:
    """Judge the page on a phone and a desktop, by day and by night; photograph it if that is wanted."""
    lines = []
    for label, (width, height) in {"phone": PHONE, "desktop": DESKTOP}.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme, rules in (("light", RULES), ("dark", BY_NIGHT)):
            if label == "phone" and scheme == "dark" and not WITH_SHOTS:
                continue  # by night a phone shows no more
            dress(page, scheme)
            lines += [f"{name} {label} {scheme}: {line}" for line in faults(page, rules)]
            if WITH_SHOTS:
                page.evaluate("scrollTo(0, document.body.scrollHeight)")  # a bar that sticks is at its place
                page.screenshot(path=_shot(f"{name}-{label}-{scheme}"), full_page=True)
    dress(page, "light")  # what is opened next begins by day again
    return lines


def _shot(name: str) -> Path:
    SHOTS.mkdir(parents=True, exist_ok=True)
    return SHOTS / f"{name}.png"
