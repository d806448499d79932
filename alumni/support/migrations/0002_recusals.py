import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import alumni.support.models
import foundation.tables


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Recusal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=alumni.support.models.in_silence,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recusals",
                                to="support.supportrequest",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "recusal from a request",
                        "verbose_name_plural": "recusals from requests",
                        "default_permissions": (),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("request", "account"), name="support_recused_once"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
