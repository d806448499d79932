import django.db.models.deletion
import django.db.models.functions.comparison
import django_countries.fields
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0005_affiliation_history"),
        ("people", "__first__"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Thread",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="begun on")),
                        ("last_at", models.DateTimeField(verbose_name="last message")),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="threads_got",
                                to="people.person",
                                verbose_name="written to",
                            ),
                        ),
                        (
                            "starter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="threads_begun",
                                to="people.person",
                                verbose_name="begun by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thread of alumnae",
                        "verbose_name_plural": "threads of alumnae",
                        "ordering": ["-last_at", "-pk"],
                        "default_permissions": (),
                        "indexes": [models.Index(fields=["starter", "begun_at"], name="thread_begun")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("starter", models.F("other")), _negated=True),
                                name="thread_of_two",
                            ),
                            models.UniqueConstraint(
                                django.db.models.functions.comparison.Least("starter", "other"),
                                django.db.models.functions.comparison.Greatest("starter", "other"),
                                name="thread_once",
                            ),
                        ],
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
                        ("reason", models.TextField(blank=True, max_length=1000, verbose_name="why")),
                        ("at", models.DateTimeField(verbose_name="reported on")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed on")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.person",
                                verbose_name="reported by",
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="closed by",
                            ),
                        ),
                        (
                            "thread",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reports",
                                to="community.thread",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reported thread",
                        "verbose_name_plural": "reported threads",
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("thread", "by"),
                                name="thread_report_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        ("sent_at", models.DateTimeField(verbose_name="sent on")),
                        ("token", models.UUIDField(editable=False, null=True)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "thread",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="messages",
                                to="community.thread",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "message of an alumna",
                        "verbose_name_plural": "messages of alumnae",
                        "ordering": ["pk"],
                        "default_permissions": (),
                        "indexes": [models.Index(fields=["author", "sent_at"], name="thread_message_rate")],
                        "constraints": [
                            models.UniqueConstraint(fields=("thread", "token"), name="thread_message_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Block",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "blocked",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "blocked"), name="block_once")
                        ],
                    },
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
                        ("search_key", models.TextField(default="", editable=False)),
                        ("sound_key", models.TextField(default="", editable=False)),
                        (
                            "name",
                            models.CharField(
                                help_text="as the directory shows it", max_length=200, verbose_name="name"
                            ),
                        ),
                        (
                            "name_ar",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in Arabic script"
                            ),
                        ),
                        (
                            "biography",
                            models.TextField(blank=True, max_length=1500, verbose_name="short biography"),
                        ),
                        ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                        ("city_key", models.CharField(blank=True, editable=False, max_length=200)),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True, max_length=2, verbose_name="country"
                            ),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        (
                            "phone",
                            phonenumber_field.modelfields.PhoneNumberField(
                                blank=True, max_length=128, region=None, verbose_name="phone"
                            ),
                        ),
                        (
                            "listed_to",
                            models.CharField(
                                choices=[
                                    ("nobody", "nobody"),
                                    ("alumnae", "alumnae"),
                                    ("public", "everybody"),
                                ],
                                default="nobody",
                                max_length=7,
                                verbose_name="listed for",
                            ),
                        ),
                        (
                            "biography_to",
                            models.CharField(
                                choices=[
                                    ("nobody", "nobody"),
                                    ("alumnae", "alumnae"),
                                    ("public", "everybody"),
                                ],
                                default="nobody",
                                max_length=7,
                                verbose_name="short biography seen by",
                            ),
                        ),
                        (
                            "crafts_to",
                            models.CharField(
                                choices=[
                                    ("nobody", "nobody"),
                                    ("alumnae", "alumnae"),
                                    ("public", "everybody"),
                                ],
                                default="nobody",
                                max_length=7,
                                verbose_name="roles seen by",
                            ),
                        ),
                        (
                            "languages_to",
                            models.CharField(
                                choices=[
                                    ("nobody", "nobody"),
                                    ("alumnae", "alumnae"),
                                    ("public", "everybody"),
                                ],
                                default="nobody",
                                max_length=7,
                                verbose_name="languages seen by",
                            ),
                        ),
                        (
                            "place_to",
                            models.CharField(
                                choices=[
                                    ("nobody", "nobody"),
                                    ("alumnae", "alumnae"),
                                    ("public", "everybody"),
                                ],
                                default="nobody",
                                max_length=7,
                                verbose_name="city and country seen by",
                            ),
                        ),
                        (
                            "availability_to",
                            models.CharField(
                                choices=[
                                    ("nobody", "nobody"),
                                    ("alumnae", "alumnae"),
                                    ("public", "everybody"),
                                ],
                                default="nobody",
                                max_length=7,
                                verbose_name="availability seen by",
                            ),
                        ),
                        (
                            "website_to",
                            models.CharField(
                                choices=[
                                    ("nobody", "nobody"),
                                    ("alumnae", "alumnae"),
                                    ("public", "everybody"),
                                ],
                                default="nobody",
                                max_length=7,
                                verbose_name="website seen by",
                            ),
                        ),
                        (
                            "email_to",
                            models.CharField(
                                choices=[
                                    ("nobody", "nobody"),
                                    ("alumnae", "alumnae"),
                                    ("public", "everybody"),
                                ],
                                default="nobody",
                                max_length=7,
                                verbose_name="e-mail seen by",
                            ),
                        ),
                        (
                            "phone_to",
                            models.CharField(
                                choices=[
                                    ("nobody", "nobody"),
                                    ("alumnae", "alumnae"),
                                    ("public", "everybody"),
                                ],
                                default="nobody",
                                max_length=7,
                                verbose_name="phone seen by",
                            ),
                        ),
                        (
                            "takes_messages",
                            models.BooleanField(default=False, verbose_name="takes messages from alumnae"),
                        ),
                        ("said_at", models.DateTimeField(verbose_name="said on")),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="directory_profile",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "entry of the directory",
                        "verbose_name_plural": "directory of alumnae",
                        "ordering": ["name", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("listed_to", "nobody"), _negated=True),
                                fields=["name", "id"],
                                name="directory_listed",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="directory_name"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("availability_to__in", ["nobody", "alumnae", "public"]),
                                    ("biography_to__in", ["nobody", "alumnae", "public"]),
                                    ("crafts_to__in", ["nobody", "alumnae", "public"]),
                                    ("email_to__in", ["nobody", "alumnae", "public"]),
                                    ("languages_to__in", ["nobody", "alumnae", "public"]),
                                    ("listed_to__in", ["nobody", "alumnae", "public"]),
                                    ("phone_to__in", ["nobody", "alumnae", "public"]),
                                    ("place_to__in", ["nobody", "alumnae", "public"]),
                                    ("website_to__in", ["nobody", "alumnae", "public"]),
                                ),
                                name="directory_seen_by",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
