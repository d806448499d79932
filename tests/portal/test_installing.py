"""Her space on a phone: what installs it, what it keeps, and how little a visit weighs."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests.access.world import build
from tests.journeys.test_every_page import pages_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LIMIT = 100 * 1024  # bytes that a first visit takes, compressed; fonts of the script she reads among them
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
THIRD = re.compile(r'(?:src|href|action)="(?:https?:)?//(?!testserver)[^"]+\.(?:css|js|woff2?|png|svg|jpg)"')


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_the_manifest_speaks_her_language_and_its_icons_are_there(client, language, direction):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    told = client.get("/manifest.webmanifest").json()
    assert (told["lang"], told["dir"], told["start_url"]) == (language, direction, "/")
    for icon in told["icons"]:
        data = file(icon["src"]).read_bytes()
        assert data.startswith(b"\x89PNG")
        width, height = (int.from_bytes(data[at : at + 4]) for at in (16, 20))
        assert f"{width}x{height}" == icon["sizes"]
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}


def file(url: str) -> Path:
    return Path(finders.find(url.removeprefix(settings.STATIC_URL)))


def weight(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def test_no_page_of_hers_weighs_more_than_a_slow_line_bears():
    """HTML, styles, scripts and the fonts that its letters load; of a first visit, with nothing kept. In
    Arabic, whose letters weigh the most.
    """
    world = build()
    client = Client()
    client.force_login(world.roles["owner"])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    letters = sum(font.stat().st_size for font in file("masar/masar.css").parent.glob("fonts/*.woff2"))
    heavy, seen = [], 0
    for key, path in pages_of("owner", world, {}):
        answer = client.get(path)
        if answer.streaming:
            b"".join(answer.streaming_content)  # a file is closed at its end
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        page = answer.content.decode()
        assert THIRD.findall(page) == [], key
        linked = {file(url) for url in LINKED.findall(page)}
        total = weight(page.encode()) + sum(weight(one.read_bytes()) for one in linked) + letters
        seen += 1
        if total > LIMIT:
            heavy.append((key, total))
    assert seen > 60
    assert heavy == []
