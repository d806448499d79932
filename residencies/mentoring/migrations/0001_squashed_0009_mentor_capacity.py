import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.tables
import residencies.mentoring.models.profiles


class Migration(migrations.Migration):
    replaces = [
        ("mentoring", "0001_initial"),
        ("mentoring", "0002_active_since"),
        ("mentoring", "0003_pulses"),
        ("mentoring", "0004_silence"),
        ("mentoring", "0005_closing_reviews"),
        ("mentoring", "0006_next_pulse"),
        ("mentoring", "0007_pairs_due"),
        ("mentoring", "0008_fewer_mentees"),
        ("mentoring", "0009_mentor_capacity"),
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
                    name="MentorProfile",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mentor_profile",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "languages",
                            models.JSONField(
                                default=list,
                                help_text="in which she can mentor",
                                validators=[residencies.mentoring.models.profiles.check_languages],
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(
                                default=2,
                                help_text="at the same time, over all editions; 20 at most",
                                validators=[django.core.validators.MaxValueValidator(20)],
                                verbose_name="mentees at most",
                            ),
                        ),
                        ("is_open", models.BooleanField(default=True, verbose_name="takes mentees")),
                        (
                            "note",
                            models.TextField(
                                blank=True, help_text="for the staff alone", verbose_name="note"
                            ),
                        ),
                        (
                            "fields",
                            models.ManyToManyField(
                                blank=True,
                                help_text="a track stands for its craft in every programme",
                                related_name="+",
                                to="programmes.track",
                                verbose_name="fields",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mentor",
                        "verbose_name_plural": "mentors",
                        "ordering": ["person__sort_name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("capacity__lte", 20)), name="mentor_capacity_has_a_limit"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Unavailability",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="unavailabilities",
                                to="mentoring.mentorprofile",
                                verbose_name="mentor",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(verbose_name="to")),
                    ],
                    options={
                        "verbose_name": "unavailability",
                        "verbose_name_plural": "unavailabilities",
                        "ordering": ["starts_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("mentor", "starts_on", "ends_on"), name="mentor_unavailability_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="mentor_unavailability_dates",
                                violation_error_message="The last day comes before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Veto",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="vetoes",
                                to="mentoring.mentorprofile",
                                verbose_name="mentor",
                            ),
                        ),
                        (
                            "mentee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.person",
                                verbose_name="mentee",
                            ),
                        ),
                        (
                            "said_by",
                            models.CharField(
                                choices=[("mentor", "mentor"), ("mentee", "mentee")],
                                max_length=6,
                                verbose_name="said by",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, help_text="read by the staff alone", verbose_name="reason"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="said")),
                    ],
                    options={
                        "verbose_name": "veto",
                        "verbose_name_plural": "vetoes",
                        "ordering": ["mentor", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("mentor", "mentee", "said_by"), name="veto_once"),
                            models.CheckConstraint(
                                condition=models.Q(("said_by__in", ["mentor", "mentee"])), name="veto_side"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Round",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mentoring_round",
                                to="programmes.edition",
                                verbose_name="edition",
                            ),
                        ),
                        ("wishes_until", models.DateTimeField(verbose_name="wishes until")),
                        ("starts_on", models.DateField(verbose_name="mentoring from")),
                        ("ends_on", models.DateField(verbose_name="mentoring until")),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=1,
                                default=12,
                                max_digits=5,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="hours of each pair",
                            ),
                        ),
                        (
                            "fee_per_hour",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                max_digits=9,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="fee per hour",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                default="MAD",
                                max_length=3,
                                validators=[django.core.validators.RegexValidator("^[A-Z]{3}$")],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "solved_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="proposal made"
                            ),
                        ),
                        (
                            "total",
                            models.IntegerField(default=0, editable=False, verbose_name="points in all"),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="last confirmed"
                            ),
                        ),
                        (
                            "mentors",
                            models.ManyToManyField(
                                blank=True,
                                help_text="who may be asked for; empty: all who take mentees",
                                related_name="rounds",
                                to="mentoring.mentorprofile",
                                verbose_name="mentors",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "matching round",
                        "verbose_name_plural": "matching rounds",
                        "ordering": ["-wishes_until", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="round_dates",
                                violation_error_message="The last day comes before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fee_per_hour__gte", 0), ("hours__gte", 0)),
                                name="round_terms",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="round_currency",
                                violation_error_message="Write the currency as three capital letters, such as MAD.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Wish",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wishes",
                                to="mentoring.round",
                                verbose_name="matching round",
                            ),
                        ),
                        (
                            "said_by",
                            models.CharField(
                                choices=[("mentor", "mentor"), ("mentee", "mentee")],
                                max_length=6,
                                verbose_name="said by",
                            ),
                        ),
                        (
                            "participation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mentor_wishes",
                                to="programmes.participation",
                                verbose_name="mentee",
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wishes",
                                to="mentoring.mentorprofile",
                                verbose_name="mentor",
                            ),
                        ),
                        ("rank", models.PositiveSmallIntegerField(verbose_name="rank")),
                    ],
                    options={
                        "verbose_name": "wish",
                        "verbose_name_plural": "wishes",
                        "ordering": ["round", "said_by", "rank", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("said_by", "participation", "mentor"), name="wish_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("said_by", "mentee")),
                                fields=("participation", "rank"),
                                name="wish_rank_of_mentee",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("said_by", "mentor")),
                                fields=("round", "mentor", "rank"),
                                name="wish_rank_of_mentor",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rank__gte", 1), ("rank__lte", 5)), name="wish_rank"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("said_by__in", ["mentor", "mentee"])), name="wish_side"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pin",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pins",
                                to="mentoring.round",
                                verbose_name="matching round",
                            ),
                        ),
                        (
                            "participation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="programmes.participation",
                                verbose_name="mentee",
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="mentoring.mentorprofile",
                                verbose_name="mentor",
                            ),
                        ),
                        ("is_together", models.BooleanField(verbose_name="together")),
                    ],
                    options={
                        "verbose_name": "pin",
                        "verbose_name_plural": "pins",
                        "ordering": ["round", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("participation", "mentor"), name="pin_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("is_together", True)),
                                fields=("participation",),
                                name="pin_together_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pairing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pairings",
                                to="mentoring.round",
                                verbose_name="matching round",
                            ),
                        ),
                        (
                            "participation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pairing",
                                to="programmes.participation",
                                verbose_name="mentee",
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="mentoring.mentorprofile",
                                verbose_name="mentor",
                            ),
                        ),
                        ("points", models.IntegerField(default=0, verbose_name="points")),
                        ("reasons", models.JSONField(default=dict, verbose_name="reasons")),
                        (
                            "second",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="mentoring.mentorprofile",
                                verbose_name="second choice",
                            ),
                        ),
                        ("second_costs", models.IntegerField(null=True, verbose_name="points lost by it")),
                    ],
                    options={
                        "verbose_name": "proposed pair",
                        "verbose_name_plural": "proposed pairs",
                        "ordering": ["round", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("second", None), ("second_costs", None)),
                                    models.Q(
                                        ("mentor__isnull", False),
                                        ("second__isnull", False),
                                        ("second_costs__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="pairing_second",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mentorship",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mentorships",
                                to="mentoring.mentorprofile",
                                verbose_name="mentor",
                            ),
                        ),
                        (
                            "participation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mentorships",
                                to="programmes.participation",
                                verbose_name="mentee",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="mentorships",
                                to="mentoring.round",
                                verbose_name="matching round",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "requested"),
                                    ("accepted", "accepted"),
                                    ("active", "active"),
                                    ("closed", "closed"),
                                    ("declined", "declined"),
                                    ("ended", "ended early"),
                                ],
                                default="requested",
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                help_text="why it was declined or ended early",
                                verbose_name="reason",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(verbose_name="to")),
                        (
                            "hours_agreed",
                            models.DecimalField(
                                decimal_places=1,
                                max_digits=5,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="hours agreed",
                            ),
                        ),
                        (
                            "fee_per_hour",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                max_digits=9,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="fee per hour",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                default="MAD",
                                max_length=3,
                                validators=[django.core.validators.RegexValidator("^[A-Z]{3}$")],
                                verbose_name="currency",
                            ),
                        ),
                        ("requested_at", models.DateTimeField(verbose_name="asked for")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        (
                            "active_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="active since"
                            ),
                        ),
                        ("next_pulse_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed on")),
                        (
                            "heard_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="last sign of life"),
                        ),
                        ("silence_told_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "mentorship",
                        "verbose_name_plural": "mentorships",
                        "ordering": ["-requested_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["accepted", "active"])),
                                fields=["heard_at"],
                                name="mentorship_heard_at",
                            ),
                            models.Index(
                                condition=models.Q(("state", "active")),
                                fields=["next_pulse_at"],
                                name="mentorship_next_pulse",
                            ),
                            models.Index(fields=["silence_told_at"], name="mentorship_silence_told"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["requested", "accepted", "active"])),
                                fields=("mentor", "participation"),
                                name="mentorship_once",
                                violation_error_message="These two are a pair already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["requested", "accepted", "active", "closed", "declined", "ended"],
                                    )
                                ),
                                name="mentorship_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at", None), ("state", "requested")),
                                    ("state", "ended"),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("state__in", ["accepted", "active", "closed", "declined"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="mentorship_answer_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False), ("state__in", ["closed", "ended"])
                                    ),
                                    models.Q(
                                        ("closed_at", None),
                                        ("state__in", ["requested", "accepted", "active", "declined"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="mentorship_end_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["accepted", "active"]), _negated=True),
                                    ("heard_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="mentorship_heard",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "active"), _negated=True),
                                    ("active_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="mentorship_active_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "active"), _negated=True),
                                    ("next_pulse_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="mentorship_is_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), ("state", "ended"), _negated=True),
                                name="mentorship_end_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="mentorship_dates",
                                violation_error_message="The last day comes before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fee_per_hour__gte", 0), ("hours_agreed__gte", 0)),
                                name="mentorship_terms",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="mentorship_currency",
                                violation_error_message="Write the currency as three capital letters, such as MAD.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeePayment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mentorship",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="mentoring.mentorship",
                                verbose_name="mentorship",
                            ),
                        ),
                        ("minutes", models.PositiveIntegerField(verbose_name="minutes")),
                        (
                            "fee_per_hour",
                            models.DecimalField(decimal_places=2, max_digits=9, verbose_name="fee per hour"),
                        ),
                        (
                            "amount",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount"),
                        ),
                        ("currency", models.CharField(max_length=3, verbose_name="currency")),
                        (
                            "reference",
                            models.CharField(
                                max_length=100, unique=True, verbose_name="reference of the payment"
                            ),
                        ),
                        ("paid_on", models.DateField(verbose_name="paid on")),
                    ],
                    options={
                        "verbose_name": "payment of fees",
                        "verbose_name_plural": "payments of fees",
                        "ordering": ["-paid_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__gt", 0), ("fee_per_hour__gt", 0), ("minutes__gt", 0)
                                ),
                                name="fee_payment_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reference", ""), _negated=True),
                                name="fee_payment_has_reference",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fee",
                    fields=[],
                    options={
                        "verbose_name": "fees of a mentor",
                        "verbose_name_plural": "fees of mentors",
                        "ordering": ["-requested_at", "pk"],
                        "proxy": True,
                    },
                    bases=("mentoring.mentorship",),
                ),
                migrations.CreateModel(
                    name="Pulse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("mentor", "mentor"), ("mentee", "mentee")],
                                max_length=6,
                                verbose_name="asked",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked on")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        (
                            "mentorship",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pulses",
                                to="mentoring.mentorship",
                                verbose_name="mentorship",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("well", "well"),
                                    ("better", "could be better"),
                                    ("talk", "I want to talk to somebody"),
                                ],
                                max_length=6,
                                verbose_name="answer",
                            ),
                        ),
                        ("word", models.TextField(blank=True, verbose_name="her word")),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="spoken to")),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="spoken to by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "pulse",
                        "verbose_name_plural": "pulses",
                        "ordering": ["-asked_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answer", "talk"), ("settled_at", None)),
                                fields=["answered_at"],
                                name="pulse_wanting_talk",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("mentorship", "side", "number"), name="pulse_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["mentor", "mentee"])), name="pulse_side"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="pulse_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at", None), ("word", "")),
                                    models.Q(
                                        ("answer__in", ["well", "better", "talk"]),
                                        ("answered_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="pulse_answer_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("settled_at", None), ("answer", "talk"), _connector="OR"),
                                name="pulse_settled",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClosingReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("mentor", "mentor"), ("mentee", "mentee")],
                                max_length=6,
                                verbose_name="asked",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked on")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        (
                            "mentorship",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="mentoring.mentorship",
                                verbose_name="mentorship",
                            ),
                        ),
                        (
                            "goals",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("all", "all of them"),
                                    ("most", "most of them"),
                                    ("some", "some of them"),
                                    ("none", "none of them"),
                                ],
                                max_length=4,
                                verbose_name="goals reached",
                            ),
                        ),
                        ("helped", models.TextField(blank=True, verbose_name="what helped")),
                        ("recommends", models.BooleanField(null=True, verbose_name="would recommend it")),
                        ("hours_right", models.BooleanField(null=True, verbose_name="the hours are right")),
                    ],
                    options={
                        "verbose_name": "closing review",
                        "verbose_name_plural": "closing reviews",
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("mentorship", "side"), name="closing_review_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["mentor", "mentee"])),
                                name="closing_review_side",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at", None),
                                        ("goals", ""),
                                        ("helped", ""),
                                        ("hours_right", None),
                                        ("recommends", None),
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("goals__in", ["all", "most", "some", "none"]),
                                        ("hours_right__isnull", False),
                                        ("recommends__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="closing_review_is_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MentoringSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mentorship",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="mentoring.mentorship",
                                verbose_name="mentorship",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(720),
                                ],
                                verbose_name="minutes",
                            ),
                        ),
                        ("goals", models.TextField(blank=True, verbose_name="goals")),
                        ("shared_notes", models.TextField(blank=True, verbose_name="shared notes")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("logged_at", models.DateTimeField(verbose_name="logged")),
                        (
                            "payment",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="mentoring.feepayment",
                                verbose_name="payment",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mentoring session",
                        "verbose_name_plural": "mentoring sessions",
                        "ordering": ["-on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gte", 1), ("minutes__lte", 720)),
                                name="mentoring_session_minutes",
                                violation_error_message="A session takes between one minute and twelve hours.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrivateNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="private_notes",
                                to="mentoring.mentoringsession",
                                verbose_name="session",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="author",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="private note")),
                    ],
                    options={
                        "verbose_name": "private note",
                        "verbose_name_plural": "private notes",
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "author"), name="private_note_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalMentorProfile",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "languages",
                            models.JSONField(
                                default=list,
                                help_text="in which she can mentor",
                                validators=[residencies.mentoring.models.profiles.check_languages],
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(
                                default=2,
                                help_text="at the same time, over all editions; 20 at most",
                                validators=[django.core.validators.MaxValueValidator(20)],
                                verbose_name="mentees at most",
                            ),
                        ),
                        ("is_open", models.BooleanField(default=True, verbose_name="takes mentees")),
                        (
                            "note",
                            models.TextField(
                                blank=True, help_text="for the staff alone", verbose_name="note"
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
                        "verbose_name": "historical mentor",
                        "verbose_name_plural": "historical mentors",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalVeto",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "said_by",
                            models.CharField(
                                choices=[("mentor", "mentor"), ("mentee", "mentee")],
                                max_length=6,
                                verbose_name="said by",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, help_text="read by the staff alone", verbose_name="reason"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="said")),
                        (
                            "mentor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="mentoring.mentorprofile",
                                verbose_name="mentor",
                            ),
                        ),
                        (
                            "mentee",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.person",
                                verbose_name="mentee",
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
                        "verbose_name": "historical veto",
                        "verbose_name_plural": "historical vetoes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRound",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("wishes_until", models.DateTimeField(verbose_name="wishes until")),
                        ("starts_on", models.DateField(verbose_name="mentoring from")),
                        ("ends_on", models.DateField(verbose_name="mentoring until")),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=1,
                                default=12,
                                max_digits=5,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="hours of each pair",
                            ),
                        ),
                        (
                            "fee_per_hour",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                max_digits=9,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="fee per hour",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                default="MAD",
                                max_length=3,
                                validators=[django.core.validators.RegexValidator("^[A-Z]{3}$")],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "solved_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="proposal made"
                            ),
                        ),
                        (
                            "total",
                            models.IntegerField(default=0, editable=False, verbose_name="points in all"),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="last confirmed"
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
                        "verbose_name": "historical matching round",
                        "verbose_name_plural": "historical matching rounds",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPin",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("is_together", models.BooleanField(verbose_name="together")),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="mentoring.round",
                                verbose_name="matching round",
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
                                verbose_name="mentee",
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="mentoring.mentorprofile",
                                verbose_name="mentor",
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
                        "verbose_name": "historical pin",
                        "verbose_name_plural": "historical pins",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMentorship",
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
                                    ("requested", "requested"),
                                    ("accepted", "accepted"),
                                    ("active", "active"),
                                    ("closed", "closed"),
                                    ("declined", "declined"),
                                    ("ended", "ended early"),
                                ],
                                default="requested",
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                help_text="why it was declined or ended early",
                                verbose_name="reason",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(verbose_name="to")),
                        (
                            "hours_agreed",
                            models.DecimalField(
                                decimal_places=1,
                                max_digits=5,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="hours agreed",
                            ),
                        ),
                        (
                            "fee_per_hour",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                max_digits=9,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="fee per hour",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                default="MAD",
                                max_length=3,
                                validators=[django.core.validators.RegexValidator("^[A-Z]{3}$")],
                                verbose_name="currency",
                            ),
                        ),
                        ("requested_at", models.DateTimeField(verbose_name="asked for")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        (
                            "active_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="active since"
                            ),
                        ),
                        ("next_pulse_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed on")),
                        (
                            "heard_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="last sign of life"),
                        ),
                        ("silence_told_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "mentor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="mentoring.mentorprofile",
                                verbose_name="mentor",
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
                                verbose_name="mentee",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="mentoring.round",
                                verbose_name="matching round",
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
                        "verbose_name": "historical mentorship",
                        "verbose_name_plural": "historical mentorships",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFeePayment",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("minutes", models.PositiveIntegerField(verbose_name="minutes")),
                        (
                            "fee_per_hour",
                            models.DecimalField(decimal_places=2, max_digits=9, verbose_name="fee per hour"),
                        ),
                        (
                            "amount",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount"),
                        ),
                        ("currency", models.CharField(max_length=3, verbose_name="currency")),
                        (
                            "reference",
                            models.CharField(
                                db_index=True, max_length=100, verbose_name="reference of the payment"
                            ),
                        ),
                        ("paid_on", models.DateField(verbose_name="paid on")),
                        (
                            "mentorship",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="mentoring.mentorship",
                                verbose_name="mentorship",
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
                        "verbose_name": "historical payment of fees",
                        "verbose_name_plural": "historical payments of fees",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMentoringSession",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(720),
                                ],
                                verbose_name="minutes",
                            ),
                        ),
                        ("goals", models.TextField(blank=True, verbose_name="goals")),
                        ("shared_notes", models.TextField(blank=True, verbose_name="shared notes")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("logged_at", models.DateTimeField(verbose_name="logged")),
                        (
                            "mentorship",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="mentoring.mentorship",
                                verbose_name="mentorship",
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="mentoring.feepayment",
                                verbose_name="payment",
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
                        "verbose_name": "historical mentoring session",
                        "verbose_name_plural": "historical mentoring sessions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
