import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from foundation.tables import Tables


class Migration(migrations.Migration):
    dependencies = [
        ("impact", "0002_frozen_by_may_be_forgotten"),
        ("people", "0008_consents"),
        ("programmes", "0001_squashed_0005_prizes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables(
            operations=[
                migrations.CreateModel(
                    name="FunderReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title_fr", models.CharField(max_length=200, verbose_name="title in French")),
                        (
                            "title_ar",
                            models.CharField(blank=True, max_length=200, verbose_name="title in Arabic"),
                        ),
                        (
                            "title_en",
                            models.CharField(blank=True, max_length=200, verbose_name="title in English"),
                        ),
                        ("starts_on", models.DateField(verbose_name="completed from")),
                        ("ends_on", models.DateField(verbose_name="completed until")),
                        (
                            "own_places",
                            models.BooleanField(
                                default=False,
                                help_text="graduates whose place this funder pays for",
                                verbose_name="its places alone",
                            ),
                        ),
                        (
                            "by",
                            models.CharField(
                                choices=[
                                    ("none", "not at all"),
                                    ("programme", "by programme"),
                                    ("edition", "by edition"),
                                    ("track", "by track"),
                                    ("year", "by year of completion"),
                                ],
                                default="edition",
                                max_length=10,
                                verbose_name="divided",
                            ),
                        ),
                        ("indicators", models.JSONField(default=list, verbose_name="indicators")),
                        (
                            "intro_fr",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="introduction in French"
                            ),
                        ),
                        (
                            "intro_ar",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="introduction in Arabic"
                            ),
                        ),
                        (
                            "intro_en",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="introduction in English"
                            ),
                        ),
                        (
                            "editions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="empty: all editions that were completed in the period",
                                related_name="+",
                                to="programmes.edition",
                                verbose_name="editions",
                            ),
                        ),
                        (
                            "funder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports_to_it",
                                to="people.organisation",
                                verbose_name="funder",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "report to a funder",
                        "verbose_name_plural": "reports to funders",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="funder_report_days",
                                violation_error_message="The last day lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title_fr", ""), _negated=True),
                                name="funder_report_has_a_title",
                            ),
                        ],
                        "ordering": ["-ends_on", "funder__name", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalFunderReport",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("title_fr", models.CharField(max_length=200, verbose_name="title in French")),
                        (
                            "title_ar",
                            models.CharField(blank=True, max_length=200, verbose_name="title in Arabic"),
                        ),
                        (
                            "title_en",
                            models.CharField(blank=True, max_length=200, verbose_name="title in English"),
                        ),
                        ("starts_on", models.DateField(verbose_name="completed from")),
                        ("ends_on", models.DateField(verbose_name="completed until")),
                        (
                            "own_places",
                            models.BooleanField(
                                default=False,
                                help_text="graduates whose place this funder pays for",
                                verbose_name="its places alone",
                            ),
                        ),
                        (
                            "by",
                            models.CharField(
                                choices=[
                                    ("none", "not at all"),
                                    ("programme", "by programme"),
                                    ("edition", "by edition"),
                                    ("track", "by track"),
                                    ("year", "by year of completion"),
                                ],
                                default="edition",
                                max_length=10,
                                verbose_name="divided",
                            ),
                        ),
                        ("indicators", models.JSONField(default=list, verbose_name="indicators")),
                        (
                            "intro_fr",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="introduction in French"
                            ),
                        ),
                        (
                            "intro_ar",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="introduction in Arabic"
                            ),
                        ),
                        (
                            "intro_en",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="introduction in English"
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
                            "funder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.organisation",
                                verbose_name="funder",
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
                        "verbose_name": "historical report to a funder",
                        "verbose_name_plural": "historical reports to funders",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="IssuedReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("on", models.DateField(verbose_name="as of")),
                        ("content", models.JSONField(verbose_name="content")),
                        ("trace", models.JSONField(verbose_name="rows")),
                        ("frozen_at", models.DateTimeField(verbose_name="frozen")),
                        ("token", models.UUIDField(editable=False, unique=True)),
                        (
                            "shared_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="link made"
                            ),
                        ),
                        (
                            "shared_until",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="link opens until"
                            ),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                        (
                            "frozen_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="frozen by",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issues",
                                to="impact.funderreport",
                                verbose_name="report",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "issued report",
                        "verbose_name_plural": "issued reports",
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "number"), name="issued_report_once"),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="issued_report_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("shared_at", None), ("shared_until", None))
                                | models.Q(("shared_at__isnull", False), ("shared_until__isnull", False)),
                                name="issued_report_link_has_a_last_day",
                            ),
                        ],
                        "ordering": ["-frozen_at", "-pk"],
                    },
                ),
            ]
        ),
    ]
