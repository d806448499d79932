"""Careers in a real browser: hers on a phone, and the pages of the desk, judged by axe in two scripts."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast
from tests.careers.films import award, credit, film, selection
from tests.journeys.acts import press
from tests.journeys.conftest import DESKTOP, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_career_is_found_at_home_and_at_the_desk(visit, language):
    she = cast.alumna(name="Oumaïma Bensaïd", name_ar="أميمة بنسعيد")
    programme = cast.programme()
    taken = cast.completed(
        date(2020, 9, 1), who=she, of=cast.edition(of=programme, starts_on=date(2020, 3, 1))
    )
    for number in range(5):
        other = cast.person(name=f"Une collaboratrice au long nom {number}")
        cast.completed(date(2020, 9, 1), who=other, of=taken.edition)
        work = film(2021 + number, released=date(2021 + number, 5, 1))
        credit(she, work)
        credit(other, work, "editor")
        award(selection(work, 2021 + number))
    page, found = visit(reverse("portal:home"), account=she.account, locale=language, size=DESKTOP), []
    press(page, f'nav.menu a[href="{reverse("portal:career")}"]')
    found += look(page, f"career-{language}")
    press(page, f'main a[href="{reverse("portal:collaborators")}"]')
    assert page.locator("svg.network text").count() == 6
    found += look(page, f"collaborators-{language}")
    desk = visit(reverse("careers_person", args=[she.pk]), account=cast.administrator(), locale=language)
    found += look(desk, f"desk-career-{language}")
    for name, path in {
        "outcomes": reverse("careers_edition", args=[taken.edition_id]),
        "time-to": reverse("careers_time_to"),
    }.items():
        desk.goto(path)
        found += look(desk, f"desk-{name}-{language}")
    assert desk.locator("svg.curve .line").count() == 1
    assert found == []
