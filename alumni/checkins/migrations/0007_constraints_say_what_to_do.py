from django.db import migrations, models

import foundation.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("checkins", "0001_squashed_0006_found_by_index"),
        ("programmes", "0001_squashed_0005_prizes"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="plan",
            name="plan_one_for_all",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_active", True), ("programme", None)),
                fields=("is_active",),
                name="plan_one_for_all",
                violation_error_message="Another active plan is for all programmes: end that one, or choose a programme.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="question",
            name="question_one_in_mail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("in_mail", True)),
                fields=("questionnaire",),
                name="question_one_in_mail",
                violation_error_message="Another question stands in the mail: take it out there first.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="question",
            name="question_condition_whole",
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
                violation_error_message="Choose a condition and an earlier question it looks at; or neither.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="question",
            name="question_condition_is_earlier",
            constraint=foundation.constraints.RowOfTable(
                fields=("questionnaire", "condition_on", "condition_position"),
                name="question_condition_is_earlier",
                names=("questionnaire", "id", "position"),
                violation_error_message="Choose an earlier question of this questionnaire.",
            ),
        ),
    ]
