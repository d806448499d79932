import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=64, verbose_name="key")),
                        ("request", models.CharField(max_length=64, verbose_name="request")),
                        ("sealed", models.BinaryField(verbose_name="answer")),
                        ("at", models.DateTimeField(db_index=True, verbose_name="at")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "answer to a request",
                        "verbose_name_plural": "answers to requests",
                        "constraints": [
                            models.UniqueConstraint(fields=("account", "key"), name="repeats_answer_key_once")
                        ],
                    },
                ),
            ]
        )
    ]
