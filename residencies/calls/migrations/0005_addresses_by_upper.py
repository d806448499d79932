import django.db.models.functions.text
from django.db import migrations, models

from foundation.tables import figures_of


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0004_found_by_trigrams"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="application",
            name="application_once",
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                models.F("call"),
                django.db.models.functions.text.Upper("email"),
                models.F("ordinal"),
                condition=models.Q(("state", "withdrawn"), _negated=True),
                name="application_once",
            ),
        ),
        figures_of("calls_application"),
    ]
