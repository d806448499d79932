import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.people.models
import foundation.tables
import residencies.industry.models.parties


class Migration(migrations.Migration):
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
                    name="HistoricalEvent",
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
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
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
                            "wishes_until",
                            models.DateTimeField(
                                blank=True,
                                help_text="empty: until the schedule is released",
                                null=True,
                                verbose_name="wishes until",
                            ),
                        ),
                        (
                            "most_in_a_row",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                default=4,
                                help_text="then a slot of rest; empty: any number",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="meetings in a row at most",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planning", "collecting wishes"),
                                    ("provisional", "provisional schedule"),
                                    ("released", "schedule released"),
                                ],
                                default="planning",
                                editable=False,
                                max_length=11,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "scheduled_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="scheduled on"),
                        ),
                        (
                            "released_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="released on"),
                        ),
                        ("batches", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="the run of a programme it belongs to",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="programmes.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "festival_edition",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="whose market or lab it is; its prizes are recorded there",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.festivaledition",
                                verbose_name="festival edition",
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
                                verbose_name="released by",
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
                        "verbose_name": "historical industry event",
                        "verbose_name_plural": "historical industry events",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Event",
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
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
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
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                help_text="the run of a programme it belongs to",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="industry_events",
                                to="programmes.edition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "festival_edition",
                            models.ForeignKey(
                                blank=True,
                                help_text="whose market or lab it is; its prizes are recorded there",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="industry_events",
                                to="films.festivaledition",
                                verbose_name="festival edition",
                            ),
                        ),
                        (
                            "wishes_until",
                            models.DateTimeField(
                                blank=True,
                                help_text="empty: until the schedule is released",
                                null=True,
                                verbose_name="wishes until",
                            ),
                        ),
                        (
                            "most_in_a_row",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                default=4,
                                help_text="then a slot of rest; empty: any number",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="meetings in a row at most",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planning", "collecting wishes"),
                                    ("provisional", "provisional schedule"),
                                    ("released", "schedule released"),
                                ],
                                default="planning",
                                editable=False,
                                max_length=11,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("fault", models.TextField(blank=True, editable=False)),
                        (
                            "scheduled_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="scheduled on"),
                        ),
                        ("measures", models.JSONField(blank=True, default=dict, editable=False)),
                        (
                            "released_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="released on"),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="released by",
                            ),
                        ),
                        ("batches", models.PositiveIntegerField(default=0, editable=False)),
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
                        "verbose_name": "industry event",
                        "verbose_name_plural": "industry events",
                        "ordering": ["-starts_on", "pk"],
                        "permissions": [
                            ("export_event", "Can export the schedule of an industry event"),
                            ("release_event", "Can release the schedule of an industry event"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_fr", ""), _negated=True), name="event_has_a_name"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="event_dates",
                                violation_error_message="The last day lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("most_in_a_row", None), ("most_in_a_row__gte", 1), _connector="OR"
                                ),
                                name="event_most_in_a_row",
                                violation_error_message="Write 1 meeting or more in a row, or leave it empty.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("released_at", None), ("state__in", ["planning", "provisional"])
                                    ),
                                    models.Q(("released_at__isnull", False), ("state", "released")),
                                    _connector="OR",
                                ),
                                name="event_released_at_an_instant",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalArea",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.event",
                                verbose_name="event",
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
                        "verbose_name": "historical area",
                        "verbose_name_plural": "historical areas",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Area",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="areas",
                                to="industry.event",
                                verbose_name="event",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                    ],
                    options={
                        "verbose_name": "area",
                        "verbose_name_plural": "areas",
                        "ordering": ["event", "name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("event", "name"), name="area_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTravel",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(240)],
                                verbose_name="minutes",
                            ),
                        ),
                        (
                            "one",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.area",
                                verbose_name="from",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.area",
                                verbose_name="to",
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
                        "verbose_name": "historical way between two areas",
                        "verbose_name_plural": "historical ways between areas",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Travel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "one",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="industry.area",
                                verbose_name="from",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="industry.area",
                                verbose_name="to",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(240)],
                                verbose_name="minutes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "way between two areas",
                        "verbose_name_plural": "ways between areas",
                        "ordering": ["one", "other"],
                        "constraints": [
                            models.UniqueConstraint(fields=("one", "other"), name="travel_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("one__lt", models.F("other"))),
                                name="travel_once_for_both_ways",
                                violation_error_message="A way leads between two areas, and is named once.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__lte", 240)), name="travel_minutes"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTable",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=50, verbose_name="name")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.event",
                                verbose_name="event",
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.area",
                                verbose_name="area",
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
                        "verbose_name": "historical table",
                        "verbose_name_plural": "historical tables",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Table",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tables",
                                to="industry.event",
                                verbose_name="event",
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tables",
                                to="industry.area",
                                verbose_name="area",
                            ),
                        ),
                        ("name", models.CharField(max_length=50, verbose_name="name")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                    ],
                    options={
                        "verbose_name": "table",
                        "verbose_name_plural": "tables",
                        "ordering": ["event", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("event", "name"), name="table_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSlot",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        (
                            "blocked",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("break", "break"),
                                    ("meal", "meal"),
                                    ("prayer", "prayer"),
                                    ("other", "other"),
                                ],
                                help_text="empty: meetings may be here",
                                max_length=6,
                                verbose_name="no meetings",
                            ),
                        ),
                        (
                            "label",
                            models.CharField(
                                blank=True, help_text="such as “iftar”", max_length=100, verbose_name="label"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.event",
                                verbose_name="event",
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
                        "verbose_name": "historical slot",
                        "verbose_name_plural": "historical slots",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Slot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="slots",
                                to="industry.event",
                                verbose_name="event",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        (
                            "blocked",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("break", "break"),
                                    ("meal", "meal"),
                                    ("prayer", "prayer"),
                                    ("other", "other"),
                                ],
                                help_text="empty: meetings may be here",
                                max_length=6,
                                verbose_name="no meetings",
                            ),
                        ),
                        (
                            "label",
                            models.CharField(
                                blank=True, help_text="such as “iftar”", max_length=100, verbose_name="label"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "slot",
                        "verbose_name_plural": "slots",
                        "ordering": ["event", "starts_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("event", "starts_at"), name="slot_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="slot_ends_after_it_begins",
                                violation_error_message="It ends before it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("blocked__in", ["", "break", "meal", "prayer", "other"])),
                                name="slot_blocked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalProject",
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
                                help_text="in which they can meet",
                                validators=[residencies.industry.models.parties.check_spoken],
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "has_interpreter",
                            models.BooleanField(
                                default=False,
                                help_text="then no common language is needed",
                                verbose_name="comes with an interpreter",
                            ),
                        ),
                        (
                            "most_a_day",
                            models.PositiveSmallIntegerField(
                                default=8,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(40),
                                ],
                                verbose_name="meetings a day at most",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="one that has left is scheduled no more",
                                verbose_name="takes part",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.event",
                                verbose_name="event",
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
                                verbose_name="work",
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
                        "verbose_name": "historical project",
                        "verbose_name_plural": "historical projects",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Project",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="industry.event",
                                verbose_name="event",
                            ),
                        ),
                        (
                            "work",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="industry_projects",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        (
                            "languages",
                            models.JSONField(
                                default=list,
                                help_text="in which they can meet",
                                validators=[residencies.industry.models.parties.check_spoken],
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "has_interpreter",
                            models.BooleanField(
                                default=False,
                                help_text="then no common language is needed",
                                verbose_name="comes with an interpreter",
                            ),
                        ),
                        (
                            "most_a_day",
                            models.PositiveSmallIntegerField(
                                default=8,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(40),
                                ],
                                verbose_name="meetings a day at most",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="one that has left is scheduled no more",
                                verbose_name="takes part",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True, help_text="for the staff alone", verbose_name="note"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "project",
                        "verbose_name_plural": "projects",
                        "ordering": ["event", "work__title", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("event", "work"), name="project_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("most_a_day__gte", 1), ("most_a_day__lte", 40)),
                                name="project_most_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSeat",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.project",
                                verbose_name="project",
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
                        "verbose_name": "historical person who sits for a project",
                        "verbose_name_plural": "historical people who sit for a project",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
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
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="industry.project",
                                verbose_name="project",
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
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "person who sits for a project",
                        "verbose_name_plural": "people who sit for a project",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("project", "person"), name="project_seat_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalGuest",
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
                                    ("sales", "sales agent"),
                                    ("coproducer", "co-producer"),
                                    ("fund", "fund"),
                                    ("broadcaster", "broadcaster"),
                                    ("festival", "festival"),
                                    ("other", "other"),
                                ],
                                default="other",
                                max_length=11,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "languages",
                            models.JSONField(
                                default=list,
                                help_text="in which they can meet",
                                validators=[residencies.industry.models.parties.check_spoken],
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "has_interpreter",
                            models.BooleanField(
                                default=False,
                                help_text="then no common language is needed",
                                verbose_name="comes with an interpreter",
                            ),
                        ),
                        (
                            "most_a_day",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(40),
                                ],
                                verbose_name="meetings a day at most",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="one who has left is scheduled no more",
                                verbose_name="takes part",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.event",
                                verbose_name="event",
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
                        "verbose_name": "historical guest",
                        "verbose_name_plural": "historical guests",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Guest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="guests",
                                to="industry.event",
                                verbose_name="event",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="industry_guests",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("sales", "sales agent"),
                                    ("coproducer", "co-producer"),
                                    ("fund", "fund"),
                                    ("broadcaster", "broadcaster"),
                                    ("festival", "festival"),
                                    ("other", "other"),
                                ],
                                default="other",
                                max_length=11,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "languages",
                            models.JSONField(
                                default=list,
                                help_text="in which they can meet",
                                validators=[residencies.industry.models.parties.check_spoken],
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "has_interpreter",
                            models.BooleanField(
                                default=False,
                                help_text="then no common language is needed",
                                verbose_name="comes with an interpreter",
                            ),
                        ),
                        (
                            "most_a_day",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(40),
                                ],
                                verbose_name="meetings a day at most",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="one who has left is scheduled no more",
                                verbose_name="takes part",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True, help_text="for the staff alone", verbose_name="note"
                            ),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "guest",
                        "verbose_name_plural": "guests",
                        "ordering": ["event", "person__sort_name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("event", "person"), name="guest_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("most_a_day__gte", 1), ("most_a_day__lte", 40)),
                                name="guest_most_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Away",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "slot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="away",
                                to="industry.slot",
                                verbose_name="slot",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="away",
                                to="industry.project",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "guest",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="away",
                                to="industry.guest",
                                verbose_name="guest",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "slot without her",
                        "verbose_name_plural": "slots without her",
                        "ordering": ["slot", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("guest__isnull", False), ("project__isnull", True)),
                                    models.Q(("guest__isnull", True), ("project__isnull", False)),
                                    _connector="OR",
                                ),
                                name="away_is_one_party",
                            ),
                            models.UniqueConstraint(fields=("project", "slot"), name="away_project_once"),
                            models.UniqueConstraint(fields=("guest", "slot"), name="away_guest_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalWish",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("project", "project"), ("guest", "guest")],
                                max_length=7,
                                verbose_name="whose wish",
                            ),
                        ),
                        (
                            "word",
                            models.CharField(
                                choices=[("must", "must"), ("like", "like"), ("no", "no")],
                                max_length=4,
                                verbose_name="wish",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.project",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "guest",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.guest",
                                verbose_name="guest",
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
                        "verbose_name": "historical wish",
                        "verbose_name_plural": "historical wishes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
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
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wishes",
                                to="industry.project",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "guest",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wishes",
                                to="industry.guest",
                                verbose_name="guest",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("project", "project"), ("guest", "guest")],
                                max_length=7,
                                verbose_name="whose wish",
                            ),
                        ),
                        (
                            "word",
                            models.CharField(
                                choices=[("must", "must"), ("like", "like"), ("no", "no")],
                                max_length=4,
                                verbose_name="wish",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "wish",
                        "verbose_name_plural": "wishes",
                        "ordering": ["project", "guest", "side"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("project", "guest", "side"), name="industry_wish_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["project", "guest"])),
                                name="industry_wish_side",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("word__in", ["must", "like", "no"])),
                                name="industry_wish_word",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalMeeting",
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
                                choices=[("planned", "planned"), ("cancelled", "cancelled")],
                                default="planned",
                                editable=False,
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "is_pinned",
                            models.BooleanField(
                                default=False,
                                help_text="stays where it is when the schedule is made anew",
                                verbose_name="pinned",
                            ),
                        ),
                        (
                            "is_interpreted",
                            models.BooleanField(
                                default=False,
                                help_text="one is booked for this meeting",
                                verbose_name="with an interpreter",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("missed", "did not take place"),
                                    ("no_interest", "no interest"),
                                    ("follow_up", "to be followed up"),
                                    ("interest", "letter of interest"),
                                    ("intent", "letter of intent"),
                                    ("contract", "contract"),
                                ],
                                max_length=11,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "outcome_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="outcome recorded on"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.event",
                                verbose_name="event",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.project",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "guest",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.guest",
                                verbose_name="guest",
                            ),
                        ),
                        (
                            "slot",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.slot",
                                verbose_name="slot",
                            ),
                        ),
                        (
                            "table",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.table",
                                verbose_name="table",
                            ),
                        ),
                        (
                            "outcome_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="outcome recorded by",
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
                        "verbose_name": "historical meeting",
                        "verbose_name_plural": "historical meetings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="industry.event",
                                verbose_name="event",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="industry.project",
                                verbose_name="project",
                            ),
                        ),
                        (
                            "guest",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="industry.guest",
                                verbose_name="guest",
                            ),
                        ),
                        (
                            "slot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="industry.slot",
                                verbose_name="slot",
                            ),
                        ),
                        (
                            "table",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="industry.table",
                                verbose_name="table",
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
                            "is_pinned",
                            models.BooleanField(
                                default=False,
                                help_text="stays where it is when the schedule is made anew",
                                verbose_name="pinned",
                            ),
                        ),
                        (
                            "is_interpreted",
                            models.BooleanField(
                                default=False,
                                help_text="one is booked for this meeting",
                                verbose_name="with an interpreter",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("missed", "did not take place"),
                                    ("no_interest", "no interest"),
                                    ("follow_up", "to be followed up"),
                                    ("interest", "letter of interest"),
                                    ("intent", "letter of intent"),
                                    ("contract", "contract"),
                                ],
                                max_length=11,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "outcome_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="outcome recorded by",
                            ),
                        ),
                        (
                            "outcome_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="outcome recorded on"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "meeting",
                        "verbose_name_plural": "meetings",
                        "ordering": ["slot__starts_at", "table__position", "pk"],
                        "indexes": [models.Index(fields=["event", "state"], name="meeting_of_event")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "planned")),
                                fields=("table", "slot"),
                                name="meeting_table_slot_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "planned")),
                                fields=("project", "slot"),
                                name="meeting_project_slot_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "planned")),
                                fields=("guest", "slot"),
                                name="meeting_guest_slot_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "planned")),
                                fields=("project", "guest"),
                                name="meeting_project_guest_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "cancelled"])),
                                name="meeting_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "outcome__in",
                                        [
                                            "",
                                            "missed",
                                            "no_interest",
                                            "follow_up",
                                            "interest",
                                            "intent",
                                            "contract",
                                        ],
                                    )
                                ),
                                name="meeting_outcome",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", ""), ("outcome_at", None)),
                                    models.Q(
                                        models.Q(("outcome", ""), _negated=True),
                                        ("outcome_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="meeting_outcome_at_an_instant",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="industry.meeting",
                                verbose_name="meeting",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                blank=True,
                                choices=[("project", "project"), ("guest", "guest")],
                                max_length=7,
                                verbose_name="side",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="note")),
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
                        ("at", models.DateTimeField(verbose_name="on")),
                    ],
                    options={
                        "verbose_name": "note of a meeting",
                        "verbose_name_plural": "notes of meetings",
                        "ordering": ["meeting", "side"],
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "side"), name="meeting_note_of_side"),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["", "project", "guest"])),
                                name="meeting_note_side",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalFollowUp",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                blank=True,
                                choices=[("project", "project"), ("guest", "guest")],
                                help_text="empty: the staff",
                                max_length=7,
                                verbose_name="side",
                            ),
                        ),
                        ("what", models.CharField(max_length=300, verbose_name="what")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "done_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="done on"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="industry.meeting",
                                verbose_name="meeting",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.person",
                                verbose_name="who does it",
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
                        "verbose_name": "historical follow-up",
                        "verbose_name_plural": "historical follow-ups",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="FollowUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="follow_ups",
                                to="industry.meeting",
                                verbose_name="meeting",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                blank=True,
                                choices=[("project", "project"), ("guest", "guest")],
                                help_text="empty: the staff",
                                max_length=7,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="who does it",
                            ),
                        ),
                        ("what", models.CharField(max_length=300, verbose_name="what")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "done_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="done on"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "follow-up",
                        "verbose_name_plural": "follow-ups",
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["due_on"],
                                name="follow_up_open",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("what", ""), _negated=True), name="follow_up_of_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["", "project", "guest"])),
                                name="follow_up_side",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="industry.meeting",
                                verbose_name="meeting",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "change",
                            models.CharField(
                                choices=[("added", "added"), ("moved", "moved"), ("cancelled", "cancelled")],
                                max_length=9,
                                verbose_name="change",
                            ),
                        ),
                        (
                            "was_slot",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="industry.slot",
                                verbose_name="slot before",
                            ),
                        ),
                        (
                            "was_table",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="industry.table",
                                verbose_name="table before",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="changed on")),
                        (
                            "batch",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="told with"),
                        ),
                    ],
                    options={
                        "verbose_name": "change to be told",
                        "verbose_name_plural": "changes to be told",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("batch", None)),
                                fields=("meeting", "person"),
                                name="notice_untold_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("change__in", ["added", "moved", "cancelled"])),
                                name="notice_change",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
