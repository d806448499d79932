from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    replaces = [
        ("programmes", "0001_initial"),
        ("programmes", "0002_export"),
        ("programmes", "0003_planned_by_edition"),
        ("programmes", "0004_year"),
        ("programmes", "0005_prizes"),
    ]

    initial = True

    dependencies = [
        ("films", "0001_squashed_0009_filmography"),
        ("people", "0001_squashed_0004_without_zones"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Circular",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token", models.UUIDField(editable=False, unique=True)),
                        (
                            "stream",
                            models.CharField(
                                choices=[("transactional", "transactional"), ("subscribed", "subscribed")],
                                max_length=20,
                                verbose_name="stream",
                            ),
                        ),
                        (
                            "subject_fr",
                            models.CharField(blank=True, max_length=150, verbose_name="subject in French"),
                        ),
                        (
                            "subject_ar",
                            models.CharField(blank=True, max_length=150, verbose_name="subject in Arabic"),
                        ),
                        (
                            "subject_en",
                            models.CharField(blank=True, max_length=150, verbose_name="subject in English"),
                        ),
                        ("body_fr", models.TextField(blank=True, verbose_name="text in French")),
                        ("body_ar", models.TextField(blank=True, verbose_name="text in Arabic")),
                        ("body_en", models.TextField(blank=True, verbose_name="text in English")),
                        ("sent_at", models.DateTimeField(verbose_name="sent")),
                        (
                            "sent_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="sent by",
                            ),
                        ),
                        ("reached", models.PositiveIntegerField(verbose_name="written to")),
                        ("left_out", models.PositiveIntegerField(verbose_name="left out")),
                    ],
                    options={
                        "verbose_name": "circular",
                        "verbose_name_plural": "circulars",
                        "ordering": ["-sent_at", "-pk"],
                        "constraints": [
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
                                name="circular_has_words",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Programme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(unique=True, verbose_name="code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("residency", "residency"),
                                    ("training", "training programme"),
                                    ("workshops", "workshop series"),
                                    ("bachelor", "bachelor"),
                                    ("master", "master"),
                                    ("platform", "industry platform"),
                                    ("delegation", "delegation"),
                                ],
                                max_length=20,
                                verbose_name="kind",
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
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="people.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "programme",
                        "verbose_name_plural": "programmes",
                        "ordering": ["name_fr"],
                    },
                ),
                migrations.CreateModel(
                    name="Track",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tracks",
                                to="programmes.programme",
                                verbose_name="programme",
                            ),
                        ),
                        ("slug", models.SlugField(verbose_name="code")),
                        ("name_fr", models.CharField(max_length=100, verbose_name="name in French")),
                        (
                            "name_ar",
                            models.CharField(blank=True, max_length=100, verbose_name="name in Arabic"),
                        ),
                        (
                            "name_en",
                            models.CharField(blank=True, max_length=100, verbose_name="name in English"),
                        ),
                    ],
                    options={
                        "verbose_name": "track",
                        "verbose_name_plural": "tracks",
                        "ordering": ["programme", "slug"],
                        "constraints": [
                            models.UniqueConstraint(fields=("programme", "slug"), name="track_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="editions",
                                to="programmes.programme",
                                verbose_name="programme",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="the year, or the year and a number",
                                max_length=100,
                                verbose_name="name",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        (
                            "prizes",
                            models.ManyToManyField(
                                blank=True,
                                editable=False,
                                related_name="+",
                                to="films.award",
                                verbose_name="prizes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "edition",
                        "verbose_name_plural": "editions",
                        "ordering": ["-starts_on", "programme", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("programme", "name"), name="edition_unique"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="edition_dates",
                                violation_error_message="Choose a last day that is not before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Places",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="places",
                                to="programmes.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "track",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="programmes.track",
                                verbose_name="track",
                            ),
                        ),
                        ("capacity", models.PositiveSmallIntegerField(verbose_name="capacity")),
                    ],
                    options={
                        "verbose_name": "places",
                        "verbose_name_plural": "places",
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "track"), name="places_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Participation",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participations",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participations",
                                to="programmes.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "track",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participations",
                                to="programmes.track",
                                verbose_name="track",
                            ),
                        ),
                        (
                            "work",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="participations",
                                to="films.work",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "invited"),
                                    ("confirmed", "confirmed"),
                                    ("attending", "attending"),
                                    ("completed", "completed"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                    ("dismissed", "dismissed"),
                                ],
                                default="invited",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "funder",
                            models.ForeignKey(
                                blank=True,
                                help_text="who pays for her place",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="funded_participations",
                                to="people.organisation",
                                verbose_name="funder",
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("work", "work"),
                                    ("money", "money"),
                                    ("health", "health"),
                                    ("family", "family"),
                                    ("moved", "moved away"),
                                    ("visa", "visa or travel"),
                                    ("project", "her project came to an end"),
                                    ("expectations", "not what she expected"),
                                    ("elsewhere", "another programme"),
                                    ("absent", "absent too often"),
                                    ("conduct", "conduct"),
                                    ("other", "other"),
                                ],
                                max_length=12,
                                verbose_name="cause",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                help_text="why she left, declined or was dismissed",
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="replaced_by",
                                to="programmes.participation",
                                verbose_name="in the place of",
                            ),
                        ),
                        (
                            "completed_on",
                            models.DateField(blank=True, null=True, verbose_name="completed on"),
                        ),
                        (
                            "certificate",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=20,
                                null=True,
                                unique=True,
                                verbose_name="certificate",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "participation",
                        "verbose_name_plural": "participations",
                        "ordering": ["edition", "person", "pk"],
                        "permissions": [("export_participation", "Can export participations")],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "completed")),
                                fields=["completed_on"],
                                name="participation_completed",
                            ),
                            models.Index(
                                fields=["edition", "completed_on", "person", "id"],
                                name="participation_of_edition",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "edition"), name="participation_unique"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("certificate__isnull", False),
                                        ("completed_on__isnull", False),
                                        ("state", "completed"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "completed"), _negated=True),
                                        ("completed_on", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="participation_completed_has_date",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cause", ""),
                                    ("state__in", ["declined", "withdrawn", "dismissed"]),
                                    _connector="OR",
                                ),
                                name="participation_cause_of_leaving",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "participation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="absences",
                                to="programmes.participation",
                                verbose_name="participation",
                            ),
                        ),
                        ("away_from", models.DateField(verbose_name="away from")),
                        (
                            "back_on",
                            models.DateField(
                                blank=True,
                                help_text="empty: not known yet",
                                null=True,
                                verbose_name="back on",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "absence",
                        "verbose_name_plural": "absences",
                        "ordering": ["-away_from", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("back_on", None), ("back_on__gt", models.F("away_from")), _connector="OR"
                                ),
                                name="absence_days",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("back_on", None)),
                                fields=("participation",),
                                name="absence_one_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Requirement",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="requirements",
                                to="programmes.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "track",
                            models.ForeignKey(
                                blank=True,
                                help_text="empty: of everyone",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="programmes.track",
                                verbose_name="track",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("sessions", "sessions attended"),
                                    ("deliverable", "deliverable handed in"),
                                    ("mentoring", "hours of mentoring"),
                                    ("sign_off", "sign-off"),
                                    ("year", "year passed"),
                                    ("credits", "credits earned"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("code", models.SlugField(verbose_name="code")),
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
                            "amount",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal(1),
                                help_text="sessions, hours or credits; 1 where it is done or not",
                                max_digits=6,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                                verbose_name="how much",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                    ],
                    options={
                        "verbose_name": "requirement",
                        "verbose_name_plural": "requirements",
                        "ordering": ["edition", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "code"), name="requirement_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="requirement_amount"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount", 1),
                                    models.Q(
                                        ("kind__in", ["deliverable", "sign_off", "year"]), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="requirement_once_is_one",
                                violation_error_message="Of this kind there is one: leave the amount at 1.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fulfilment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "participation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fulfilments",
                                to="programmes.participation",
                                verbose_name="participation",
                            ),
                        ),
                        (
                            "requirement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fulfilments",
                                to="programmes.requirement",
                                verbose_name="requirement",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2, default=Decimal(0), max_digits=6, verbose_name="how much"
                            ),
                        ),
                        ("is_waived", models.BooleanField(default=False, verbose_name="waived")),
                        ("word", models.TextField(blank=True, verbose_name="word")),
                        ("at", models.DateTimeField(verbose_name="recorded on")),
                    ],
                    options={
                        "verbose_name": "fulfilment",
                        "verbose_name_plural": "fulfilments",
                        "ordering": ["participation", "requirement"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("participation", "requirement"), name="fulfilment_unique"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)), name="fulfilment_amount"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_waived", False),
                                    models.Q(("word", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="fulfilment_waived_has_word",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deliverable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "participation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliverables",
                                to="programmes.participation",
                                verbose_name="participation",
                            ),
                        ),
                        (
                            "requirement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliverables",
                                to="programmes.requirement",
                                verbose_name="requirement",
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                blank=True, max_length=200, upload_to="deliverables", verbose_name="file"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="file name")),
                        (
                            "size",
                            models.PositiveBigIntegerField(default=0, help_text="bytes", verbose_name="size"),
                        ),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                        (
                            "content_type",
                            models.CharField(blank=True, max_length=100, verbose_name="content type"),
                        ),
                        ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                        (
                            "remark",
                            models.TextField(
                                blank=True, help_text="of the participant", verbose_name="remark"
                            ),
                        ),
                        ("handed_in_at", models.DateTimeField(verbose_name="handed in")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("handed_in", "handed in"),
                                    ("accepted", "accepted"),
                                    ("returned", "sent back"),
                                ],
                                default="handed_in",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "word",
                            models.TextField(
                                blank=True, help_text="the participant reads it", verbose_name="your word"
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                    ],
                    options={
                        "verbose_name": "deliverable",
                        "verbose_name_plural": "deliverables",
                        "ordering": ["-handed_in_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("file", ""), ("link", ""), _connector="XOR"),
                                name="deliverable_is_file_or_link",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at", None), ("state", "handed_in")),
                                    models.Q(
                                        models.Q(("state", "handed_in"), _negated=True),
                                        ("decided_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="deliverable_decided_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "returned"), _negated=True),
                                    models.Q(("word", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="deliverable_returned_has_word",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "handed_in")),
                                fields=("participation", "requirement"),
                                name="deliverable_one_waits",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "accepted")),
                                fields=("participation", "requirement"),
                                name="deliverable_one_accepted",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Room",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rooms",
                                to="programmes.edition",
                                verbose_name="edition",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "beds",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="beds",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True,
                                help_text="floor, steps, bathroom …",
                                max_length=200,
                                verbose_name="note",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "room",
                        "verbose_name_plural": "rooms",
                        "ordering": ["edition", "name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "name"), name="room_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("beds__gte", 1)), name="room_has_a_bed"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Stay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "participation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stays",
                                to="programmes.participation",
                                verbose_name="participation",
                            ),
                        ),
                        ("arrives_on", models.DateField(verbose_name="arrives on")),
                        ("leaves_on", models.DateField(verbose_name="leaves on")),
                        (
                            "room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stays",
                                to="programmes.room",
                                verbose_name="room",
                            ),
                        ),
                        (
                            "bed",
                            models.PositiveSmallIntegerField(
                                blank=True, editable=False, null=True, verbose_name="bed"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "stay",
                        "verbose_name_plural": "stays",
                        "ordering": ["arrives_on", "pk"],
                        "indexes": [models.Index(fields=["room", "bed", "arrives_on"], name="stay_of_bed")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("leaves_on__gt", models.F("arrives_on"))),
                                name="stay_has_a_night",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("bed", None), ("room", None)),
                                    models.Q(("bed__gte", 1), ("room__isnull", False)),
                                    _connector="OR",
                                ),
                                name="stay_bed_of_room",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Needs",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "participation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="needs",
                                to="programmes.participation",
                                verbose_name="participation",
                            ),
                        ),
                        ("travel", models.TextField(blank=True, verbose_name="travel")),
                        ("dietary", models.TextField(blank=True, verbose_name="food")),
                        ("access", models.TextField(blank=True, verbose_name="access")),
                        ("saved_at", models.DateTimeField(verbose_name="saved")),
                    ],
                    options={
                        "verbose_name": "needs",
                        "verbose_name_plural": "needs",
                        "ordering": ["participation"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalProgramme",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(verbose_name="code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("residency", "residency"),
                                    ("training", "training programme"),
                                    ("workshops", "workshop series"),
                                    ("bachelor", "bachelor"),
                                    ("master", "master"),
                                    ("platform", "industry platform"),
                                    ("delegation", "delegation"),
                                ],
                                max_length=20,
                                verbose_name="kind",
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
                        "verbose_name": "historical programme",
                        "verbose_name_plural": "historical programmes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEdition",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="the year, or the year and a number",
                                max_length=100,
                                verbose_name="name",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
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
                        "verbose_name": "historical edition",
                        "verbose_name_plural": "historical editions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalParticipation",
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
                                    ("invited", "invited"),
                                    ("confirmed", "confirmed"),
                                    ("attending", "attending"),
                                    ("completed", "completed"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                    ("dismissed", "dismissed"),
                                ],
                                default="invited",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("work", "work"),
                                    ("money", "money"),
                                    ("health", "health"),
                                    ("family", "family"),
                                    ("moved", "moved away"),
                                    ("visa", "visa or travel"),
                                    ("project", "her project came to an end"),
                                    ("expectations", "not what she expected"),
                                    ("elsewhere", "another programme"),
                                    ("absent", "absent too often"),
                                    ("conduct", "conduct"),
                                    ("other", "other"),
                                ],
                                max_length=12,
                                verbose_name="cause",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                help_text="why she left, declined or was dismissed",
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "completed_on",
                            models.DateField(blank=True, null=True, verbose_name="completed on"),
                        ),
                        (
                            "certificate",
                            models.CharField(
                                blank=True,
                                db_index=True,
                                editable=False,
                                max_length=20,
                                null=True,
                                verbose_name="certificate",
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
                            "work",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.work",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "funder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="who pays for her place",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.organisation",
                                verbose_name="funder",
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
                                to="programmes.participation",
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
                        "verbose_name": "historical participation",
                        "verbose_name_plural": "historical participations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAbsence",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("away_from", models.DateField(verbose_name="away from")),
                        (
                            "back_on",
                            models.DateField(
                                blank=True,
                                help_text="empty: not known yet",
                                null=True,
                                verbose_name="back on",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
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
                        "verbose_name": "historical absence",
                        "verbose_name_plural": "historical absences",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRequirement",
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
                                    ("sessions", "sessions attended"),
                                    ("deliverable", "deliverable handed in"),
                                    ("mentoring", "hours of mentoring"),
                                    ("sign_off", "sign-off"),
                                    ("year", "year passed"),
                                    ("credits", "credits earned"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("code", models.SlugField(verbose_name="code")),
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
                            "amount",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal(1),
                                help_text="sessions, hours or credits; 1 where it is done or not",
                                max_digits=6,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                                verbose_name="how much",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
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
                            "track",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="empty: of everyone",
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
                        "verbose_name": "historical requirement",
                        "verbose_name_plural": "historical requirements",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFulfilment",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2, default=Decimal(0), max_digits=6, verbose_name="how much"
                            ),
                        ),
                        ("is_waived", models.BooleanField(default=False, verbose_name="waived")),
                        ("word", models.TextField(blank=True, verbose_name="word")),
                        ("at", models.DateTimeField(verbose_name="recorded on")),
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
                            "requirement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="programmes.requirement",
                                verbose_name="requirement",
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
                        "verbose_name": "historical fulfilment",
                        "verbose_name_plural": "historical fulfilments",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDeliverable",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("file", models.TextField(blank=True, max_length=200, verbose_name="file")),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="file name")),
                        (
                            "size",
                            models.PositiveBigIntegerField(default=0, help_text="bytes", verbose_name="size"),
                        ),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                        (
                            "content_type",
                            models.CharField(blank=True, max_length=100, verbose_name="content type"),
                        ),
                        ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                        (
                            "remark",
                            models.TextField(
                                blank=True, help_text="of the participant", verbose_name="remark"
                            ),
                        ),
                        ("handed_in_at", models.DateTimeField(verbose_name="handed in")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("handed_in", "handed in"),
                                    ("accepted", "accepted"),
                                    ("returned", "sent back"),
                                ],
                                default="handed_in",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "word",
                            models.TextField(
                                blank=True, help_text="the participant reads it", verbose_name="your word"
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
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
                            "requirement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="programmes.requirement",
                                verbose_name="requirement",
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
                        "verbose_name": "historical deliverable",
                        "verbose_name_plural": "historical deliverables",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStay",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("arrives_on", models.DateField(verbose_name="arrives on")),
                        ("leaves_on", models.DateField(verbose_name="leaves on")),
                        (
                            "bed",
                            models.PositiveSmallIntegerField(
                                blank=True, editable=False, null=True, verbose_name="bed"
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
                            "room",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="programmes.room",
                                verbose_name="room",
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
                        "verbose_name": "historical stay",
                        "verbose_name_plural": "historical stays",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
