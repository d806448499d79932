from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0004_found_by_trigrams"),
        ("programmes", "0001_squashed_0005_prizes"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="question",
            name="form_question_condition_whole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("condition", ""), ("condition_on", None)),
                    models.Q(
                        models.Q(("condition", ""), _negated=True),
                        ("condition_on__isnull", False),
                        models.Q(("condition_on", models.F("id")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="form_question_condition_whole",
                violation_error_message="Choose a condition and another, earlier question it looks at; or neither.",
            ),
        ),
    ]
