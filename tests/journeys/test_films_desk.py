"""The pages of a project's money and of a film's premieres, judged by axe in two directions."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.films.models import Award, Festival, FestivalEdition, Screening, Section, Selection, Work
from tests import cast
from tests.films.financing import rebate_rule, rule, saved_plan
from tests.journeys.conftest import PHONE, look, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def work() -> Work:
    """A film with a plan that breaks a rule, a section to come, and a screening that would burn it."""
    made = Work.objects.create(title="Les Enfants du barrage", title_ar="أطفال السد", countries=["MA", "FR"])
    saved_plan(made)
    rule("bilateral", most=60, least=40, confirmed_least=50, parties=["MA", "FR"]).save()
    rebate_rule(floor=Decimal(1_000_000), floor_days=18, cap=Decimal(900_000)).save()
    rebate_rule(name="Autre source", floor=Decimal(10_000_000)).save()
    house = Festival.objects.create(name="Berlinale", kind="festival", country="DE")
    starts_on = timezone.localdate() + timedelta(days=80)
    edition = FestivalEdition.objects.create(festival=house, year=starts_on.year, starts_on=starts_on)
    Section.objects.create(edition=edition, name="Wettbewerb", premiere_asked="world", rules_source="art. 1")
    soon = timezone.localdate() + timedelta(days=30)
    Screening.objects.create(work=made, kind="cinema", on=soon, country="MA", is_planned=True)
    return made


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_money_and_premieres_are_read_on_a_phone_and_by_night(visit, work, language):
    plan = work.financing_plans.get()
    page = visit(
        reverse("admin:films_financingplan_standing", args=[plan.pk]),
        account=cast.administrator(),
        locale=language,
    )
    found = look(page, f"films-standing-{language}")
    page.goto(reverse("admin:films_work_premieres", args=[work.pk]))
    found += look(page, f"films-premieres-{language}")
    assert found == []


def test_a_long_choice_leaves_a_form_as_wide_as_its_phone(visit, work):
    edition = FestivalEdition.objects.get()
    shown = Selection.objects.create(edition=edition, work=Work.objects.create(title="Amandiers " * 8))
    prize = Award.objects.create(selection=shown, prize="Prix")
    address = reverse("admin:films_award_change", args=[prize.pk])
    page = visit(address, account=cast.administrator(), size=PHONE)
    assert not scrolls_sideways(page)
