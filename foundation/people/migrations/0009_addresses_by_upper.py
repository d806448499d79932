import django.db.models.functions.text
from django.db import migrations, models

from foundation.tables import figures_of


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_consents"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="account",
            name="account_email_unique",
        ),
        migrations.RemoveIndex(
            model_name="person",
            name="person_email",
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(django.db.models.functions.text.Upper("email"), name="person_email"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["updated_at", "id"], name="person_updated"),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Upper("email"),
                name="account_email_unique",
                violation_error_message="Somebody has an account with this address already: use that one, or another address.",
            ),
        ),
        figures_of("people_person", "people_account"),
    ]
