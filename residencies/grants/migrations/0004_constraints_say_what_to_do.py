from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0003_rates_below"),
        ("people", "0008_consents"),
        ("programmes", "0006_constraints_say_what_to_do"),
        ("rates", "0001_rates"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="grant",
            name="grant_released_within",
            constraint=models.CheckConstraint(
                condition=models.Q(("released__gte", 0), ("released__lte", models.F("amount"))),
                name="grant_released_within",
                violation_error_message="Write an amount that is not below what is released already.",
            ),
        ),
    ]
