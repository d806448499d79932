from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.money
import foundation.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0005_affiliation_history"),
        ("people", "__first__"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="HistoricalStatedFigure",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "figure",
                            models.CharField(
                                help_text="in the words of the source", max_length=300, verbose_name="figure"
                            ),
                        ),
                        (
                            "indicator",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("features", "national features delivered"),
                                    ("foreign_features", "foreign features backed"),
                                    ("investment", "local investment generated"),
                                    ("coproductions", "co-productions delivered"),
                                    ("women_directors", "women among the directors of national features"),
                                    ("selections", "selections by festivals"),
                                    ("awards", "prizes won at festivals"),
                                ],
                                help_text="what Masar counts",
                                max_length=20,
                                verbose_name="stands beside",
                            ),
                        ),
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=15,
                                validators=[django.core.validators.MinValueValidator(Decimal(0))],
                                verbose_name="value",
                            ),
                        ),
                        (
                            "precision",
                            models.CharField(
                                choices=[
                                    ("exactly", "as stated"),
                                    ("about", "about"),
                                    ("more_than", "more than"),
                                    ("less_than", "less than"),
                                ],
                                default="exactly",
                                max_length=10,
                                verbose_name="precision",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("people", "people"),
                                    ("films", "films"),
                                    ("features", "features"),
                                    ("projects", "projects"),
                                    ("percent", "per cent"),
                                    ("money", "money"),
                                    ("other", "other"),
                                ],
                                max_length=10,
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                help_text="of money alone",
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "period",
                            models.CharField(
                                blank=True,
                                help_text="in words: since 2018, a year; empty if unknown",
                                max_length=100,
                                verbose_name="period",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "source",
                            models.CharField(
                                help_text="title, and who published it", max_length=300, verbose_name="source"
                            ),
                        ),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                        ("read_on", models.DateField(blank=True, null=True, verbose_name="read on")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.organisation",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
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
                        "verbose_name": "historical stated figure",
                        "verbose_name_plural": "historical stated figures",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="FrozenReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("on", models.DateField(verbose_name="as of")),
                        ("content", models.JSONField(verbose_name="content")),
                        ("frozen_at", models.DateTimeField(verbose_name="frozen")),
                        (
                            "frozen_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="frozen by",
                            ),
                        ),
                        ("token", models.UUIDField(editable=False, unique=True)),
                    ],
                    options={
                        "verbose_name": "frozen report",
                        "verbose_name_plural": "frozen reports",
                        "ordering": ["-frozen_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="frozen_report_has_a_title",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatedFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stated_figures",
                                to="people.organisation",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "figure",
                            models.CharField(
                                help_text="in the words of the source", max_length=300, verbose_name="figure"
                            ),
                        ),
                        (
                            "indicator",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("features", "national features delivered"),
                                    ("foreign_features", "foreign features backed"),
                                    ("investment", "local investment generated"),
                                    ("coproductions", "co-productions delivered"),
                                    ("women_directors", "women among the directors of national features"),
                                    ("selections", "selections by festivals"),
                                    ("awards", "prizes won at festivals"),
                                ],
                                help_text="what Masar counts",
                                max_length=20,
                                verbose_name="stands beside",
                            ),
                        ),
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=15,
                                validators=[django.core.validators.MinValueValidator(Decimal(0))],
                                verbose_name="value",
                            ),
                        ),
                        (
                            "precision",
                            models.CharField(
                                choices=[
                                    ("exactly", "as stated"),
                                    ("about", "about"),
                                    ("more_than", "more than"),
                                    ("less_than", "less than"),
                                ],
                                default="exactly",
                                max_length=10,
                                verbose_name="precision",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("people", "people"),
                                    ("films", "films"),
                                    ("features", "features"),
                                    ("projects", "projects"),
                                    ("percent", "per cent"),
                                    ("money", "money"),
                                    ("other", "other"),
                                ],
                                max_length=10,
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                help_text="of money alone",
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "period",
                            models.CharField(
                                blank=True,
                                help_text="in words: since 2018, a year; empty if unknown",
                                max_length=100,
                                verbose_name="period",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "source",
                            models.CharField(
                                help_text="title, and who published it", max_length=300, verbose_name="source"
                            ),
                        ),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                        ("read_on", models.DateField(blank=True, null=True, verbose_name="read on")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "stated figure",
                        "verbose_name_plural": "stated figures",
                        "ordering": ["body__name", "figure", "-starts_on", "pk"],
                        "permissions": [
                            ("export_statedfigure", "Can export stated figures"),
                            ("see_figures", "Can see the national figures"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "figure", "period", "source"), name="stated_figure_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("figure", ""), _negated=True),
                                    models.Q(("source", ""), _negated=True),
                                ),
                                name="stated_figure_has_source",
                                violation_error_message="Say what the figure counts, and where it stands.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__gte", 0)), name="stated_figure_value"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("unit", "money"), models.Q(("currency", ""), _negated=True)),
                                    models.Q(models.Q(("unit", "money"), _negated=True), ("currency", "")),
                                    _connector="OR",
                                ),
                                name="stated_figure_currency",
                                violation_error_message="Money has a currency, such as MAD; nothing else has one.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on", None),
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="stated_figure_days",
                                violation_error_message="The last day lies before the first.",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
