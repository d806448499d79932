import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    replaces = [
        ("mail", "0001_initial"),
        ("mail", "0002_delivery"),
        ("mail", "0003_texts"),
        ("mail", "0004_reports"),
        ("mail", "0005_leaner"),
        ("mail", "0006_pause_reason"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_squashed_0004_without_zones"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("dedupe_key", models.CharField(max_length=150, verbose_name="key")),
                        ("message_id", models.CharField(max_length=200, verbose_name="Message-ID")),
                        ("kind", models.CharField(max_length=50, verbose_name="kind")),
                        (
                            "stream",
                            models.CharField(
                                choices=[("transactional", "transactional"), ("subscribed", "subscribed")],
                                max_length=20,
                                verbose_name="stream",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="messages",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("to_addr", models.EmailField(max_length=254, verbose_name="to")),
                        (
                            "to_domain",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.text.Lower(
                                    django.db.models.functions.text.Substr(
                                        "to_addr",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.functions.text.StrIndex(
                                                "to_addr", models.Value("@")
                                            ),
                                            "+",
                                            models.Value(1),
                                        ),
                                    )
                                ),
                                output_field=models.CharField(max_length=254, verbose_name="domain"),
                            ),
                        ),
                        ("language", models.CharField(max_length=2, verbose_name="language")),
                        ("context", models.JSONField(default=dict)),
                        ("secret", models.CharField(blank=True, editable=False, max_length=200)),
                        ("subject", models.CharField(blank=True, max_length=300, verbose_name="subject")),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        ("html", models.TextField(blank=True, verbose_name="HTML")),
                        (
                            "priority",
                            models.PositiveSmallIntegerField(
                                default=5, help_text="0 goes first", verbose_name="priority"
                            ),
                        ),
                        (
                            "not_before",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="not before"
                            ),
                        ),
                        (
                            "expires_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="worthless after"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "waiting"),
                                    ("sending", "being sent"),
                                    ("sent", "sent"),
                                    ("bounced", "came back"),
                                    ("complained", "complaint"),
                                    ("failed", "refused"),
                                    ("dead", "given up"),
                                    ("suppressed", "suppressed"),
                                    ("cancelled", "cancelled"),
                                    ("expired", "too late"),
                                ],
                                default="queued",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        ("lease_until", models.DateTimeField(editable=False, null=True)),
                        ("fence", models.BigIntegerField(default=0, editable=False)),
                        ("slot_at", models.DateTimeField(editable=False, null=True)),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="written"),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                    ],
                    options={
                        "verbose_name": "message",
                        "verbose_name_plural": "outbox",
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["queued", "sending"])),
                                fields=["priority", "not_before", "id"],
                                name="message_open",
                            ),
                            models.Index(
                                condition=models.Q(("state", "sending")),
                                fields=["lease_until"],
                                name="message_leased",
                            ),
                            models.Index(
                                condition=models.Q(("state", "queued")),
                                fields=["not_before"],
                                name="message_due",
                            ),
                            models.Index(fields=["-created_at", "-id"], name="message_newest"),
                            models.Index(
                                condition=models.Q(("state__in", ["failed", "dead"])),
                                fields=["-created_at"],
                                name="message_refused",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("dedupe_key",), name="message_once"),
                            models.UniqueConstraint(fields=("message_id",), name="message_own_id"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lease_until__isnull", False), ("state", "sending")),
                                    models.Q(
                                        models.Q(("state", "sending"), _negated=True), ("lease_until", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="message_lease_while_sending",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("sent_at__isnull", False),
                                        ("state__in", ["sent", "bounced", "complained"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["sent", "bounced", "complained"]), _negated=True
                                        ),
                                        ("sent_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="message_sent_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attempt",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tries",
                                to="mail.message",
                            ),
                        ),
                        ("fence", models.BigIntegerField(editable=False, null=True)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="try")),
                        ("at", models.DateTimeField(verbose_name="on")),
                        ("outcome", models.CharField(max_length=12, verbose_name="outcome")),
                        ("code", models.PositiveSmallIntegerField(null=True, verbose_name="code")),
                        ("detail", models.CharField(blank=True, max_length=300, verbose_name="detail")),
                    ],
                    options={
                        "verbose_name": "delivery attempt",
                        "verbose_name_plural": "delivery attempts",
                        "ordering": ["message", "number"],
                        "indexes": [models.Index(fields=["at"], name="attempt_at")],
                        "constraints": [
                            models.UniqueConstraint(fields=("message", "fence"), name="attempt_once_a_claim")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reports",
                                to="mail.message",
                                verbose_name="message",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("bounce", "came back"),
                                    ("complaint", "complaint"),
                                    ("auto_reply", "automatic reply"),
                                    ("delayed", "delayed"),
                                    ("delivered", "delivered"),
                                    ("other", "other mail"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "severity",
                            models.CharField(
                                blank=True,
                                choices=[("hard", "the address is dead"), ("soft", "not this time")],
                                max_length=4,
                                verbose_name="severity",
                            ),
                        ),
                        ("address_hash", models.CharField(blank=True, max_length=64)),
                        ("status", models.CharField(blank=True, max_length=12, verbose_name="code")),
                        (
                            "diagnostic",
                            models.CharField(blank=True, max_length=500, verbose_name="what the server said"),
                        ),
                        ("source", models.CharField(max_length=50, verbose_name="source")),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="taken in"),
                        ),
                    ],
                    options={
                        "verbose_name": "report",
                        "verbose_name_plural": "what came back",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("severity", "soft")),
                                fields=["address_hash", "at"],
                                name="report_soft_by_address",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "bounce"), ("severity__in", ["hard", "soft"])),
                                    models.Q(models.Q(("kind", "bounce"), _negated=True), ("severity", "")),
                                    _connector="OR",
                                ),
                                name="report_severity_of_bounces",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Suppression",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address_hash", models.CharField(max_length=64)),
                        (
                            "stream",
                            models.CharField(
                                choices=[("transactional", "transactional"), ("subscribed", "subscribed")],
                                max_length=20,
                                verbose_name="stream",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("unsubscribed", "unsubscribed"),
                                    ("bounced", "address refused"),
                                    ("complained", "complaint"),
                                    ("staff", "by staff"),
                                ],
                                max_length=20,
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "since",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="suppressions",
                                to="mail.report",
                                verbose_name="evidence",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "suppression",
                        "verbose_name_plural": "suppressions",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("address_hash", "stream"), name="suppression_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("domain", models.CharField(max_length=253, unique=True, verbose_name="domain")),
                        ("free_at", models.DateTimeField(verbose_name="free from")),
                    ],
                    options={
                        "verbose_name": "pace of a domain",
                        "verbose_name_plural": "paces of domains",
                    },
                ),
                migrations.CreateModel(
                    name="Postman",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("paused", models.BooleanField(default=False, verbose_name="paused")),
                        (
                            "paused_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="paused by",
                            ),
                        ),
                        (
                            "pause_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="paused because"),
                        ),
                        ("looked_at", models.DateTimeField(blank=True, null=True, verbose_name="last look")),
                        (
                            "closed_until",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="server not tried before"
                            ),
                        ),
                        (
                            "faults",
                            models.PositiveSmallIntegerField(default=0, verbose_name="faults in a row"),
                        ),
                    ],
                    options={
                        "verbose_name": "delivery",
                        "verbose_name_plural": "delivery",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("pk", 1)), name="postman_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Wording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=50, verbose_name="kind")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(verbose_name="version")),
                        ("is_current", models.BooleanField(default=True, verbose_name="in use")),
                        ("subject", models.CharField(blank=True, max_length=150, verbose_name="subject")),
                        (
                            "preview",
                            models.CharField(
                                blank=True,
                                help_text="shown beside the subject in her inbox",
                                max_length=150,
                                verbose_name="preview line",
                            ),
                        ),
                        ("headline", models.CharField(blank=True, max_length=120, verbose_name="headline")),
                        (
                            "before",
                            models.TextField(
                                blank=True,
                                help_text="an empty line begins a new paragraph",
                                validators=[django.core.validators.MaxLengthValidator(3000)],
                                verbose_name="before the question and the button",
                            ),
                        ),
                        (
                            "after",
                            models.TextField(
                                blank=True,
                                help_text="an empty line begins a new paragraph",
                                validators=[django.core.validators.MaxLengthValidator(3000)],
                                verbose_name="after the button",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="on")),
                    ],
                    options={
                        "verbose_name": "text of a mail",
                        "verbose_name_plural": "texts of mails",
                        "ordering": ["kind", "language", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "language", "version"), name="wording_version"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_current", True)),
                                fields=("kind", "language"),
                                name="wording_one_in_use",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSuppression",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("address_hash", models.CharField(max_length=64)),
                        (
                            "stream",
                            models.CharField(
                                choices=[("transactional", "transactional"), ("subscribed", "subscribed")],
                                max_length=20,
                                verbose_name="stream",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("unsubscribed", "unsubscribed"),
                                    ("bounced", "address refused"),
                                    ("complained", "complaint"),
                                    ("staff", "by staff"),
                                ],
                                max_length=20,
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "since",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="mail.report",
                                verbose_name="evidence",
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
                        "verbose_name": "suppression made or lifted",
                        "verbose_name_plural": "suppressions made and lifted",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
