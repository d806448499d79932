"""The selection room in a real browser: judged by axe, from right to left, on a phone, by night, without
JavaScript.
"""

import pytest
from django.urls import reverse

from residencies.selection.services import close_minutes, decide, decide_all
from tests import cast
from tests.journeys.acts import press
from tests.journeys.conftest import SHOTS, faults, look
from tests.selection import rooms
from tests.selection.cast import NOW

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def made(_empties_minutes):
    """Some of it is decided, and the rules bind."""
    found = rooms.meeting()
    rooms.rules(found.room)
    found.room.prizes.create(
        name_fr="Bourse de développement", name_ar="منحة تطوير", name_en="Development grant"
    )
    found.staff = cast.administrator()
    decide(found.room, found.rows[0], "selected", by=found.staff, now=NOW, reason="Une voix singulière.")
    decide(found.room, found.rows[2], "selected", by=found.staff, now=NOW)
    waits = {row.pk: "waiting" for row in found.rows[3:5]}
    decide_all(found.room, waits, by=found.staff, now=NOW)
    return found


@pytest.fixture
def _empties_minutes():
    yield
    rooms.emptied()


def address(made, page: str, *more) -> str:
    return reverse(f"admin:selection_deliberation_{page}", args=[made.room.pk, *more])


@pytest.mark.parametrize("language", ["fr", "ar"])  # English is laid out as French is
def test_pages_of_a_deliberation(visit, made, language):
    page, found = visit(address(made, "room"), account=made.staff, locale=language), []
    assert page.locator("html").get_attribute("lang") == language
    found += look(page, f"selection-room-{language}")
    for name, path in {
        "ranking": address(made, "ranking"),
        "decision": address(made, "decide", made.rows[0].pk),
        "rules": address(made, "change"),
    }.items():
        page.goto(path)
        found += look(page, f"selection-{name}-{language}")
    decide_all(made.room, {row.pk: "declined" for row in made.rows[5:]}, by=made.staff, now=NOW)
    decide(made.room, made.rows[1], "declined", by=made.staff, now=NOW)
    close_minutes(made.room, by=made.staff, now=NOW)
    page.goto(address(made, "minutes"))
    found += look(page, f"selection-minutes-{language}")
    assert found == []


def test_the_room_by_night(visit, made):
    page, found = visit(address(made, "room"), account=made.staff, locale="ar", color_scheme="dark"), []
    assert page.locator("html.dark").count() == 1
    for name in ("room", "ranking", "minutes"):
        page.goto(address(made, name))
        found += faults(page)
        page.screenshot(path=SHOTS / f"selection-{name}-night.png", full_page=True)
    assert found == []


def test_a_jury_decides_without_javascript(visit, made):
    page = visit(address(made, "room"), account=made.staff, locale="en", java_script_enabled=False)
    press(page, "form:has(input[value=take]) button")
    press(page, "form:has(input[value=rest]) button")
    assert set(made.room.decisions.values_list("outcome", flat=True)) == {"selected", "waiting", "declined"}
    page.goto(address(made, "minutes"))
    press(page, "button[name=close]")
    assert made.room.minutes.count() == 1
