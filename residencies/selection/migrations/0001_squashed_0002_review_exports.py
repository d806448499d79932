import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    replaces = [("selection", "0001_initial"), ("selection", "0002_review_exports")]

    initial = True

    dependencies = [
        ("calls", "0001_squashed_0003_incomplete"),
        ("people", "0001_squashed_0004_without_zones"),
        ("programmes", "0001_squashed_0005_prizes"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Jury",
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
                                related_name="juries",
                                to="calls.call",
                                verbose_name="call",
                            ),
                        ),
                        (
                            "track",
                            models.ForeignKey(
                                blank=True,
                                help_text="empty: the applications of all tracks that have no jury of their own",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.track",
                                verbose_name="track",
                            ),
                        ),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "first step"), (2, "second step")],
                                default=1,
                                verbose_name="step",
                            ),
                        ),
                        (
                            "readers",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="readers of each application",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="to be read by")),
                        (
                            "opened_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reading began"
                            ),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reading closed"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "jury",
                        "verbose_name_plural": "juries",
                        "ordering": ["-due_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("call", "track", "step"),
                                name="jury_unique",
                                violation_error_message="There is a jury for this track and step already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("track", None)),
                                fields=("call", "step"),
                                name="jury_of_all_tracks_unique",
                                violation_error_message="There is a jury for all tracks in this step already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("step__in", [1, 2])), name="jury_step"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("readers__gte", 1)), name="jury_readers"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at", None),
                                    models.Q(
                                        ("closed_at__gte", models.F("opened_at")),
                                        ("opened_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="jury_closes_after_it_opens",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "jury",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="selection.jury",
                                verbose_name="jury",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("code", models.SlugField(verbose_name="code")),
                        (
                            "name_fr",
                            models.CharField(blank=True, max_length=100, verbose_name="name in French"),
                        ),
                        (
                            "name_ar",
                            models.CharField(blank=True, max_length=100, verbose_name="name in Arabic"),
                        ),
                        (
                            "name_en",
                            models.CharField(blank=True, max_length=100, verbose_name="name in English"),
                        ),
                        ("help_fr", models.TextField(blank=True, verbose_name="help in French")),
                        ("help_ar", models.TextField(blank=True, verbose_name="help in Arabic")),
                        ("help_en", models.TextField(blank=True, verbose_name="help in English")),
                        (
                            "weight",
                            models.DecimalField(
                                decimal_places=2,
                                default=1,
                                max_digits=5,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="weight",
                            ),
                        ),
                        ("low", models.SmallIntegerField(default=0, verbose_name="lowest mark")),
                        ("high", models.SmallIntegerField(default=10, verbose_name="highest mark")),
                        (
                            "may_be_left",
                            models.BooleanField(
                                default=False,
                                help_text="a juror may say that it does not apply",
                                verbose_name="may not apply",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "criterion",
                        "verbose_name_plural": "criteria",
                        "ordering": ["jury", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("jury", "code"), name="criterion_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("low__lt", models.F("high"))),
                                name="criterion_scale",
                                violation_error_message="The highest mark is above the lowest.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weight__gte", 0)), name="criterion_weight"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("name_ar", ""), ("name_en", ""), ("name_fr", ""), _negated=True
                                ),
                                name="criterion_has_a_name",
                                violation_error_message="Name it in one language at least.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Juror",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "jury",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="jurors",
                                to="selection.jury",
                                verbose_name="jury",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="jury_seats",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("is_chair", models.BooleanField(default=False, verbose_name="chair")),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="empty: any number",
                                null=True,
                                verbose_name="readings at most",
                            ),
                        ),
                        (
                            "languages",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="languages; empty: all of the call",
                                verbose_name="reads",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "invited"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                    ("removed", "removed"),
                                ],
                                default="invited",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, help_text="why she declined or was removed", verbose_name="reason"
                            ),
                        ),
                        ("invited_at", models.DateTimeField(blank=True, null=True, verbose_name="invited")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "juror",
                        "verbose_name_plural": "jurors",
                        "ordering": ["jury", "-is_chair", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("jury", "person"),
                                name="juror_once",
                                violation_error_message="She sits in this jury already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["invited", "accepted", "declined", "removed"])
                                ),
                                name="juror_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["invited", "removed"]),
                                    ("answered_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="juror_answer_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Conflict",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "juror",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflicts",
                                to="selection.juror",
                                verbose_name="juror",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflicts",
                                to="calls.application",
                                verbose_name="application",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("declared", "declared by her"),
                                    ("self", "her own application"),
                                    ("company", "same company"),
                                    ("credit", "a shared credit"),
                                    ("mentor", "mentor of an applicant"),
                                    ("family", "same family name"),
                                    ("staff", "said by staff"),
                                ],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("suspected", "to be looked at"),
                                    ("recused", "recused"),
                                    ("cleared", "cleared"),
                                ],
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "detail",
                            models.TextField(
                                blank=True,
                                help_text="the company, the film … or what she declared",
                                verbose_name="detail",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True,
                                help_text="why it was cleared, or she was recused",
                                verbose_name="note",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="on")),
                    ],
                    options={
                        "verbose_name": "conflict of interest",
                        "verbose_name_plural": "conflicts of interest",
                        "ordering": ["juror", "application", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "recused")),
                                fields=["application", "juror"],
                                name="conflict_recused",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("juror", "application", "kind"), name="conflict_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["suspected", "recused", "cleared"])),
                                name="conflict_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "juror",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assignments",
                                to="selection.juror",
                                verbose_name="juror",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assignments",
                                to="calls.application",
                                verbose_name="application",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="assigned")),
                    ],
                    options={
                        "verbose_name": "assignment",
                        "verbose_name_plural": "assignments",
                        "ordering": ["juror", "application"],
                        "constraints": [
                            models.UniqueConstraint(fields=("juror", "application"), name="assignment_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "assignment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="review",
                                to="selection.assignment",
                                verbose_name="assignment",
                            ),
                        ),
                        ("notes", models.TextField(blank=True, verbose_name="notes")),
                        ("comment", models.TextField(blank=True, verbose_name="comment for the applicant")),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        ("stamps", models.JSONField(default=dict, editable=False)),
                        ("saved_at", models.DateTimeField(verbose_name="saved")),
                        (
                            "submitted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="handed in"),
                        ),
                    ],
                    options={
                        "verbose_name": "review",
                        "verbose_name_plural": "reviews",
                        "ordering": ["assignment"],
                        "permissions": [
                            ("export_review", "Can export reviews"),
                            ("export_review_notes", "Can export the notes of reviews"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="marks",
                                to="selection.review",
                                verbose_name="review",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="marks",
                                to="selection.criterion",
                                verbose_name="criterion",
                            ),
                        ),
                        ("value", models.SmallIntegerField(blank=True, null=True, verbose_name="mark")),
                    ],
                    options={
                        "verbose_name": "mark",
                        "verbose_name_plural": "marks",
                        "ordering": ["review", "criterion"],
                        "constraints": [
                            models.UniqueConstraint(fields=("review", "criterion"), name="mark_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deliberation",
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
                                related_name="deliberations",
                                to="calls.call",
                                verbose_name="call",
                            ),
                        ),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "first step"), (2, "second step")],
                                default=1,
                                verbose_name="step",
                            ),
                        ),
                        (
                            "places",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="places",
                            ),
                        ),
                        ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="meets on")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        (
                            "also_present",
                            models.TextField(
                                blank=True,
                                help_text="names of staff and guests, one on each line",
                                verbose_name="also present",
                            ),
                        ),
                        (
                            "chooses_by_calibrated",
                            models.BooleanField(
                                default=True,
                                help_text="otherwise the proposal goes by the raw scores",
                                verbose_name="by calibrated scores",
                            ),
                        ),
                        (
                            "answer_by",
                            models.DateTimeField(
                                blank=True,
                                help_text="until when those selected accept or decline",
                                null=True,
                                verbose_name="to be answered by",
                            ),
                        ),
                        (
                            "offer_days",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="of whoever is called from the waiting list",
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="days to answer",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "released_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="released"
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "present",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="selection.juror",
                                verbose_name="jurors present",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "deliberation",
                        "verbose_name_plural": "deliberations",
                        "ordering": ["-held_at", "pk"],
                        "permissions": [
                            ("decide", "Can decide about applications"),
                            ("release", "Can release decisions"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("call", "step"),
                                name="deliberation_unique",
                                violation_error_message="This step has its deliberation already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("step__in", [1, 2])), name="deliberation_step"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("places__gte", 1)), name="deliberation_places"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChoiceRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "deliberation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rules",
                                to="selection.deliberation",
                                verbose_name="deliberation",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("quota", "at least or at most so many of a group"),
                                    ("share", "at least or at most a share of a group"),
                                    ("each", "at least or at most so many of each"),
                                    ("budget", "at most so much money"),
                                ],
                                max_length=6,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "dimension",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("gender", "gender"),
                                    ("track", "track"),
                                    ("country", "country"),
                                    ("first_film", "first film"),
                                    ("answer", "an answer"),
                                ],
                                max_length=10,
                                verbose_name="of",
                            ),
                        ),
                        (
                            "question",
                            models.SlugField(
                                blank=True,
                                help_text="code of the question whose answer it goes by",
                                verbose_name="question",
                            ),
                        ),
                        ("values", models.JSONField(blank=True, default=list, verbose_name="values")),
                        (
                            "least",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="at least",
                            ),
                        ),
                        (
                            "most",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="at most",
                            ),
                        ),
                        ("is_used", models.BooleanField(default=True, verbose_name="in use")),
                    ],
                    options={
                        "verbose_name": "rule of the choice",
                        "verbose_name_plural": "rules of the choice",
                        "ordering": ["deliberation", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "budget")),
                                fields=("deliberation",),
                                name="choice_rule_one_budget",
                                violation_error_message="There is a budget already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "share"), _negated=True),
                                    ("most", None),
                                    ("most__lte", 100),
                                    _connector="OR",
                                ),
                                name="choice_rule_share",
                                violation_error_message="A share is a percentage: at most 100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("least__isnull", False), ("most__isnull", False), _connector="OR"
                                ),
                                name="choice_rule_has_a_bound",
                                violation_error_message="Say at least how many, or at most.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("least", None),
                                    ("most", None),
                                    ("least__lte", models.F("most")),
                                    _connector="OR",
                                ),
                                name="choice_rule_bounds",
                                violation_error_message="The least is more than the most.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("dimension", ""), ("kind", "budget"), ("least", None)),
                                    models.Q(
                                        models.Q(("kind", "budget"), _negated=True),
                                        models.Q(("dimension", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="choice_rule_dimension",
                                violation_error_message="Say of what. A budget has a most alone.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Prize",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "deliberation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="prizes",
                                to="selection.deliberation",
                                verbose_name="deliberation",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "name_fr",
                            models.CharField(blank=True, max_length=200, verbose_name="name in French"),
                        ),
                        (
                            "name_ar",
                            models.CharField(blank=True, max_length=200, verbose_name="name in Arabic"),
                        ),
                        (
                            "name_en",
                            models.CharField(blank=True, max_length=200, verbose_name="name in English"),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="amount",
                            ),
                        ),
                        ("currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
                    ],
                    options={
                        "verbose_name": "prize",
                        "verbose_name_plural": "prizes",
                        "ordering": ["deliberation", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("name_ar", ""), ("name_en", ""), ("name_fr", ""), _negated=True
                                ),
                                name="prize_has_a_name",
                                violation_error_message="Name it in one language at least.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount", None), ("currency", "")),
                                    models.Q(
                                        ("amount__isnull", False), models.Q(("currency", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="prize_amount_has_currency",
                                violation_error_message="An amount has a currency, such as MAD or EUR.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "deliberation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="selection.deliberation",
                                verbose_name="deliberation",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="calls.application",
                                verbose_name="application",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("shortlisted", "shortlisted"),
                                    ("selected", "selected"),
                                    ("waiting", "waiting list"),
                                    ("declined", "declined"),
                                ],
                                max_length=11,
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "rank",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="place on the waiting list",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(blank=True, help_text="for the minutes", verbose_name="reason"),
                        ),
                        (
                            "comment",
                            models.TextField(
                                blank=True,
                                help_text="stands in her letter; empty: none",
                                verbose_name="comment for the applicant",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(verbose_name="decided")),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "prizes",
                            models.ManyToManyField(
                                blank=True,
                                related_name="decisions",
                                to="selection.prize",
                                verbose_name="prizes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "decision",
                        "verbose_name_plural": "decisions",
                        "ordering": ["deliberation", "outcome", "rank", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("deliberation", "application"), name="decision_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome__in", ["shortlisted", "selected", "waiting", "declined"])
                                ),
                                name="decision_outcome",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "waiting"), ("rank__isnull", False)),
                                    models.Q(models.Q(("outcome", "waiting"), _negated=True), ("rank", None)),
                                    _connector="OR",
                                ),
                                name="decision_waiting_has_rank",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Minutes",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "deliberation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="minutes",
                                to="selection.deliberation",
                                verbose_name="deliberation",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "reason",
                            models.TextField(
                                blank=True, help_text="why they were amended", verbose_name="reason"
                            ),
                        ),
                        ("content", models.JSONField(verbose_name="content")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("closed_at", models.DateTimeField(verbose_name="closed")),
                        (
                            "closed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="closed by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "minutes",
                        "verbose_name_plural": "minutes",
                        "ordering": ["deliberation", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("deliberation", "number"), name="minutes_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number", 1),
                                    models.Q(("number__gt", 1), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="amendment_has_reason",
                                violation_error_message="Say why the minutes are amended.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="selection.decision",
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "to be answered"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                    ("lapsed", "not answered in time"),
                                    ("taken_back", "taken back"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="made")),
                        ("answer_by", models.DateTimeField(verbose_name="to be answered by")),
                        (
                            "remind_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reminder from"
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        (
                            "reason",
                            models.TextField(blank=True, help_text="why she declined", verbose_name="reason"),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True,
                                help_text="why it was offered out of turn, or taken back",
                                verbose_name="note of staff",
                            ),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "offer of a place",
                        "verbose_name_plural": "offers of places",
                        "ordering": ["-made_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")), fields=["answer_by"], name="offer_open"
                            ),
                            models.Index(
                                condition=models.Q(("remind_at__isnull", False), ("state", "open")),
                                fields=["remind_at"],
                                name="offer_remind",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["open", "accepted"])),
                                fields=("decision",),
                                name="offer_one_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["open", "accepted", "declined", "lapsed", "taken_back"])
                                ),
                                name="offer_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at", None), ("state", "open")),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("state__in", ["accepted", "declined"]),
                                    ),
                                    models.Q(("answered_at", None), ("state", "lapsed")),
                                    ("state", "taken_back"),
                                    _connector="OR",
                                ),
                                name="offer_answer_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "taken_back"), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="offer_taken_back_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Release",
                    fields=[],
                    options={
                        "verbose_name": "release of decisions",
                        "verbose_name_plural": "releases of decisions",
                        "proxy": True,
                        "default_permissions": (),
                    },
                    bases=("selection.deliberation",),
                ),
                migrations.CreateModel(
                    name="CallFigures",
                    fields=[],
                    options={
                        "verbose_name": "figures of a call",
                        "verbose_name_plural": "figures of calls",
                        "proxy": True,
                        "default_permissions": (),
                    },
                    bases=("calls.call",),
                ),
                migrations.CreateModel(
                    name="HistoricalJury",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "first step"), (2, "second step")],
                                default=1,
                                verbose_name="step",
                            ),
                        ),
                        (
                            "readers",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="readers of each application",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="to be read by")),
                        (
                            "opened_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reading began"
                            ),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reading closed"
                            ),
                        ),
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
                            "track",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="empty: the applications of all tracks that have no jury of their own",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="programmes.track",
                                verbose_name="track",
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
                        "verbose_name": "historical jury",
                        "verbose_name_plural": "historical juries",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalJuror",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("is_chair", models.BooleanField(default=False, verbose_name="chair")),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="empty: any number",
                                null=True,
                                verbose_name="readings at most",
                            ),
                        ),
                        (
                            "languages",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="languages; empty: all of the call",
                                verbose_name="reads",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "invited"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                    ("removed", "removed"),
                                ],
                                default="invited",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, help_text="why she declined or was removed", verbose_name="reason"
                            ),
                        ),
                        ("invited_at", models.DateTimeField(blank=True, null=True, verbose_name="invited")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                        (
                            "jury",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="selection.jury",
                                verbose_name="jury",
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
                        "verbose_name": "historical juror",
                        "verbose_name_plural": "historical jurors",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalConflict",
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
                                    ("declared", "declared by her"),
                                    ("self", "her own application"),
                                    ("company", "same company"),
                                    ("credit", "a shared credit"),
                                    ("mentor", "mentor of an applicant"),
                                    ("family", "same family name"),
                                    ("staff", "said by staff"),
                                ],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("suspected", "to be looked at"),
                                    ("recused", "recused"),
                                    ("cleared", "cleared"),
                                ],
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "detail",
                            models.TextField(
                                blank=True,
                                help_text="the company, the film … or what she declared",
                                verbose_name="detail",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True,
                                help_text="why it was cleared, or she was recused",
                                verbose_name="note",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="on")),
                        (
                            "juror",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="selection.juror",
                                verbose_name="juror",
                            ),
                        ),
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
                        "verbose_name": "historical conflict of interest",
                        "verbose_name_plural": "historical conflicts of interest",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReview",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("notes", models.TextField(blank=True, verbose_name="notes")),
                        ("comment", models.TextField(blank=True, verbose_name="comment for the applicant")),
                        (
                            "submitted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="handed in"),
                        ),
                        (
                            "assignment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="selection.assignment",
                                verbose_name="assignment",
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
                        "verbose_name": "historical review",
                        "verbose_name_plural": "historical reviews",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDeliberation",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "first step"), (2, "second step")],
                                default=1,
                                verbose_name="step",
                            ),
                        ),
                        (
                            "places",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="places",
                            ),
                        ),
                        ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="meets on")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        (
                            "also_present",
                            models.TextField(
                                blank=True,
                                help_text="names of staff and guests, one on each line",
                                verbose_name="also present",
                            ),
                        ),
                        (
                            "chooses_by_calibrated",
                            models.BooleanField(
                                default=True,
                                help_text="otherwise the proposal goes by the raw scores",
                                verbose_name="by calibrated scores",
                            ),
                        ),
                        (
                            "answer_by",
                            models.DateTimeField(
                                blank=True,
                                help_text="until when those selected accept or decline",
                                null=True,
                                verbose_name="to be answered by",
                            ),
                        ),
                        (
                            "offer_days",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="of whoever is called from the waiting list",
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="days to answer",
                            ),
                        ),
                        (
                            "released_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="released"
                            ),
                        ),
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
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        "verbose_name": "historical deliberation",
                        "verbose_name_plural": "historical deliberations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalChoiceRule",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("quota", "at least or at most so many of a group"),
                                    ("share", "at least or at most a share of a group"),
                                    ("each", "at least or at most so many of each"),
                                    ("budget", "at most so much money"),
                                ],
                                max_length=6,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "dimension",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("gender", "gender"),
                                    ("track", "track"),
                                    ("country", "country"),
                                    ("first_film", "first film"),
                                    ("answer", "an answer"),
                                ],
                                max_length=10,
                                verbose_name="of",
                            ),
                        ),
                        (
                            "question",
                            models.SlugField(
                                blank=True,
                                help_text="code of the question whose answer it goes by",
                                verbose_name="question",
                            ),
                        ),
                        ("values", models.JSONField(blank=True, default=list, verbose_name="values")),
                        (
                            "least",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="at least",
                            ),
                        ),
                        (
                            "most",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="at most",
                            ),
                        ),
                        ("is_used", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "deliberation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="selection.deliberation",
                                verbose_name="deliberation",
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
                        "verbose_name": "historical rule of the choice",
                        "verbose_name_plural": "historical rules of the choice",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDecision",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("shortlisted", "shortlisted"),
                                    ("selected", "selected"),
                                    ("waiting", "waiting list"),
                                    ("declined", "declined"),
                                ],
                                max_length=11,
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "rank",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="place on the waiting list",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(blank=True, help_text="for the minutes", verbose_name="reason"),
                        ),
                        (
                            "comment",
                            models.TextField(
                                blank=True,
                                help_text="stands in her letter; empty: none",
                                verbose_name="comment for the applicant",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(verbose_name="decided")),
                        (
                            "deliberation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="selection.deliberation",
                                verbose_name="deliberation",
                            ),
                        ),
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
                        "verbose_name": "historical decision",
                        "verbose_name_plural": "historical decisions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOffer",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "to be answered"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                    ("lapsed", "not answered in time"),
                                    ("taken_back", "taken back"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="made")),
                        ("answer_by", models.DateTimeField(verbose_name="to be answered by")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        (
                            "reason",
                            models.TextField(blank=True, help_text="why she declined", verbose_name="reason"),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True,
                                help_text="why it was offered out of turn, or taken back",
                                verbose_name="note of staff",
                            ),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="selection.decision",
                                verbose_name="decision",
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
                        "verbose_name": "historical offer of a place",
                        "verbose_name_plural": "historical offers of places",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
