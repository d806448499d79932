from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_today"),
        ("programmes", "0001_squashed_0005_prizes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="responsibility",
            name="responsibility_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("edition", None), ("programme", None)),
                fields=("kind",),
                name="responsibility_once",
                violation_error_message="Somebody is responsible for this already: choose a programme or an edition.",
            ),
        ),
    ]
