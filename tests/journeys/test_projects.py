"""One page a project and the slate, at the desk and as she sees them, judged by axe in two directions."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from foundation.films.models import Credit, Role, Work
from foundation.films.services import send_version
from tests import cast
from tests.calls.files import PDF
from tests.films.financing import saved_plan
from tests.journeys.conftest import look

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def work(settings, tmp_path) -> Work:
    """A film with a script in two versions, an option that ends, one that is over, and a plan."""
    settings.MEDIA_ROOT = tmp_path
    made = Work.objects.create(
        title="Les Enfants du barrage", kind="feature", stage="financing", countries=["MA", "FR"],
        logline="Une vallée attend l’eau.", synopsis_fr="Au matin, la vallée.", synopsis_ar="في الصباح.",
    )  # fmt: skip
    today = timezone.localdate()
    made.stage_changes.create(stage="financing", on=today - timedelta(days=40))
    saved_plan(made, dated_on=today)
    for days, title in ((20, "L’Eau haute"), (-5, "Chant de la source")):
        row = made.options.create(
            kind="book", title=title, holder="Éditions du Figuier", price=4000, purchase_price=40000,
            currency="EUR", is_deductible=True, starts_on=today - timedelta(days=300),
            ends_on=today + timedelta(days=days),
        )  # fmt: skip
        row.extensions.create(until=today + timedelta(days=400), price=2500)
    for number in (1, 2):
        upload = ContentFile(PDF.replace(b"1.7", b"1.%d" % number), "scenario.pdf")
        send_version(made, upload, kind="script", language="fr", note="relu", by=None, now=timezone.now())
    return made


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_project_and_the_slate_are_read_on_a_phone_and_by_night(visit, work, language):
    she = cast.alumna(name="Rajaa Fahim")
    for slug in ("director", "producer", "editor"):
        Credit.objects.create(work=work, person=she, role=Role.objects.get(slug=slug))
    page = visit(
        reverse("admin:films_work_project", args=[work.pk]), account=cast.administrator(), locale=language
    )
    found = look(page, f"project-desk-{language}")
    page.goto(reverse("admin:films_work_slate"))
    found += look(page, f"project-slate-{language}")
    assert found == []
    hers = visit(reverse("films:project", args=[work.pk]), account=she.account, locale=language)
    found = look(hers, f"project-hers-{language}")
    hers.goto(reverse("films:send", args=[work.pk]))
    found += look(hers, f"project-send-{language}")
    assert found == []
