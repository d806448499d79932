import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import django_countries.fields
import phonenumber_field.modelfields
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import foundation.people.models
import foundation.tables


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_export"),
        ("people", "0003_second_contact"),
        ("people", "0004_without_zones"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                        (
                            "is_staff",
                            models.BooleanField(default=False, verbose_name="may open the staff's desk"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "date_joined",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened on"),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "account",
                        "verbose_name_plural": "accounts",
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"),
                                name="account_email_unique",
                                violation_error_message="Somebody has an account with this address already: use that one, or another address.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("search_key", models.TextField(default="", editable=False)),
                        ("sound_key", models.TextField(default="", editable=False)),
                        (
                            "name",
                            models.CharField(
                                help_text="as she writes it", max_length=200, verbose_name="name"
                            ),
                        ),
                        ("sort_name", models.CharField(blank=True, max_length=200, verbose_name="sort name")),
                        (
                            "name_ar",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in Arabic script"
                            ),
                        ),
                        (
                            "credited_name",
                            models.CharField(blank=True, max_length=200, verbose_name="credited name"),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        (
                            "phone",
                            phonenumber_field.modelfields.PhoneNumberField(
                                blank=True, max_length=128, region=None, verbose_name="phone"
                            ),
                        ),
                        (
                            "gender",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("woman", "woman"),
                                    ("man", "man"),
                                    ("other", "other"),
                                    ("not_said", "prefers not to say"),
                                ],
                                help_text="her own word; empty if she was not asked",
                                max_length=10,
                                verbose_name="gender",
                            ),
                        ),
                        ("birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True, max_length=2, verbose_name="country of residence"
                            ),
                        ),
                        ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                        (
                            "occupation",
                            models.CharField(blank=True, max_length=200, verbose_name="occupation"),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
                                default="fr",
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("imdb_id", models.CharField(blank=True, max_length=12, verbose_name="IMDb")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "account",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="person",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "verbose_name": "person",
                        "verbose_name_plural": "people",
                        "ordering": ["sort_name", "pk"],
                        "permissions": [("export_person", "Can export people")],
                        "indexes": [
                            models.Index(fields=["sort_name", "id"], name="person_sort_name"),
                            models.Index(django.db.models.functions.text.Lower("email"), name="person_email"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="person_has_a_name"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("imdb_id", ""), _negated=True),
                                fields=("imdb_id",),
                                name="person_imdb_id_unique",
                                violation_error_message="Another person has this IMDb number: check it, or use that person’s record.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alias",
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
                                related_name="aliases",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                    ],
                    options={
                        "verbose_name": "other name",
                        "verbose_name_plural": "other names",
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "name"), name="alias_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SecondContact",
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
                                related_name="second_contacts",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "relation",
                            models.CharField(
                                blank=True,
                                help_text="sister, producer, neighbour …",
                                max_length=100,
                                verbose_name="relation",
                            ),
                        ),
                        (
                            "phone",
                            phonenumber_field.modelfields.PhoneNumberField(
                                blank=True, max_length=128, region=None, verbose_name="phone"
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        (
                            "may_be_told",
                            models.CharField(
                                blank=True,
                                help_text="what she has agreed to; where it is empty, ask for her to call back and say no more",
                                max_length=300,
                                verbose_name="may be told",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "second contact",
                        "verbose_name_plural": "second contacts",
                        "ordering": ["person", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(
                                        models.Q(("phone", ""), _negated=True),
                                        models.Q(("email", ""), _negated=True),
                                        _connector="OR",
                                    ),
                                ),
                                name="second_contact_can_be_reached",
                                violation_error_message="Give a phone number or an e-mail address.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("search_key", models.TextField(default="", editable=False)),
                        ("sound_key", models.TextField(default="", editable=False)),
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
                                    ("foundation", "foundation"),
                                    ("film_centre", "film centre"),
                                    ("school", "film school"),
                                    ("production", "production company"),
                                    ("services", "production services"),
                                    ("sales", "sales agent"),
                                    ("broadcaster", "broadcaster"),
                                    ("platform", "industry platform"),
                                    ("festival", "festival"),
                                    ("market", "market"),
                                    ("lab", "lab"),
                                    ("fund", "fund"),
                                    ("other", "other"),
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
                        (
                            "founded",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="founded in"
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "organisation",
                        "verbose_name_plural": "organisations",
                        "ordering": ["name"],
                        "permissions": [("export_organisation", "Can export organisations")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="organisation_has_a_name",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Affiliation",
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
                                related_name="affiliations",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="affiliations",
                                to="people.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        ("role", models.CharField(blank=True, max_length=100, verbose_name="role")),
                    ],
                    options={
                        "verbose_name": "affiliation",
                        "verbose_name_plural": "affiliations",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "organisation", "role"), name="affiliation_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportedKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=50, verbose_name="source")),
                        ("key", models.CharField(max_length=300, verbose_name="key")),
                        (
                            "content_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="contenttypes.contenttype"
                            ),
                        ),
                        ("object_id", models.PositiveBigIntegerField()),
                    ],
                    options={
                        "verbose_name": "imported key",
                        "verbose_name_plural": "imported keys",
                        "indexes": [
                            models.Index(fields=["content_type", "object_id"], name="imported_key_row")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "content_type", "key"), name="imported_key_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Duplicate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "first",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.person",
                                verbose_name="first record",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.person",
                                verbose_name="second record",
                            ),
                        ),
                        (
                            "score",
                            models.PositiveSmallIntegerField(help_text="0 to 100", verbose_name="likeness"),
                        ),
                        ("reasons", models.JSONField(default=list, verbose_name="reasons")),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "to decide"), ("different", "two people")],
                                default="proposed",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided on"),
                        ),
                    ],
                    options={
                        "verbose_name": "possible duplicate",
                        "verbose_name_plural": "possible duplicates",
                        "ordering": ["-score", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("first", "second"), name="duplicate_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("first__lt", models.F("second"))),
                                name="duplicate_ordered",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Merge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="merges",
                                to="people.person",
                                verbose_name="kept",
                            ),
                        ),
                        ("removed_id", models.PositiveBigIntegerField(verbose_name="removed number")),
                        ("removed", models.JSONField(verbose_name="removed record")),
                        ("moved", models.JSONField(verbose_name="moved")),
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
                        "verbose_name": "merge",
                        "verbose_name_plural": "merges",
                        "ordering": ["-at"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPerson",
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
                                help_text="as she writes it", max_length=200, verbose_name="name"
                            ),
                        ),
                        ("sort_name", models.CharField(blank=True, max_length=200, verbose_name="sort name")),
                        (
                            "name_ar",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in Arabic script"
                            ),
                        ),
                        (
                            "credited_name",
                            models.CharField(blank=True, max_length=200, verbose_name="credited name"),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        (
                            "phone",
                            phonenumber_field.modelfields.PhoneNumberField(
                                blank=True, max_length=128, region=None, verbose_name="phone"
                            ),
                        ),
                        (
                            "gender",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("woman", "woman"),
                                    ("man", "man"),
                                    ("other", "other"),
                                    ("not_said", "prefers not to say"),
                                ],
                                help_text="her own word; empty if she was not asked",
                                max_length=10,
                                verbose_name="gender",
                            ),
                        ),
                        ("birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True, max_length=2, verbose_name="country of residence"
                            ),
                        ),
                        ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                        (
                            "occupation",
                            models.CharField(blank=True, max_length=200, verbose_name="occupation"),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
                                default="fr",
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                default="Africa/Casablanca",
                                max_length=50,
                                validators=[foundation.people.models.check_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("imdb_id", models.CharField(blank=True, max_length=12, verbose_name="IMDb")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
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
                        "verbose_name": "historical person",
                        "verbose_name_plural": "historical people",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSecondContact",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "relation",
                            models.CharField(
                                blank=True,
                                help_text="sister, producer, neighbour …",
                                max_length=100,
                                verbose_name="relation",
                            ),
                        ),
                        (
                            "phone",
                            phonenumber_field.modelfields.PhoneNumberField(
                                blank=True, max_length=128, region=None, verbose_name="phone"
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        (
                            "may_be_told",
                            models.CharField(
                                blank=True,
                                help_text="what she has agreed to; where it is empty, ask for her to call back and say no more",
                                max_length=300,
                                verbose_name="may be told",
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
                        "verbose_name": "historical second contact",
                        "verbose_name_plural": "historical second contacts",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOrganisation",
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
                                    ("foundation", "foundation"),
                                    ("film_centre", "film centre"),
                                    ("school", "film school"),
                                    ("production", "production company"),
                                    ("services", "production services"),
                                    ("sales", "sales agent"),
                                    ("broadcaster", "broadcaster"),
                                    ("platform", "industry platform"),
                                    ("festival", "festival"),
                                    ("market", "market"),
                                    ("lab", "lab"),
                                    ("fund", "fund"),
                                    ("other", "other"),
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
                        (
                            "founded",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="founded in"
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
                        "verbose_name": "historical organisation",
                        "verbose_name_plural": "historical organisations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
