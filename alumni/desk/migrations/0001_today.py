import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("films", "0011_deadlines"),
        ("people", "0005_affiliation_history"),
        ("programmes", "0001_squashed_0005_prizes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Habits",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "tasks_by_mail",
                            models.BooleanField(
                                default=True, verbose_name="Write to me when a colleague gives me a task"
                            ),
                        ),
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalResponsibility",
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
                                    ("changes", "Proposed changes"),
                                    ("duplicates", "Possible duplicates"),
                                    ("conflicts", "Conflicts of interest to be looked at"),
                                    ("ended", "Editions that have ended"),
                                    ("talk", "Wants to talk to somebody"),
                                    ("silent", "Silent pairs"),
                                    ("call", "People to call"),
                                    ("mail", "Mail refused or given up"),
                                    ("speaker", "Sessions without a speaker"),
                                    ("places", "Offers of places running out"),
                                    ("payments", "Payments that wait for you"),
                                    ("instalments", "Late instalments"),
                                    ("owed", "Reports on grants overdue"),
                                    ("reports", "Reports on grants to be read"),
                                    ("postings", "Postings to be approved"),
                                    ("done", "Was the work done?"),
                                    ("work", "Offers of work running out"),
                                    ("webhooks", "Webhooks given up"),
                                    ("privacy", "Requests about one’s data"),
                                ],
                                max_length=12,
                                verbose_name="what waits",
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
                            "account",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who answers",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="programmes.edition",
                                verbose_name="in this edition alone",
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
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="programmes.programme",
                                verbose_name="in this programme alone",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical responsibility",
                        "verbose_name_plural": "historical responsibilities",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTask",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="what is to be done")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="to be done by")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("created_at", models.DateTimeField(verbose_name="written down")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
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
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written down by",
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="done by",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="programmes.edition",
                                verbose_name="edition",
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
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="empty: nobody’s yet",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
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
                                verbose_name="about whom",
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
                    ],
                    options={
                        "verbose_name": "historical task",
                        "verbose_name_plural": "historical tasks",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Responsibility",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("changes", "Proposed changes"),
                                    ("duplicates", "Possible duplicates"),
                                    ("conflicts", "Conflicts of interest to be looked at"),
                                    ("ended", "Editions that have ended"),
                                    ("talk", "Wants to talk to somebody"),
                                    ("silent", "Silent pairs"),
                                    ("call", "People to call"),
                                    ("mail", "Mail refused or given up"),
                                    ("speaker", "Sessions without a speaker"),
                                    ("places", "Offers of places running out"),
                                    ("payments", "Payments that wait for you"),
                                    ("instalments", "Late instalments"),
                                    ("owed", "Reports on grants overdue"),
                                    ("reports", "Reports on grants to be read"),
                                    ("postings", "Postings to be approved"),
                                    ("done", "Was the work done?"),
                                    ("work", "Offers of work running out"),
                                    ("webhooks", "Webhooks given up"),
                                    ("privacy", "Requests about one’s data"),
                                ],
                                max_length=12,
                                verbose_name="what waits",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who answers",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="programmes.edition",
                                verbose_name="in this edition alone",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="programmes.programme",
                                verbose_name="in this programme alone",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "responsibility",
                        "verbose_name_plural": "responsibilities",
                        "ordering": ["kind", "programme", "edition", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "changes",
                                            "duplicates",
                                            "conflicts",
                                            "ended",
                                            "talk",
                                            "silent",
                                            "call",
                                            "mail",
                                            "speaker",
                                            "places",
                                            "payments",
                                            "instalments",
                                            "owed",
                                            "reports",
                                            "postings",
                                            "done",
                                            "work",
                                            "webhooks",
                                            "privacy",
                                        ],
                                    )
                                ),
                                name="responsibility_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("programme", None), ("edition", None), _connector="OR"),
                                name="responsibility_of_one",
                                violation_error_message="Choose a programme or an edition, not both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("edition", None), ("programme", None)),
                                    (
                                        "kind__in",
                                        [
                                            "ended",
                                            "talk",
                                            "silent",
                                            "call",
                                            "speaker",
                                            "places",
                                            "payments",
                                            "instalments",
                                            "owed",
                                            "reports",
                                        ],
                                    ),
                                    _connector="OR",
                                ),
                                name="responsibility_by_edition",
                                violation_error_message="This does not belong to an edition: choose neither.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("edition", None), ("programme", None)),
                                fields=("kind",),
                                name="responsibility_once",
                                violation_error_message="Somebody is responsible for this already: choose a programme or an edition.",
                            ),
                            models.UniqueConstraint(
                                fields=("kind", "programme"), name="responsibility_once_a_programme"
                            ),
                            models.UniqueConstraint(
                                fields=("kind", "edition"), name="responsibility_once_an_edition"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Taking",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("changes", "Proposed changes"),
                                    ("duplicates", "Possible duplicates"),
                                    ("conflicts", "Conflicts of interest to be looked at"),
                                    ("ended", "Editions that have ended"),
                                    ("talk", "Wants to talk to somebody"),
                                    ("silent", "Silent pairs"),
                                    ("call", "People to call"),
                                    ("mail", "Mail refused or given up"),
                                    ("speaker", "Sessions without a speaker"),
                                    ("places", "Offers of places running out"),
                                    ("payments", "Payments that wait for you"),
                                    ("instalments", "Late instalments"),
                                    ("owed", "Reports on grants overdue"),
                                    ("reports", "Reports on grants to be read"),
                                    ("postings", "Postings to be approved"),
                                    ("done", "Was the work done?"),
                                    ("work", "Offers of work running out"),
                                    ("webhooks", "Webhooks given up"),
                                    ("privacy", "Requests about one’s data"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("row", models.PositiveBigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "row"), name="taking_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "changes",
                                            "duplicates",
                                            "conflicts",
                                            "ended",
                                            "talk",
                                            "silent",
                                            "call",
                                            "mail",
                                            "speaker",
                                            "places",
                                            "payments",
                                            "instalments",
                                            "owed",
                                            "reports",
                                            "postings",
                                            "done",
                                            "work",
                                            "webhooks",
                                            "privacy",
                                        ],
                                    )
                                ),
                                name="taking_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="what is to be done")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="to be done by")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("created_at", models.DateTimeField(verbose_name="written down")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                        ("given", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written down by",
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="done by",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="programmes.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                help_text="empty: nobody’s yet",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="tasks",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tasks",
                                to="people.person",
                                verbose_name="about whom",
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
                    ],
                    options={
                        "verbose_name": "task",
                        "verbose_name_plural": "tasks",
                        "ordering": [models.OrderBy(models.F("due_on"), nulls_last=True), "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["owner", "due_on"],
                                name="task_open_of_owner",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="task_says_what"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_at__isnull", False), ("done_by", None), _connector="OR"
                                ),
                                name="task_done_has_time",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
