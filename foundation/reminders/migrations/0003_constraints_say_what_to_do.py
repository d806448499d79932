from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0001_squashed_0002_buttons"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="rule",
            name="rule_hours",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes__gt", models.F("opens"))),
                name="rule_hours",
                violation_error_message="Choose a latest hour that is after the earliest.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rule",
            name="rule_repeats",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("repeat_days", None), ("repeat_until_days", None)),
                    models.Q(
                        ("repeat_days__gt", 0),
                        models.Q(("repeat_until_days", None), ("repeat_until_days__gt", 0), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="rule_repeats",
                violation_error_message="Write how often it comes again where you say for how long; both in days, from 1.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rule",
            name="rule_text_fr",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("subject_fr", ""), _negated=True), models.Q(("body_fr", ""), _negated=True)
                    ),
                    models.Q(("body_fr", ""), ("subject_fr", "")),
                    _connector="OR",
                ),
                name="rule_text_fr",
                violation_error_message="Write the subject and the text in a language, or leave both empty.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rule",
            name="rule_text_ar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("subject_ar", ""), _negated=True), models.Q(("body_ar", ""), _negated=True)
                    ),
                    models.Q(("body_ar", ""), ("subject_ar", "")),
                    _connector="OR",
                ),
                name="rule_text_ar",
                violation_error_message="Write the subject and the text in a language, or leave both empty.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rule",
            name="rule_text_en",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("subject_en", ""), _negated=True), models.Q(("body_en", ""), _negated=True)
                    ),
                    models.Q(("body_en", ""), ("subject_en", "")),
                    _connector="OR",
                ),
                name="rule_text_en",
                violation_error_message="Write the subject and the text in a language, or leave both empty.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rule",
            name="rule_button_fr",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("button_fr", ""),
                    models.Q(
                        models.Q(("subject_fr", ""), _negated=True), models.Q(("body_fr", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="rule_button_fr",
                violation_error_message="Where a language has a button, write its subject and its text as well.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rule",
            name="rule_button_ar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("button_ar", ""),
                    models.Q(
                        models.Q(("subject_ar", ""), _negated=True), models.Q(("body_ar", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="rule_button_ar",
                violation_error_message="Where a language has a button, write its subject and its text as well.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rule",
            name="rule_button_en",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("button_en", ""),
                    models.Q(
                        models.Q(("subject_en", ""), _negated=True), models.Q(("body_en", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="rule_button_en",
                violation_error_message="Where a language has a button, write its subject and its text as well.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rule",
            name="rule_has_a_text",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("subject_fr", ""), _negated=True), models.Q(("body_fr", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("subject_ar", ""), _negated=True), models.Q(("body_ar", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("subject_en", ""), _negated=True), models.Q(("body_en", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="rule_has_a_text",
                violation_error_message="Write the subject and the text in one language at least.",
            ),
        ),
    ]
