import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    replaces = [("careers", "0001_initial"), ("careers", "0002_award")]

    initial = True

    dependencies = [
        ("films", "0001_squashed_0009_filmography"),
        ("people", "0001_squashed_0004_without_zones"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Change",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("stage", "stage of a work"),
                                    ("credit", "new credit"),
                                    ("selection", "new selection"),
                                    ("award", "new prize"),
                                    ("facts", "facts about her"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "work",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        ("before", models.JSONField(default=dict, verbose_name="before")),
                        ("after", models.JSONField(verbose_name="after")),
                        (
                            "source",
                            models.CharField(
                                help_text="checkin:42:stage",
                                max_length=100,
                                unique=True,
                                verbose_name="source",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "waiting for staff"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("said_at", models.DateTimeField(verbose_name="said on")),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided on"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proposed change",
                        "verbose_name_plural": "proposed changes",
                        "ordering": ["-said_at", "-pk"],
                        "indexes": [models.Index(fields=["state", "-said_at"], name="change_state")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at", None), ("state", "proposed")),
                                    models.Q(
                                        models.Q(("state", "proposed"), _negated=True),
                                        ("decided_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="change_decided_has_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalChange",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("stage", "stage of a work"),
                                    ("credit", "new credit"),
                                    ("selection", "new selection"),
                                    ("award", "new prize"),
                                    ("facts", "facts about her"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("before", models.JSONField(default=dict, verbose_name="before")),
                        ("after", models.JSONField(verbose_name="after")),
                        (
                            "source",
                            models.CharField(
                                db_index=True,
                                help_text="checkin:42:stage",
                                max_length=100,
                                verbose_name="source",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "waiting for staff"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("said_at", models.DateTimeField(verbose_name="said on")),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided on"),
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
                            "work",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
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
                        "verbose_name": "historical proposed change",
                        "verbose_name_plural": "historical proposed changes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
