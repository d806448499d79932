import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0001_squashed_0006_pause_reason"),
        ("people", "0007_found_by_trigrams"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(django.db.models.functions.text.Upper("to_addr"), name="message_address"),
        ),
    ]
