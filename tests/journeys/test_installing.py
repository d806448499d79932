"""Her space on a phone without a line: a page that says so, and no page of hers kept."""

import pytest

from tests import cast
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


def test_without_a_line_a_page_says_so_and_no_page_of_hers_was_kept(visit):
    page = visit("/", size=PHONE, account=cast.alumna().account)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    kept = page.evaluate(
        "caches.keys().then(async names => (await Promise.all(names.map(async name =>"
        " (await (await caches.open(name)).keys()).map(one => new URL(one.url).pathname)))).flat())"
    )
    assert sorted(kept) == sorted(
        ["/offline/", *(f"/static/masar/{n}" for n in ("masar.css", "mark.svg", "install.js"))]
    )
    page.context.set_offline(True)
    page.goto("/career/")
    assert page.locator("h1").inner_text() == "Pas de connexion"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 246, 238)"
    page.context.set_offline(False)
    with page.expect_navigation():
        page.get_by_role("link").last.click()
    assert page.locator("h1").inner_text().startswith("Bonjour")
