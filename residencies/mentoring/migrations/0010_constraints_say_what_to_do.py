from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0001_squashed_0009_mentor_capacity"),
        ("programmes", "0006_constraints_say_what_to_do"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="mentorship",
            name="mentorship_currency",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                name="mentorship_currency",
                violation_error_message="Write the currency as three capital letters, such as MAD.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="round",
            name="round_currency",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                name="round_currency",
                violation_error_message="Write the currency as three capital letters, such as MAD.",
            ),
        ),
    ]
