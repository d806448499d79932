from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0005_leaner"),
    ]

    operations = [
        migrations.AddField(
            model_name="postman",
            name="pause_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="paused because"),
        ),
    ]
