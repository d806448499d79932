"""The rates of grants and those of plans become one table, and two again: no figure of a plan changes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from foundation.films.models import FinancingPlan
from foundation.films.selectors.financing import overview
from foundation.history import save_by
from foundation.rates.models import ExchangeRate
from residencies.grants.models import Grant
from tests import cast
from tests.films.financing import TODAY, saved_plan
from tests.grants import cast as grants

BEFORE = ("grants", "0001_squashed_0002_tokens")


def rows(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [tuple(map(str, row)) for row in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_rates_go_into_one_table_and_back():
    day = TODAY - timedelta(days=3)
    by, published = cast.administrator(), ExchangeRate(
        base="MAD", quote="EUR", on=day, rate=Decimal("0.0925"), source="Bank Al-Maghrib"
    )  # fmt: skip
    save_by(published, by)
    grant = grants.grant(currency="EUR", rate=published)
    fixed, reads, earlier = (saved_plan(dated_on=TODAY - timedelta(days=ago)) for ago in (0, 1, 2))
    reads.rates.all().delete()
    earlier.rates.update(rate=Decimal("0.0921"), on=TODAY - timedelta(days=2))
    own = Group.objects.create(name="Comptables")
    own.permissions.set(Permission.objects.filter(codename="view_exchangerate"))
    told = {plan.pk: plan_figures(plan) for plan in (fixed, reads, earlier)}

    call_command("migrate", *BEFORE, verbosity=0)
    assert rows("SELECT rate_id FROM grants_grant") == [(str(published.pk),)]
    assert len(rows("SELECT 1 FROM grants_historicalexchangerate")) == 1
    assert not [table for (table,) in tables() if table.startswith("rates_")] or not rows(
        "SELECT 1 FROM rates_exchangerate"
    )
    spread = rows("SELECT plan_id, currency FROM films_planrate ORDER BY plan_id")
    assert spread == [(str(plan.pk), "MAD") for plan in (fixed, reads, earlier)]

    call_command("migrate", verbosity=0)
    ContentType.objects.clear_cache()
    assert Grant.objects.get(pk=grant.pk).rate == published
    assert published.history.get().history_user == by
    assert own.permissions.get().content_type.app_label == "rates"
    for plan in FinancingPlan.objects.all():
        assert plan_figures(plan) == told[plan.pk]
    assert ExchangeRate.objects.count() == 3
    # By the day of this one another had gone into the table meanwhile: it keeps what it was reckoned with.
    assert FinancingPlan.objects.get(rates__isnull=False) == reads


def tables() -> list[tuple]:
    return [(name,) for name in connection.introspection.table_names()]


def plan_figures(plan: FinancingPlan) -> tuple:
    one = overview(plan, TODAY)
    return one.standing.secured, [row.amount for row in one.standing.lines]
