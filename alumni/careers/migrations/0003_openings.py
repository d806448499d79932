import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    dependencies = [
        ("careers", "0002_award"),
        ("films", "0011_deadlines"),
        ("people", "__first__"),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Opening",
                    fields=[],
                    options={
                        "verbose_name": "deadline to come",
                        "verbose_name_plural": "deadlines to come",
                        "ordering": ["closes_at", "pk"],
                        "proxy": True,
                    },
                    bases=("films.deadline",),
                ),
                migrations.CreateModel(
                    name="OpeningFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="opening_feed",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        ("link_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "feed of deadlines",
                        "verbose_name_plural": "feeds of deadlines",
                    },
                ),
            ],
        ),
    ]
