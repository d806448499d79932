import django.db.models.deletion
import django_countries.fields
from django.db import migrations, models

import foundation.money
import foundation.people.models
import foundation.tables


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0010_projects"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Deadline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deadlines",
                                to="films.section",
                                verbose_name="section",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("early", "early"), ("regular", "regular"), ("late", "late")],
                                default="regular",
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("closes_at", models.DateTimeField(verbose_name="closes")),
                        (
                            "time_zone",
                            models.CharField(
                                default="Europe/Paris",
                                help_text="by whose clock the section tells it",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "fee",
                            models.DecimalField(
                                blank=True, decimal_places=3, max_digits=15, null=True, verbose_name="fee"
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        "verbose_name": "deadline",
                        "verbose_name_plural": "deadlines",
                        "ordering": ["closes_at", "pk"],
                        "indexes": [models.Index(fields=["closes_at", "id"], name="deadline_closes_at")],
                        "constraints": [
                            models.UniqueConstraint(fields=("section", "kind"), name="deadline_unique"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("currency", ""), ("fee", None)),
                                    models.Q(("fee__gte", 0), models.Q(("currency", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="deadline_fee_and_currency",
                                violation_error_message="A fee is not below zero, and has a currency such as EUR.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "section",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entry",
                                to="films.section",
                                verbose_name="section",
                            ),
                        ),
                        ("url", models.URLField(blank=True, verbose_name="where to submit")),
                        ("kinds", models.JSONField(blank=True, default=list, verbose_name="kinds of works")),
                        ("stages", models.JSONField(blank=True, default=list, verbose_name="stages")),
                        (
                            "minutes_min",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="minutes at least"
                            ),
                        ),
                        (
                            "minutes_max",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="minutes at most"
                            ),
                        ),
                        (
                            "completed_months",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="months since completion at most"
                            ),
                        ),
                        (
                            "features",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("first", "a first feature"),
                                    ("second", "a first or second feature"),
                                ],
                                max_length=6,
                                verbose_name="features",
                            ),
                        ),
                        (
                            "director_countries",
                            django_countries.fields.CountryField(
                                blank=True,
                                max_length=746,
                                multiple=True,
                                verbose_name="where a director lives",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "entry rules of a section",
                        "verbose_name_plural": "entry rules of sections",
                        "ordering": ["section"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minutes_min", None),
                                    ("minutes_max", None),
                                    ("minutes_max__gte", models.F("minutes_min")),
                                    _connector="OR",
                                ),
                                name="entry_minutes",
                                violation_error_message="The most minutes are fewer than the least.",
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.AlterField(
            model_name="festival",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("festival", "festival"),
                    ("market", "market"),
                    ("lab", "lab"),
                    ("workshop", "industry workshop"),
                    ("fund", "fund"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="historicalfestival",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("festival", "festival"),
                    ("market", "market"),
                    ("lab", "lab"),
                    ("workshop", "industry workshop"),
                    ("fund", "fund"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
