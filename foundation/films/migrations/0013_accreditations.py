import django.db.models.deletion
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0012_rates_in_one_table"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Accreditation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "grade",
                            models.CharField(
                                choices=[
                                    ("competitive", "competitive, of all genres (A-list)"),
                                    ("specialised", "competitive, specialised"),
                                    ("non_competitive", "not competitive"),
                                    ("shorts", "documentaries and shorts"),
                                ],
                                default="competitive",
                                max_length=16,
                                verbose_name="class",
                            ),
                        ),
                        (
                            "first_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="empty: from its beginning on",
                                null=True,
                                verbose_name="from year",
                            ),
                        ),
                        (
                            "last_year",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="empty: to this day", null=True, verbose_name="to year"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                help_text="where it can be read", max_length=300, verbose_name="source"
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                help_text="the day on which it stood there", verbose_name="as of"
                            ),
                        ),
                        (
                            "festival",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="accreditations",
                                to="films.festival",
                                verbose_name="festival",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "accreditation of a festival",
                        "verbose_name_plural": "accreditations of festivals",
                        "ordering": [
                            "festival",
                            models.OrderBy(models.F("first_year"), nulls_first=True),
                            "pk",
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("festival", "grade", "first_year"), name="accreditation_unique"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("first_year__isnull", True)),
                                fields=("festival", "grade"),
                                name="accreditation_since_ever_once",
                                violation_error_message="This grade stands without a first year already: say from which year this one holds.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first_year", None),
                                    ("last_year", None),
                                    ("last_year__gte", models.F("first_year")),
                                    _connector="OR",
                                ),
                                name="accreditation_years",
                                violation_error_message="The last year lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="accreditation_has_source",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
