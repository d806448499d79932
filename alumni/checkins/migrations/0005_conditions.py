from django.db import migrations, models

import foundation.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("checkins", "0004_condition_position"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="question",
            name="question_condition_whole",
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("condition", ""), ("condition_on", None), ("condition_position", None)),
                    models.Q(
                        models.Q(("condition", ""), _negated=True),
                        ("condition_on__isnull", False),
                        ("condition_position__isnull", False),
                        ("condition_position__lt", models.F("position")),
                    ),
                    _connector="OR",
                ),
                name="question_condition_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("questionnaire", "id", "position"), name="question_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=foundation.constraints.RowOfTable(
                fields=("questionnaire", "condition_on", "condition_position"),
                name="question_condition_is_earlier",
                names=("questionnaire", "id", "position"),
            ),
        ),
    ]
