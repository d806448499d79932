import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_without_zones"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="HistoricalAffiliation",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("role", models.CharField(blank=True, max_length=100, verbose_name="role")),
                        (
                            "from_year",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="from year"),
                        ),
                        (
                            "to_year",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to year"),
                        ),
                        (
                            "is_public",
                            models.BooleanField(
                                default=False,
                                help_text="known outside: everyone with a login may see it",
                                verbose_name="public",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.organisation",
                                verbose_name="organisation",
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
                        "verbose_name": "historical affiliation",
                        "verbose_name_plural": "historical affiliations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
        migrations.AlterModelOptions(
            name="affiliation",
            options={
                "ordering": ["pk"],
                "verbose_name": "affiliation",
                "verbose_name_plural": "affiliations",
            },
        ),
        migrations.AddField(
            model_name="affiliation",
            name="from_year",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="from year"),
        ),
        migrations.AddField(
            model_name="affiliation",
            name="is_public",
            field=models.BooleanField(
                default=False,
                help_text="known outside: everyone with a login may see it",
                verbose_name="public",
            ),
        ),
        migrations.AddField(
            model_name="affiliation",
            name="to_year",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to year"),
        ),
        migrations.AlterField(
            model_name="historicalorganisation",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("foundation", "foundation"),
                    ("film_centre", "film centre"),
                    ("school", "film school"),
                    ("production", "production company"),
                    ("services", "production services"),
                    ("sales", "sales agent"),
                    ("broadcaster", "broadcaster"),
                    ("platform", "industry platform"),
                    ("festival", "festival"),
                    ("festival_section", "festival section"),
                    ("market", "market"),
                    ("lab", "lab"),
                    ("fund", "fund"),
                    ("other", "other"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("foundation", "foundation"),
                    ("film_centre", "film centre"),
                    ("school", "film school"),
                    ("production", "production company"),
                    ("services", "production services"),
                    ("sales", "sales agent"),
                    ("broadcaster", "broadcaster"),
                    ("platform", "industry platform"),
                    ("festival", "festival"),
                    ("festival_section", "festival section"),
                    ("market", "market"),
                    ("lab", "lab"),
                    ("fund", "fund"),
                    ("other", "other"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_year", None),
                    ("to_year", None),
                    ("to_year__gte", models.F("from_year")),
                    _connector="OR",
                ),
                name="affiliation_years",
                violation_error_message="The last year lies before the first.",
            ),
        ),
    ]
