import django.utils.timezone
from django.db import migrations, models

import foundation.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        foundation.tables.Tables(
            operations=[
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                        (
                            "known_since",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="known since"
                            ),
                        ),
                        ("began_at", models.DateTimeField(null=True, verbose_name="last began")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="last ended")),
                        ("fault", models.CharField(blank=True, max_length=100, verbose_name="fault")),
                    ],
                    options={
                        "verbose_name": "job",
                        "verbose_name_plural": "jobs",
                        "ordering": ["name"],
                    },
                ),
            ],
        ),
    ]
