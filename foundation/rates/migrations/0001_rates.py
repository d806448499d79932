import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.money
import foundation.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="ExchangeRate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "base",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="from currency",
                            ),
                        ),
                        (
                            "quote",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="to currency",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        (
                            "rate",
                            models.DecimalField(
                                decimal_places=8,
                                help_text="units of the second currency for one of the first",
                                max_digits=15,
                                verbose_name="rate",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                help_text="the bank that published it", max_length=200, verbose_name="source"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "exchange rate",
                        "verbose_name_plural": "exchange rates",
                        "ordering": ["-on", "base", "quote"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("base", "quote", "on"), name="exchange_rate_of_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rate__gt", 0)),
                                name="exchange_rate_positive",
                                violation_error_message="A rate is more than nothing.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("base", models.F("quote")), _negated=True),
                                name="exchange_rate_of_two",
                                violation_error_message="A rate is between two currencies.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="exchange_rate_has_source",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalExchangeRate",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "base",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="from currency",
                            ),
                        ),
                        (
                            "quote",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="to currency",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        (
                            "rate",
                            models.DecimalField(
                                decimal_places=8,
                                help_text="units of the second currency for one of the first",
                                max_digits=15,
                                verbose_name="rate",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                help_text="the bank that published it", max_length=200, verbose_name="source"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical exchange rate",
                        "verbose_name_plural": "historical exchange rates",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
