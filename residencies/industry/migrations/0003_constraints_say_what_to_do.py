from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0015_constraints_say_what_to_do"),
        ("industry", "0002_fault_by_code"),
        ("programmes", "0006_constraints_say_what_to_do"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="event",
            name="event_most_in_a_row",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_in_a_row", None), ("most_in_a_row__gte", 1), _connector="OR"),
                name="event_most_in_a_row",
                violation_error_message="Write 1 meeting or more in a row, or leave it empty.",
            ),
        ),
    ]
