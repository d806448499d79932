import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import foundation.tables

PURPOSES = [
    ("news", "newsletters and circulars"),
    ("stories", "photos and stories in reports"),
    ("sharing", "sharing with partners and productions"),
    ("research", "research"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_found_by_trigrams"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="ConsentText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(choices=PURPOSES, max_length=20, verbose_name="purpose"),
                        ),
                        (
                            "version",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="version",
                            ),
                        ),
                        ("text_fr", models.TextField(max_length=2000, verbose_name="text in French")),
                        ("text_ar", models.TextField(max_length=2000, verbose_name="text in Arabic")),
                        ("text_en", models.TextField(max_length=2000, verbose_name="text in English")),
                        ("since", models.DateTimeField(verbose_name="since")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "text of a consent",
                        "verbose_name_plural": "texts of consents",
                        "ordering": ["purpose", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("purpose", "version"), name="consent_text_version"
                            ),
                            models.CheckConstraint(
                                condition=~Q(text_fr="") & ~Q(text_ar="") & ~Q(text_en=""),
                                name="consent_text_said",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(choices=PURPOSES, max_length=20, verbose_name="purpose"),
                        ),
                        ("given", models.BooleanField(verbose_name="agreed")),
                        ("at", models.DateTimeField(verbose_name="said on")),
                        (
                            "until",
                            models.DateTimeField(
                                blank=True, help_text="her next word, if any", null=True, verbose_name="until"
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("page", "by herself, on her page"),
                                    ("api", "by herself, through an application"),
                                    ("form", "on a form"),
                                    ("staff", "by the staff, for a reason"),
                                    ("import", "from a table"),
                                ],
                                max_length=10,
                                verbose_name="how",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consents",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="people.consenttext",
                                verbose_name="text",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "consent",
                        "verbose_name_plural": "consents",
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=Q(until=None),
                                fields=("person", "purpose"),
                                name="consent_one_standing",
                                violation_error_message="A consent for this purpose stands already: end it before you record another.",
                            ),
                            models.CheckConstraint(
                                condition=Q(until=None) | Q(until__gte=F("at")),
                                name="consent_ends_after_it_began",
                            ),
                            models.CheckConstraint(
                                condition=~Q(how="staff") | ~Q(reason=""),
                                name="consent_by_staff_says_why",
                                violation_error_message="Say why you record this consent for her.",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=Q(until=None), fields=["purpose", "given"], name="consent_standing"
                            ),
                            models.Index(fields=["-at", "-id"], name="consent_at"),
                        ],
                    },
                ),
            ]
        ),
    ]
