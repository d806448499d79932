"""A film school: an intake of forty in five crafts, from a leave to graduation and to the next intake."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from alumni.desk.demo.cohorts import make_programmes
from alumni.desk.demo.school import School
from alumni.desk.demo.staff import STAFF, make_staff
from residencies.programmes.models import Edition, Participation
from tests.journeys.acts import choose_all, confirm, confirm_list, fill, link_in, log_in, post, press, snap
from tests.journeys.conftest import PHONE, faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]
LIST = reverse("admin:programmes_participation_changelist")


@pytest.fixture
def intake() -> Edition:
    """The demo's film school; the intake that is about to graduate."""
    cache.clear()
    now = timezone.now()
    by = make_staff()[STAFF.role]
    make_programmes(today=now.date(), last_workday=now.date(), by=by)
    School(now=now, today=now.date(), by=by).make()
    return Edition.objects.filter(programme__kind="bachelor").earliest("ends_on")


def test_an_intake_graduates_in_one_act_and_the_next_is_copied(visit, sink, intake):
    today, everyone = timezone.localdate(), f"{LIST}?edition__id__exact={intake.pk}"
    home = f"/admin/programmes/edition/{intake.pk}"
    desk = visit("/", locale="fr")
    log_in(desk, STAFF)
    desk.goto(f"{home}/change/")
    assert re.findall(r"(\d)\s*$", desk.locator("#places-group").inner_text(), re.MULTILINE)
    snap(desk, "school-edition")
    found = faults(desk)

    studying = Participation.objects.filter(edition=intake, state="attending").order_by("pk")
    away = studying.get(absences__back_on=None, absences__isnull=False)
    leaving = studying.filter(track__slug="sound").exclude(pk=away.pk).first()
    confirm(desk, f"/admin/programmes/absence/{away.absences.get().pk}/came_back/", back_on=today)
    confirm(
        desk,
        f"/admin/programmes/participation/{leaving.pk}/move_one/",
        to="withdrawn",
        cause="work",
        reason="Engagée sur un long métrage à Ouarzazate.",
    )
    desk.goto(f"{home}/week/")
    snap(desk, "school-week")

    for row in intake.requirements.filter(kind__in=["year", "credits"]).order_by("-position")[:2]:
        amount = row.amount if row.kind == "credits" else 1
        confirm_list(desk, f"{everyone}&state__exact=attending", "record", requirement=row.pk, amount=amount)
    choose_all(desk, f"{everyone}&state__exact=attending", "complete")
    snap(desk, "school-complete")
    found += faults(desk)
    lacking = desk.locator("section li").count()
    fill(desk, on=today, whom="fulfilling")
    press(desk, "[name=confirm]")
    done = Participation.objects.filter(edition=intake, state="completed")
    assert (done.count(), lacking) == (40 - 2 - lacking, 2)
    assert away in done

    graduate = done.filter(person__language="ar").exclude(person__email="").first()
    page = visit(link_in(post(sink, graduate.person.email), "/programme/"), size=PHONE, locale="ar")
    page.goto(f"/certificates/{graduate.certificate}/")
    page.get_by_text(graduate.person.name).wait_for()
    snap(page, "school-certificate")
    found += faults(page)

    confirm(desk, f"{home}/copy/", name=f"Promotion {intake.ends_on.year + 1} bis")
    then = Edition.objects.get(name__endswith="bis")
    assert then.ends_on - intake.ends_on >= timedelta(days=365)
    assert list(then.places.values_list("track__slug", "capacity").order_by("track__slug")) == [
        (slug, 8) for slug in ("cinematography", "directing", "editing", "screenwriting", "sound")
    ]
    assert then.requirements.count() == intake.requirements.count() == 9
    desk.goto(f"/admin/programmes/edition/{then.pk}/change/")
    snap(desk, "school-next")
    assert found == []
