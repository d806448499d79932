import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.hooks.models
import foundation.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Endpoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "url",
                            models.CharField(
                                help_text="https:// and a name that is known in the internet",
                                max_length=500,
                                verbose_name="address",
                            ),
                        ),
                        (
                            "description",
                            models.CharField(blank=True, max_length=200, verbose_name="description"),
                        ),
                        ("events", models.JSONField(default=list, verbose_name="events")),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "paused_because",
                            models.CharField(blank=True, max_length=300, verbose_name="paused because"),
                        ),
                        ("secret", foundation.hooks.models.SecretField(editable=False)),
                        ("older_secret", foundation.hooks.models.SecretField(editable=False, null=True)),
                        (
                            "older_until",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="the older secret ends"
                            ),
                        ),
                        (
                            "rests_until",
                            models.DateTimeField(editable=False, null=True, verbose_name="not tried before"),
                        ),
                        (
                            "faults",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="faults in a row"
                            ),
                        ),
                        (
                            "made_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="registered"
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registered by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "webhook endpoint",
                        "verbose_name_plural": "webhook endpoints",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("older_secret__isnull", True), ("older_until__isnull", True)),
                                    models.Q(("older_secret__isnull", False), ("older_until__isnull", False)),
                                    _connector="OR",
                                ),
                                name="endpoint_older_secret_ends",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("is_active", True), ("paused_because", "")),
                                    ("is_active", False),
                                    _connector="OR",
                                ),
                                name="endpoint_paused_for_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.CharField(max_length=40, unique=True, verbose_name="ID")),
                        ("key", models.CharField(max_length=150, unique=True, verbose_name="key")),
                        ("kind", models.CharField(max_length=50, verbose_name="event")),
                        ("subject", models.BigIntegerField(verbose_name="number of the row")),
                        ("body", models.TextField(verbose_name="what is sent")),
                        ("at", models.DateTimeField(verbose_name="on")),
                    ],
                    options={
                        "verbose_name": "event",
                        "verbose_name_plural": "events",
                        "indexes": [models.Index(fields=["at"], name="event_at")],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("sending", "being sent"),
                                    ("delivered", "delivered"),
                                    ("given_up", "given up"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        (
                            "not_before",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="not before"
                            ),
                        ),
                        ("tries_until", models.DateTimeField(verbose_name="tried until")),
                        ("lease_until", models.DateTimeField(editable=False, null=True)),
                        ("fence", models.BigIntegerField(default=0, editable=False)),
                        (
                            "code",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="answer"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, editable=False, max_length=300, verbose_name="reason"
                            ),
                        ),
                        (
                            "delivered_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="delivered"),
                        ),
                        (
                            "endpoint",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="hooks.endpoint",
                                verbose_name="webhook endpoint",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="hooks.event",
                                verbose_name="event",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "webhook delivery",
                        "verbose_name_plural": "webhook deliveries",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["endpoint", "id"],
                                name="delivery_waiting",
                            ),
                            models.Index(
                                condition=models.Q(("state", "sending")),
                                fields=["lease_until"],
                                name="delivery_leased",
                            ),
                            models.Index(fields=["endpoint", "-id"], name="delivery_of_endpoint"),
                            models.Index(
                                condition=models.Q(("state", "given_up")),
                                fields=["-id"],
                                name="delivery_given_up",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("event", "endpoint"), name="delivery_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "sending")),
                                fields=("endpoint",),
                                name="delivery_one_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lease_until__isnull", False), ("state", "sending")),
                                    models.Q(
                                        models.Q(("state", "sending"), _negated=True), ("lease_until", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="delivery_lease_while_sending",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("delivered_at__isnull", False), ("state", "delivered")),
                                    models.Q(
                                        models.Q(("state", "delivered"), _negated=True),
                                        ("delivered_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="delivery_delivered_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalEndpoint",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "url",
                            models.CharField(
                                help_text="https:// and a name that is known in the internet",
                                max_length=500,
                                verbose_name="address",
                            ),
                        ),
                        (
                            "description",
                            models.CharField(blank=True, max_length=200, verbose_name="description"),
                        ),
                        ("events", models.JSONField(default=list, verbose_name="events")),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "paused_because",
                            models.CharField(blank=True, max_length=300, verbose_name="paused because"),
                        ),
                        (
                            "older_until",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="the older secret ends"
                            ),
                        ),
                        (
                            "made_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="registered"
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
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registered by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical webhook endpoint",
                        "verbose_name_plural": "historical webhook endpoints",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
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
                        ("fence", models.BigIntegerField(editable=False)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="try")),
                        ("at", models.DateTimeField(verbose_name="on")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("sending", "being sent"),
                                    ("delivered", "delivered"),
                                    ("given_up", "given up"),
                                ],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("code", models.PositiveSmallIntegerField(null=True, verbose_name="answer")),
                        ("detail", models.CharField(blank=True, max_length=300, verbose_name="detail")),
                        (
                            "delivery",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tries",
                                to="hooks.delivery",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "webhook attempt",
                        "verbose_name_plural": "webhook attempts",
                        "ordering": ["delivery", "number", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("delivery", "fence"), name="hook_attempt_once_a_claim"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
