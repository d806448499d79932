import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from foundation.tables import Tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables(
            operations=[
                migrations.CreateModel(
                    name="Export",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "table",
                            models.CharField(
                                help_text="as in “people.person”", max_length=100, verbose_name="list"
                            ),
                        ),
                        ("filters", models.TextField(blank=True, verbose_name="filters")),
                        ("form", models.CharField(max_length=10, verbose_name="file")),
                        ("count", models.PositiveIntegerField(verbose_name="rows")),
                        ("at", models.DateTimeField(verbose_name="on")),
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
                    ],
                    options={
                        "verbose_name": "list taken out",
                        "verbose_name_plural": "lists taken out",
                        "ordering": ["-at", "-pk"],
                        "indexes": [models.Index(fields=["-at", "-id"], name="export_at")],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("table", models.CharField(max_length=100, verbose_name="list")),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("query", models.TextField(blank=True, max_length=2000, verbose_name="filters")),
                        (
                            "is_shared",
                            models.BooleanField(default=False, verbose_name="shared with colleagues"),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "saved view",
                        "verbose_name_plural": "saved views",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="saved_view_has_a_name"
                            ),
                            models.UniqueConstraint(
                                fields=("table", "owner", "name"), name="saved_view_unique"
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
