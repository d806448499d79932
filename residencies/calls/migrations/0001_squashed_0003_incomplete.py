import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.people.models
import foundation.tables
import residencies.calls.models.calls
import residencies.calls.models.given


class Migration(migrations.Migration):
    replaces = [("calls", "0001_initial"), ("calls", "0002_told"), ("calls", "0003_incomplete")]

    initial = True

    dependencies = [
        ("films", "0001_squashed_0009_filmography"),
        ("people", "0001_squashed_0004_without_zones"),
        ("programmes", "0001_squashed_0005_prizes"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Form",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(verbose_name="code")),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        (
                            "frozen_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="frozen"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "application form",
                        "verbose_name_plural": "application forms",
                        "ordering": ["slug", "-version"],
                        "constraints": [
                            models.UniqueConstraint(fields=("slug", "version"), name="form_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Section",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "form",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
                                to="calls.form",
                                verbose_name="form",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "first step"), (2, "second step")],
                                default=1,
                                verbose_name="step",
                            ),
                        ),
                        (
                            "title_fr",
                            models.CharField(blank=True, max_length=200, verbose_name="title in French"),
                        ),
                        (
                            "title_ar",
                            models.CharField(blank=True, max_length=200, verbose_name="title in Arabic"),
                        ),
                        (
                            "title_en",
                            models.CharField(blank=True, max_length=200, verbose_name="title in English"),
                        ),
                        ("text_fr", models.TextField(blank=True, verbose_name="text in French")),
                        ("text_ar", models.TextField(blank=True, verbose_name="text in Arabic")),
                        ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                    ],
                    options={
                        "verbose_name": "section",
                        "verbose_name_plural": "sections",
                        "ordering": ["form", "step", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("step__in", [1, 2])), name="form_section_step"
                            )
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
                            "form",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="calls.form",
                                verbose_name="form",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="calls.section",
                                verbose_name="section",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                help_text="within its section", verbose_name="position"
                            ),
                        ),
                        (
                            "key",
                            models.SlugField(
                                help_text="the same in every version: rules and exports name it by this",
                                verbose_name="code",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("short", "a line of text"),
                                    ("long", "a text"),
                                    ("choice", "one of several"),
                                    ("several", "any of several"),
                                    ("yes_no", "yes or no"),
                                    ("consent", "an agreement: yes, or it cannot be sent"),
                                    ("number", "a number"),
                                    ("date", "a day"),
                                    ("link", "a link"),
                                    ("country", "a country"),
                                    ("countries", "countries"),
                                    ("stage", "stage of the project"),
                                    ("file", "a document"),
                                ],
                                max_length=10,
                                verbose_name="kind",
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
                        ("help_fr", models.TextField(blank=True, verbose_name="help in French")),
                        ("help_ar", models.TextField(blank=True, verbose_name="help in Arabic")),
                        ("help_en", models.TextField(blank=True, verbose_name="help in English")),
                        ("is_required", models.BooleanField(default=True, verbose_name="required")),
                        (
                            "required_from",
                            models.DateTimeField(
                                blank=True,
                                help_text="empty: at all times",
                                null=True,
                                verbose_name="required from",
                            ),
                        ),
                        (
                            "frozen_from",
                            models.DateTimeField(
                                blank=True,
                                help_text="its answer is not changed after that",
                                null=True,
                                verbose_name="frozen from",
                            ),
                        ),
                        (
                            "identifies",
                            models.BooleanField(
                                default=False,
                                help_text="hidden from readers of a blind call",
                                verbose_name="tells who applies",
                            ),
                        ),
                        (
                            "is_title",
                            models.BooleanField(
                                default=False,
                                help_text="lists name the application by its answer",
                                verbose_name="title of the project",
                            ),
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
                            "max_words",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="words at most",
                            ),
                        ),
                        ("accepts", models.JSONField(blank=True, default=list, verbose_name="types of file")),
                        (
                            "max_megabytes",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(500),
                                ],
                                verbose_name="megabytes at most",
                            ),
                        ),
                        (
                            "max_files",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="files at most",
                            ),
                        ),
                        (
                            "condition_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="followed_by",
                                to="calls.question",
                                verbose_name="depends on",
                            ),
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
                        (
                            "tracks",
                            models.ManyToManyField(
                                blank=True,
                                help_text="asked in these alone; empty: in all",
                                related_name="+",
                                to="programmes.track",
                                verbose_name="tracks",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question",
                        "verbose_name_plural": "questions",
                        "ordering": [
                            "form",
                            "section__step",
                            "section__position",
                            "section",
                            "position",
                            "pk",
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("form", "key"), name="form_question_unique"),
                            models.UniqueConstraint(
                                condition=models.Q(("is_title", True)),
                                fields=("form",),
                                name="form_question_one_title",
                                violation_error_message="One question of a form asks for the title.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("is_title", False), ("kind", "short"), _connector="OR"),
                                name="form_question_title_is_short",
                                violation_error_message="A title is a line of text.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("condition", ""), ("condition_on", None)),
                                    models.Q(
                                        models.Q(("condition", ""), _negated=True),
                                        ("condition_on__isnull", False),
                                        models.Q(("condition_on", models.F("id")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="form_question_condition_whole",
                                violation_error_message="Choose a condition and another, earlier question it looks at; or neither.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minimum", None),
                                    ("maximum", None),
                                    ("minimum__lte", models.F("maximum")),
                                    _connector="OR",
                                ),
                                name="form_question_bounds",
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
                                to="calls.question",
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
                        "ordering": ["question", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("question", "value"), name="form_option_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Call",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="programmes.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                help_text="stands in the page’s address", unique=True, verbose_name="code"
                            ),
                        ),
                        (
                            "form",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="calls.form",
                                verbose_name="form",
                            ),
                        ),
                        (
                            "title_fr",
                            models.CharField(blank=True, max_length=200, verbose_name="title in French"),
                        ),
                        (
                            "title_ar",
                            models.CharField(blank=True, max_length=200, verbose_name="title in Arabic"),
                        ),
                        (
                            "title_en",
                            models.CharField(blank=True, max_length=200, verbose_name="title in English"),
                        ),
                        ("text_fr", models.TextField(blank=True, verbose_name="text in French")),
                        ("text_ar", models.TextField(blank=True, verbose_name="text in Arabic")),
                        ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                        (
                            "contact",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="address for questions"
                            ),
                        ),
                        (
                            "languages",
                            models.JSONField(
                                default=residencies.calls.models.calls.all_languages,
                                validators=[residencies.calls.models.calls.check_languages],
                                verbose_name="languages of applications",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("opens_at", models.DateTimeField(verbose_name="opens")),
                        ("closes_at", models.DateTimeField(verbose_name="closes")),
                        (
                            "grace_minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                help_text="what arrives so late still counts",
                                validators=[django.core.validators.MaxValueValidator(1440)],
                                verbose_name="minutes of grace",
                            ),
                        ),
                        ("ends_at", models.DateTimeField(editable=False, verbose_name="last instant")),
                        (
                            "steps",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "one"), (2, "two: a concept, then the full file")],
                                default=1,
                                verbose_name="steps",
                            ),
                        ),
                        (
                            "second_opens_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="second step opens"),
                        ),
                        (
                            "second_closes_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="second step closes"),
                        ),
                        (
                            "addendum_until",
                            models.DateTimeField(
                                blank=True,
                                help_text="what may be added to an application that was sent; empty: nothing",
                                null=True,
                                verbose_name="additions until",
                            ),
                        ),
                        (
                            "applies",
                            models.CharField(
                                choices=[("one", "one person"), ("pair", "a pair"), ("team", "a team")],
                                default="one",
                                max_length=4,
                                verbose_name="who applies",
                            ),
                        ),
                        (
                            "least_members",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="members at least",
                            ),
                        ),
                        (
                            "most_members",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="members at most",
                            ),
                        ),
                        (
                            "replacement_days",
                            models.PositiveSmallIntegerField(
                                default=10,
                                help_text="after one has withdrawn",
                                verbose_name="days to replace a member",
                            ),
                        ),
                        (
                            "most_applications",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="applications of one person at most",
                            ),
                        ),
                        (
                            "needs_code",
                            models.BooleanField(
                                default=False,
                                help_text="it takes an invitation code to apply",
                                verbose_name="by invitation",
                            ),
                        ),
                        (
                            "is_sealed",
                            models.BooleanField(
                                default=True,
                                help_text="nobody reads an application before the call is closed",
                                verbose_name="sealed",
                            ),
                        ),
                        (
                            "is_blind",
                            models.BooleanField(
                                default=False,
                                help_text="readers do not learn who applies",
                                verbose_name="blind",
                            ),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="announced"
                            ),
                        ),
                        (
                            "tracks",
                            models.ManyToManyField(
                                blank=True,
                                help_text="that can be applied for; empty: the programme is not applied for by track",
                                related_name="+",
                                to="programmes.track",
                                verbose_name="tracks",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "call",
                        "verbose_name_plural": "calls",
                        "ordering": ["-opens_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("published_at__isnull", False)),
                                fields=["ends_at"],
                                name="call_ends",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opens_at__lt", models.F("closes_at")),
                                    ("ends_at__gte", models.F("closes_at")),
                                ),
                                name="call_instants",
                                violation_error_message="A call closes after it opens.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("second_closes_at", None), ("second_opens_at", None), ("steps", 1)
                                    ),
                                    models.Q(
                                        ("second_closes_at__gt", models.F("second_opens_at")),
                                        ("second_closes_at__isnull", False),
                                        ("second_opens_at__gte", models.F("closes_at")),
                                        ("second_opens_at__isnull", False),
                                        ("steps", 2),
                                    ),
                                    _connector="OR",
                                ),
                                name="call_second_step",
                                violation_error_message="A second step opens after the first has closed, and closes after that. A call in one step has no instants of a second.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("addendum_until", None),
                                    ("addendum_until__gt", models.F("closes_at")),
                                    _connector="OR",
                                ),
                                name="call_addendum",
                                violation_error_message="Additions are possible after the call has closed.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("applies", "one"), ("least_members", 1), ("most_members", 1)),
                                    models.Q(("applies", "pair"), ("least_members", 2), ("most_members", 2)),
                                    models.Q(
                                        ("applies", "team"),
                                        ("least_members__lte", models.F("most_members")),
                                        ("most_members__gt", 1),
                                    ),
                                    _connector="OR",
                                ),
                                name="call_members",
                                violation_error_message="One person is one member, a pair is two; a team has at least as many as it must and at most as many as it may.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="calls.call",
                                verbose_name="call",
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="films.role",
                                verbose_name="role",
                            ),
                        ),
                        ("least", models.PositiveSmallIntegerField(default=1, verbose_name="at least")),
                        (
                            "most",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="at most",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "role of a member",
                        "verbose_name_plural": "roles of members",
                        "ordering": ["call", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("call", "role"), name="call_seat_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("least__lte", models.F("most"))),
                                name="call_seat_bounds",
                                violation_error_message="The least is more than the most.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InvitationCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="codes",
                                to="calls.call",
                                verbose_name="call",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        ("label", models.CharField(blank=True, max_length=200, verbose_name="given to")),
                        (
                            "most_uses",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="empty: any number",
                                null=True,
                                verbose_name="applications at most",
                            ),
                        ),
                        (
                            "valid_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="valid until"),
                        ),
                    ],
                    options={
                        "verbose_name": "invitation code",
                        "verbose_name_plural": "invitation codes",
                        "ordering": ["call", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("call", "code"), name="call_code_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EligibilityRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rules",
                                to="calls.call",
                                verbose_name="call",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("age", "age"),
                                    ("film", "first, second … film"),
                                    ("country", "nationality or residence"),
                                    ("project", "country of the project"),
                                    ("stage", "stage of the project"),
                                    ("minutes", "running time"),
                                    ("gender", "gender"),
                                    ("track", "track"),
                                    ("answer", "an answer"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("values", models.JSONField(blank=True, default=dict, verbose_name="values")),
                        (
                            "sources",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="codes of questions; one that fits is enough",
                                verbose_name="questions",
                            ),
                        ),
                        ("text_fr", models.TextField(blank=True, verbose_name="explanation in French")),
                        ("text_ar", models.TextField(blank=True, verbose_name="explanation in Arabic")),
                        ("text_en", models.TextField(blank=True, verbose_name="explanation in English")),
                        (
                            "is_strict",
                            models.BooleanField(
                                default=True,
                                help_text="otherwise it is told, and staff decide",
                                verbose_name="cannot be sent against it",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rule of eligibility",
                        "verbose_name_plural": "rules of eligibility",
                        "ordering": ["call", "position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Application",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="calls.call",
                                verbose_name="call",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                editable=False, max_length=20, unique=True, verbose_name="number"
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "track",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.track",
                                verbose_name="track",
                            ),
                        ),
                        (
                            "code",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="calls.invitationcode",
                                verbose_name="invitation code",
                            ),
                        ),
                        (
                            "ordinal",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        (
                            "title",
                            models.CharField(blank=True, max_length=300, verbose_name="title of the project"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "submitted"),
                                    ("eligible", "eligible"),
                                    ("ineligible", "ineligible"),
                                    ("incomplete", "incomplete"),
                                    ("review", "under review"),
                                    ("shortlisted", "shortlisted"),
                                    ("selected", "selected"),
                                    ("waiting", "waiting list"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                max_length=11,
                                verbose_name="state",
                            ),
                        ),
                        ("step", models.PositiveSmallIntegerField(default=1, verbose_name="step")),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                help_text="why it is ineligible or incomplete, which staff alone read; or why it was withdrawn",
                                verbose_name="reason",
                            ),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="begun")),
                        ("saved_at", models.DateTimeField(verbose_name="saved")),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="sent in")),
                        (
                            "second_submitted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="full file sent in"),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn on"),
                        ),
                        ("claimed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "told_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="outcome told"
                            ),
                        ),
                        (
                            "replace_by",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="member to be replaced by"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "application",
                        "verbose_name_plural": "applications",
                        "ordering": ["-begun_at", "-pk"],
                        "permissions": [("export_application", "Can export applications")],
                        "indexes": [
                            models.Index(fields=["call", "state", "submitted_at"], name="application_call"),
                            models.Index(
                                condition=models.Q(("replace_by__isnull", False)),
                                fields=["replace_by"],
                                name="application_replace",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("call"),
                                django.db.models.functions.text.Lower("email"),
                                models.F("ordinal"),
                                condition=models.Q(("state", "withdrawn"), _negated=True),
                                name="application_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "draft",
                                            "submitted",
                                            "eligible",
                                            "ineligible",
                                            "incomplete",
                                            "review",
                                            "shortlisted",
                                            "selected",
                                            "waiting",
                                            "declined",
                                            "withdrawn",
                                        ],
                                    )
                                ),
                                name="application_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "draft"), ("submitted_at", None)),
                                    ("state", "withdrawn"),
                                    models.Q(
                                        models.Q(("state__in", ["draft", "withdrawn"]), _negated=True),
                                        ("submitted_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="application_sent_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                                    models.Q(
                                        models.Q(("state", "withdrawn"), _negated=True),
                                        ("withdrawn_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="application_withdrawn_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["ineligible", "incomplete"]), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="application_ineligible_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("second_submitted_at", None), ("step", 1)),
                                    models.Q(("step", 2), ("submitted_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="application_step",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("told_at", None),
                                    (
                                        "state__in",
                                        [
                                            "selected",
                                            "waiting",
                                            "declined",
                                            "ineligible",
                                            "incomplete",
                                            "withdrawn",
                                            "draft",
                                            "shortlisted",
                                        ],
                                    ),
                                    _connector="OR",
                                ),
                                name="application_told",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="calls.application",
                                verbose_name="application",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="calls.question",
                                verbose_name="question",
                            ),
                        ),
                        ("value", models.JSONField(blank=True, null=True, verbose_name="answer")),
                        ("unfit", models.JSONField(blank=True, null=True, verbose_name="no answer yet")),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        ("saved_at", models.DateTimeField(verbose_name="saved")),
                    ],
                    options={
                        "verbose_name": "answer",
                        "verbose_name_plural": "answers",
                        "ordering": ["application", "question"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("application", "question"), name="application_answer_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("unfit__isnull", False), ("value__isnull", True)),
                                    models.Q(("unfit__isnull", True), ("value__isnull", False)),
                                    _connector="OR",
                                ),
                                name="application_answer_fit_or_not",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Addendum",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="addenda",
                                to="calls.application",
                                verbose_name="application",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        ("at", models.DateTimeField(verbose_name="on")),
                    ],
                    options={
                        "verbose_name": "addition",
                        "verbose_name_plural": "additions",
                        "ordering": ["application", "at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="calls.application",
                                verbose_name="application",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="calls.question",
                                verbose_name="question",
                            ),
                        ),
                        (
                            "addendum",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="calls.addendum",
                                verbose_name="addition",
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                max_length=200,
                                upload_to=residencies.calls.models.given.private_path,
                                verbose_name="file",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="file name")),
                        ("size", models.PositiveBigIntegerField(help_text="bytes", verbose_name="size")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("content_type", models.CharField(max_length=100, verbose_name="content type")),
                        ("uploaded_at", models.DateTimeField(verbose_name="uploaded")),
                    ],
                    options={
                        "verbose_name": "file",
                        "verbose_name_plural": "files",
                        "ordering": ["application", "uploaded_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("addendum", None), ("question__isnull", False)),
                                    models.Q(("addendum__isnull", False), ("question", None)),
                                    _connector="OR",
                                ),
                                name="application_file_belongs",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Member",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="calls.application",
                                verbose_name="application",
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="films.role",
                                verbose_name="role",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("is_lead", models.BooleanField(default=False, verbose_name="lead")),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="calls.member",
                                verbose_name="replaces",
                            ),
                        ),
                        ("invited_at", models.DateTimeField(verbose_name="invited")),
                        ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="signed")),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn on"),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "member",
                        "verbose_name_plural": "members",
                        "ordering": ["application", "-is_lead", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("application"),
                                django.db.models.functions.text.Lower("email"),
                                condition=models.Q(("withdrawn_at", None)),
                                name="application_member_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_lead", True), ("withdrawn_at", None)),
                                fields=("application",),
                                name="application_one_lead",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="application_member_has_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalCall",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(help_text="stands in the page’s address", verbose_name="code"),
                        ),
                        (
                            "title_fr",
                            models.CharField(blank=True, max_length=200, verbose_name="title in French"),
                        ),
                        (
                            "title_ar",
                            models.CharField(blank=True, max_length=200, verbose_name="title in Arabic"),
                        ),
                        (
                            "title_en",
                            models.CharField(blank=True, max_length=200, verbose_name="title in English"),
                        ),
                        ("text_fr", models.TextField(blank=True, verbose_name="text in French")),
                        ("text_ar", models.TextField(blank=True, verbose_name="text in Arabic")),
                        ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                        (
                            "contact",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="address for questions"
                            ),
                        ),
                        (
                            "languages",
                            models.JSONField(
                                default=residencies.calls.models.calls.all_languages,
                                validators=[residencies.calls.models.calls.check_languages],
                                verbose_name="languages of applications",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("opens_at", models.DateTimeField(verbose_name="opens")),
                        ("closes_at", models.DateTimeField(verbose_name="closes")),
                        (
                            "grace_minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                help_text="what arrives so late still counts",
                                validators=[django.core.validators.MaxValueValidator(1440)],
                                verbose_name="minutes of grace",
                            ),
                        ),
                        (
                            "steps",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "one"), (2, "two: a concept, then the full file")],
                                default=1,
                                verbose_name="steps",
                            ),
                        ),
                        (
                            "second_opens_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="second step opens"),
                        ),
                        (
                            "second_closes_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="second step closes"),
                        ),
                        (
                            "addendum_until",
                            models.DateTimeField(
                                blank=True,
                                help_text="what may be added to an application that was sent; empty: nothing",
                                null=True,
                                verbose_name="additions until",
                            ),
                        ),
                        (
                            "applies",
                            models.CharField(
                                choices=[("one", "one person"), ("pair", "a pair"), ("team", "a team")],
                                default="one",
                                max_length=4,
                                verbose_name="who applies",
                            ),
                        ),
                        (
                            "least_members",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="members at least",
                            ),
                        ),
                        (
                            "most_members",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="members at most",
                            ),
                        ),
                        (
                            "replacement_days",
                            models.PositiveSmallIntegerField(
                                default=10,
                                help_text="after one has withdrawn",
                                verbose_name="days to replace a member",
                            ),
                        ),
                        (
                            "most_applications",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="applications of one person at most",
                            ),
                        ),
                        (
                            "needs_code",
                            models.BooleanField(
                                default=False,
                                help_text="it takes an invitation code to apply",
                                verbose_name="by invitation",
                            ),
                        ),
                        (
                            "is_sealed",
                            models.BooleanField(
                                default=True,
                                help_text="nobody reads an application before the call is closed",
                                verbose_name="sealed",
                            ),
                        ),
                        (
                            "is_blind",
                            models.BooleanField(
                                default=False,
                                help_text="readers do not learn who applies",
                                verbose_name="blind",
                            ),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="announced"
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
                            "form",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="calls.form",
                                verbose_name="form",
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
                        "verbose_name": "historical call",
                        "verbose_name_plural": "historical calls",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalApplication",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                db_index=True, editable=False, max_length=20, verbose_name="number"
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "ordinal",
                            models.PositiveSmallIntegerField(
                                default=1,
                                editable=False,
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        (
                            "title",
                            models.CharField(blank=True, max_length=300, verbose_name="title of the project"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "submitted"),
                                    ("eligible", "eligible"),
                                    ("ineligible", "ineligible"),
                                    ("incomplete", "incomplete"),
                                    ("review", "under review"),
                                    ("shortlisted", "shortlisted"),
                                    ("selected", "selected"),
                                    ("waiting", "waiting list"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                max_length=11,
                                verbose_name="state",
                            ),
                        ),
                        ("step", models.PositiveSmallIntegerField(default=1, verbose_name="step")),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                help_text="why it is ineligible or incomplete, which staff alone read; or why it was withdrawn",
                                verbose_name="reason",
                            ),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="begun")),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="sent in")),
                        (
                            "second_submitted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="full file sent in"),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn on"),
                        ),
                        (
                            "replace_by",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="member to be replaced by"
                            ),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                        (
                            "call",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="calls.call",
                                verbose_name="call",
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
                            "track",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="programmes.track",
                                verbose_name="track",
                            ),
                        ),
                        (
                            "code",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="calls.invitationcode",
                                verbose_name="invitation code",
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
                        "verbose_name": "historical application",
                        "verbose_name_plural": "historical applications",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMember",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        ("is_lead", models.BooleanField(default=False, verbose_name="lead")),
                        ("invited_at", models.DateTimeField(verbose_name="invited")),
                        ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="signed")),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn on"),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                        (
                            "application",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="calls.application",
                                verbose_name="application",
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.role",
                                verbose_name="role",
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
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="calls.member",
                                verbose_name="replaces",
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
                        "verbose_name": "historical member",
                        "verbose_name_plural": "historical members",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
