from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def note_positions(apps, schema_editor):
    """Where each stands that another depends on. A condition on what is no earlier question of the same
    questionnaire could never hold, and cannot be kept: the question is asked always from now on."""
    question = apps.get_model("checkins", "Question")
    conditional = question.objects.exclude(condition_on=None)
    earlier = conditional.filter(
        condition_on__questionnaire=F("questionnaire"), condition_on__position__lt=F("position")
    )
    wrong = conditional.exclude(pk__in=earlier.values("pk")).values_list("pk", flat=True)
    question.objects.filter(pk__in=list(wrong)).update(condition="", condition_on=None, condition_values=[])
    there = question.objects.filter(pk=OuterRef("condition_on")).values("position")[:1]
    question.objects.exclude(condition_on=None).update(condition_position=Subquery(there))


class Migration(migrations.Migration):
    dependencies = [
        ("checkins", "0003_branching"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="condition_position",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(note_positions, migrations.RunPython.noop),
    ]
