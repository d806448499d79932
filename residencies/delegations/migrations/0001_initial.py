import django.core.validators
import django.db.models.deletion
import django_countries.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.money
import foundation.people.models
import foundation.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("films", "0011_deadlines"),
        ("people", "0004_without_zones"),
        ("people", "__first__"),
        ("programmes", "0005_prizes"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Delegation",
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
                                related_name="delegation",
                                to="programmes.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "market",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations",
                                to="films.festivaledition",
                                verbose_name="market or festival",
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(max_length=2, verbose_name="country"),
                        ),
                        ("city", models.CharField(max_length=100, verbose_name="city")),
                        (
                            "time_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                help_text="of the place it travels to",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("leaves_on", models.DateField(verbose_name="leaves on")),
                        ("returns_on", models.DateField(verbose_name="returns on")),
                        (
                            "badge_by",
                            models.DateField(blank=True, null=True, verbose_name="badges to be asked for by"),
                        ),
                        (
                            "visa_days",
                            models.PositiveSmallIntegerField(
                                default=45,
                                help_text="so long before the departure the appointment for a visa has to be at the latest",
                                verbose_name="days for a visa",
                            ),
                        ),
                        (
                            "answer_days",
                            models.PositiveSmallIntegerField(
                                default=3,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="days to answer an offer",
                            ),
                        ),
                        (
                            "report_due_on",
                            models.DateField(
                                blank=True,
                                help_text="empty: two weeks after the return",
                                verbose_name="reports due on",
                            ),
                        ),
                        (
                            "brief",
                            models.TextField(
                                blank=True, help_text="each member reads it", verbose_name="brief for all"
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "delegation",
                        "verbose_name_plural": "delegations",
                        "ordering": ["-leaves_on", "pk"],
                        "permissions": [("export_delegation", "Can export delegations")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("returns_on__gte", models.F("leaves_on"))),
                                name="delegation_days",
                                violation_error_message="Choose a day of return that is not before the day of leaving.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("report_due_on__gte", models.F("returns_on"))),
                                name="delegation_report_after_return",
                                violation_error_message="Choose a day for the report that is not before the return.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("answer_days__gte", 1)), name="delegation_days_to_answer"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDelegation",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(max_length=2, verbose_name="country"),
                        ),
                        ("city", models.CharField(max_length=100, verbose_name="city")),
                        (
                            "time_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                help_text="of the place it travels to",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("leaves_on", models.DateField(verbose_name="leaves on")),
                        ("returns_on", models.DateField(verbose_name="returns on")),
                        (
                            "badge_by",
                            models.DateField(blank=True, null=True, verbose_name="badges to be asked for by"),
                        ),
                        (
                            "visa_days",
                            models.PositiveSmallIntegerField(
                                default=45,
                                help_text="so long before the departure the appointment for a visa has to be at the latest",
                                verbose_name="days for a visa",
                            ),
                        ),
                        (
                            "answer_days",
                            models.PositiveSmallIntegerField(
                                default=3,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="days to answer an offer",
                            ),
                        ),
                        (
                            "report_due_on",
                            models.DateField(
                                blank=True,
                                help_text="empty: two weeks after the return",
                                verbose_name="reports due on",
                            ),
                        ),
                        (
                            "brief",
                            models.TextField(
                                blank=True, help_text="each member reads it", verbose_name="brief for all"
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
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
                            "market",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.festivaledition",
                                verbose_name="market or festival",
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
                        "verbose_name": "historical delegation",
                        "verbose_name_plural": "historical delegations",
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
                        (
                            "badge",
                            models.CharField(
                                choices=[
                                    ("professional", "professional"),
                                    ("exhibitor", "exhibitor"),
                                    ("guest", "guest"),
                                    ("press", "press"),
                                    ("none", "none needed"),
                                ],
                                default="professional",
                                max_length=12,
                                verbose_name="badge",
                            ),
                        ),
                        (
                            "badge_state",
                            models.CharField(
                                choices=[
                                    ("open", "to be asked for"),
                                    ("requested", "asked for"),
                                    ("issued", "issued"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "badge_number",
                            models.CharField(blank=True, max_length=50, verbose_name="badge number"),
                        ),
                        ("hotel", models.CharField(blank=True, max_length=200, verbose_name="hotel")),
                        (
                            "hotel_address",
                            models.CharField(blank=True, max_length=300, verbose_name="address"),
                        ),
                        (
                            "hotel_reference",
                            models.CharField(blank=True, max_length=50, verbose_name="booking reference"),
                        ),
                        ("brief", models.TextField(blank=True, verbose_name="brief for her")),
                        ("met", models.TextField(blank=True, verbose_name="whom she met")),
                        ("follows", models.TextField(blank=True, verbose_name="what follows")),
                        (
                            "reported_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reported on"),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="delegations.delegation",
                                verbose_name="delegation",
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
                        "verbose_name": "historical member of a delegation",
                        "verbose_name_plural": "historical members of delegations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
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
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="delegations.delegation",
                                verbose_name="delegation",
                            ),
                        ),
                        (
                            "participation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trip",
                                to="programmes.participation",
                                verbose_name="participation",
                            ),
                        ),
                        (
                            "badge",
                            models.CharField(
                                choices=[
                                    ("professional", "professional"),
                                    ("exhibitor", "exhibitor"),
                                    ("guest", "guest"),
                                    ("press", "press"),
                                    ("none", "none needed"),
                                ],
                                default="professional",
                                max_length=12,
                                verbose_name="badge",
                            ),
                        ),
                        (
                            "badge_state",
                            models.CharField(
                                choices=[
                                    ("open", "to be asked for"),
                                    ("requested", "asked for"),
                                    ("issued", "issued"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "badge_number",
                            models.CharField(blank=True, max_length=50, verbose_name="badge number"),
                        ),
                        ("hotel", models.CharField(blank=True, max_length=200, verbose_name="hotel")),
                        (
                            "hotel_address",
                            models.CharField(blank=True, max_length=300, verbose_name="address"),
                        ),
                        (
                            "hotel_reference",
                            models.CharField(blank=True, max_length=50, verbose_name="booking reference"),
                        ),
                        ("brief", models.TextField(blank=True, verbose_name="brief for her")),
                        ("met", models.TextField(blank=True, verbose_name="whom she met")),
                        ("follows", models.TextField(blank=True, verbose_name="what follows")),
                        (
                            "reported_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reported on"),
                        ),
                    ],
                    options={
                        "verbose_name": "member of a delegation",
                        "verbose_name_plural": "members of delegations",
                        "ordering": ["delegation", "participation__person__sort_name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("badge_state", "issued"), _negated=True),
                                    models.Q(("badge_number", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="member_issued_badge_has_number",
                                violation_error_message="A badge that is issued has a number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reported_at", None),
                                    models.Q(("met", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="member_report_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Leg",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="legs",
                                to="delegations.member",
                                verbose_name="member of a delegation",
                            ),
                        ),
                        ("from_place", models.CharField(max_length=100, verbose_name="from")),
                        ("departs_on", models.DateField(verbose_name="departs on")),
                        ("departs_at", models.TimeField(verbose_name="at")),
                        (
                            "departs_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone there",
                            ),
                        ),
                        ("to_place", models.CharField(max_length=100, verbose_name="to")),
                        ("arrives_on", models.DateField(verbose_name="arrives on")),
                        ("arrives_at", models.TimeField(verbose_name="at")),
                        (
                            "arrives_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone there",
                            ),
                        ),
                        ("carrier", models.CharField(max_length=100, verbose_name="carrier and number")),
                        (
                            "reference",
                            models.CharField(blank=True, max_length=50, verbose_name="booking reference"),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        "verbose_name": "leg of a journey",
                        "verbose_name_plural": "legs of journeys",
                        "ordering": ["member", "departs_on", "departs_at", "pk"],
                        "indexes": [models.Index(fields=["departs_on"], name="leg_departs_on")],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalReserve",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "stands ready"),
                                    ("offered", "offered a place"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                    ("lapsed", "not answered in time"),
                                    ("ended", "not needed any more"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "offered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="offered on"),
                        ),
                        (
                            "answer_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="to be answered by"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="answered on")),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="delegations.delegation",
                                verbose_name="delegation",
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
                            "place",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="delegations.member",
                                verbose_name="in the place of",
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
                        "verbose_name": "historical person in reserve",
                        "verbose_name_plural": "historical people in reserve",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPerDiem",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "days",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="days"
                            ),
                        ),
                        (
                            "rate",
                            models.DecimalField(decimal_places=3, max_digits=15, verbose_name="for each day"),
                        ),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency",
                            ),
                        ),
                        ("paid_on", models.DateField(blank=True, null=True, verbose_name="paid on")),
                        (
                            "reference",
                            models.CharField(blank=True, max_length=100, verbose_name="payment reference"),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="delegations.member",
                                verbose_name="member of a delegation",
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
                        "verbose_name": "historical per diem",
                        "verbose_name_plural": "historical per diems",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPapers",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "passport_until",
                            models.DateField(blank=True, null=True, verbose_name="passport valid until"),
                        ),
                        (
                            "visa",
                            models.CharField(
                                blank=True,
                                choices=[("", "not known"), ("yes", "needed"), ("no", "not needed")],
                                max_length=3,
                                verbose_name="visa",
                            ),
                        ),
                        (
                            "appointment_on",
                            models.DateField(blank=True, null=True, verbose_name="appointment for the visa"),
                        ),
                        (
                            "applied_on",
                            models.DateField(blank=True, null=True, verbose_name="visa applied for on"),
                        ),
                        (
                            "granted_from",
                            models.DateField(blank=True, null=True, verbose_name="visa valid from"),
                        ),
                        (
                            "granted_until",
                            models.DateField(blank=True, null=True, verbose_name="visa valid until"),
                        ),
                        (
                            "refused_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="visa refused on"
                            ),
                        ),
                        ("insurer", models.CharField(blank=True, max_length=100, verbose_name="insurer")),
                        ("policy", models.CharField(blank=True, max_length=50, verbose_name="policy number")),
                        (
                            "insured_until",
                            models.DateField(blank=True, null=True, verbose_name="insured until"),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="delegations.member",
                                verbose_name="member of a delegation",
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
                        "verbose_name": "historical papers",
                        "verbose_name_plural": "historical papers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLeg",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("from_place", models.CharField(max_length=100, verbose_name="from")),
                        ("departs_on", models.DateField(verbose_name="departs on")),
                        ("departs_at", models.TimeField(verbose_name="at")),
                        (
                            "departs_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone there",
                            ),
                        ),
                        ("to_place", models.CharField(max_length=100, verbose_name="to")),
                        ("arrives_on", models.DateField(verbose_name="arrives on")),
                        ("arrives_at", models.TimeField(verbose_name="at")),
                        (
                            "arrives_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone there",
                            ),
                        ),
                        ("carrier", models.CharField(max_length=100, verbose_name="carrier and number")),
                        (
                            "reference",
                            models.CharField(blank=True, max_length=50, verbose_name="booking reference"),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="delegations.member",
                                verbose_name="member of a delegation",
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
                        "verbose_name": "historical leg of a journey",
                        "verbose_name_plural": "historical legs of journeys",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Papers",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "member",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="papers",
                                to="delegations.member",
                                verbose_name="member of a delegation",
                            ),
                        ),
                        (
                            "passport_number",
                            models.CharField(blank=True, max_length=30, verbose_name="passport number"),
                        ),
                        (
                            "passport_until",
                            models.DateField(blank=True, null=True, verbose_name="passport valid until"),
                        ),
                        (
                            "visa",
                            models.CharField(
                                blank=True,
                                choices=[("", "not known"), ("yes", "needed"), ("no", "not needed")],
                                max_length=3,
                                verbose_name="visa",
                            ),
                        ),
                        (
                            "appointment_on",
                            models.DateField(blank=True, null=True, verbose_name="appointment for the visa"),
                        ),
                        (
                            "applied_on",
                            models.DateField(blank=True, null=True, verbose_name="visa applied for on"),
                        ),
                        (
                            "granted_from",
                            models.DateField(blank=True, null=True, verbose_name="visa valid from"),
                        ),
                        (
                            "granted_until",
                            models.DateField(blank=True, null=True, verbose_name="visa valid until"),
                        ),
                        (
                            "refused_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="visa refused on"
                            ),
                        ),
                        ("insurer", models.CharField(blank=True, max_length=100, verbose_name="insurer")),
                        ("policy", models.CharField(blank=True, max_length=50, verbose_name="policy number")),
                        (
                            "insured_until",
                            models.DateField(blank=True, null=True, verbose_name="insured until"),
                        ),
                        (
                            "health",
                            models.TextField(
                                blank=True,
                                help_text="allergies, medicines, whom to call",
                                verbose_name="in an emergency",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "papers",
                        "verbose_name_plural": "papers",
                        "ordering": ["member"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("granted_from", None), ("granted_until", None)),
                                    models.Q(
                                        ("granted_from__isnull", False),
                                        ("granted_until__gte", models.F("granted_from")),
                                    ),
                                    _connector="OR",
                                ),
                                name="papers_visa_from_until",
                                violation_error_message="A visa that is granted has its first and its last day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("refused_on", None), ("granted_from", None), _connector="OR"
                                ),
                                name="papers_visa_granted_or_refused",
                                violation_error_message="A visa is granted or refused: leave the days of the other one empty.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PerDiem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "member",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="per_diem",
                                to="delegations.member",
                                verbose_name="member of a delegation",
                            ),
                        ),
                        (
                            "days",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="days"
                            ),
                        ),
                        (
                            "rate",
                            models.DecimalField(decimal_places=3, max_digits=15, verbose_name="for each day"),
                        ),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency",
                            ),
                        ),
                        ("paid_on", models.DateField(blank=True, null=True, verbose_name="paid on")),
                        (
                            "reference",
                            models.CharField(blank=True, max_length=100, verbose_name="payment reference"),
                        ),
                    ],
                    options={
                        "verbose_name": "per diem",
                        "verbose_name_plural": "per diems",
                        "ordering": ["member"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("days__gt", 0), ("rate__gt", 0)),
                                name="per_diem_of_something",
                                violation_error_message="Write a number of days and a daily rate above zero.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("paid_on", None), ("reference", "")),
                                    models.Q(
                                        ("paid_on__isnull", False), models.Q(("reference", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="per_diem_paid_has_reference",
                                violation_error_message="What is paid has its day and its reference.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reserve",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reserves",
                                to="delegations.delegation",
                                verbose_name="delegation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegation_reserves",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "stands ready"),
                                    ("offered", "offered a place"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                    ("lapsed", "not answered in time"),
                                    ("ended", "not needed any more"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="delegations.member",
                                verbose_name="in the place of",
                            ),
                        ),
                        (
                            "offered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="offered on"),
                        ),
                        (
                            "answer_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="to be answered by"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="answered on")),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "person in reserve",
                        "verbose_name_plural": "people in reserve",
                        "ordering": ["delegation", "position", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "offered")),
                                fields=["answer_by"],
                                name="reserve_offered",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["offered", "accepted"])),
                                fields=("place",),
                                name="reserve_one_offer_a_place",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["waiting", "offered", "accepted"])),
                                fields=("delegation", "person"),
                                name="reserve_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer_by", None),
                                        ("offered_at", None),
                                        ("place", None),
                                        ("state", "waiting"),
                                    ),
                                    ("state", "ended"),
                                    models.Q(
                                        ("state__in", ["offered", "accepted", "declined", "lapsed"]),
                                        ("answer_by__isnull", False),
                                        ("offered_at__isnull", False),
                                        ("place__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="reserve_offer_has_place_and_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("state__in", ["waiting", "offered"])),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("state__in", ["accepted", "declined", "lapsed", "ended"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="reserve_end_has_time",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
