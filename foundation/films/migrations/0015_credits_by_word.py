from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0014_found_by_trigrams"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="credit",
            index=models.Index(
                condition=models.Q(("status", "confirmed"), _negated=True),
                fields=["status"],
                name="credit_unconfirmed",
            ),
        ),
        migrations.AddIndex(
            model_name="credit",
            index=models.Index(
                condition=models.Q(("verification", "unchecked"), _negated=True),
                fields=["verification"],
                name="credit_checked",
            ),
        ),
    ]
