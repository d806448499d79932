import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.people.models
import foundation.tables
import residencies.workshops.models.offering


class Migration(migrations.Migration):
    replaces = [
        ("workshops", "0001_initial"),
        ("workshops", "0002_guests"),
        ("workshops", "0003_requests"),
        ("workshops", "0004_feedback_questions"),
        ("workshops", "0005_audience"),
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
                    name="Workshop",
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
                                related_name="workshops",
                                to="programmes.edition",
                                verbose_name="edition",
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
                        ("about_fr", models.TextField(blank=True, verbose_name="description in French")),
                        ("about_ar", models.TextField(blank=True, verbose_name="description in Arabic")),
                        ("about_en", models.TextField(blank=True, verbose_name="description in English")),
                        (
                            "languages",
                            models.JSONField(
                                blank=True, default=list, help_text="spoken in it", verbose_name="languages"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("all", "everyone"),
                                    ("participants", "participants of the edition"),
                                ],
                                default="participants",
                                max_length=12,
                                verbose_name="open to",
                            ),
                        ),
                        (
                            "is_published",
                            models.BooleanField(
                                default=False,
                                help_text="before that nobody outside the staff finds it",
                                verbose_name="published",
                            ),
                        ),
                        (
                            "offer_hours",
                            models.PositiveSmallIntegerField(
                                default=48,
                                help_text="of whoever is called from the waiting list; less when the session is near",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(720),
                                ],
                                verbose_name="hours to answer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "workshop",
                        "verbose_name_plural": "workshops",
                        "ordering": ["name_fr", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_fr", ""), _negated=True), name="workshop_has_a_name"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("audience__in", ["all", "participants"])),
                                name="workshop_audience",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("offer_hours__gte", 1), ("offer_hours__lte", 720)),
                                name="workshop_offer_hours",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="workshops.workshop",
                                verbose_name="workshop",
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
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        (
                            "time_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                help_text="in which its times are typed and told",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=300, verbose_name="place")),
                        (
                            "online_url",
                            models.URLField(
                                blank=True,
                                help_text="shown to those who have a place, and to nobody else",
                                verbose_name="online link",
                            ),
                        ),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="empty: any number",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="capacity",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "planned"), ("cancelled", "cancelled")],
                                default="planned",
                                editable=False,
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                editable=False,
                                help_text="why it was cancelled, as it is told",
                                verbose_name="reason",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("revised_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "held",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="places taken"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "session",
                        "verbose_name_plural": "sessions",
                        "ordering": ["starts_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "planned")),
                                fields=["starts_at"],
                                name="session_planned",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="session_ends_after_it_begins",
                                violation_error_message="It ends before it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("capacity", None), ("capacity__gte", 1), _connector="OR"),
                                name="session_has_places",
                                violation_error_message="Write 1 place or more, or leave it empty.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity", None), ("held__lte", models.F("capacity")), _connector="OR"
                                ),
                                name="session_not_over_capacity",
                                violation_error_message="More places are taken than that.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "cancelled"])),
                                name="session_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Speaker",
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
                                related_name="speakers",
                                to="workshops.session",
                                verbose_name="session",
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
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("trainer", "trainer"),
                                    ("speaker", "speaker"),
                                    ("moderator", "moderator"),
                                    ("interpreter", "interpreter"),
                                ],
                                default="speaker",
                                max_length=11,
                                verbose_name="part",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                    ],
                    options={
                        "verbose_name": "speaker",
                        "verbose_name_plural": "speakers",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "person"), name="speaker_unique"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("role__in", ["trainer", "speaker", "moderator", "interpreter"])
                                ),
                                name="speaker_role",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Material",
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
                                related_name="materials",
                                to="workshops.session",
                                verbose_name="session",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("url", models.URLField(blank=True, verbose_name="link")),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                max_length=200,
                                upload_to=residencies.workshops.models.offering.material_path,
                                verbose_name="file",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, editable=False, max_length=200, verbose_name="file name"
                            ),
                        ),
                        (
                            "content_type",
                            models.CharField(
                                blank=True, editable=False, max_length=100, verbose_name="content type"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "material",
                        "verbose_name_plural": "materials",
                        "ordering": ["session", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("file__gt", ""), ("url", "")),
                                    models.Q(("file", ""), ("url__gt", "")),
                                    _connector="OR",
                                ),
                                name="material_file_or_link",
                                violation_error_message="Give a file or a link.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Registration",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="workshops.session",
                                verbose_name="session",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="workshop_registrations",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("registered", "registered"),
                                    ("waiting", "on the waiting list"),
                                    ("offered", "offered a place"),
                                    ("lapsed", "not answered in time"),
                                    ("cancelled", "cancelled"),
                                    ("ended", "got no place"),
                                ],
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked on")),
                        (
                            "offered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="offered on"),
                        ),
                        (
                            "answer_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="to be answered by"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended on")),
                        (
                            "reason",
                            models.TextField(
                                blank=True, help_text="why it was cancelled", verbose_name="reason"
                            ),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                        (
                            "is_guest",
                            models.BooleanField(default=False, editable=False, verbose_name="guest"),
                        ),
                    ],
                    options={
                        "verbose_name": "registration",
                        "verbose_name_plural": "registrations",
                        "ordering": ["session", "asked_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "offered")),
                                fields=["answer_by"],
                                name="registration_offered",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["registered", "waiting", "offered"])),
                                fields=("session", "person"),
                                name="registration_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["registered", "waiting", "offered", "lapsed", "cancelled", "ended"],
                                    )
                                ),
                                name="registration_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer_by__isnull", False),
                                        ("offered_at__isnull", False),
                                        ("state", "offered"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "offered"), _negated=True),
                                        models.Q(
                                            ("answer_by", None),
                                            ("offered_at__isnull", False),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="registration_offer_has_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at", None),
                                        ("state__in", ["registered", "waiting", "offered"]),
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("state__in", ["lapsed", "cancelled", "ended"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="registration_end_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlaceRequest",
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
                                related_name="requests",
                                to="workshops.session",
                                verbose_name="session",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked on")),
                        (
                            "registration",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="workshops.registration",
                                verbose_name="registration",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "request for a place",
                        "verbose_name_plural": "requests for places",
                        "ordering": ["asked_at", "pk"],
                        "indexes": [
                            models.Index(fields=["email", "asked_at"], name="place_request_email"),
                            models.Index(fields=["asked_at"], name="place_request_asked_at"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("registration", None)),
                                fields=("session", "email"),
                                name="place_request_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("email__gt", ""), ("name__gt", ""), ("registration", None)),
                                    models.Q(("email", ""), ("name", ""), ("registration__isnull", False)),
                                    _connector="OR",
                                ),
                                name="place_request_keeps_nobody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="workshops.session",
                                verbose_name="session",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="workshop_attendances",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("list", "ticked on the list"),
                                    ("qr", "by her QR code"),
                                    ("self", "by herself, online"),
                                ],
                                max_length=4,
                                verbose_name="noted",
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
                        ("noted_at", models.DateTimeField(verbose_name="noted on")),
                        (
                            "gave_feedback",
                            models.BooleanField(default=False, editable=False, verbose_name="gave feedback"),
                        ),
                    ],
                    options={
                        "verbose_name": "attendance",
                        "verbose_name_plural": "attendances",
                        "ordering": ["session", "person", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "person"), name="attendance_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["list", "qr", "self"])), name="attendance_way"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
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
                                related_name="calendar_feed",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "calendar feed",
                        "verbose_name_plural": "calendar feeds",
                    },
                ),
                migrations.CreateModel(
                    name="FeedbackQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="workshops.workshop",
                                verbose_name="workshop",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("scale", "a mark from 1 to 5"),
                                    ("yes_no", "yes or no"),
                                    ("text", "a text"),
                                ],
                                default="scale",
                                max_length=6,
                                verbose_name="kind",
                            ),
                        ),
                        ("text_fr", models.CharField(max_length=300, verbose_name="question in French")),
                        (
                            "text_ar",
                            models.CharField(blank=True, max_length=300, verbose_name="question in Arabic"),
                        ),
                        (
                            "text_en",
                            models.CharField(blank=True, max_length=300, verbose_name="question in English"),
                        ),
                    ],
                    options={
                        "verbose_name": "question of the feedback",
                        "verbose_name_plural": "questions of the feedback",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["scale", "yes_no", "text"])),
                                name="feedback_question_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text_fr", ""), _negated=True),
                                name="feedback_question_has_a_text",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Feedback",
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
                                related_name="feedback",
                                to="workshops.session",
                                verbose_name="session",
                            ),
                        ),
                        (
                            "overall",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="overall",
                            ),
                        ),
                        (
                            "useful",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="useful for her work",
                            ),
                        ),
                        (
                            "clear",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="clear",
                            ),
                        ),
                        ("comment", models.TextField(blank=True, verbose_name="comment")),
                    ],
                    options={
                        "verbose_name": "feedback",
                        "verbose_name_plural": "feedback",
                        "ordering": ["session", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("clear__gte", 1),
                                    ("clear__lte", 5),
                                    ("overall__gte", 1),
                                    ("overall__lte", 5),
                                    ("useful__gte", 1),
                                    ("useful__lte", 5),
                                ),
                                name="feedback_marks",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeedbackAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "feedback",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="workshops.feedback",
                                verbose_name="feedback",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="workshops.feedbackquestion",
                                verbose_name="question",
                            ),
                        ),
                        ("value", models.JSONField(verbose_name="answer")),
                    ],
                    options={
                        "verbose_name": "answer of a feedback",
                        "verbose_name_plural": "answers of feedback",
                        "ordering": ["feedback", "question"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("feedback", "question"), name="feedback_answer_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalWorkshop",
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
                        ("about_fr", models.TextField(blank=True, verbose_name="description in French")),
                        ("about_ar", models.TextField(blank=True, verbose_name="description in Arabic")),
                        ("about_en", models.TextField(blank=True, verbose_name="description in English")),
                        (
                            "languages",
                            models.JSONField(
                                blank=True, default=list, help_text="spoken in it", verbose_name="languages"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("all", "everyone"),
                                    ("participants", "participants of the edition"),
                                ],
                                default="participants",
                                max_length=12,
                                verbose_name="open to",
                            ),
                        ),
                        (
                            "is_published",
                            models.BooleanField(
                                default=False,
                                help_text="before that nobody outside the staff finds it",
                                verbose_name="published",
                            ),
                        ),
                        (
                            "offer_hours",
                            models.PositiveSmallIntegerField(
                                default=48,
                                help_text="of whoever is called from the waiting list; less when the session is near",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(720),
                                ],
                                verbose_name="hours to answer",
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
                        "verbose_name": "historical workshop",
                        "verbose_name_plural": "historical workshops",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSession",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        (
                            "time_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                help_text="in which its times are typed and told",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=300, verbose_name="place")),
                        (
                            "online_url",
                            models.URLField(
                                blank=True,
                                help_text="shown to those who have a place, and to nobody else",
                                verbose_name="online link",
                            ),
                        ),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="empty: any number",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="capacity",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "planned"), ("cancelled", "cancelled")],
                                default="planned",
                                editable=False,
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                editable=False,
                                help_text="why it was cancelled, as it is told",
                                verbose_name="reason",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("revised_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "workshop",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="workshops.workshop",
                                verbose_name="workshop",
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
                        "verbose_name": "historical session",
                        "verbose_name_plural": "historical sessions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRegistration",
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
                                    ("registered", "registered"),
                                    ("waiting", "on the waiting list"),
                                    ("offered", "offered a place"),
                                    ("lapsed", "not answered in time"),
                                    ("cancelled", "cancelled"),
                                    ("ended", "got no place"),
                                ],
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked on")),
                        (
                            "offered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="offered on"),
                        ),
                        (
                            "answer_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="to be answered by"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended on")),
                        (
                            "reason",
                            models.TextField(
                                blank=True, help_text="why it was cancelled", verbose_name="reason"
                            ),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                        (
                            "is_guest",
                            models.BooleanField(default=False, editable=False, verbose_name="guest"),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="workshops.session",
                                verbose_name="session",
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
                        "verbose_name": "historical registration",
                        "verbose_name_plural": "historical registrations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAttendance",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("list", "ticked on the list"),
                                    ("qr", "by her QR code"),
                                    ("self", "by herself, online"),
                                ],
                                max_length=4,
                                verbose_name="noted",
                            ),
                        ),
                        ("noted_at", models.DateTimeField(verbose_name="noted on")),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="workshops.session",
                                verbose_name="session",
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
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="noted by",
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
                        "verbose_name": "historical attendance",
                        "verbose_name_plural": "historical attendances",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFeedbackQuestion",
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
                                    ("scale", "a mark from 1 to 5"),
                                    ("yes_no", "yes or no"),
                                    ("text", "a text"),
                                ],
                                default="scale",
                                max_length=6,
                                verbose_name="kind",
                            ),
                        ),
                        ("text_fr", models.CharField(max_length=300, verbose_name="question in French")),
                        (
                            "text_ar",
                            models.CharField(blank=True, max_length=300, verbose_name="question in Arabic"),
                        ),
                        (
                            "text_en",
                            models.CharField(blank=True, max_length=300, verbose_name="question in English"),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="workshops.workshop",
                                verbose_name="workshop",
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
                        "verbose_name": "historical question of the feedback",
                        "verbose_name_plural": "historical questions of the feedback",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
