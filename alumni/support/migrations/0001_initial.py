import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import alumni.support.models
import alumni.support.sealing
import foundation.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_squashed_0004_without_zones"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="HarassmentReader",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "place",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "1"), (2, "2")], unique=True, verbose_name="place"
                            ),
                        ),
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        ("named_at", models.DateTimeField(verbose_name="named on")),
                        (
                            "named_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="named by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reader of reports of harassment",
                        "verbose_name_plural": "readers of reports of harassment",
                        "ordering": ["place"],
                        "permissions": [("name_readers", "Can name the two who read reports of harassment")],
                        "default_permissions": ("view",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("place__in", [1, 2])), name="two_readers"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalHarassmentReader",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "place",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "1"), (2, "2")], db_index=True, verbose_name="place"
                            ),
                        ),
                        ("named_at", models.DateTimeField(verbose_name="named on")),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        (
                            "named_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="named by",
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
                        "verbose_name": "historical reader of reports of harassment",
                        "verbose_name_plural": "historical readers of reports of harassment",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Adviser",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adviser",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        ("kinds", models.JSONField(default=list, verbose_name="kinds")),
                        ("languages", models.JSONField(default=list, verbose_name="languages")),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(default=5, verbose_name="open requests at most"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="takes requests")),
                        (
                            "acts_for",
                            alumni.support.sealing.SealedTextField(
                                blank=True,
                                help_text="people and organisations, one a line; for conflicts of interest",
                                verbose_name="acts for",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "adviser",
                        "verbose_name_plural": "advisers",
                        "ordering": ["pk"],
                        "default_permissions": ("view", "add", "change"),
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAdviser",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("kinds", models.JSONField(default=list, verbose_name="kinds")),
                        ("languages", models.JSONField(default=list, verbose_name="languages")),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(default=5, verbose_name="open requests at most"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="takes requests")),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
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
                        "verbose_name": "historical adviser",
                        "verbose_name_plural": "historical advisers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="SupportRequest",
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
                                on_delete=alumni.support.models.in_silence,
                                related_name="+",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("legal", "legal advice"),
                                    ("guidance", "strategic guidance"),
                                    ("finance", "money and funding"),
                                    ("contact", "a contact"),
                                    ("wellbeing", "wellbeing"),
                                    ("harassment", "report of harassment"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[("urgent", "urgent"), ("soon", "soon"), ("calm", "it can wait")],
                                default="soon",
                                max_length=6,
                                verbose_name="urgency",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "parties",
                            alumni.support.sealing.SealedTextField(blank=True, verbose_name="the other side"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "new"),
                                    ("assigned", "with an adviser"),
                                    ("answered", "answered"),
                                    ("waiting", "waits for an answer"),
                                    ("closed", "closed"),
                                ],
                                default="new",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        ("due_at", models.DateTimeField(verbose_name="first answer due")),
                        (
                            "first_answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="first answer"),
                        ),
                        ("moved_at", models.DateTimeField(verbose_name="last step")),
                        (
                            "adviser",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="support.adviser",
                                verbose_name="adviser",
                            ),
                        ),
                        ("assigned_at", models.DateTimeField(blank=True, null=True, verbose_name="given on")),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("late_told_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                        (
                            "helped",
                            models.CharField(
                                blank=True,
                                choices=[("yes", "yes"), ("partly", "partly"), ("no", "no")],
                                max_length=6,
                                verbose_name="did it help?",
                            ),
                        ),
                        (
                            "kept_from",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("token", models.UUIDField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "request for help",
                        "verbose_name_plural": "requests for help",
                        "ordering": ["-asked_at", "-pk"],
                        "permissions": [
                            ("answer_legal", "Can answer requests: legal"),
                            ("answer_guidance", "Can answer requests: guidance"),
                            ("answer_finance", "Can answer requests: finance"),
                            ("answer_contact", "Can answer requests: contact"),
                            ("answer_wellbeing", "Can answer requests: wellbeing"),
                        ],
                        "default_permissions": (),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("first_answered_at", None)),
                                fields=["due_at"],
                                name="support_due",
                            ),
                            models.Index(fields=["kind", "-asked_at"], name="support_by_kind"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "token"), name="support_asked_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "legal",
                                            "guidance",
                                            "finance",
                                            "contact",
                                            "wellbeing",
                                            "harassment",
                                        ],
                                    )
                                ),
                                name="support_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("urgency__in", ["urgent", "soon", "calm"])),
                                name="support_urgency",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                                    models.Q(
                                        models.Q(("state", "closed"), _negated=True), ("closed_at", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="support_closed_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["new", "assigned", "closed"]),
                                    models.Q(
                                        ("first_answered_at__isnull", False),
                                        ("state__in", ["answered", "waiting"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="support_answered_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("helped", ""),
                                    models.Q(("helped__in", ["yes", "partly", "no"]), ("state", "closed")),
                                    _connector="OR",
                                ),
                                name="support_helped_when_closed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "harassment"), _negated=True),
                                    ("adviser", None),
                                    _connector="OR",
                                ),
                                name="support_report_has_no_adviser",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kept_from", None), ("kind", "harassment"), _connector="OR"
                                ),
                                name="support_kept_from_reports",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="messages",
                                to="support.supportrequest",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("is_hers", models.BooleanField()),
                        ("text", alumni.support.sealing.SealedTextField(blank=True, verbose_name="text")),
                        ("at", models.DateTimeField(verbose_name="on")),
                        ("token", models.UUIDField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "message of a request",
                        "verbose_name_plural": "messages of requests",
                        "ordering": ["at", "pk"],
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(fields=("request", "token"), name="support_said_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SealedFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="support.message",
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                max_length=200,
                                storage=alumni.support.sealing.SealedStorage(),
                                upload_to=alumni.support.models.sealed_path,
                            ),
                        ),
                        ("name", alumni.support.sealing.SealedTextField()),
                        ("size", models.PositiveBigIntegerField()),
                        ("content_type", models.CharField(max_length=100)),
                    ],
                    options={
                        "verbose_name": "file of a request",
                        "verbose_name_plural": "files of requests",
                        "ordering": ["pk"],
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="Reading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readings",
                                to="support.supportrequest",
                            ),
                        ),
                        (
                            "reader",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "reading of a request",
                        "verbose_name_plural": "readings of requests",
                        "ordering": ["-at", "-pk"],
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="Precedent",
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
                                    ("legal", "legal advice"),
                                    ("guidance", "strategic guidance"),
                                    ("finance", "money and funding"),
                                    ("contact", "a contact"),
                                    ("wellbeing", "wellbeing"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        ("question", models.TextField(max_length=10000, verbose_name="question")),
                        ("answer", models.TextField(max_length=10000, verbose_name="answer")),
                        ("written_on", models.DateField(verbose_name="written on")),
                        ("search_key", models.TextField(editable=False)),
                    ],
                    options={
                        "verbose_name": "precedent",
                        "verbose_name_plural": "precedents",
                        "ordering": ["-written_on", "-pk"],
                        "default_permissions": ("view", "add", "delete"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["legal", "guidance", "finance", "contact", "wellbeing"])
                                ),
                                name="precedent_of_no_report",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("question", ""), _negated=True),
                                    models.Q(("answer", ""), _negated=True),
                                ),
                                name="precedent_says_something",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
