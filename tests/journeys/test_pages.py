"""Every page she can meet, from the left and from the right, on two screens, by day and by night."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alumni.careers.models import Change
from alumni.checkins.selectors import answer_token
from alumni.checkins.services import answer_checkin
from foundation.films.models import Award, Credit, Festival, FestivalEdition, Role, Selection, Work
from tests import cast
from tests.journeys.acts import press
from tests.journeys.conftest import look

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["fr", "ar"])  # English is laid out as French is
def language(request):
    return request.param


def director():
    """The role; a test on a real server begins with empty tables, without those a migration filled."""
    names = {"name_fr": "Réalisation", "name_ar": "إخراج", "name_en": "Director"}
    return Role.objects.get_or_create(slug="director", defaults={"department": "directing", **names})[0]


@pytest.fixture
def checkin(language):
    """An open check-in of an alumna whose film is in the making."""
    she = cast.alumna(
        name="Salma Benjelloun",
        name_ar="سلمى بنجلون",
        city="Fès",
        country="MA",
        occupation="Réalisatrice",
        language=language,
    )
    work = Work.objects.create(title="Les Enfants du barrage", stage="financing")
    Credit.objects.create(work=work, person=she, role=director())
    month = timezone.localdate() - timedelta(days=90)
    part = cast.completed(month, who=she, work=work)
    return cast.asked_checkin(participation=part, closes_at=timezone.now() + timedelta(days=60))


@pytest.fixture
def path_so_far(checkin):
    """A short film before it, at a festival, with a prize; and something she said."""
    she = checkin.person
    short = Work.objects.create(title="Ourika", year=2023, is_public=True)
    Credit.objects.create(work=short, person=she, role=director())
    festival = Festival.objects.create(name="Festival national du film de Tanger")
    edition = FestivalEdition.objects.create(festival=festival, year=2023)
    shown = Selection.objects.create(edition=edition, work=short)
    Award.objects.create(selection=shown, prize="Prix du scénario")
    for stage, state in [("shooting", "proposed"), ("financing", "accepted")]:
        Change.objects.create(
            person=she,
            kind="stage",
            work=short,
            before={"stage": "idea"},
            after={"stage": stage},
            source=stage,
            state=state,
            said_at=timezone.now(),
            decided_at=timezone.now() if state == "accepted" else None,
        )


def test_pages_behind_the_link(visit, language, checkin):
    link = f"/c/{answer_token(checkin)}/"
    page = visit(f"{link}?choice=yes", locale=language)
    found = look(page, f"checkin-{language}")
    page.locator("[name='credit.year']").fill("soon")
    press(page, "[name=send]")
    found += look(page, f"checkin-mistake-{language}")
    page.locator("[name='credit.year']").fill("")
    press(page, "[name=send]")
    found += look(page, f"checkin-thanks-{language}")
    assert found == []


def test_pages_of_a_link_that_does_not_open(visit, language, checkin):
    page = visit("/c/", locale=language)
    found = look(page, f"link-asked-{language}")
    page.locator("[name=email]").fill("someone@example.org")
    press(page, "main button")
    found += look(page, f"link-sent-{language}")
    assert found == []


def test_pages_of_the_anonymous(visit, language):
    page = visit("/", locale=language)
    found = look(page, f"welcome-{language}")
    for name, path in {
        "code": "/account/login/code/",
        "login": "/account/login/",
        "password-reset": "/account/password/reset/",
        "password-key": "/account/password/reset/key/1-bad/",
    }.items():
        page.goto(path)
        found += look(page, f"{name}-{language}")
    page.goto("/account/login/code/")
    page.locator("[name=email]").fill("someone@example.org")
    press(page, "main button >> nth=0")
    found += look(page, f"code-confirm-{language}")
    assert found == []


def test_home_of_an_alumna(visit, language, checkin, path_so_far):
    page = visit("/", account=checkin.person.account)
    found = look(page, f"home-{language}")
    answer_checkin(checkin, {"choice": "yes"}, now=timezone.now())
    page.goto("/")
    found += look(page, f"home-answered-{language}")
    assert found == []


def test_pages_of_a_staff_login(visit, language):
    account = cast.staff()
    page = visit("/account/login/?next=/account/2fa/", locale=language)
    page.locator("[name=login]").fill(account.email)
    page.locator("[name=password]").fill("password")
    press(page, "form.card button")
    found = look(page, f"security-{language}")
    page.goto("/account/2fa/totp/activate/")
    found += look(page, f"reauthenticate-{language}")
    page.locator("[name=password]").fill("password")
    press(page, "form.card button")
    for name, path in {
        "totp": "/account/2fa/totp/activate/",
        "passkeys": "/account/2fa/webauthn/",
        "passkey-add": "/account/2fa/webauthn/add/",
        "password-change": "/account/password/change/",
        "logout": "/account/logout/",
        "home-staff": "/",
    }.items():
        page.goto(path)
        found += look(page, f"{name}-{language}")
    assert found == []


def test_pages_of_errors(visit, language):
    page = visit("/nowhere/", locale=language)
    found = look(page, f"404-{language}")
    page.goto("/c/42.1:altered/")
    found += look(page, f"link-unknown-{language}")
    assert found == []
