import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0008_consents"),
        ("people", "__first__"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="LostFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("model", models.CharField(max_length=100)),
                        ("field", models.CharField(max_length=100)),
                        ("name", models.CharField(max_length=300)),
                    ],
                    options={
                        "verbose_name": "file about to be deleted",
                        "verbose_name_plural": "files about to be deleted",
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="Rule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(editable=False, unique=True, verbose_name="code")),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="kept for (months)",
                            ),
                        ),
                        ("is_on", models.BooleanField(default=False, verbose_name="switched on")),
                        (
                            "last_run_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="last applied"
                            ),
                        ),
                        (
                            "last_count",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="rows removed then"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "retention rule",
                        "verbose_name_plural": "retention rules",
                        "ordering": ["code"],
                        "default_permissions": ("view", "change"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("months__gte", 1), ("months__lte", 600)),
                                name="retention_months_in_range",
                            )
                        ],
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
                            "what",
                            models.CharField(
                                choices=[
                                    ("file", "file of an application"),
                                    ("contact", "second contacts"),
                                    ("copy", "what is held on her"),
                                    ("preview", "preview of an erasure"),
                                    ("mail", "body of a mail"),
                                ],
                                max_length=10,
                                verbose_name="what",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveBigIntegerField(help_text="of the record", verbose_name="number"),
                        ),
                        (
                            "face",
                            models.CharField(
                                choices=[
                                    ("desk", "at the desk"),
                                    ("api", "through the API"),
                                    ("page", "on a page"),
                                ],
                                max_length=5,
                                verbose_name="where",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="on")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "reader",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reader",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reading of sensitive data",
                        "verbose_name_plural": "readings of sensitive data",
                        "ordering": ["-at", "-pk"],
                        "default_permissions": ("view",),
                        "indexes": [models.Index(fields=["-at", "-id"], name="privacy_reading_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="Request",
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
                                choices=[("copy", "a copy of what is held"), ("erasure", "to be erased")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked, to be confirmed by mail"),
                                    ("open", "to be answered"),
                                    ("approved", "approved, about to be carried out"),
                                    ("done", "done"),
                                    ("refused", "refused"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "is_written",
                            models.BooleanField(
                                default=False,
                                help_text="by letter, mail or word of mouth; staff noted it",
                                verbose_name="in writing",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked on")),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="confirmed on"),
                        ),
                        ("due_on", models.DateField(verbose_name="to be answered by")),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered on"),
                        ),
                        ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reason")),
                        (
                            "done_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="carried out on"),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="answered by",
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="noted by",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "request about one’s data",
                        "verbose_name_plural": "requests about one’s data",
                        "ordering": ["-asked_at", "-pk"],
                        "permissions": [
                            ("answer_request", "Can answer requests about one's data, and see what is held")
                        ],
                        "default_permissions": ("view", "change"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["due_on"],
                                name="privacy_request_due",
                            ),
                            models.Index(fields=["-asked_at", "-id"], name="privacy_request_newest"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["asked", "open", "approved"])),
                                fields=("person", "kind"),
                                name="privacy_request_one_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="privacy_refused_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at__isnull", False), ("state", "done")),
                                    models.Q(models.Q(("state", "done"), _negated=True), ("done_at", None)),
                                    _connector="OR",
                                ),
                                name="privacy_done_has_time",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
