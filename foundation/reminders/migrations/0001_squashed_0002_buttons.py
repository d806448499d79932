import datetime

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    replaces = [("reminders", "0001_initial"), ("reminders", "0002_buttons")]

    initial = True

    dependencies = [
        ("mail", "0001_squashed_0006_pause_reason"),
        ("people", "0001_squashed_0004_without_zones"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Rule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                        (
                            "is_active",
                            models.BooleanField(default=False, editable=False, verbose_name="active"),
                        ),
                        (
                            "active_since",
                            models.DateField(
                                blank=True,
                                editable=False,
                                help_text="nothing due before it is sent",
                                null=True,
                                verbose_name="active since",
                            ),
                        ),
                        ("anchor", models.CharField(max_length=50, verbose_name="hangs on")),
                        (
                            "offset_days",
                            models.SmallIntegerField(
                                default=0,
                                help_text="-3 is three days before it, 0 the day itself, 3 three days after",
                                validators=[
                                    django.core.validators.MinValueValidator(-3650),
                                    django.core.validators.MaxValueValidator(3650),
                                ],
                                verbose_name="days",
                            ),
                        ),
                        (
                            "repeat_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="days; empty for once",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(3650),
                                ],
                                verbose_name="again every",
                            ),
                        ),
                        (
                            "repeat_until_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="days after the first; empty until it is done",
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(3650)],
                                verbose_name="for as long as",
                            ),
                        ),
                        (
                            "expires_days",
                            models.PositiveSmallIntegerField(
                                default=7,
                                help_text="days; what could not leave until then is not sent. A reminder of a day ends with it",
                                validators=[django.core.validators.MaxValueValidator(365)],
                                verbose_name="worthless after",
                            ),
                        ),
                        (
                            "again_days",
                            models.PositiveSmallIntegerField(
                                default=7,
                                help_text="days or more to later, after it was sent; 0 for never",
                                verbose_name="sent again if its day moves by",
                            ),
                        ),
                        (
                            "opens",
                            models.TimeField(
                                default=datetime.time(9, 0),
                                help_text="the clock where she lives",
                                verbose_name="not before",
                            ),
                        ),
                        ("closes", models.TimeField(default=datetime.time(17, 0), verbose_name="not after")),
                        (
                            "on_weekends",
                            models.BooleanField(
                                default=False, verbose_name="on Saturdays and Sundays as well"
                            ),
                        ),
                        (
                            "on_holidays",
                            models.BooleanField(
                                default=False,
                                help_text="those of the country she lives in",
                                verbose_name="on public holidays as well",
                            ),
                        ),
                        ("audience", models.JSONField(blank=True, default=dict, verbose_name="audience")),
                        (
                            "stream",
                            models.CharField(
                                choices=[("transactional", "transactional"), ("subscribed", "subscribed")],
                                default="subscribed",
                                help_text="transactional: what she cannot do without; she cannot unsubscribe from it",
                                max_length=20,
                                verbose_name="stream",
                            ),
                        ),
                        (
                            "is_exempt",
                            models.BooleanField(
                                default=False,
                                help_text="for what the law or a contract asks for: neither counted nor held back",
                                verbose_name="outside the weekly budget",
                            ),
                        ),
                        (
                            "subject_fr",
                            models.CharField(blank=True, max_length=200, verbose_name="subject in French"),
                        ),
                        ("body_fr", models.TextField(blank=True, verbose_name="text in French")),
                        (
                            "button_fr",
                            models.CharField(blank=True, max_length=60, verbose_name="button in French"),
                        ),
                        (
                            "subject_ar",
                            models.CharField(blank=True, max_length=200, verbose_name="subject in Arabic"),
                        ),
                        ("body_ar", models.TextField(blank=True, verbose_name="text in Arabic")),
                        (
                            "button_ar",
                            models.CharField(blank=True, max_length=60, verbose_name="button in Arabic"),
                        ),
                        (
                            "subject_en",
                            models.CharField(blank=True, max_length=200, verbose_name="subject in English"),
                        ),
                        ("body_en", models.TextField(blank=True, verbose_name="text in English")),
                        (
                            "button_en",
                            models.CharField(blank=True, max_length=60, verbose_name="button in English"),
                        ),
                    ],
                    options={
                        "verbose_name": "reminder rule",
                        "verbose_name_plural": "reminder rules",
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes__gt", models.F("opens"))),
                                name="rule_hours",
                                violation_error_message="Choose a latest hour that is after the earliest.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("repeat_days", None), ("repeat_until_days", None)),
                                    models.Q(
                                        ("repeat_days__gt", 0),
                                        models.Q(
                                            ("repeat_until_days", None),
                                            ("repeat_until_days__gt", 0),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="rule_repeats",
                                violation_error_message="Write how often it comes again where you say for how long; both in days, from 1.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_active", False), ("active_since__isnull", False), _connector="OR"
                                ),
                                name="rule_active_has_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("subject_fr", ""), _negated=True),
                                        models.Q(("body_fr", ""), _negated=True),
                                    ),
                                    models.Q(("body_fr", ""), ("subject_fr", "")),
                                    _connector="OR",
                                ),
                                name="rule_text_fr",
                                violation_error_message="Write the subject and the text in a language, or leave both empty.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("subject_ar", ""), _negated=True),
                                        models.Q(("body_ar", ""), _negated=True),
                                    ),
                                    models.Q(("body_ar", ""), ("subject_ar", "")),
                                    _connector="OR",
                                ),
                                name="rule_text_ar",
                                violation_error_message="Write the subject and the text in a language, or leave both empty.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("subject_en", ""), _negated=True),
                                        models.Q(("body_en", ""), _negated=True),
                                    ),
                                    models.Q(("body_en", ""), ("subject_en", "")),
                                    _connector="OR",
                                ),
                                name="rule_text_en",
                                violation_error_message="Write the subject and the text in a language, or leave both empty.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("button_fr", ""),
                                    models.Q(
                                        models.Q(("subject_fr", ""), _negated=True),
                                        models.Q(("body_fr", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rule_button_fr",
                                violation_error_message="Where a language has a button, write its subject and its text as well.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("button_ar", ""),
                                    models.Q(
                                        models.Q(("subject_ar", ""), _negated=True),
                                        models.Q(("body_ar", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rule_button_ar",
                                violation_error_message="Where a language has a button, write its subject and its text as well.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("button_en", ""),
                                    models.Q(
                                        models.Q(("subject_en", ""), _negated=True),
                                        models.Q(("body_en", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rule_button_en",
                                violation_error_message="Where a language has a button, write its subject and its text as well.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("subject_fr", ""), _negated=True),
                                        models.Q(("body_fr", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("subject_ar", ""), _negated=True),
                                        models.Q(("body_ar", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("subject_en", ""), _negated=True),
                                        models.Q(("body_en", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rule_has_a_text",
                                violation_error_message="Write the subject and the text in one language at least.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Occurrence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="occurrences",
                                to="reminders.rule",
                                verbose_name="rule",
                            ),
                        ),
                        (
                            "object_id",
                            models.PositiveBigIntegerField(
                                help_text="of what the rule hangs on", verbose_name="number of the row"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reminders",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "sequence",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="0 is the first", verbose_name="repetition"
                            ),
                        ),
                        ("take", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("key", models.CharField(editable=False, max_length=100, verbose_name="key")),
                        (
                            "anchor_on",
                            models.DateField(
                                help_text="the day it hangs on, as it was when this was written",
                                verbose_name="about",
                            ),
                        ),
                        (
                            "due_on",
                            models.DateField(
                                help_text="by the calendar where she lives", verbose_name="due on"
                            ),
                        ),
                        ("expires_on", models.DateField(verbose_name="last day")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("queued", "in the outbox"),
                                    ("skipped", "skipped"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("budget", "she had enough mail this week"),
                                    ("no_address", "she has no e-mail address"),
                                    ("gone", "its cause is gone"),
                                    ("off", "the rule is off"),
                                    ("opted_out", "she wants no such mail"),
                                    ("moved", "its day has moved"),
                                    ("later", "a later one is due"),
                                    ("too_late", "too late"),
                                ],
                                max_length=10,
                                verbose_name="reason",
                            ),
                        ),
                        ("queued_at", models.DateTimeField(blank=True, null=True, verbose_name="written")),
                        (
                            "message",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="reminder",
                                to="mail.message",
                                verbose_name="message",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reminder",
                        "verbose_name_plural": "reminders",
                        "ordering": ["-due_on", "-pk"],
                        "indexes": [
                            models.Index(fields=["rule", "object_id", "person"], name="occurrence_of"),
                            models.Index(
                                condition=models.Q(("state", "planned")),
                                fields=["due_on", "id"],
                                name="occurrence_planned",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("key",), name="occurrence_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("reason__in", ["", "budget", "no_address"]), ("state", "planned")
                                    ),
                                    models.Q(("reason", ""), ("state", "queued")),
                                    models.Q(
                                        ("state__in", ["skipped", "cancelled"]),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="occurrence_ended_for_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("queued_at__isnull", False), ("state", "queued")),
                                    models.Q(("message", None), ("queued_at", None), ("state", "planned")),
                                    ("state__in", ["skipped", "cancelled"]),
                                    _connector="OR",
                                ),
                                name="occurrence_queued_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRule",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(db_index=True, max_length=100, verbose_name="name")),
                        (
                            "is_active",
                            models.BooleanField(default=False, editable=False, verbose_name="active"),
                        ),
                        (
                            "active_since",
                            models.DateField(
                                blank=True,
                                editable=False,
                                help_text="nothing due before it is sent",
                                null=True,
                                verbose_name="active since",
                            ),
                        ),
                        ("anchor", models.CharField(max_length=50, verbose_name="hangs on")),
                        (
                            "offset_days",
                            models.SmallIntegerField(
                                default=0,
                                help_text="-3 is three days before it, 0 the day itself, 3 three days after",
                                validators=[
                                    django.core.validators.MinValueValidator(-3650),
                                    django.core.validators.MaxValueValidator(3650),
                                ],
                                verbose_name="days",
                            ),
                        ),
                        (
                            "repeat_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="days; empty for once",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(3650),
                                ],
                                verbose_name="again every",
                            ),
                        ),
                        (
                            "repeat_until_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="days after the first; empty until it is done",
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(3650)],
                                verbose_name="for as long as",
                            ),
                        ),
                        (
                            "expires_days",
                            models.PositiveSmallIntegerField(
                                default=7,
                                help_text="days; what could not leave until then is not sent. A reminder of a day ends with it",
                                validators=[django.core.validators.MaxValueValidator(365)],
                                verbose_name="worthless after",
                            ),
                        ),
                        (
                            "again_days",
                            models.PositiveSmallIntegerField(
                                default=7,
                                help_text="days or more to later, after it was sent; 0 for never",
                                verbose_name="sent again if its day moves by",
                            ),
                        ),
                        (
                            "opens",
                            models.TimeField(
                                default=datetime.time(9, 0),
                                help_text="the clock where she lives",
                                verbose_name="not before",
                            ),
                        ),
                        ("closes", models.TimeField(default=datetime.time(17, 0), verbose_name="not after")),
                        (
                            "on_weekends",
                            models.BooleanField(
                                default=False, verbose_name="on Saturdays and Sundays as well"
                            ),
                        ),
                        (
                            "on_holidays",
                            models.BooleanField(
                                default=False,
                                help_text="those of the country she lives in",
                                verbose_name="on public holidays as well",
                            ),
                        ),
                        ("audience", models.JSONField(blank=True, default=dict, verbose_name="audience")),
                        (
                            "stream",
                            models.CharField(
                                choices=[("transactional", "transactional"), ("subscribed", "subscribed")],
                                default="subscribed",
                                help_text="transactional: what she cannot do without; she cannot unsubscribe from it",
                                max_length=20,
                                verbose_name="stream",
                            ),
                        ),
                        (
                            "is_exempt",
                            models.BooleanField(
                                default=False,
                                help_text="for what the law or a contract asks for: neither counted nor held back",
                                verbose_name="outside the weekly budget",
                            ),
                        ),
                        (
                            "subject_fr",
                            models.CharField(blank=True, max_length=200, verbose_name="subject in French"),
                        ),
                        ("body_fr", models.TextField(blank=True, verbose_name="text in French")),
                        (
                            "button_fr",
                            models.CharField(blank=True, max_length=60, verbose_name="button in French"),
                        ),
                        (
                            "subject_ar",
                            models.CharField(blank=True, max_length=200, verbose_name="subject in Arabic"),
                        ),
                        ("body_ar", models.TextField(blank=True, verbose_name="text in Arabic")),
                        (
                            "button_ar",
                            models.CharField(blank=True, max_length=60, verbose_name="button in Arabic"),
                        ),
                        (
                            "subject_en",
                            models.CharField(blank=True, max_length=200, verbose_name="subject in English"),
                        ),
                        ("body_en", models.TextField(blank=True, verbose_name="text in English")),
                        (
                            "button_en",
                            models.CharField(blank=True, max_length=60, verbose_name="button in English"),
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
                        "verbose_name": "historical reminder rule",
                        "verbose_name_plural": "historical reminder rules",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
