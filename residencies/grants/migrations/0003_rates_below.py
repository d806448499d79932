"""The table of exchange rates goes down to `foundation.rates`, its rows, history and rights with it."""

from typing import Any

import django.db.models.deletion
from django.core.management.color import no_style
from django.db import migrations, models

TABLES = ("ExchangeRate", "HistoricalExchangeRate")


def _copy(apps: Any, schema_editor: Any, source: str, target: str) -> None:
    """Under the same numbers: grants, payments and plans name them."""
    connection = schema_editor.connection
    made = [apps.get_model(target, name) for name in TABLES]
    for name, model in zip(TABLES, made, strict=True):
        rows = apps.get_model(source, name).objects.using(connection.alias).values().iterator(1000)
        model.objects.using(connection.alias).bulk_create((model(**row) for row in rows), batch_size=1000)
    for name in TABLES:
        _move_rights(apps, connection.alias, name.lower(), source, target)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), made):
            cursor.execute(statement)
        if connection.vendor == "postgresql":  # what waits for its foreign keys may not be altered
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _move_rights(apps: Any, using: str, model: str, source: str, target: str) -> None:
    """Groups and accounts keep the rights they were given."""
    kinds = apps.get_model("contenttypes", "ContentType").objects.using(using)
    here = kinds.filter(app_label=source, model=model).first()
    there = kinds.filter(app_label=target, model=model).first()
    if here is None or there is None:
        kinds.filter(app_label=source, model=model).update(app_label=target)
        return
    rights = apps.get_model("auth", "Permission").objects.using(using)
    twins = {right.codename: right for right in rights.filter(content_type=there)}
    for right in rights.filter(content_type=here, codename__in=twins):
        twins[right.codename].group_set.add(*right.group_set.all())
        twins[right.codename].user_set.add(*right.user_set.all())
    here.delete()


def down(apps: Any, schema_editor: Any) -> None:
    _copy(apps, schema_editor, "grants", "rates")


def up(apps: Any, schema_editor: Any) -> None:
    _copy(apps, schema_editor, "rates", "grants")


def emptied(apps: Any, schema_editor: Any) -> None:
    for name in TABLES:
        apps.get_model("rates", name).objects.using(schema_editor.connection.alias).all().delete()


def of_grants(on_delete: Any, **how: Any) -> models.Field:
    return models.ForeignKey(
        "rates.exchangerate", on_delete, blank=True, null=True, related_name="+",
        verbose_name="exchange rate", **how,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("grants", "0001_squashed_0002_tokens"),
        ("rates", "0001_rates"),
    ]
    run_before = [("films", "0012_rates_in_one_table")]

    operations = [
        migrations.RunPython(down, emptied),
        *(
            migrations.AlterField(name, "rate", of_grants(django.db.models.deletion.PROTECT))
            for name in ("grant", "instalment")
        ),
        *(
            migrations.AlterField(
                f"historical{name}",
                "rate",
                of_grants(django.db.models.deletion.DO_NOTHING, db_constraint=False),
            )
            for name in ("grant", "instalment")
        ),
        migrations.RunPython(migrations.RunPython.noop, up),
        migrations.DeleteModel("HistoricalExchangeRate"),
        migrations.DeleteModel("ExchangeRate"),
    ]
