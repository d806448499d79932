import django.db.models.deletion
from django.db import migrations, models


def keep_out_of_the_mail(apps, schema_editor):
    """Only what one tap answers may stand in the mail; of other kinds it showed the bare question."""
    questions = apps.get_model("checkins", "Question").objects.filter(in_mail=True)
    questions.exclude(kind="choice").update(in_mail=False)


class Migration(migrations.Migration):
    dependencies = [
        ("checkins", "0002_silence"),
    ]

    operations = [
        migrations.RunPython(keep_out_of_the_mail, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name="question",
            options={
                "ordering": ["questionnaire", "position", "pk"],
                "verbose_name": "question",
                "verbose_name_plural": "questions",
            },
        ),
        migrations.AddField(
            model_name="question",
            name="condition",
            field=models.CharField(
                blank=True,
                choices=[
                    ("has", "only if the answer is one of these"),
                    ("has_not", "only if the answer is none of these"),
                ],
                max_length=7,
                verbose_name="condition",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="condition_on",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="followed_by",
                to="checkins.question",
                verbose_name="depends on",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="condition_values",
            field=models.JSONField(blank=True, default=list, verbose_name="answers it depends on"),
        ),
        migrations.AddField(
            model_name="question",
            name="is_required",
            field=models.BooleanField(
                default=False, help_text="nothing is sent without an answer to it", verbose_name="required"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="maximum",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="at most"),
        ),
        migrations.AddField(
            model_name="question",
            name="minimum",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="at least"),
        ),
        migrations.AddField(
            model_name="question",
            name="prefill",
            field=models.CharField(
                choices=[
                    ("off", "does not show it"),
                    ("show", "shows it"),
                    ("choose", "shows it, chosen: “still true?”"),
                ],
                default="off",
                max_length=6,
                verbose_name="what she said last time",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="unit_ar",
            field=models.CharField(blank=True, max_length=50, verbose_name="unit in Arabic"),
        ),
        migrations.AddField(
            model_name="question",
            name="unit_en",
            field=models.CharField(blank=True, max_length=50, verbose_name="unit in English"),
        ),
        migrations.AddField(
            model_name="question",
            name="unit_fr",
            field=models.CharField(blank=True, max_length=50, verbose_name="unit in French"),
        ),
        migrations.AlterField(
            model_name="option",
            name="text_ar",
            field=models.CharField(blank=True, max_length=200, verbose_name="text in Arabic"),
        ),
        migrations.AlterField(
            model_name="option",
            name="text_en",
            field=models.CharField(blank=True, max_length=200, verbose_name="text in English"),
        ),
        migrations.AlterField(
            model_name="option",
            name="text_fr",
            field=models.CharField(blank=True, max_length=200, verbose_name="text in French"),
        ),
        migrations.AlterField(
            model_name="question",
            name="key",
            field=models.SlugField(
                help_text="the same in every version: results are added up by it", verbose_name="code"
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="kind",
            field=models.CharField(
                choices=[
                    ("choice", "one of several"),
                    ("several", "any of several"),
                    ("yes_no", "yes or no"),
                    ("scale", "from 1 to 5"),
                    ("number", "a number"),
                    ("date", "a day"),
                    ("text", "text"),
                    ("stage", "stage of her project"),
                    ("credit", "a new credit"),
                    ("selection", "a new selection"),
                    ("award", "a prize"),
                    ("facts", "where she lives and what she does"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="text_ar",
            field=models.CharField(blank=True, max_length=300, verbose_name="text in Arabic"),
        ),
        migrations.AlterField(
            model_name="question",
            name="text_en",
            field=models.CharField(blank=True, max_length=300, verbose_name="text in English"),
        ),
        migrations.AlterField(
            model_name="question",
            name="text_fr",
            field=models.CharField(blank=True, max_length=300, verbose_name="text in French"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("in_mail", False), ("kind__in", ["choice", "yes_no", "scale"]), _connector="OR"
                ),
                name="question_in_mail_is_tapped",
                violation_error_message="One tap answers a choice, a yes or no, or a scale only.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
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
                name="question_condition_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum", None),
                    ("maximum", None),
                    ("minimum__lte", models.F("maximum")),
                    _connector="OR",
                ),
                name="question_bounds",
                violation_error_message="The least is more than the most.",
            ),
        ),
    ]
