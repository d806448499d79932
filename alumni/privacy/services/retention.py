"""What is kept for a time and no longer: told beforehand, applied at night, by the rules switched on."""

from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import QuerySet

from alumni.privacy.holdings import HELD
from alumni.privacy.models import Rule
from alumni.privacy.rules import CATEGORIES, Category
from alumni.privacy.selectors.holdings import hanging_on
from alumni.privacy.services.erasing import delete_lost_files, empty_rows, forget_history
from foundation.jobs.services import settle_each

BATCH = 500


def rows_due(rule: Rule, now: datetime) -> QuerySet[Any]:
    """What the rule would remove today."""
    return CATEGORIES[rule.code].older(now - relativedelta(months=rule.months))


@transaction.atomic
def set_rule(rule: Rule, *, months: int, is_on: bool) -> None:
    Rule.objects.filter(pk=rule.pk).update(months=months, is_on=is_on)


def apply_rules(*, now: datetime) -> int:
    """Apply each rule that is switched on; returns how many rows went. May run twice."""
    done = settle_each(Rule.objects.filter(is_on=True), lambda rule: _apply(rule, now))
    delete_lost_files()
    return done


def _apply(rule: Rule, now: datetime) -> int:
    category, done = CATEGORIES[rule.code], 0
    while keys := list(rows_due(rule, now).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            _remove(category, rows_due(rule, now).model, keys)
        done += len(keys)
    Rule.objects.filter(pk=rule.pk).update(last_run_at=now, last_count=done)
    return done


def _remove(category: Category, model: Any, pks: list[Any]) -> None:
    label = model._meta.label
    if category.empties:
        model._base_manager.filter(pk__in=pks).update(**dict.fromkeys(category.empties, ""))
    elif any(held.model == label for held in HELD):
        keys = hanging_on(label, pks)
        hers = [held for held in HELD if held.model in keys]
        for held in reversed(hers):
            empty_rows(held, keys)
        for held in hers:
            forget_history(held.model, {}, keys)
    else:
        model._base_manager.filter(pk__in=pks).delete()
