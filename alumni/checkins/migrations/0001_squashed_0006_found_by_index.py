import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import alumni.checkins.models.asking
import foundation.constraints
import foundation.tables


class Migration(migrations.Migration):
    replaces = [
        ("checkins", "0001_initial"),
        ("checkins", "0002_silence"),
        ("checkins", "0003_branching"),
        ("checkins", "0004_condition_position"),
        ("checkins", "0005_conditions"),
        ("checkins", "0006_found_by_index"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_squashed_0004_without_zones"),
        ("programmes", "0001_squashed_0005_prizes"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Questionnaire",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(verbose_name="code")),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                    ],
                    options={
                        "verbose_name": "questionnaire",
                        "verbose_name_plural": "questionnaires",
                        "ordering": ["slug", "-version"],
                        "constraints": [
                            models.UniqueConstraint(fields=("slug", "version"), name="questionnaire_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "questionnaire",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="checkins.questionnaire",
                                verbose_name="questionnaire",
                            ),
                        ),
                        (
                            "key",
                            models.SlugField(
                                help_text="the same in every version: results are added up by it",
                                verbose_name="code",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("choice", "one of several"),
                                    ("several", "any of several"),
                                    ("yes_no", "yes or no"),
                                    ("scale", "from 1 to 5"),
                                    ("number", "a number"),
                                    ("date", "a day"),
                                    ("text", "text"),
                                    ("stage", "stage of her project"),
                                    ("credit", "a new credit"),
                                    ("selection", "a new selection"),
                                    ("award", "a prize"),
                                    ("facts", "where she lives and what she does"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        (
                            "in_mail",
                            models.BooleanField(
                                default=False,
                                help_text="its choices stand in the mail, for one tap",
                                verbose_name="answered in the mail",
                            ),
                        ),
                        (
                            "is_required",
                            models.BooleanField(
                                default=False,
                                help_text="nothing is sent without an answer to it",
                                verbose_name="required",
                            ),
                        ),
                        (
                            "prefill",
                            models.CharField(
                                choices=[
                                    ("off", "does not show it"),
                                    ("show", "shows it"),
                                    ("choose", "shows it, chosen: “still true?”"),
                                ],
                                default="off",
                                max_length=6,
                                verbose_name="what she said last time",
                            ),
                        ),
                        (
                            "text_fr",
                            models.CharField(blank=True, max_length=300, verbose_name="text in French"),
                        ),
                        (
                            "text_ar",
                            models.CharField(blank=True, max_length=300, verbose_name="text in Arabic"),
                        ),
                        (
                            "text_en",
                            models.CharField(blank=True, max_length=300, verbose_name="text in English"),
                        ),
                        ("minimum", models.BigIntegerField(blank=True, null=True, verbose_name="at least")),
                        ("maximum", models.BigIntegerField(blank=True, null=True, verbose_name="at most")),
                        (
                            "unit_fr",
                            models.CharField(blank=True, max_length=50, verbose_name="unit in French"),
                        ),
                        (
                            "unit_ar",
                            models.CharField(blank=True, max_length=50, verbose_name="unit in Arabic"),
                        ),
                        (
                            "unit_en",
                            models.CharField(blank=True, max_length=50, verbose_name="unit in English"),
                        ),
                        (
                            "condition_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="followed_by",
                                to="checkins.question",
                                verbose_name="depends on",
                            ),
                        ),
                        (
                            "condition_position",
                            models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
                        ),
                        (
                            "condition",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("has", "only if the answer is one of these"),
                                    ("has_not", "only if the answer is none of these"),
                                ],
                                max_length=7,
                                verbose_name="condition",
                            ),
                        ),
                        (
                            "condition_values",
                            models.JSONField(blank=True, default=list, verbose_name="answers it depends on"),
                        ),
                    ],
                    options={
                        "verbose_name": "question",
                        "verbose_name_plural": "questions",
                        "ordering": ["questionnaire", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("questionnaire", "key"), name="question_unique"),
                            models.UniqueConstraint(
                                condition=models.Q(("in_mail", True)),
                                fields=("questionnaire",),
                                name="question_one_in_mail",
                                violation_error_message="Another question stands in the mail: take it out there first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("in_mail", False),
                                    ("kind__in", ["choice", "yes_no", "scale"]),
                                    _connector="OR",
                                ),
                                name="question_in_mail_is_tapped",
                                violation_error_message="One tap answers a choice, a yes or no, or a scale only.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("condition", ""),
                                        ("condition_on", None),
                                        ("condition_position", None),
                                    ),
                                    models.Q(
                                        models.Q(("condition", ""), _negated=True),
                                        ("condition_on__isnull", False),
                                        ("condition_position__isnull", False),
                                        ("condition_position__lt", models.F("position")),
                                    ),
                                    _connector="OR",
                                ),
                                name="question_condition_whole",
                                violation_error_message="Choose a condition and an earlier question it looks at; or neither.",
                            ),
                            models.UniqueConstraint(
                                fields=("questionnaire", "id", "position"), name="question_place"
                            ),
                            foundation.constraints.RowOfTable(
                                fields=("questionnaire", "condition_on", "condition_position"),
                                name="question_condition_is_earlier",
                                violation_error_message="Choose an earlier question of this questionnaire.",
                                names=("questionnaire", "id", "position"),
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minimum", None),
                                    ("maximum", None),
                                    ("minimum__lte", models.F("maximum")),
                                    _connector="OR",
                                ),
                                name="question_bounds",
                                violation_error_message="The least is more than the most.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Option",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="options",
                                to="checkins.question",
                                verbose_name="question",
                            ),
                        ),
                        ("value", models.SlugField(verbose_name="code")),
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        (
                            "text_fr",
                            models.CharField(blank=True, max_length=200, verbose_name="text in French"),
                        ),
                        (
                            "text_ar",
                            models.CharField(blank=True, max_length=200, verbose_name="text in Arabic"),
                        ),
                        (
                            "text_en",
                            models.CharField(blank=True, max_length=200, verbose_name="text in English"),
                        ),
                    ],
                    options={
                        "verbose_name": "choice",
                        "verbose_name_plural": "choices",
                        "ordering": ["question", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("question", "value"), name="option_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "programme",
                            models.OneToOneField(
                                blank=True,
                                help_text="empty: every programme without a plan of its own",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="checkin_plan",
                                to="programmes.programme",
                                verbose_name="programme",
                            ),
                        ),
                        (
                            "repeat_months",
                            models.PositiveSmallIntegerField(
                                default=12,
                                help_text="months after the last step; 0 for never",
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="then every",
                            ),
                        ),
                        (
                            "gap_days",
                            models.PositiveSmallIntegerField(
                                default=60,
                                help_text="nobody is asked twice within them",
                                verbose_name="days between two check-ins",
                            ),
                        ),
                        (
                            "open_days",
                            models.PositiveSmallIntegerField(
                                default=60,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="days to answer",
                            ),
                        ),
                        (
                            "reminders",
                            models.CharField(
                                blank=True,
                                default="7, 21",
                                help_text="days after asking, like 7, 21; empty for none. Holds for check-ins planned from now on",
                                max_length=50,
                                validators=[alumni.checkins.models.asking.days_of],
                                verbose_name="reminders after",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "check-in plan",
                        "verbose_name_plural": "check-in plans",
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_active", True), ("programme", None)),
                                fields=("is_active",),
                                name="plan_one_for_all",
                                violation_error_message="Another active plan is for all programmes: end that one, or choose a programme.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="checkins.plan",
                                verbose_name="plan",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="months after completion",
                            ),
                        ),
                        (
                            "questionnaire",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="checkins.questionnaire",
                                verbose_name="questionnaire",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "step",
                        "verbose_name_plural": "steps",
                        "ordering": ["plan", "months"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "months"), name="step_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckIn",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checkins",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "participation",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checkins",
                                to="programmes.participation",
                                verbose_name="participation",
                            ),
                        ),
                        (
                            "questionnaire",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checkins",
                                to="checkins.questionnaire",
                                verbose_name="questionnaire",
                            ),
                        ),
                        ("months", models.PositiveSmallIntegerField(verbose_name="months after completion")),
                        (
                            "due_on",
                            models.DateField(help_text="completion plus the months", verbose_name="due on"),
                        ),
                        (
                            "ask_on",
                            models.DateField(
                                help_text="the due day, or the day it was found late", verbose_name="ask on"
                            ),
                        ),
                        (
                            "open_days",
                            models.PositiveSmallIntegerField(default=60, verbose_name="days to answer"),
                        ),
                        (
                            "reminders",
                            models.CharField(
                                blank=True, default="7, 21", max_length=50, verbose_name="reminders after"
                            ),
                        ),
                        (
                            "remind_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="next reminder"
                            ),
                        ),
                        (
                            "call_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="to be called from"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("asked", "asked"),
                                    ("answered", "answered"),
                                    ("silent", "no answer"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked")),
                        ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "check-in",
                        "verbose_name_plural": "check-ins",
                        "ordering": ["-ask_on", "-pk"],
                        "indexes": [
                            models.Index(fields=["person", "due_on"], name="checkin_of_person"),
                            models.Index(
                                condition=models.Q(("state", "planned")),
                                fields=["ask_on", "id"],
                                name="checkin_planned",
                            ),
                            models.Index(
                                condition=models.Q(("state", "asked")),
                                fields=["closes_at"],
                                name="checkin_asked",
                            ),
                            models.Index(
                                condition=models.Q(("state", "asked")),
                                fields=["remind_on", "id"],
                                name="checkin_to_remind",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["planned", "asked", "silent"])),
                                fields=["ask_on", "id"],
                                name="checkin_unheard",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("participation", "months"), name="checkin_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", False), ("state", "answered")),
                                    models.Q(
                                        models.Q(("state", "answered"), _negated=True), ("answered_at", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="checkin_answered_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["planned", "cancelled"]),
                                    models.Q(("asked_at__isnull", False), ("closes_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="checkin_asked_has_times",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "checkin",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="checkins.checkin",
                                verbose_name="check-in",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="checkins.question",
                                verbose_name="question",
                            ),
                        ),
                        ("value", models.JSONField(verbose_name="answer")),
                        ("saved_at", models.DateTimeField(verbose_name="saved")),
                    ],
                    options={
                        "verbose_name": "answer",
                        "verbose_name_plural": "answers",
                        "ordering": ["checkin", "question__position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("checkin", "question"), name="answer_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pause",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="not asked since")),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="asked again from this day on; empty: stopped",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("mail", "herself, by the link in a mail"),
                                    ("portal", "herself, on her page"),
                                    ("staff", "by staff"),
                                    ("call", "herself, when she was called"),
                                ],
                                max_length=10,
                                verbose_name="by whom",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "pause",
                        "verbose_name_plural": "pauses",
                        "ordering": ["-since", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until", None), ("until__gt", models.F("since")), _connector="OR"
                                ),
                                name="pause_ends_after_it_begins",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
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
                                related_name="contacts",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "checkin",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="contacts",
                                to="checkins.checkin",
                                verbose_name="check-in",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="on")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("phone", "phone"),
                                    ("whatsapp", "WhatsApp"),
                                    ("email", "e-mail"),
                                    ("in_person", "in person"),
                                    ("other", "other"),
                                ],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("reached", "reached"),
                                    ("no_answer", "no answer"),
                                    ("wrong_number", "wrong number"),
                                    ("call_back", "call back"),
                                    ("asked_not_to", "asked not to be asked"),
                                ],
                                max_length=15,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "call_back_on",
                            models.DateField(blank=True, null=True, verbose_name="call back on"),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "contact",
                        "verbose_name_plural": "contacts",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["person", "-at"], name="contact_person"),
                            models.Index(fields=["checkin", "-at"], name="contact_checkin"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("call_back_on__isnull", False), ("outcome", "call_back")),
                                    models.Q(
                                        models.Q(("outcome", "call_back"), _negated=True),
                                        ("call_back_on", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="contact_call_back_has_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Call",
                    fields=[],
                    options={
                        "verbose_name": "person to call",
                        "verbose_name_plural": "people to call",
                        "ordering": ["ask_on", "pk"],
                        "proxy": True,
                    },
                    bases=("checkins.checkin",),
                ),
                migrations.CreateModel(
                    name="Cohort",
                    fields=[],
                    options={
                        "verbose_name": "response rate",
                        "verbose_name_plural": "response rates",
                        "ordering": ["-starts_on", "programme", "pk"],
                        "proxy": True,
                    },
                    bases=("programmes.edition",),
                ),
                migrations.CreateModel(
                    name="HistoricalPlan",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(db_index=True, max_length=100, verbose_name="name")),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "repeat_months",
                            models.PositiveSmallIntegerField(
                                default=12,
                                help_text="months after the last step; 0 for never",
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="then every",
                            ),
                        ),
                        (
                            "gap_days",
                            models.PositiveSmallIntegerField(
                                default=60,
                                help_text="nobody is asked twice within them",
                                verbose_name="days between two check-ins",
                            ),
                        ),
                        (
                            "open_days",
                            models.PositiveSmallIntegerField(
                                default=60,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="days to answer",
                            ),
                        ),
                        (
                            "reminders",
                            models.CharField(
                                blank=True,
                                default="7, 21",
                                help_text="days after asking, like 7, 21; empty for none. Holds for check-ins planned from now on",
                                max_length=50,
                                validators=[alumni.checkins.models.asking.days_of],
                                verbose_name="reminders after",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="empty: every programme without a plan of its own",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="programmes.programme",
                                verbose_name="programme",
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
                        "verbose_name": "historical check-in plan",
                        "verbose_name_plural": "historical check-in plans",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCheckIn",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("months", models.PositiveSmallIntegerField(verbose_name="months after completion")),
                        (
                            "due_on",
                            models.DateField(help_text="completion plus the months", verbose_name="due on"),
                        ),
                        (
                            "ask_on",
                            models.DateField(
                                help_text="the due day, or the day it was found late", verbose_name="ask on"
                            ),
                        ),
                        (
                            "open_days",
                            models.PositiveSmallIntegerField(default=60, verbose_name="days to answer"),
                        ),
                        (
                            "reminders",
                            models.CharField(
                                blank=True, default="7, 21", max_length=50, verbose_name="reminders after"
                            ),
                        ),
                        (
                            "remind_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="next reminder"
                            ),
                        ),
                        (
                            "call_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="to be called from"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("asked", "asked"),
                                    ("answered", "answered"),
                                    ("silent", "no answer"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked")),
                        ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
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
                            "participation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="programmes.participation",
                                verbose_name="participation",
                            ),
                        ),
                        (
                            "questionnaire",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="checkins.questionnaire",
                                verbose_name="questionnaire",
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
                        "verbose_name": "historical check-in",
                        "verbose_name_plural": "historical check-ins",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAnswer",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("value", models.JSONField(verbose_name="answer")),
                        ("saved_at", models.DateTimeField(verbose_name="saved")),
                        (
                            "checkin",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="checkins.checkin",
                                verbose_name="check-in",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="checkins.question",
                                verbose_name="question",
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
                        "verbose_name": "historical answer",
                        "verbose_name_plural": "historical answers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPause",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField(verbose_name="not asked since")),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="asked again from this day on; empty: stopped",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("mail", "herself, by the link in a mail"),
                                    ("portal", "herself, on her page"),
                                    ("staff", "by staff"),
                                    ("call", "herself, when she was called"),
                                ],
                                max_length=10,
                                verbose_name="by whom",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
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
                            "by",
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
                        "verbose_name": "historical pause",
                        "verbose_name_plural": "historical pauses",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalContact",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="on")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("phone", "phone"),
                                    ("whatsapp", "WhatsApp"),
                                    ("email", "e-mail"),
                                    ("in_person", "in person"),
                                    ("other", "other"),
                                ],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("reached", "reached"),
                                    ("no_answer", "no answer"),
                                    ("wrong_number", "wrong number"),
                                    ("call_back", "call back"),
                                    ("asked_not_to", "asked not to be asked"),
                                ],
                                max_length=15,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "call_back_on",
                            models.DateField(blank=True, null=True, verbose_name="call back on"),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
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
                            "checkin",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="checkins.checkin",
                                verbose_name="check-in",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
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
                        "verbose_name": "historical contact",
                        "verbose_name_plural": "historical contacts",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
