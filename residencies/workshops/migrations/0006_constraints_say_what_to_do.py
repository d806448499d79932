from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0001_squashed_0005_audience"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="session",
            name="session_has_places",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity", None), ("capacity__gte", 1), _connector="OR"),
                name="session_has_places",
                violation_error_message="Write 1 place or more, or leave it empty.",
            ),
        ),
    ]
