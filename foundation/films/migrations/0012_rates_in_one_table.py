"""What plans say of published rates goes to `foundation.rates`; a plan keeps what differs from them."""

from collections import defaultdict
from typing import Any

from django.db import migrations, models


def _published(rates: Any) -> dict[tuple[str, str], list[Any]]:
    """By both orders of a pair, the rows of a day as they are read: the last of a day goes first."""
    found = defaultdict(list)
    for row in rates.order_by("-on", "-pk"):
        found[row.base, row.quote].append(row)
        found[row.quote, row.base].append(row)
    return found


def _last(rows: list[Any], day: Any) -> Any:
    return next((row for row in rows if row.on <= day), None)


def gather(apps: Any, schema_editor: Any) -> None:
    """No figure of a plan that had a rate changes: one that the table would not give stays with the plan."""
    using = schema_editor.connection.alias
    rates = apps.get_model("rates", "ExchangeRate").objects.using(using)
    own = apps.get_model("films", "PlanRate").objects.using(using)
    rows = [
        row for row in own.select_related("plan").order_by("on", "pk") if row.currency != row.plan.currency
    ]
    known = set(rates.values_list("base", "quote", "on"))
    new = {}
    for row in rows:
        key = (row.currency, row.plan.currency, row.on)
        if row.on <= row.plan.dated_on and key not in known:
            facts = dict(zip(("base", "quote", "on"), key, strict=True), rate=row.rate, source=row.source)
            new.setdefault(key, rates.model(**facts))
    rates.bulk_create(new.values(), batch_size=1000)
    published = _published(rates)
    doubled = []
    for row in rows:
        last = _last(published[row.currency, row.plan.currency], row.plan.dated_on)
        if last and (last.base, last.rate, last.on) == (row.currency, row.rate, row.on):
            doubled.append(row.pk)
    own.filter(pk__in=doubled).delete()


def spread(apps: Any, schema_editor: Any) -> None:
    """Each plan gets the rates it was reckoned with, of every currency that was published by its day."""
    using = schema_editor.connection.alias
    own = apps.get_model("films", "PlanRate").objects.using(using)
    published = _published(apps.get_model("rates", "ExchangeRate").objects.using(using))
    have = set(own.values_list("plan", "currency"))
    made = []
    for plan in apps.get_model("films", "FinancingPlan").objects.using(using):
        for (currency, into), rows in published.items():
            last = _last(rows, plan.dated_on) if into == plan.currency else None
            if last is None or (plan.pk, currency) in have:
                continue
            rate = last.rate if last.base == currency else round(1 / last.rate, 8)
            if rate:
                facts = {"currency": currency, "rate": rate, "on": last.on, "source": last.source}
                made.append(own.model(plan=plan, **facts))
    own.bulk_create(made, batch_size=1000)


def rate() -> models.Field:
    return models.DecimalField(
        "rate", max_digits=15, decimal_places=8, null=True, blank=True,
        help_text="where the paper fixes one; else that of the plan, or the published one",
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("films", "0011_deadlines"), ("rates", "0001_rates")]

    operations = [
        migrations.AlterModelOptions(
            "planrate",
            {
                "ordering": ["plan", "currency"],
                "verbose_name": "rate fixed for a plan",
                "verbose_name_plural": "rates fixed for a plan",
            },
        ),
        migrations.AlterField("financingline", "rate", rate()),
        migrations.AlterField("historicalfinancingline", "rate", rate()),
        migrations.AlterField(
            "planrate",
            "source",
            models.CharField("source", max_length=200, help_text="the contract that fixes it"),
        ),
        migrations.RunPython(gather, spread),
    ]
