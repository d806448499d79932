from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django_countries.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.films.models.works
import foundation.money
import foundation.tables

ROLES = [
    # code, department, French, Arabic, English
    ("showrunner", "production", "showrunner", "مديرة المسلسل", "showrunner"),
    ("creator", "writing", "créatrice ou créateur", "ابتكار", "creator"),
    ("director", "directing", "réalisation", "إخراج", "director"),
    ("co_director", "directing", "coréalisation", "إخراج مشترك", "co-director"),
    ("first_assistant_director", "directing", "1re assistanat réalisation", "مساعد أول للمخرج", "first assistant director"),
    ("second_assistant_director", "directing", "2e assistanat réalisation", "مساعد ثان للمخرج", "second assistant director"),
    ("script_supervisor", "directing", "scripte", "سكريبت", "script supervisor"),
    ("screenwriter", "writing", "scénario", "سيناريو", "screenwriter"),
    ("staff_writer", "writing", "écriture (équipe)", "كتابة ضمن فريق", "staff writer"),
    ("producer", "production", "production", "إنتاج", "producer"),
    ("co_producer", "production", "coproduction", "إنتاج مشترك", "co-producer"),
    ("executive_producer", "production", "production exécutive", "إنتاج تنفيذي", "executive producer"),
    ("line_producer", "production", "direction de production", "إدارة الإنتاج", "line producer"),
    ("production_company", "production", "société de production", "شركة الإنتاج", "production company"),
    ("cinematographer", "cinematography", "image", "تصوير", "cinematographer"),
    ("camera_operator", "cinematography", "cadre", "تشغيل الكاميرا", "camera operator"),
    ("sound_recordist", "sound", "prise de son", "تسجيل الصوت", "sound recordist"),
    ("sound_designer", "sound", "conception sonore", "تصميم الصوت", "sound designer"),
    ("sound_mixer", "sound", "mixage", "مزج الصوت", "re-recording mixer"),
    ("editor", "editing", "montage", "مونتاج", "editor"),
    ("assistant_editor", "editing", "assistanat montage", "مساعدة المونتاج", "assistant editor"),
    ("colourist", "editing", "étalonnage", "تصحيح الألوان", "colourist"),
    ("production_designer", "art", "décors", "تصميم المناظر", "production designer"),
    ("costume_designer", "art", "costumes", "تصميم الأزياء", "costume designer"),
    ("composer", "music", "musique", "موسيقى", "composer"),
    ("vfx_supervisor", "vfx", "supervision des effets visuels", "الإشراف على المؤثرات البصرية", "VFX supervisor"),
    ("actor", "cast", "interprétation", "تمثيل", "actor"),
]  # fmt: skip


def add_roles(apps, schema_editor):
    role = apps.get_model("films", "Role")
    role.objects.bulk_create(
        [
            role(slug=slug, department=department, name_fr=fr, name_ar=ar, name_en=en)
            for slug, department, fr, ar, en in ROLES
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    replaces = [
        ("films", "0001_initial"),
        ("films", "0002_roles"),
        ("films", "0003_gone_countries_and_export"),
        ("films", "0004_award_amount"),
        ("films", "0005_sound_amounts"),
        ("films", "0006_award_amounts"),
        ("films", "0007_financing"),
        ("films", "0008_screenings"),
        ("films", "0009_filmography"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_squashed_0004_without_zones"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Work",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("search_key", models.TextField(default="", editable=False)),
                        ("sound_key", models.TextField(default="", editable=False)),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "original_title",
                            models.CharField(blank=True, max_length=300, verbose_name="original title"),
                        ),
                        (
                            "title_ar",
                            models.CharField(blank=True, max_length=300, verbose_name="title in Arabic"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("feature", "feature"),
                                    ("short", "short"),
                                    ("documentary", "documentary"),
                                    ("series", "series"),
                                    ("mini_series", "mini-series"),
                                    ("web_series", "web series"),
                                    ("animation", "animation"),
                                    ("video_art", "video art"),
                                    ("other", "other"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                blank=True,
                                help_text="fiction, hybrid documentary …",
                                max_length=100,
                                verbose_name="form",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("idea", "idea"),
                                    ("development", "development"),
                                    ("financing", "financing"),
                                    ("pre_production", "pre-production"),
                                    ("shooting", "shooting"),
                                    ("post_production", "post-production"),
                                    ("completed", "completed"),
                                    ("released", "released"),
                                ],
                                help_text="empty if not known",
                                max_length=20,
                                verbose_name="stage",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                        ),
                        (
                            "running_time",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="minutes", null=True, verbose_name="running time"
                            ),
                        ),
                        (
                            "countries",
                            django_countries.fields.CountryField(
                                blank=True,
                                countries=foundation.films.models.works.FilmCountries,
                                max_length=746,
                                multiple=True,
                                verbose_name="countries",
                            ),
                        ),
                        (
                            "languages",
                            models.CharField(
                                blank=True,
                                help_text="codes, with commas: ar,fr",
                                max_length=100,
                                verbose_name="languages",
                            ),
                        ),
                        ("logline", models.TextField(blank=True, verbose_name="logline")),
                        ("imdb_id", models.CharField(blank=True, max_length=12, verbose_name="IMDb")),
                        (
                            "is_public",
                            models.BooleanField(
                                default=False,
                                help_text="known outside: everyone may see it",
                                verbose_name="public",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "work",
                        "verbose_name_plural": "works",
                        "ordering": ["title", "pk"],
                        "permissions": [("export_work", "Can export works")],
                        "indexes": [
                            models.Index(fields=["title", "id"], name="work_title"),
                            models.Index(fields=["stage"], name="work_stage"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="work_has_a_title"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("imdb_id", ""), _negated=True),
                                fields=("imdb_id",),
                                name="work_imdb_id_unique",
                                violation_error_message="Another work has this IMDb number: check it, or use that work’s record.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StageChange",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stage_changes",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("idea", "idea"),
                                    ("development", "development"),
                                    ("financing", "financing"),
                                    ("pre_production", "pre-production"),
                                    ("shooting", "shooting"),
                                    ("post_production", "post-production"),
                                    ("completed", "completed"),
                                    ("released", "released"),
                                ],
                                max_length=20,
                                verbose_name="stage",
                            ),
                        ),
                        ("on", models.DateField(blank=True, null=True, verbose_name="on")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "change of stage",
                        "verbose_name_plural": "changes of stage",
                        "ordering": ["on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Season",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seasons",
                                to="films.work",
                                verbose_name="series",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                    ],
                    options={
                        "verbose_name": "season",
                        "verbose_name_plural": "seasons",
                        "ordering": ["work", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("work", "number"), name="season_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Episode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "season",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="episodes",
                                to="films.season",
                                verbose_name="season",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                    ],
                    options={
                        "verbose_name": "episode",
                        "verbose_name_plural": "episodes",
                        "ordering": ["season", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("season", "number"), name="episode_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Role",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(unique=True, verbose_name="code")),
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
                        ("name_fr", models.CharField(max_length=100, verbose_name="name in French")),
                        (
                            "name_ar",
                            models.CharField(blank=True, max_length=100, verbose_name="name in Arabic"),
                        ),
                        ("name_en", models.CharField(max_length=100, verbose_name="name in English")),
                    ],
                    options={
                        "verbose_name": "role",
                        "verbose_name_plural": "roles",
                        "ordering": ["department", "slug"],
                    },
                ),
                migrations.CreateModel(
                    name="Credit",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="credits",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="credits",
                                to="films.episode",
                                verbose_name="episode",
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[("work", "the whole work"), ("episode", "an episode")],
                                default="work",
                                help_text="an episode may be meant without its number being known",
                                max_length=10,
                                verbose_name="scope",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="credits",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="credits",
                                to="people.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credits",
                                to="films.role",
                                verbose_name="role",
                            ),
                        ),
                        (
                            "credited_as",
                            models.CharField(blank=True, max_length=200, verbose_name="credited as"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("announced", "announced"),
                                    ("confirmed", "confirmed"),
                                    ("uncredited", "uncredited"),
                                ],
                                default="confirmed",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "order",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="its place in the credits",
                                null=True,
                                verbose_name="order",
                            ),
                        ),
                        (
                            "verification",
                            models.CharField(
                                choices=[
                                    ("unchecked", "not checked"),
                                    ("verified", "verified"),
                                    ("contested", "contested"),
                                ],
                                default="unchecked",
                                max_length=10,
                                verbose_name="verification",
                            ),
                        ),
                        ("verified_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="checked by",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "credit",
                        "verbose_name_plural": "credits",
                        "ordering": ["work", "episode", "role", "pk"],
                        "permissions": [("export_credit", "Can export credits")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("organisation__isnull", True), ("person__isnull", False)),
                                    models.Q(("organisation__isnull", False), ("person__isnull", True)),
                                    _connector="OR",
                                ),
                                name="credit_is_one_party",
                                violation_error_message="Choose a person or an organisation, not both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("verification", "unchecked"),
                                        ("verified_by", None),
                                        ("verified_on", None),
                                    ),
                                    models.Q(
                                        models.Q(("verification", "unchecked"), _negated=True),
                                        ("verified_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="credit_checked_on_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("episode__isnull", True), ("scope", "episode"), _connector="OR"
                                ),
                                name="credit_episode_has_scope",
                                violation_error_message="Where you name an episode, choose “an episode” as the scope.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("episode__isnull", True), ("person__isnull", False)),
                                fields=("work", "person", "role", "scope"),
                                name="credit_person_on_work",
                                violation_error_message="This credit is recorded already: change that one, or choose another role.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("episode__isnull", False), ("person__isnull", False)),
                                fields=("episode", "person", "role"),
                                name="credit_person_on_episode",
                                violation_error_message="This credit is recorded already: change that one, or choose another role.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("episode__isnull", True), ("organisation__isnull", False)
                                ),
                                fields=("work", "organisation", "role", "scope"),
                                name="credit_organisation_on_work",
                                violation_error_message="This credit is recorded already: change that one, or choose another role.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("episode__isnull", False), ("organisation__isnull", False)
                                ),
                                fields=("episode", "organisation", "role"),
                                name="credit_organisation_on_episode",
                                violation_error_message="This credit is recorded already: change that one, or choose another role.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CreditEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "credit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="films.credit",
                                verbose_name="credit",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("link", "page"),
                                    ("call_sheet", "call sheet"),
                                    ("contract", "contract"),
                                    ("film", "the credits of the film"),
                                    ("other", "other"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                        (
                            "reference",
                            models.CharField(
                                blank=True,
                                help_text="which paper, and where it is kept",
                                max_length=300,
                                verbose_name="reference",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "evidence of a credit",
                        "verbose_name_plural": "evidence of credits",
                        "ordering": ["credit", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("url", ""), _negated=True),
                                    models.Q(
                                        models.Q(("reference", ""), _negated=True),
                                        models.Q(("kind", "link"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="credit_evidence_says_where",
                                violation_error_message="Give the link, or say which paper it is and where it is kept.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Festival",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                        (
                            "short_name",
                            models.CharField(blank=True, max_length=50, verbose_name="short name"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("festival", "festival"),
                                    ("market", "market"),
                                    ("lab", "lab"),
                                    ("workshop", "industry workshop"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True, max_length=2, verbose_name="country"
                            ),
                        ),
                        ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                    ],
                    options={
                        "verbose_name": "festival",
                        "verbose_name_plural": "festivals",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="FestivalEdition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "festival",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="editions",
                                to="films.festival",
                                verbose_name="festival",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                    ],
                    options={
                        "verbose_name": "festival edition",
                        "verbose_name_plural": "festival editions",
                        "ordering": [
                            "festival",
                            models.OrderBy(models.F("year"), descending=True, nulls_last=True),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("festival", "year"), name="festival_edition_unique"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("year__isnull", True)),
                                fields=("festival",),
                                name="festival_edition_unknown_year_once",
                                violation_error_message="An edition of unknown year is recorded already: say of which year this one is.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="festival_edition_dates",
                                violation_error_message="Choose a last day that is not before the first.",
                            ),
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
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
                                to="films.festivaledition",
                                verbose_name="edition",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("selection", "festival selection"),
                                    ("in_progress", "work in progress"),
                                    ("market", "market"),
                                    ("lab", "lab"),
                                ],
                                default="selection",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                blank=True,
                                help_text="where it is not the festival",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="people.organisation",
                                verbose_name="organiser",
                            ),
                        ),
                        (
                            "premiere_asked",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("world", "world premiere"),
                                    ("international", "international premiere"),
                                    ("continental", "continental premiere"),
                                    ("national", "national premiere"),
                                ],
                                help_text="at least",
                                max_length=20,
                                verbose_name="premiere asked for",
                            ),
                        ),
                        (
                            "region",
                            django_countries.fields.CountryField(
                                blank=True,
                                help_text="countries that a continental premiere is the first in",
                                max_length=746,
                                multiple=True,
                                verbose_name="region",
                            ),
                        ),
                        (
                            "unseen_at_home",
                            models.BooleanField(
                                default=False, verbose_name="never in public in the festival’s country"
                            ),
                        ),
                        (
                            "no_broadcast",
                            models.BooleanField(default=False, verbose_name="never on television or online"),
                        ),
                        (
                            "rules_source",
                            models.CharField(
                                blank=True,
                                help_text="the regulations it stands in",
                                max_length=300,
                                verbose_name="source",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "section",
                        "verbose_name_plural": "sections",
                        "ordering": ["edition", "name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "name"), name="section_unique"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("rules_source", ""), _negated=True),
                                    models.Q(
                                        ("no_broadcast", False),
                                        ("premiere_asked", ""),
                                        ("unseen_at_home", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="section_rules_have_source",
                                violation_error_message="What a section asks for stands somewhere: name the source.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Selection",
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
                                related_name="selections",
                                to="films.festivaledition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="selections",
                                to="films.section",
                                verbose_name="section",
                            ),
                        ),
                        (
                            "work",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="selections",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="selections",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "premiere",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("world", "world premiere"),
                                    ("international", "international premiere"),
                                    ("continental", "continental premiere"),
                                    ("national", "national premiere"),
                                ],
                                max_length=20,
                                verbose_name="premiere",
                            ),
                        ),
                        ("on", models.DateField(blank=True, null=True, verbose_name="on")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "selection",
                        "verbose_name_plural": "selections",
                        "ordering": ["edition", "section", "pk"],
                        "permissions": [("export_selection", "Can export selections")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("work__isnull", False), ("person__isnull", False), _connector="OR"
                                ),
                                name="selection_has_work_or_person",
                                violation_error_message="Choose the work or the person that was selected, or both.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("person__isnull", True),
                                    ("section__isnull", False),
                                    ("work__isnull", False),
                                ),
                                fields=("edition", "section", "work"),
                                name="selection_work",
                                violation_error_message="This selection is recorded already: change that one, or choose another section.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("person__isnull", True),
                                    ("section__isnull", True),
                                    ("work__isnull", False),
                                ),
                                fields=("edition", "work"),
                                name="selection_work_no_section",
                                violation_error_message="This selection is recorded already: change that one, or choose another section.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("person__isnull", False),
                                    ("section__isnull", False),
                                    ("work__isnull", True),
                                ),
                                fields=("edition", "section", "person"),
                                name="selection_person",
                                violation_error_message="This selection is recorded already: change that one, or choose another section.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("person__isnull", False),
                                    ("section__isnull", True),
                                    ("work__isnull", True),
                                ),
                                fields=("edition", "person"),
                                name="selection_person_no_section",
                                violation_error_message="This selection is recorded already: change that one, or choose another section.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("person__isnull", False),
                                    ("section__isnull", False),
                                    ("work__isnull", False),
                                ),
                                fields=("edition", "section", "work", "person"),
                                name="selection_work_person",
                                violation_error_message="This selection is recorded already: change that one, or choose another section.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("person__isnull", False),
                                    ("section__isnull", True),
                                    ("work__isnull", False),
                                ),
                                fields=("edition", "work", "person"),
                                name="selection_work_person_no_section",
                                violation_error_message="This selection is recorded already: change that one, or choose another section.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Award",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "selection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="awards",
                                to="films.selection",
                                verbose_name="selection",
                            ),
                        ),
                        (
                            "prize",
                            models.CharField(
                                blank=True,
                                help_text="empty if its name is not known",
                                max_length=200,
                                verbose_name="prize",
                            ),
                        ),
                        ("category", models.CharField(blank=True, max_length=200, verbose_name="category")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("won", "won"),
                                    ("mention", "special mention"),
                                    ("nominated", "nominated"),
                                    ("shortlisted", "on the shortlist"),
                                ],
                                default="won",
                                max_length=12,
                                verbose_name="result",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="tells two prizes of one name, or of none, apart",
                                verbose_name="number",
                            ),
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
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{3}$", "Three capital letters, such as MAD or EUR."
                                    )
                                ],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "in_kind",
                            models.CharField(
                                blank=True,
                                help_text="days of post-production, distribution …",
                                max_length=300,
                                verbose_name="in kind",
                            ),
                        ),
                        (
                            "is_ex_aequo",
                            models.BooleanField(
                                default=False,
                                help_text="another work won the same prize",
                                verbose_name="ex aequo",
                            ),
                        ),
                        (
                            "jury",
                            models.CharField(
                                blank=True,
                                help_text="where it is not the festival’s own: FIPRESCI …",
                                max_length=200,
                                verbose_name="jury",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                help_text="where the prize goes to a company",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="people.organisation",
                                verbose_name="company",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "shared_with",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="people.person", verbose_name="shared with"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "award",
                        "verbose_name_plural": "awards",
                        "ordering": ["selection__edition", "selection_id", "number", "pk"],
                        "permissions": [("export_award", "Can export awards")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("selection", "prize", "category", "result", "number"),
                                name="award_unique",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount", None), ("currency", "")),
                                    models.Q(
                                        ("amount__gte", 0),
                                        ("amount__isnull", False),
                                        ("currency__regex", "^[A-Z]{3}$"),
                                    ),
                                    _connector="OR",
                                ),
                                name="award_amount_and_currency",
                                violation_error_message="An amount is not below zero, and has a currency such as MAD.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FinancingPlan",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="financing_plans",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        ("dated_on", models.DateField(verbose_name="day of the plan")),
                        (
                            "budget",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=15,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="budget",
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
                        ("note", models.TextField(blank=True, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "financing plan",
                        "verbose_name_plural": "financing plans",
                        "ordering": ["work", "-dated_on", "pk"],
                        "permissions": [("export_financingplan", "Can take out financing plans")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("work", "dated_on"), name="financing_plan_of_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("budget__gt", 0)), name="financing_plan_budget"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency", ""), _negated=True),
                                name="financing_plan_currency",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanRate",
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
                                related_name="rates",
                                to="films.financingplan",
                                verbose_name="financing plan",
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
                        (
                            "rate",
                            models.DecimalField(
                                decimal_places=8,
                                help_text="units of the plan’s currency for one of this",
                                max_digits=15,
                                verbose_name="rate",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        (
                            "source",
                            models.CharField(
                                help_text="the bank that published it", max_length=200, verbose_name="source"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "exchange rate of a plan",
                        "verbose_name_plural": "exchange rates of a plan",
                        "ordering": ["plan", "currency"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "currency"), name="plan_rate_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("rate__gt", 0)),
                                name="plan_rate_positive",
                                violation_error_message="A rate is more than nothing.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("source", ""), _negated=True),
                                    models.Q(("currency", ""), _negated=True),
                                ),
                                name="plan_rate_has_source",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Coproducer",
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
                                related_name="coproducers",
                                to="films.financingplan",
                                verbose_name="financing plan",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="coproductions",
                                to="people.organisation",
                                verbose_name="company",
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(max_length=2, verbose_name="country"),
                        ),
                        (
                            "percent",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=6,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(0)),
                                    django.core.validators.MaxValueValidator(Decimal(100)),
                                ],
                                verbose_name="share in %",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "co-producer",
                        "verbose_name_plural": "co-producers",
                        "ordering": ["plan", "-percent", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "organisation"), name="coproducer_once"),
                            models.CheckConstraint(
                                condition=models.Q(("percent__gt", 0), ("percent__lte", 100)),
                                name="coproducer_percent",
                                violation_error_message="A share is more than nothing, and at most 100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("country", ""), _negated=True), name="coproducer_country"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FinancingLine",
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
                                related_name="lines",
                                to="films.financingplan",
                                verbose_name="financing plan",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="financing_lines",
                                to="people.organisation",
                                verbose_name="source",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("grant", "grant"),
                                    ("advance", "advance on receipts, soft loan"),
                                    ("broadcaster", "broadcaster, pre-sale"),
                                    ("guarantee", "minimum guarantee"),
                                    ("coproducer", "co-producer’s money"),
                                    ("equity", "private equity"),
                                    ("own", "producer’s own money"),
                                    ("in_kind", "in kind"),
                                    ("deferral", "deferred fees"),
                                    ("rebate", "rebate, tax credit"),
                                    ("prize", "prize"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True,
                                countries=foundation.films.models.works.FilmCountries,
                                max_length=2,
                                verbose_name="country",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                help_text="of a range, the lowest",
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="amount",
                            ),
                        ),
                        (
                            "amount_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="up to",
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
                        (
                            "rate",
                            models.DecimalField(
                                blank=True,
                                decimal_places=8,
                                help_text="where the paper fixes one; else that of the plan",
                                max_digits=15,
                                null=True,
                                verbose_name="rate",
                            ),
                        ),
                        ("rate_on", models.DateField(blank=True, null=True, verbose_name="day of the rate")),
                        (
                            "rate_source",
                            models.CharField(blank=True, max_length=200, verbose_name="source of the rate"),
                        ),
                        (
                            "paper",
                            models.CharField(
                                choices=[
                                    ("refused", "refused"),
                                    ("planned", "planned"),
                                    ("interest", "letter of interest"),
                                    ("intent", "letter of intent"),
                                    ("memo", "deal memo"),
                                    ("contract", "contract"),
                                    ("received", "received"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="paper",
                            ),
                        ),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="dated")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="as the paper says; a letter of intent that does not is valid for six months",
                                null=True,
                                verbose_name="valid until",
                            ),
                        ),
                        (
                            "evidence",
                            models.CharField(
                                blank=True,
                                help_text="the bank’s letter for own money, the line of the budget for deferred fees",
                                max_length=300,
                                verbose_name="evidence",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "line of a financing plan",
                        "verbose_name_plural": "lines of a financing plan",
                        "ordering": ["plan", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__isnull", True), ("amount__gt", 0), _connector="OR"
                                ),
                                name="financing_line_amount",
                                violation_error_message="Write an amount above zero, or leave it empty.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount_to__isnull", True),
                                    models.Q(
                                        ("amount__isnull", False),
                                        ("amount_to__gt", models.F("amount")),
                                        models.Q(("paper", "received"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="financing_line_range",
                                violation_error_message="A range goes from its lowest amount up; what was received is one amount.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("paper__in", ["memo", "contract", "received"]), _negated=True),
                                    ("amount__isnull", False),
                                    _connector="OR",
                                ),
                                name="financing_line_firm_amount",
                                violation_error_message="A deal memo, a contract and what was received have an amount.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("rate", None), ("rate_on", None), ("rate_source", "")),
                                    models.Q(
                                        ("rate__gt", 0),
                                        ("rate_on__isnull", False),
                                        models.Q(("rate_source", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="financing_line_rate",
                                violation_error_message="A rate has its day and its source.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("signed_on", None),
                                    ("valid_until__gte", models.F("signed_on")),
                                    _connector="OR",
                                ),
                                name="financing_line_valid",
                                violation_error_message="The paper ends before its day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency", ""), _negated=True),
                                name="financing_line_currency",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedSpend",
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
                                related_name="spends",
                                to="films.financingplan",
                                verbose_name="financing plan",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="as budgeted, careful …", max_length=100, verbose_name="scenario"
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(max_length=2, verbose_name="country"),
                        ),
                        (
                            "eligible",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=15,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="eligible spend",
                            ),
                        ),
                        (
                            "ineligible",
                            models.DecimalField(
                                decimal_places=3,
                                default=Decimal(0),
                                max_digits=15,
                                validators=[django.core.validators.MinValueValidator(Decimal(0))],
                                verbose_name="spend that is not eligible",
                            ),
                        ),
                        (
                            "days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="of work there; empty if not known",
                                null=True,
                                verbose_name="days",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "planned spend",
                        "verbose_name_plural": "planned spends",
                        "ordering": ["plan", "country", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "country", "name"), name="planned_spend_unique"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("eligible__gt", 0),
                                    ("ineligible__gte", 0),
                                    models.Q(("country", ""), _negated=True),
                                ),
                                name="planned_spend_amounts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoproductionRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        (
                            "source",
                            models.CharField(
                                help_text="the text, or who says so", max_length=300, verbose_name="source"
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.CharField(
                                blank=True,
                                help_text="empty: nobody has, yet",
                                max_length=100,
                                verbose_name="read in the text by",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("bilateral", "bilateral: two co-producers"),
                                    ("multilateral", "multilateral: three or more"),
                                ],
                                max_length=12,
                                verbose_name="form",
                            ),
                        ),
                        (
                            "parties",
                            django_countries.fields.CountryField(
                                blank=True,
                                help_text="empty: whatever the country",
                                max_length=746,
                                multiple=True,
                                verbose_name="parties",
                            ),
                        ),
                        (
                            "most",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(0)),
                                    django.core.validators.MaxValueValidator(Decimal(100)),
                                ],
                                verbose_name="a share is at most, in %",
                            ),
                        ),
                        (
                            "least",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(0)),
                                    django.core.validators.MaxValueValidator(Decimal(100)),
                                ],
                                verbose_name="a share is at least, in %",
                            ),
                        ),
                        (
                            "outside_most",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(0)),
                                    django.core.validators.MaxValueValidator(Decimal(100)),
                                ],
                                verbose_name="all from countries that are no party together at most, in %",
                            ),
                        ),
                        (
                            "confirmed_least",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(0)),
                                    django.core.validators.MaxValueValidator(Decimal(100)),
                                ],
                                verbose_name="confirmed of each country’s part at least, in %",
                            ),
                        ),
                        (
                            "budget_above",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal(0))],
                                verbose_name="for budgets above",
                            ),
                        ),
                        (
                            "budget_currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency of this budget",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rule of co-production",
                        "verbose_name_plural": "rules of co-production",
                        "ordering": ["name", "form", "-valid_from", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from", None),
                                    ("valid_to", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="coproduction_rule_days",
                                violation_error_message="The last day lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("source", ""), _negated=True),
                                    models.Q(("name", ""), _negated=True),
                                ),
                                name="coproduction_rule_has_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("most__isnull", False),
                                    ("least__isnull", False),
                                    ("outside_most__isnull", False),
                                    ("confirmed_least__isnull", False),
                                    _connector="OR",
                                ),
                                name="coproduction_rule_says_something",
                                violation_error_message="A rule sets at least one limit.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("most", None),
                                    ("least", None),
                                    ("most__gte", models.F("least")),
                                    _connector="OR",
                                ),
                                name="coproduction_rule_limits",
                                violation_error_message="The most is less than the least.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("budget_above", None), ("budget_currency", "")),
                                    models.Q(
                                        ("budget_above__isnull", False),
                                        models.Q(("budget_currency", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="coproduction_rule_budget",
                                violation_error_message="An amount has a currency, such as MAD or EUR.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RebateRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        (
                            "source",
                            models.CharField(
                                help_text="the text, or who says so", max_length=300, verbose_name="source"
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.CharField(
                                blank=True,
                                help_text="empty: nobody has, yet",
                                max_length=100,
                                verbose_name="read in the text by",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "country",
                            django_countries.fields.CountryField(max_length=2, verbose_name="country"),
                        ),
                        (
                            "percent",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=6,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(0)),
                                    django.core.validators.MaxValueValidator(Decimal(100)),
                                ],
                                verbose_name="rate in %",
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
                        (
                            "floor",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="least spend",
                            ),
                        ),
                        (
                            "floor_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="least days"
                            ),
                        ),
                        (
                            "cap",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                help_text="empty: none",
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="cap",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rule of a rebate",
                        "verbose_name_plural": "rules of rebates",
                        "ordering": ["country", "name", "-valid_from", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from", None),
                                    ("valid_to", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="rebate_rule_days",
                                violation_error_message="The last day lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("source", ""), _negated=True),
                                    models.Q(("name", ""), _negated=True),
                                ),
                                name="rebate_rule_has_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("percent__gt", 0),
                                    ("percent__lte", 100),
                                    models.Q(("currency", ""), _negated=True),
                                    models.Q(("country", ""), _negated=True),
                                ),
                                name="rebate_rule_rate",
                                violation_error_message="Write a percentage above 0 and up to 100, the currency and the country.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Screening",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="screenings",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        (
                            "selection",
                            models.OneToOneField(
                                blank=True,
                                help_text="that it belongs to",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="screening",
                                to="films.selection",
                                verbose_name="selection",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("festival", "festival"),
                                    ("cinema", "cinema, preview"),
                                    ("broadcast", "television"),
                                    ("online", "online"),
                                    ("market", "market screening"),
                                    ("in_progress", "work in progress"),
                                    ("private", "private screening"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("on", models.DateField(blank=True, null=True, verbose_name="on")),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True,
                                countries=foundation.films.models.works.FilmCountries,
                                max_length=2,
                                verbose_name="country",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        (
                            "is_planned",
                            models.BooleanField(
                                default=False, help_text="it has not taken place", verbose_name="planned"
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "screening",
                        "verbose_name_plural": "screenings",
                        "ordering": ["work", "on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("work", "kind", "on", "country", "place"), name="screening_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("on", None)),
                                fields=("work", "kind", "country", "place"),
                                name="screening_without_day_once",
                                violation_error_message="This screening is recorded without a day already: say on which day this one is.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkTitle",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="titles",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "language",
                            models.CharField(
                                blank=True,
                                help_text="with its script where it is not the usual one: ar-Latn, zgh-Tfng",
                                max_length=11,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[a-z]{2,3}(-[A-Z][a-z]{3})?\\Z",
                                        "Write it like ar, ar-Latn or zgh-Tfng.",
                                    )
                                ],
                                verbose_name="language",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("original", "original title"),
                                    ("translated", "translated title"),
                                    ("festival", "title at a festival"),
                                    ("working", "working title"),
                                    ("other", "other title"),
                                ],
                                default="translated",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "other title",
                        "verbose_name_plural": "other titles",
                        "ordering": ["work", "kind", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("work", "title", "language", "kind"), name="work_title_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="work_title_is_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CountryShare",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="country_shares",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                countries=foundation.films.models.works.FilmCountries,
                                max_length=2,
                                verbose_name="country",
                            ),
                        ),
                        (
                            "percent",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=6,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(0)),
                                    django.core.validators.MaxValueValidator(Decimal(100)),
                                ],
                                verbose_name="share in %",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "share of a country",
                        "verbose_name_plural": "shares of countries",
                        "ordering": ["work", "-percent", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("work", "country"), name="country_share_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("percent__gt", 0),
                                    ("percent__lte", 100),
                                    models.Q(("country", ""), _negated=True),
                                ),
                                name="country_share_percent",
                                violation_error_message="A share is more than nothing, and at most 100.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalWork",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "original_title",
                            models.CharField(blank=True, max_length=300, verbose_name="original title"),
                        ),
                        (
                            "title_ar",
                            models.CharField(blank=True, max_length=300, verbose_name="title in Arabic"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("feature", "feature"),
                                    ("short", "short"),
                                    ("documentary", "documentary"),
                                    ("series", "series"),
                                    ("mini_series", "mini-series"),
                                    ("web_series", "web series"),
                                    ("animation", "animation"),
                                    ("video_art", "video art"),
                                    ("other", "other"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                blank=True,
                                help_text="fiction, hybrid documentary …",
                                max_length=100,
                                verbose_name="form",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("idea", "idea"),
                                    ("development", "development"),
                                    ("financing", "financing"),
                                    ("pre_production", "pre-production"),
                                    ("shooting", "shooting"),
                                    ("post_production", "post-production"),
                                    ("completed", "completed"),
                                    ("released", "released"),
                                ],
                                help_text="empty if not known",
                                max_length=20,
                                verbose_name="stage",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                        ),
                        (
                            "running_time",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="minutes", null=True, verbose_name="running time"
                            ),
                        ),
                        (
                            "countries",
                            django_countries.fields.CountryField(
                                blank=True,
                                countries=foundation.films.models.works.FilmCountries,
                                max_length=746,
                                multiple=True,
                                verbose_name="countries",
                            ),
                        ),
                        (
                            "languages",
                            models.CharField(
                                blank=True,
                                help_text="codes, with commas: ar,fr",
                                max_length=100,
                                verbose_name="languages",
                            ),
                        ),
                        ("logline", models.TextField(blank=True, verbose_name="logline")),
                        ("imdb_id", models.CharField(blank=True, max_length=12, verbose_name="IMDb")),
                        (
                            "is_public",
                            models.BooleanField(
                                default=False,
                                help_text="known outside: everyone may see it",
                                verbose_name="public",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
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
                        "verbose_name": "historical work",
                        "verbose_name_plural": "historical works",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCredit",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[("work", "the whole work"), ("episode", "an episode")],
                                default="work",
                                help_text="an episode may be meant without its number being known",
                                max_length=10,
                                verbose_name="scope",
                            ),
                        ),
                        (
                            "credited_as",
                            models.CharField(blank=True, max_length=200, verbose_name="credited as"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("announced", "announced"),
                                    ("confirmed", "confirmed"),
                                    ("uncredited", "uncredited"),
                                ],
                                default="confirmed",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "order",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="its place in the credits",
                                null=True,
                                verbose_name="order",
                            ),
                        ),
                        (
                            "verification",
                            models.CharField(
                                choices=[
                                    ("unchecked", "not checked"),
                                    ("verified", "verified"),
                                    ("contested", "contested"),
                                ],
                                default="unchecked",
                                max_length=10,
                                verbose_name="verification",
                            ),
                        ),
                        ("verified_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
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
                        (
                            "episode",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.episode",
                                verbose_name="episode",
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
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="checked by",
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
                        "verbose_name": "historical credit",
                        "verbose_name_plural": "historical credits",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFestival",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(db_index=True, max_length=200, verbose_name="name")),
                        (
                            "short_name",
                            models.CharField(blank=True, max_length=50, verbose_name="short name"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("festival", "festival"),
                                    ("market", "market"),
                                    ("lab", "lab"),
                                    ("workshop", "industry workshop"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True, max_length=2, verbose_name="country"
                            ),
                        ),
                        ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
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
                        "verbose_name": "historical festival",
                        "verbose_name_plural": "historical festivals",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSelection",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "premiere",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("world", "world premiere"),
                                    ("international", "international premiere"),
                                    ("continental", "continental premiere"),
                                    ("national", "national premiere"),
                                ],
                                max_length=20,
                                verbose_name="premiere",
                            ),
                        ),
                        ("on", models.DateField(blank=True, null=True, verbose_name="on")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.festivaledition",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.section",
                                verbose_name="section",
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
                        "verbose_name": "historical selection",
                        "verbose_name_plural": "historical selections",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAward",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "prize",
                            models.CharField(
                                blank=True,
                                help_text="empty if its name is not known",
                                max_length=200,
                                verbose_name="prize",
                            ),
                        ),
                        ("category", models.CharField(blank=True, max_length=200, verbose_name="category")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("won", "won"),
                                    ("mention", "special mention"),
                                    ("nominated", "nominated"),
                                    ("shortlisted", "on the shortlist"),
                                ],
                                default="won",
                                max_length=12,
                                verbose_name="result",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="tells two prizes of one name, or of none, apart",
                                verbose_name="number",
                            ),
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
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{3}$", "Three capital letters, such as MAD or EUR."
                                    )
                                ],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "in_kind",
                            models.CharField(
                                blank=True,
                                help_text="days of post-production, distribution …",
                                max_length=300,
                                verbose_name="in kind",
                            ),
                        ),
                        (
                            "is_ex_aequo",
                            models.BooleanField(
                                default=False,
                                help_text="another work won the same prize",
                                verbose_name="ex aequo",
                            ),
                        ),
                        (
                            "jury",
                            models.CharField(
                                blank=True,
                                help_text="where it is not the festival’s own: FIPRESCI …",
                                max_length=200,
                                verbose_name="jury",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "selection",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.selection",
                                verbose_name="selection",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="where the prize goes to a company",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.organisation",
                                verbose_name="company",
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
                        "verbose_name": "historical award",
                        "verbose_name_plural": "historical awards",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFinancingPlan",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("dated_on", models.DateField(verbose_name="day of the plan")),
                        (
                            "budget",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=15,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="budget",
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
                        ("note", models.TextField(blank=True, verbose_name="note")),
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
                        "verbose_name": "historical financing plan",
                        "verbose_name_plural": "historical financing plans",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFinancingLine",
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
                                    ("grant", "grant"),
                                    ("advance", "advance on receipts, soft loan"),
                                    ("broadcaster", "broadcaster, pre-sale"),
                                    ("guarantee", "minimum guarantee"),
                                    ("coproducer", "co-producer’s money"),
                                    ("equity", "private equity"),
                                    ("own", "producer’s own money"),
                                    ("in_kind", "in kind"),
                                    ("deferral", "deferred fees"),
                                    ("rebate", "rebate, tax credit"),
                                    ("prize", "prize"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True,
                                countries=foundation.films.models.works.FilmCountries,
                                max_length=2,
                                verbose_name="country",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                help_text="of a range, the lowest",
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="amount",
                            ),
                        ),
                        (
                            "amount_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="up to",
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
                        (
                            "rate",
                            models.DecimalField(
                                blank=True,
                                decimal_places=8,
                                help_text="where the paper fixes one; else that of the plan",
                                max_digits=15,
                                null=True,
                                verbose_name="rate",
                            ),
                        ),
                        ("rate_on", models.DateField(blank=True, null=True, verbose_name="day of the rate")),
                        (
                            "rate_source",
                            models.CharField(blank=True, max_length=200, verbose_name="source of the rate"),
                        ),
                        (
                            "paper",
                            models.CharField(
                                choices=[
                                    ("refused", "refused"),
                                    ("planned", "planned"),
                                    ("interest", "letter of interest"),
                                    ("intent", "letter of intent"),
                                    ("memo", "deal memo"),
                                    ("contract", "contract"),
                                    ("received", "received"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="paper",
                            ),
                        ),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="dated")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="as the paper says; a letter of intent that does not is valid for six months",
                                null=True,
                                verbose_name="valid until",
                            ),
                        ),
                        (
                            "evidence",
                            models.CharField(
                                blank=True,
                                help_text="the bank’s letter for own money, the line of the budget for deferred fees",
                                max_length=300,
                                verbose_name="evidence",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.financingplan",
                                verbose_name="financing plan",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.organisation",
                                verbose_name="source",
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
                        "verbose_name": "historical line of a financing plan",
                        "verbose_name_plural": "historical lines of a financing plan",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCoproductionRule",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        (
                            "source",
                            models.CharField(
                                help_text="the text, or who says so", max_length=300, verbose_name="source"
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.CharField(
                                blank=True,
                                help_text="empty: nobody has, yet",
                                max_length=100,
                                verbose_name="read in the text by",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("bilateral", "bilateral: two co-producers"),
                                    ("multilateral", "multilateral: three or more"),
                                ],
                                max_length=12,
                                verbose_name="form",
                            ),
                        ),
                        (
                            "parties",
                            django_countries.fields.CountryField(
                                blank=True,
                                help_text="empty: whatever the country",
                                max_length=746,
                                multiple=True,
                                verbose_name="parties",
                            ),
                        ),
                        (
                            "most",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(0)),
                                    django.core.validators.MaxValueValidator(Decimal(100)),
                                ],
                                verbose_name="a share is at most, in %",
                            ),
                        ),
                        (
                            "least",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(0)),
                                    django.core.validators.MaxValueValidator(Decimal(100)),
                                ],
                                verbose_name="a share is at least, in %",
                            ),
                        ),
                        (
                            "outside_most",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(0)),
                                    django.core.validators.MaxValueValidator(Decimal(100)),
                                ],
                                verbose_name="all from countries that are no party together at most, in %",
                            ),
                        ),
                        (
                            "confirmed_least",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(0)),
                                    django.core.validators.MaxValueValidator(Decimal(100)),
                                ],
                                verbose_name="confirmed of each country’s part at least, in %",
                            ),
                        ),
                        (
                            "budget_above",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal(0))],
                                verbose_name="for budgets above",
                            ),
                        ),
                        (
                            "budget_currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency of this budget",
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
                        "verbose_name": "historical rule of co-production",
                        "verbose_name_plural": "historical rules of co-production",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRebateRule",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        (
                            "source",
                            models.CharField(
                                help_text="the text, or who says so", max_length=300, verbose_name="source"
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.CharField(
                                blank=True,
                                help_text="empty: nobody has, yet",
                                max_length=100,
                                verbose_name="read in the text by",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "country",
                            django_countries.fields.CountryField(max_length=2, verbose_name="country"),
                        ),
                        (
                            "percent",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=6,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(0)),
                                    django.core.validators.MaxValueValidator(Decimal(100)),
                                ],
                                verbose_name="rate in %",
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
                        (
                            "floor",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="least spend",
                            ),
                        ),
                        (
                            "floor_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="least days"
                            ),
                        ),
                        (
                            "cap",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                help_text="empty: none",
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="cap",
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
                        "verbose_name": "historical rule of a rebate",
                        "verbose_name_plural": "historical rules of rebates",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalScreening",
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
                                    ("festival", "festival"),
                                    ("cinema", "cinema, preview"),
                                    ("broadcast", "television"),
                                    ("online", "online"),
                                    ("market", "market screening"),
                                    ("in_progress", "work in progress"),
                                    ("private", "private screening"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("on", models.DateField(blank=True, null=True, verbose_name="on")),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True,
                                countries=foundation.films.models.works.FilmCountries,
                                max_length=2,
                                verbose_name="country",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        (
                            "is_planned",
                            models.BooleanField(
                                default=False, help_text="it has not taken place", verbose_name="planned"
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
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
                        (
                            "selection",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="that it belongs to",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.selection",
                                verbose_name="selection",
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
                        "verbose_name": "historical screening",
                        "verbose_name_plural": "historical screenings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
        # Backwards the table goes; roles in use are not taken away here.
        migrations.RunPython(add_roles, migrations.RunPython.noop),
    ]
