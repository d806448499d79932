from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("careers", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="change",
            name="kind",
            field=models.CharField(
                choices=[
                    ("stage", "stage of a work"),
                    ("credit", "new credit"),
                    ("selection", "new selection"),
                    ("award", "new prize"),
                    ("facts", "facts about her"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="historicalchange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("stage", "stage of a work"),
                    ("credit", "new credit"),
                    ("selection", "new selection"),
                    ("award", "new prize"),
                    ("facts", "facts about her"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
    ]
