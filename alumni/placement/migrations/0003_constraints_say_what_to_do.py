from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0015_constraints_say_what_to_do"),
        ("people", "0009_constraints_say_what_to_do"),
        ("placement", "0002_unconfirmed_once"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="posting",
            name="posting_open_has_an_end",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["open", "filled", "closed"]), _negated=True),
                    ("closes_at__isnull", False),
                    _connector="OR",
                ),
                name="posting_open_has_an_end",
                violation_error_message="Say until when people may answer.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="posting",
            name="posting_unconfirmed_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "unconfirmed")),
                fields=("contact_email", "role", "title", "production", "starts_on", "ends_on"),
                name="posting_unconfirmed_once",
                violation_error_message="This posting waits to be confirmed already: confirm it by the link in the mail.",
            ),
        ),
    ]
