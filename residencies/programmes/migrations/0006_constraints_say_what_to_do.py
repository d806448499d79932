from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0015_constraints_say_what_to_do"),
        ("programmes", "0001_squashed_0005_prizes"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="edition",
            name="edition_dates",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="edition_dates",
                violation_error_message="Choose a last day that is not before the first.",
            ),
        ),
    ]
