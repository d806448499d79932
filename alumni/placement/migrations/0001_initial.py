import django.core.validators
import django.db.models.deletion
import django_countries.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import alumni.placement.models.postings
import foundation.money
import foundation.people.models
import foundation.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("films", "0009_filmography"),
        ("people", "0004_without_zones"),
        ("people", "__first__"),
        ("programmes", "0005_prizes"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="HistoricalPosting",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "title",
                            models.CharField(blank=True, max_length=300, verbose_name="title of the film"),
                        ),
                        (
                            "production",
                            models.CharField(blank=True, max_length=200, verbose_name="production company"),
                        ),
                        (
                            "contact_name",
                            models.CharField(max_length=200, verbose_name="contact at the production"),
                        ),
                        (
                            "contact_email",
                            models.EmailField(max_length=254, verbose_name="her or his address"),
                        ),
                        (
                            "contact_language",
                            models.CharField(
                                choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
                                default="fr",
                                max_length=2,
                                verbose_name="language of the mails",
                            ),
                        ),
                        (
                            "grade",
                            models.CharField(
                                choices=[
                                    ("trainee", "trainee"),
                                    ("assistant", "assistant"),
                                    ("head", "head of department"),
                                ],
                                default="assistant",
                                max_length=10,
                                verbose_name="grade",
                            ),
                        ),
                        (
                            "places",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(50),
                                ],
                                verbose_name="places",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        ("city", models.CharField(max_length=100, verbose_name="city")),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                default="MA", max_length=2, verbose_name="country"
                            ),
                        ),
                        (
                            "languages",
                            models.CharField(
                                blank=True,
                                help_text="that who works there has to speak",
                                max_length=40,
                                validators=[alumni.placement.models.postings.check_languages],
                                verbose_name="languages",
                            ),
                        ),
                        ("is_paid", models.BooleanField(blank=True, null=True, verbose_name="paid")),
                        (
                            "pay_amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="pay",
                            ),
                        ),
                        (
                            "pay_currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "pay_words",
                            models.CharField(
                                blank=True,
                                help_text="a week, meals, travel …",
                                max_length=200,
                                verbose_name="pay in words",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(blank=True, max_length=4000, verbose_name="what the work is"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("unconfirmed", "not confirmed by mail"),
                                    ("draft", "draft"),
                                    ("open", "open"),
                                    ("filled", "filled"),
                                    ("closed", "closed"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=11,
                                verbose_name="state",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, editable=False, verbose_name="reason")),
                        ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                        (
                            "time_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "asked_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                help_text="by the production itself",
                                null=True,
                                verbose_name="asked on",
                            ),
                        ),
                        (
                            "work",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="the record of the film: the credit will stand on it",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.organisation",
                                verbose_name="organisation",
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
                        "verbose_name": "historical posting",
                        "verbose_name_plural": "historical postings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProfile",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "consent",
                            models.BooleanField(
                                blank=True,
                                help_text="empty: she has not said",
                                null=True,
                                verbose_name="may be proposed",
                            ),
                        ),
                        (
                            "is_available",
                            models.BooleanField(
                                blank=True,
                                help_text="beside the days she names; empty: not said",
                                null=True,
                                verbose_name="available",
                            ),
                        ),
                        (
                            "cities",
                            models.CharField(
                                blank=True,
                                help_text="where you can work, with commas between",
                                max_length=300,
                                verbose_name="cities",
                            ),
                        ),
                        ("goes_anywhere", models.BooleanField(default=False, verbose_name="anywhere")),
                        (
                            "languages",
                            models.CharField(
                                blank=True,
                                max_length=40,
                                validators=[alumni.placement.models.postings.check_languages],
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "days_to",
                            models.CharField(
                                choices=[("staff", "the staff alone"), ("alumnae", "the staff and alumnae")],
                                default="staff",
                                max_length=7,
                                verbose_name="days seen by",
                            ),
                        ),
                        (
                            "crafts_to",
                            models.CharField(
                                choices=[("staff", "the staff alone"), ("alumnae", "the staff and alumnae")],
                                default="staff",
                                max_length=7,
                                verbose_name="roles seen by",
                            ),
                        ),
                        (
                            "cities_to",
                            models.CharField(
                                choices=[("staff", "the staff alone"), ("alumnae", "the staff and alumnae")],
                                default="staff",
                                max_length=7,
                                verbose_name="cities seen by",
                            ),
                        ),
                        (
                            "languages_to",
                            models.CharField(
                                choices=[("staff", "the staff alone"), ("alumnae", "the staff and alumnae")],
                                default="staff",
                                max_length=7,
                                verbose_name="languages seen by",
                            ),
                        ),
                        ("said_at", models.DateTimeField(verbose_name="said on")),
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
                        "verbose_name": "historical availability of an alumna",
                        "verbose_name_plural": "historical availability of alumnae",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Posting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "work",
                            models.ForeignKey(
                                blank=True,
                                help_text="the record of the film: the credit will stand on it",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="people.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "title",
                            models.CharField(blank=True, max_length=300, verbose_name="title of the film"),
                        ),
                        (
                            "production",
                            models.CharField(blank=True, max_length=200, verbose_name="production company"),
                        ),
                        (
                            "contact_name",
                            models.CharField(max_length=200, verbose_name="contact at the production"),
                        ),
                        (
                            "contact_email",
                            models.EmailField(max_length=254, verbose_name="her or his address"),
                        ),
                        (
                            "contact_language",
                            models.CharField(
                                choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
                                default="fr",
                                max_length=2,
                                verbose_name="language of the mails",
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="films.role",
                                verbose_name="role",
                            ),
                        ),
                        (
                            "grade",
                            models.CharField(
                                choices=[
                                    ("trainee", "trainee"),
                                    ("assistant", "assistant"),
                                    ("head", "head of department"),
                                ],
                                default="assistant",
                                max_length=10,
                                verbose_name="grade",
                            ),
                        ),
                        (
                            "places",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(50),
                                ],
                                verbose_name="places",
                            ),
                        ),
                        (
                            "held",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="places taken"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        ("city", models.CharField(max_length=100, verbose_name="city")),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                default="MA", max_length=2, verbose_name="country"
                            ),
                        ),
                        (
                            "languages",
                            models.CharField(
                                blank=True,
                                help_text="that who works there has to speak",
                                max_length=40,
                                validators=[alumni.placement.models.postings.check_languages],
                                verbose_name="languages",
                            ),
                        ),
                        ("is_paid", models.BooleanField(blank=True, null=True, verbose_name="paid")),
                        (
                            "pay_amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="pay",
                            ),
                        ),
                        (
                            "pay_currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "pay_words",
                            models.CharField(
                                blank=True,
                                help_text="a week, meals, travel …",
                                max_length=200,
                                verbose_name="pay in words",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(blank=True, max_length=4000, verbose_name="what the work is"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("unconfirmed", "not confirmed by mail"),
                                    ("draft", "draft"),
                                    ("open", "open"),
                                    ("filled", "filled"),
                                    ("closed", "closed"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=11,
                                verbose_name="state",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, editable=False, verbose_name="reason")),
                        ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                        (
                            "time_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "asked_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                help_text="by the production itself",
                                null=True,
                                verbose_name="asked on",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "posting",
                        "verbose_name_plural": "postings",
                        "ordering": ["-starts_on", "-pk"],
                        "permissions": [("export_posting", "Can export postings")],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["closes_at"],
                                name="posting_open",
                            ),
                            models.Index(fields=["contact_email", "asked_at"], name="posting_asked"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("held__lte", models.F("places")), ("places__gte", 1)),
                                name="posting_not_over_places",
                                violation_error_message="More places are taken than that.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="posting_days",
                                violation_error_message="The last day lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("work__isnull", False),
                                    ("organisation__isnull", False),
                                    models.Q(("title", ""), _negated=True),
                                    models.Q(("production", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="posting_of_somebody",
                                violation_error_message="Say which film or which production it is for.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("pay_amount", None),
                                    models.Q(
                                        ("pay_amount__gte", 0), models.Q(("pay_currency", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="posting_pay_has_currency",
                                violation_error_message="Say in which currency.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["open", "filled", "closed"]), _negated=True),
                                    ("closes_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="posting_open_has_an_end",
                                violation_error_message="Say until when people may answer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["unconfirmed", "draft", "open", "filled", "closed", "cancelled"],
                                    )
                                ),
                                name="posting_state",
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
                            "posting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="placement.posting",
                                verbose_name="posting",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_offers",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waits its turn"),
                                    ("sent", "sent"),
                                    ("interested", "interested"),
                                    ("accepted", "accepted"),
                                    ("done", "work done"),
                                    ("declined", "declined"),
                                    ("lapsed", "not answered in time"),
                                    ("withdrawn", "she has withdrawn"),
                                    ("taken_back", "taken back"),
                                    ("ended", "given to others"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField(verbose_name="days to answer")),
                        ("made_at", models.DateTimeField(verbose_name="made on")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent on")),
                        (
                            "answer_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="to be answered by"),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered on"),
                        ),
                        (
                            "accepted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="accepted on"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended on")),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        (
                            "shares_phone",
                            models.BooleanField(
                                default=False, verbose_name="the production may have her phone number"
                            ),
                        ),
                        ("word", models.TextField(blank=True, verbose_name="her word to the production")),
                        (
                            "credit",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="films.credit",
                                verbose_name="credit",
                            ),
                        ),
                        ("is_credit_ours", models.BooleanField(default=False, editable=False)),
                        (
                            "asked_end_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="asked whether it was done"
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="empty: by the production itself",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "offer of work",
                        "verbose_name_plural": "offers of work",
                        "ordering": ["posting", "position", "pk"],
                        "permissions": [("export_offer", "Can export offers of work")],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["sent", "interested"])),
                                fields=["answer_by"],
                                name="work_offer_open",
                            ),
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["posting"],
                                name="work_offer_waiting",
                            ),
                            models.Index(
                                condition=models.Q(("state", "accepted")),
                                fields=["posting"],
                                name="work_offer_running",
                            ),
                            models.Index(fields=["person", "accepted_at"], name="work_offer_person"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "sent", "interested", "accepted", "done"])
                                ),
                                fields=("posting", "person"),
                                name="work_offer_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "waiting",
                                            "sent",
                                            "interested",
                                            "accepted",
                                            "done",
                                            "declined",
                                            "lapsed",
                                            "withdrawn",
                                            "taken_back",
                                            "ended",
                                        ],
                                    )
                                ),
                                name="work_offer_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "taken_back", "ended"]),
                                    models.Q(("answer_by__isnull", False), ("sent_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="work_offer_sent_has_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("accepted_at__isnull", False), ("state__in", ["accepted", "done"])
                                    ),
                                    ("state__in", ["withdrawn", "taken_back"]),
                                    models.Q(
                                        models.Q(("state__in", ["accepted", "done"]), _negated=True),
                                        ("accepted_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="work_offer_accepted_has_time",
                            ),
                        ],
                    },
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
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waits its turn"),
                                    ("sent", "sent"),
                                    ("interested", "interested"),
                                    ("accepted", "accepted"),
                                    ("done", "work done"),
                                    ("declined", "declined"),
                                    ("lapsed", "not answered in time"),
                                    ("withdrawn", "she has withdrawn"),
                                    ("taken_back", "taken back"),
                                    ("ended", "given to others"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField(verbose_name="days to answer")),
                        ("made_at", models.DateTimeField(verbose_name="made on")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent on")),
                        (
                            "answer_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="to be answered by"),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered on"),
                        ),
                        (
                            "accepted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="accepted on"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended on")),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        (
                            "shares_phone",
                            models.BooleanField(
                                default=False, verbose_name="the production may have her phone number"
                            ),
                        ),
                        ("is_credit_ours", models.BooleanField(default=False, editable=False)),
                        (
                            "asked_end_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="asked whether it was done"
                            ),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                        (
                            "posting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="placement.posting",
                                verbose_name="posting",
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
                            "credit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.credit",
                                verbose_name="credit",
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="empty: by the production itself",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
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
                        "verbose_name": "historical offer of work",
                        "verbose_name_plural": "historical offers of work",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Profile",
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
                                related_name="work_profile",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "consent",
                            models.BooleanField(
                                blank=True,
                                help_text="empty: she has not said",
                                null=True,
                                verbose_name="may be proposed",
                            ),
                        ),
                        (
                            "is_available",
                            models.BooleanField(
                                blank=True,
                                help_text="beside the days she names; empty: not said",
                                null=True,
                                verbose_name="available",
                            ),
                        ),
                        (
                            "cities",
                            models.CharField(
                                blank=True,
                                help_text="where you can work, with commas between",
                                max_length=300,
                                verbose_name="cities",
                            ),
                        ),
                        ("cities_key", models.CharField(blank=True, editable=False, max_length=400)),
                        ("goes_anywhere", models.BooleanField(default=False, verbose_name="anywhere")),
                        (
                            "languages",
                            models.CharField(
                                blank=True,
                                max_length=40,
                                validators=[alumni.placement.models.postings.check_languages],
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "days_to",
                            models.CharField(
                                choices=[("staff", "the staff alone"), ("alumnae", "the staff and alumnae")],
                                default="staff",
                                max_length=7,
                                verbose_name="days seen by",
                            ),
                        ),
                        (
                            "crafts_to",
                            models.CharField(
                                choices=[("staff", "the staff alone"), ("alumnae", "the staff and alumnae")],
                                default="staff",
                                max_length=7,
                                verbose_name="roles seen by",
                            ),
                        ),
                        (
                            "cities_to",
                            models.CharField(
                                choices=[("staff", "the staff alone"), ("alumnae", "the staff and alumnae")],
                                default="staff",
                                max_length=7,
                                verbose_name="cities seen by",
                            ),
                        ),
                        (
                            "languages_to",
                            models.CharField(
                                choices=[("staff", "the staff alone"), ("alumnae", "the staff and alumnae")],
                                default="staff",
                                max_length=7,
                                verbose_name="languages seen by",
                            ),
                        ),
                        ("said_at", models.DateTimeField(verbose_name="said on")),
                    ],
                    options={
                        "verbose_name": "availability of an alumna",
                        "verbose_name_plural": "availability of alumnae",
                        "ordering": ["-said_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cities_to__in", ["staff", "alumnae"]),
                                    ("crafts_to__in", ["staff", "alumnae"]),
                                    ("days_to__in", ["staff", "alumnae"]),
                                    ("languages_to__in", ["staff", "alumnae"]),
                                ),
                                name="work_profile_seen_by",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrackCraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "track",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="trains_for",
                                to="programmes.track",
                                verbose_name="track",
                            ),
                        ),
                        (
                            "department",
                            models.CharField(
                                choices=[
                                    ("directing", "directing"),
                                    ("writing", "writing"),
                                    ("production", "production"),
                                    ("cinematography", "cinematography"),
                                    ("sound", "sound"),
                                    ("editing", "editing"),
                                    ("art", "art"),
                                    ("music", "music"),
                                    ("vfx", "VFX"),
                                    ("cast", "cast"),
                                    ("other", "other"),
                                ],
                                max_length=20,
                                verbose_name="department",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "department of a track",
                        "verbose_name_plural": "departments of tracks",
                        "ordering": ["department", "track"],
                        "indexes": [models.Index(fields=["department"], name="track_craft_department")],
                    },
                ),
                migrations.CreateModel(
                    name="Craft",
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
                                related_name="crafts",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="films.role",
                                verbose_name="role",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "role she does",
                        "verbose_name_plural": "roles she does",
                        "ordering": ["person", "role"],
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "role"), name="craft_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Period",
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
                                related_name="work_periods",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("is_available", models.BooleanField(verbose_name="available")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                    ],
                    options={
                        "verbose_name": "period of availability",
                        "verbose_name_plural": "periods of availability",
                        "ordering": ["starts_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="work_period_days",
                                violation_error_message="The last day lies before the first.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
