import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("people", "0008_consents"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="account",
            name="account_email_unique",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                name="account_email_unique",
                violation_error_message="Somebody has an account with this address already: use that one, or another address.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="consent",
            name="consent_one_standing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("person", "purpose"),
                name="consent_one_standing",
                violation_error_message="A consent for this purpose stands already: end it before you record another.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="consent",
            name="consent_by_staff_says_why",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how", "staff"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="consent_by_staff_says_why",
                violation_error_message="Say why you record this consent for her.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="person",
            name="person_imdb_id_unique",
            constraint=models.UniqueConstraint(
                condition=models.Q(("imdb_id", ""), _negated=True),
                fields=("imdb_id",),
                name="person_imdb_id_unique",
                violation_error_message="Another person has this IMDb number: check it, or use that person’s record.",
            ),
        ),
    ]
