from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.films.models.credits
import foundation.films.models.dossier
import foundation.money
import foundation.tables

ASSISTANTS = ["first_assistant_director", "second_assistant_director", "assistant_editor"]
HEADS = [
    *("showrunner", "director", "co_director", "screenwriter", "producer", "line_producer"),
    *("cinematographer", "sound_recordist", "sound_designer", "sound_mixer", "editor"),
    *("production_designer", "costume_designer", "composer", "vfx_supervisor"),
]


def fill_grades(apps, schema_editor):
    roles = apps.get_model("films", "Role").objects
    roles.filter(slug__in=ASSISTANTS).update(grade="assistant")
    roles.filter(slug__in=HEADS).update(grade="head")


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0009_filmography"),
        ("people", "0004_without_zones"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="DossierDocument",
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
                                related_name="dossier",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("treatment", "treatment"),
                                    ("script", "script"),
                                    ("note", "director’s note"),
                                    ("budget", "budget"),
                                    ("schedule", "schedule"),
                                    ("financing", "financing plan"),
                                    ("mood_board", "mood board"),
                                    ("contract", "contract"),
                                    ("other", "other"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                blank=True,
                                help_text="tells two documents of one kind apart",
                                max_length=200,
                                verbose_name="title",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                blank=True,
                                help_text="ar, fr, zgh-Tfng …",
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
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                help_text="of a contract alone; empty: the foundation’s",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contracts",
                                to="people.person",
                                verbose_name="whose contract",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document of a project",
                        "verbose_name_plural": "documents of projects",
                        "ordering": ["work", "kind", "language", "title", "pk"],
                        "permissions": [("read_contract", "Can read the contracts of projects")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("owner__isnull", True)),
                                fields=("work", "kind", "title", "language"),
                                name="dossier_document_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("owner__isnull", False)),
                                fields=("work", "kind", "title", "language", "owner"),
                                name="dossier_contract_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("owner__isnull", True), ("kind", "contract"), _connector="OR"
                                ),
                                name="dossier_owner_of_contract",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DossierVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="films.dossierdocument",
                                verbose_name="document",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        (
                            "file",
                            models.FileField(
                                max_length=200,
                                upload_to=foundation.films.models.dossier.private_path,
                                verbose_name="file",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="file name")),
                        ("size", models.PositiveBigIntegerField(help_text="bytes", verbose_name="size")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("content_type", models.CharField(max_length=100, verbose_name="content type")),
                        (
                            "note",
                            models.CharField(
                                blank=True, help_text="what is new in it", max_length=300, verbose_name="note"
                            ),
                        ),
                        ("sent_at", models.DateTimeField(verbose_name="sent in")),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="sent in by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version of a document",
                        "verbose_name_plural": "versions of documents",
                        "ordering": ["document", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("document", "number"), name="dossier_version_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="dossier_version_from_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalOptionExtension",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("until", models.DateField(verbose_name="until")),
                        (
                            "price",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                help_text="in the option’s currency",
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="price",
                            ),
                        ),
                        (
                            "taken_on",
                            models.DateField(
                                blank=True,
                                help_text="empty: possible, and not taken yet",
                                null=True,
                                verbose_name="taken on",
                            ),
                        ),
                        (
                            "option",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.rightsoption",
                                verbose_name="option of rights",
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
                        "verbose_name": "historical extension of an option",
                        "verbose_name_plural": "historical extensions of an option",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRightsOption",
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
                                    ("book", "novel, short story"),
                                    ("play", "play"),
                                    ("article", "article, report"),
                                    ("script", "script"),
                                    ("life", "life story"),
                                    ("music", "music"),
                                    ("format", "format"),
                                    ("archive", "archive footage"),
                                    ("other", "other"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="the book, the song, whose life",
                                max_length=300,
                                verbose_name="what",
                            ),
                        ),
                        (
                            "holder",
                            models.CharField(
                                help_text="who gives the right", max_length=300, verbose_name="holder"
                            ),
                        ),
                        (
                            "is_needed",
                            models.BooleanField(
                                default=True,
                                help_text="without it the film cannot be made",
                                verbose_name="needed",
                            ),
                        ),
                        (
                            "starts_on",
                            models.DateField(
                                blank=True,
                                help_text="empty: it is still to be had",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "ends_on",
                            models.DateField(
                                blank=True, help_text="without extensions", null=True, verbose_name="until"
                            ),
                        ),
                        (
                            "price",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="price",
                            ),
                        ),
                        (
                            "purchase_price",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="purchase price",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "is_deductible",
                            models.BooleanField(
                                default=False,
                                help_text="what is paid for the option counts as part of the purchase",
                                verbose_name="deductible",
                            ),
                        ),
                        ("bought_on", models.DateField(blank=True, null=True, verbose_name="bought on")),
                        (
                            "reverts_on",
                            models.DateField(
                                blank=True,
                                help_text="unless the film is shot by then",
                                null=True,
                                verbose_name="reverts on",
                            ),
                        ),
                        (
                            "reversion",
                            models.CharField(
                                blank=True,
                                help_text="as the paper says",
                                max_length=300,
                                verbose_name="reversion",
                            ),
                        ),
                        (
                            "scope",
                            models.TextField(
                                blank=True,
                                help_text="for which media, countries, remakes …",
                                verbose_name="scope",
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
                        (
                            "paper",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="the contract in the dossier",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="films.dossierdocument",
                                verbose_name="paper",
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
                        "verbose_name": "historical option of rights",
                        "verbose_name_plural": "historical options of rights",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="OptionExtension",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "option",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="extensions",
                                to="films.rightsoption",
                                verbose_name="option of rights",
                            ),
                        ),
                        ("until", models.DateField(verbose_name="until")),
                        (
                            "price",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                help_text="in the option’s currency",
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="price",
                            ),
                        ),
                        (
                            "taken_on",
                            models.DateField(
                                blank=True,
                                help_text="empty: possible, and not taken yet",
                                null=True,
                                verbose_name="taken on",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "extension of an option",
                        "verbose_name_plural": "extensions of an option",
                        "ordering": ["option", "until"],
                        "constraints": [
                            models.UniqueConstraint(fields=("option", "until"), name="option_extension_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("price", None), ("price__gte", 0), _connector="OR"),
                                    models.Q(
                                        ("taken_on", None),
                                        ("taken_on__lte", models.F("until")),
                                        _connector="OR",
                                    ),
                                ),
                                name="option_extension_sound",
                                violation_error_message="An extension is taken before it ends.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RightsOption",
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
                                related_name="options",
                                to="films.work",
                                verbose_name="work",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("book", "novel, short story"),
                                    ("play", "play"),
                                    ("article", "article, report"),
                                    ("script", "script"),
                                    ("life", "life story"),
                                    ("music", "music"),
                                    ("format", "format"),
                                    ("archive", "archive footage"),
                                    ("other", "other"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="the book, the song, whose life",
                                max_length=300,
                                verbose_name="what",
                            ),
                        ),
                        (
                            "holder",
                            models.CharField(
                                help_text="who gives the right", max_length=300, verbose_name="holder"
                            ),
                        ),
                        (
                            "is_needed",
                            models.BooleanField(
                                default=True,
                                help_text="without it the film cannot be made",
                                verbose_name="needed",
                            ),
                        ),
                        (
                            "starts_on",
                            models.DateField(
                                blank=True,
                                help_text="empty: it is still to be had",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "ends_on",
                            models.DateField(
                                blank=True, help_text="without extensions", null=True, verbose_name="until"
                            ),
                        ),
                        (
                            "price",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="price",
                            ),
                        ),
                        (
                            "purchase_price",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=15,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="purchase price",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[foundation.money.check_currency],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "is_deductible",
                            models.BooleanField(
                                default=False,
                                help_text="what is paid for the option counts as part of the purchase",
                                verbose_name="deductible",
                            ),
                        ),
                        ("bought_on", models.DateField(blank=True, null=True, verbose_name="bought on")),
                        (
                            "reverts_on",
                            models.DateField(
                                blank=True,
                                help_text="unless the film is shot by then",
                                null=True,
                                verbose_name="reverts on",
                            ),
                        ),
                        (
                            "reversion",
                            models.CharField(
                                blank=True,
                                help_text="as the paper says",
                                max_length=300,
                                verbose_name="reversion",
                            ),
                        ),
                        (
                            "scope",
                            models.TextField(
                                blank=True,
                                help_text="for which media, countries, remakes …",
                                verbose_name="scope",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                blank=True,
                                help_text="the contract in the dossier",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="options",
                                to="films.dossierdocument",
                                verbose_name="paper",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "option of rights",
                        "verbose_name_plural": "options of rights",
                        "ordering": ["work", "kind", "title", "starts_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ends_on", None), ("starts_on", None)),
                                    models.Q(
                                        ("ends_on__gte", models.F("starts_on")),
                                        ("ends_on__isnull", False),
                                        ("starts_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rights_option_days",
                                violation_error_message="An option has a first and a last day, in this order, or neither.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("price", None), ("price__gte", 0), _connector="OR"),
                                    models.Q(
                                        ("purchase_price", None), ("purchase_price__gte", 0), _connector="OR"
                                    ),
                                    models.Q(
                                        models.Q(("price", None), ("purchase_price", None)),
                                        models.Q(("currency", ""), _negated=True),
                                        _connector="OR",
                                    ),
                                ),
                                name="rights_option_money",
                                violation_error_message="An amount has a currency, such as MAD or EUR.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reverts_on", None),
                                    models.Q(
                                        ("bought_on__isnull", False),
                                        ("reverts_on__gt", models.F("bought_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="rights_option_reversion",
                                violation_error_message="What was bought may revert, on a later day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True),
                                    models.Q(("holder", ""), _negated=True),
                                ),
                                name="rights_option_of_somebody",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("starts_on__isnull", False)),
                                fields=("work", "kind", "title", "holder", "starts_on"),
                                name="rights_option_once",
                                violation_error_message="These rights from this first day are recorded already: change that record.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("starts_on__isnull", True)),
                                fields=("work", "kind", "title", "holder"),
                                name="rights_missing_once",
                                violation_error_message="These rights are recorded without a first day already: say from when these hold.",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="creditevidence",
            name="credit_evidence_says_where",
        ),
        migrations.AddField(
            model_name="creditevidence",
            name="content_type",
            field=models.CharField(blank=True, max_length=100, verbose_name="content type"),
        ),
        migrations.AddField(
            model_name="creditevidence",
            name="file",
            field=models.FileField(
                blank=True,
                max_length=200,
                upload_to=foundation.films.models.credits.evidence_path,
                verbose_name="file",
            ),
        ),
        migrations.AddField(
            model_name="creditevidence",
            name="name",
            field=models.CharField(blank=True, max_length=200, verbose_name="file name"),
        ),
        migrations.AddField(
            model_name="creditevidence",
            name="sha256",
            field=models.CharField(blank=True, max_length=64, verbose_name="SHA-256"),
        ),
        migrations.AddField(
            model_name="creditevidence",
            name="size",
            field=models.PositiveBigIntegerField(default=0, help_text="bytes", verbose_name="size"),
        ),
        migrations.AddField(
            model_name="historicalrebaterule",
            name="envelope",
            field=models.DecimalField(
                blank=True,
                decimal_places=3,
                help_text="for all films together; empty: none",
                max_digits=15,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                verbose_name="envelope of a year",
            ),
        ),
        migrations.AddField(
            model_name="historicalwork",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="the colleague who looks after it, and is told before an option expires",
                limit_choices_to={"account__is_staff": True},
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.person",
                verbose_name="responsible",
            ),
        ),
        migrations.AddField(
            model_name="historicalwork",
            name="synopsis_ar",
            field=models.TextField(blank=True, verbose_name="synopsis in Arabic"),
        ),
        migrations.AddField(
            model_name="historicalwork",
            name="synopsis_en",
            field=models.TextField(blank=True, verbose_name="synopsis in English"),
        ),
        migrations.AddField(
            model_name="historicalwork",
            name="synopsis_fr",
            field=models.TextField(blank=True, verbose_name="synopsis in French"),
        ),
        migrations.AddField(
            model_name="rebaterule",
            name="envelope",
            field=models.DecimalField(
                blank=True,
                decimal_places=3,
                help_text="for all films together; empty: none",
                max_digits=15,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                verbose_name="envelope of a year",
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="grade",
            field=models.CharField(
                choices=[
                    ("trainee", "trainee"),
                    ("assistant", "assistant"),
                    ("head", "head of department"),
                    ("other", "other"),
                ],
                default="other",
                max_length=10,
                verbose_name="grade",
            ),
        ),
        migrations.AddField(
            model_name="work",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="the colleague who looks after it, and is told before an option expires",
                limit_choices_to={"account__is_staff": True},
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="looked_after",
                to="people.person",
                verbose_name="responsible",
            ),
        ),
        migrations.AddField(
            model_name="work",
            name="synopsis_ar",
            field=models.TextField(blank=True, verbose_name="synopsis in Arabic"),
        ),
        migrations.AddField(
            model_name="work",
            name="synopsis_en",
            field=models.TextField(blank=True, verbose_name="synopsis in English"),
        ),
        migrations.AddField(
            model_name="work",
            name="synopsis_fr",
            field=models.TextField(blank=True, verbose_name="synopsis in French"),
        ),
        migrations.AddConstraint(
            model_name="creditevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("url", ""), _negated=True),
                    models.Q(
                        models.Q(("reference", ""), _negated=True), models.Q(("kind", "link"), _negated=True)
                    ),
                    models.Q(("file", ""), _negated=True),
                    _connector="OR",
                ),
                name="credit_evidence_says_where",
                violation_error_message="Give the link, or say which paper it is and where it is kept.",
            ),
        ),
        migrations.RunPython(
            code=fill_grades,
            reverse_code=migrations.RunPython.noop,
        ),
    ]
