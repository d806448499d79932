from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalrule",
            name="button_ar",
            field=models.CharField(blank=True, max_length=60, verbose_name="button in Arabic"),
        ),
        migrations.AddField(
            model_name="historicalrule",
            name="button_en",
            field=models.CharField(blank=True, max_length=60, verbose_name="button in English"),
        ),
        migrations.AddField(
            model_name="historicalrule",
            name="button_fr",
            field=models.CharField(blank=True, max_length=60, verbose_name="button in French"),
        ),
        migrations.AddField(
            model_name="rule",
            name="button_ar",
            field=models.CharField(blank=True, max_length=60, verbose_name="button in Arabic"),
        ),
        migrations.AddField(
            model_name="rule",
            name="button_en",
            field=models.CharField(blank=True, max_length=60, verbose_name="button in English"),
        ),
        migrations.AddField(
            model_name="rule",
            name="button_fr",
            field=models.CharField(blank=True, max_length=60, verbose_name="button in French"),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("button_fr", ""),
                    models.Q(
                        models.Q(("subject_fr", ""), _negated=True), models.Q(("body_fr", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="rule_button_fr",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("button_ar", ""),
                    models.Q(
                        models.Q(("subject_ar", ""), _negated=True), models.Q(("body_ar", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="rule_button_ar",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("button_en", ""),
                    models.Q(
                        models.Q(("subject_en", ""), _negated=True), models.Q(("body_en", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="rule_button_en",
            ),
        ),
    ]
