from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.money
import foundation.tables
import residencies.grants.models.papers


class Migration(migrations.Migration):
    replaces = [("grants", "0001_initial"), ("grants", "0002_tokens")]

    initial = True

    dependencies = [
        ("people", "0001_squashed_0004_without_zones"),
        ("programmes", "0001_squashed_0005_prizes"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Fund",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name_fr", models.CharField(max_length=200, verbose_name="name in French")),
                        (
                            "name_ar",
                            models.CharField(blank=True, max_length=200, verbose_name="name in Arabic"),
                        ),
                        (
                            "name_en",
                            models.CharField(blank=True, max_length=200, verbose_name="name in English"),
                        ),
                        (
                            "giver",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="funds",
                                to="people.organisation",
                                verbose_name="giver",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.programme",
                                verbose_name="for the programme",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.edition",
                                verbose_name="for the edition",
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
                                verbose_name="for the track",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "fund",
                        "verbose_name_plural": "funds",
                        "ordering": ["name_fr", "pk"],
                        "permissions": [("export_fund", "Can take out the statement of a fund")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("starts_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="fund_dates",
                                violation_error_message="The last day lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency", ""), _negated=True), name="fund_currency"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contribution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contributions",
                                to="grants.fund",
                                verbose_name="fund",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(decimal_places=3, max_digits=15, verbose_name="amount"),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
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
                        ("token", models.UUIDField(editable=False, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "contribution",
                        "verbose_name_plural": "contributions",
                        "ordering": ["fund", "on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True),
                                name="contribution_of_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExchangeRate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "base",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="from currency",
                            ),
                        ),
                        (
                            "quote",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="to currency",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        (
                            "rate",
                            models.DecimalField(
                                decimal_places=8,
                                help_text="units of the second currency for one of the first",
                                max_digits=15,
                                verbose_name="rate",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                help_text="the bank that published it", max_length=200, verbose_name="source"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "exchange rate",
                        "verbose_name_plural": "exchange rates",
                        "ordering": ["-on", "base", "quote"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("base", "quote", "on"), name="exchange_rate_unique"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rate__gt", 0)),
                                name="exchange_rate_positive",
                                violation_error_message="A rate is more than nothing.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("base", models.F("quote")), _negated=True),
                                name="exchange_rate_of_two",
                                violation_error_message="A rate is between two currencies.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="exchange_rate_has_source",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Grant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="grants.fund",
                                verbose_name="fund",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "participation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="programmes.participation",
                                verbose_name="participation",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                help_text="what it is for; she reads it",
                                max_length=300,
                                verbose_name="purpose",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=15,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="amount",
                            ),
                        ),
                        (
                            "released",
                            models.DecimalField(
                                decimal_places=3,
                                default=Decimal(0),
                                editable=False,
                                max_digits=15,
                                verbose_name="released",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency of who receives it",
                            ),
                        ),
                        (
                            "rate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="grants.exchangerate",
                                verbose_name="exchange rate",
                            ),
                        ),
                        ("committed_on", models.DateField(verbose_name="granted on")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("running", "running"),
                                    ("completed", "paid in full"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="running",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason of the cancellation")),
                        (
                            "note",
                            models.TextField(
                                blank=True,
                                help_text="for the programme staff; neither she nor the finance staff read it",
                                verbose_name="note",
                            ),
                        ),
                        ("token", models.UUIDField(editable=False, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "grant",
                        "verbose_name_plural": "grants",
                        "ordering": ["-committed_on", "pk"],
                        "permissions": [("view_notes", "Can read the programme staff’s notes on grants")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="grant_of_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("released__gte", 0), ("released__lte", models.F("amount"))
                                ),
                                name="grant_released_within",
                                violation_error_message="Write an amount that is not below what is released already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "cancelled"), models.Q(("reason", ""), _negated=True)),
                                    models.Q(
                                        models.Q(("state", "cancelled"), _negated=True), ("released", 0)
                                    ),
                                    _connector="OR",
                                ),
                                name="grant_cancelled_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency", ""), _negated=True), name="grant_currency"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("purpose", ""), _negated=True), name="grant_has_purpose"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="grants.grant",
                                verbose_name="grant",
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                max_length=200,
                                upload_to=residencies.grants.models.papers.private_path,
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
                        "ordering": ["grant", "uploaded_at", "pk"],
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
                        (
                            "grant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="grants.grant",
                                verbose_name="grant",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("interim", "interim report"),
                                    ("financial", "financial report"),
                                    ("final", "final report"),
                                ],
                                default="interim",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "handed_in_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="handed in"),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        (
                            "document",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="report",
                                to="grants.document",
                                verbose_name="file",
                            ),
                        ),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="accepted by",
                            ),
                        ),
                        (
                            "missing",
                            models.TextField(
                                blank=True,
                                help_text="told to her when it is sent back",
                                verbose_name="what is missing",
                            ),
                        ),
                        ("token", models.UUIDField(editable=False, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "report",
                        "verbose_name_plural": "reports",
                        "ordering": ["grant", "due_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("handed_in_at", None)),
                                fields=["due_on"],
                                name="report_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("handed_in_at", None),
                                    models.Q(("text", ""), _negated=True),
                                    ("document__isnull", False),
                                    _connector="OR",
                                ),
                                name="report_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("accepted_at", None), ("accepted_by", None)),
                                    models.Q(
                                        ("accepted_at__isnull", False),
                                        ("accepted_by__isnull", False),
                                        ("handed_in_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="report_accepted_by_someone",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Instalment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instalments",
                                to="grants.grant",
                                verbose_name="grant",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=15,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="amount",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "condition",
                            models.CharField(
                                choices=[
                                    ("none", "none"),
                                    ("report", "report accepted"),
                                    ("milestone", "milestone reached"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="condition",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instalments",
                                to="grants.report",
                                verbose_name="report",
                            ),
                        ),
                        (
                            "milestone",
                            models.CharField(
                                blank=True,
                                help_text="what has to be there; she reads it",
                                max_length=200,
                                verbose_name="milestone",
                            ),
                        ),
                        ("milestone_on", models.DateField(blank=True, null=True, verbose_name="reached on")),
                        (
                            "milestone_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="seen by",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("requested", "requested"),
                                    ("approved", "approved once"),
                                    ("cleared", "approved twice"),
                                    ("paid", "paid"),
                                    ("refused", "refused"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="requested by",
                            ),
                        ),
                        ("requested_at", models.DateTimeField(null=True, verbose_name="requested on")),
                        (
                            "first_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        ("first_at", models.DateTimeField(null=True, verbose_name="approved on")),
                        (
                            "second_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by (finance)",
                            ),
                        ),
                        ("second_at", models.DateTimeField(null=True, verbose_name="approved on (finance)")),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                help_text="why it was refused or cancelled; for the staff",
                                verbose_name="reason",
                            ),
                        ),
                        ("paid_on", models.DateField(blank=True, null=True, verbose_name="paid on")),
                        (
                            "paid_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="payment recorded by",
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(blank=True, max_length=100, verbose_name="payment reference"),
                        ),
                        (
                            "rate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="grants.exchangerate",
                                verbose_name="exchange rate",
                            ),
                        ),
                        (
                            "received",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                verbose_name="received",
                            ),
                        ),
                        (
                            "receipt",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instalment",
                                to="grants.document",
                                verbose_name="receipt",
                            ),
                        ),
                        ("token", models.UUIDField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "instalment",
                        "verbose_name_plural": "instalments",
                        "ordering": ["grant", "number"],
                        "permissions": [
                            ("approve_instalment", "Can approve instalments first"),
                            ("clear_instalment", "Can approve instalments for finance"),
                            ("pay_instalment", "Can record the payment of instalments"),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ["planned", "requested", "approved", "cleared"])
                                ),
                                fields=["due_on"],
                                name="instalment_unpaid",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("grant", "number"), name="instalment_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="instalment_of_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("condition", "report"),
                                        ("milestone", ""),
                                        ("milestone_on", None),
                                        ("report__isnull", False),
                                    ),
                                    models.Q(
                                        ("condition", "milestone"),
                                        ("report", None),
                                        models.Q(("milestone", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("condition", "none"),
                                        ("milestone", ""),
                                        ("milestone_on", None),
                                        ("report", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="instalment_condition",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first_by", None),
                                    ("second_by", None),
                                    models.Q(("first_by", models.F("second_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="instalment_two_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("first_by", None),
                                        ("second_by", None),
                                        ("state__in", ["planned", "requested"]),
                                    ),
                                    models.Q(
                                        ("first_by__isnull", False),
                                        ("second_by", None),
                                        ("state", "approved"),
                                    ),
                                    models.Q(
                                        ("first_by__isnull", False),
                                        ("second_by__isnull", False),
                                        ("state__in", ["cleared", "paid"]),
                                    ),
                                    ("state__in", ["refused", "cancelled"]),
                                    _connector="OR",
                                ),
                                name="instalment_approvals",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("paid_on__isnull", False),
                                        ("received__gt", 0),
                                        ("state", "paid"),
                                        models.Q(("reference", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "paid"), _negated=True),
                                        ("paid_on", None),
                                        ("rate", None),
                                        ("receipt", None),
                                        ("received", None),
                                        ("reference", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="instalment_paid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["refused", "cancelled"]), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="instalment_gone_has_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("reference", ""), _negated=True),
                                fields=("reference",),
                                name="instalment_reference_unique",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalFund",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name_fr", models.CharField(max_length=200, verbose_name="name in French")),
                        (
                            "name_ar",
                            models.CharField(blank=True, max_length=200, verbose_name="name in Arabic"),
                        ),
                        (
                            "name_en",
                            models.CharField(blank=True, max_length=200, verbose_name="name in English"),
                        ),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "giver",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.organisation",
                                verbose_name="giver",
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
                                verbose_name="for the programme",
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
                                verbose_name="for the edition",
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
                                verbose_name="for the track",
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
                        "verbose_name": "historical fund",
                        "verbose_name_plural": "historical funds",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalExchangeRate",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "base",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="from currency",
                            ),
                        ),
                        (
                            "quote",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="to currency",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        (
                            "rate",
                            models.DecimalField(
                                decimal_places=8,
                                help_text="units of the second currency for one of the first",
                                max_digits=15,
                                verbose_name="rate",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                help_text="the bank that published it", max_length=200, verbose_name="source"
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
                        "verbose_name": "historical exchange rate",
                        "verbose_name_plural": "historical exchange rates",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalGrant",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                help_text="what it is for; she reads it",
                                max_length=300,
                                verbose_name="purpose",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=15,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="amount",
                            ),
                        ),
                        (
                            "released",
                            models.DecimalField(
                                decimal_places=3,
                                default=Decimal(0),
                                editable=False,
                                max_digits=15,
                                verbose_name="released",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency of who receives it",
                            ),
                        ),
                        ("committed_on", models.DateField(verbose_name="granted on")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("running", "running"),
                                    ("completed", "paid in full"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="running",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason of the cancellation")),
                        (
                            "fund",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="grants.fund",
                                verbose_name="fund",
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
                            "rate",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="grants.exchangerate",
                                verbose_name="exchange rate",
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
                        "verbose_name": "historical grant",
                        "verbose_name_plural": "historical grants",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReport",
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
                                    ("interim", "interim report"),
                                    ("financial", "financial report"),
                                    ("final", "final report"),
                                ],
                                default="interim",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "handed_in_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="handed in"),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                        (
                            "missing",
                            models.TextField(
                                blank=True,
                                help_text="told to her when it is sent back",
                                verbose_name="what is missing",
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="grants.grant",
                                verbose_name="grant",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="grants.document",
                                verbose_name="file",
                            ),
                        ),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="accepted by",
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
                        "verbose_name": "historical report",
                        "verbose_name_plural": "historical reports",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalInstalment",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=15,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="amount",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "condition",
                            models.CharField(
                                choices=[
                                    ("none", "none"),
                                    ("report", "report accepted"),
                                    ("milestone", "milestone reached"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="condition",
                            ),
                        ),
                        (
                            "milestone",
                            models.CharField(
                                blank=True,
                                help_text="what has to be there; she reads it",
                                max_length=200,
                                verbose_name="milestone",
                            ),
                        ),
                        ("milestone_on", models.DateField(blank=True, null=True, verbose_name="reached on")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("requested", "requested"),
                                    ("approved", "approved once"),
                                    ("cleared", "approved twice"),
                                    ("paid", "paid"),
                                    ("refused", "refused"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("requested_at", models.DateTimeField(null=True, verbose_name="requested on")),
                        ("first_at", models.DateTimeField(null=True, verbose_name="approved on")),
                        ("second_at", models.DateTimeField(null=True, verbose_name="approved on (finance)")),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                help_text="why it was refused or cancelled; for the staff",
                                verbose_name="reason",
                            ),
                        ),
                        ("paid_on", models.DateField(blank=True, null=True, verbose_name="paid on")),
                        (
                            "reference",
                            models.CharField(blank=True, max_length=100, verbose_name="payment reference"),
                        ),
                        (
                            "received",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                verbose_name="received",
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="grants.grant",
                                verbose_name="grant",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="grants.report",
                                verbose_name="report",
                            ),
                        ),
                        (
                            "milestone_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="seen by",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="requested by",
                            ),
                        ),
                        (
                            "first_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        (
                            "second_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by (finance)",
                            ),
                        ),
                        (
                            "paid_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="payment recorded by",
                            ),
                        ),
                        (
                            "rate",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="grants.exchangerate",
                                verbose_name="exchange rate",
                            ),
                        ),
                        (
                            "receipt",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="grants.document",
                                verbose_name="receipt",
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
                        "verbose_name": "historical instalment",
                        "verbose_name_plural": "historical instalments",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
