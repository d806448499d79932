from django.db import migrations, models

ASSISTANTS = ["first_assistant_director", "second_assistant_director", "assistant_editor"]
HEADS = [
    *("showrunner", "director", "co_director", "screenwriter", "producer", "line_producer"),
    *("cinematographer", "sound_recordist", "sound_designer", "sound_mixer", "editor"),
    *("production_designer", "costume_designer", "composer", "vfx_supervisor"),
]


def fill_grades(apps, schema_editor):
    roles = apps.get_model("films", "Role").objects
    roles.filter(slug__in=ASSISTANTS).update(grade="assistant")
    roles.filter(slug__in=HEADS).update(grade="head")


class Migration(migrations.Migration):
    dependencies = [("films", "0009_filmography")]

    operations = [
        migrations.AddField(
            model_name="role",
            name="grade",
            field=models.CharField(
                choices=[
                    ("trainee", "trainee"),
                    ("assistant", "assistant"),
                    ("head", "head of department"),
                    ("other", "other"),
                ],
                default="other",
                max_length=10,
                verbose_name="grade",
            ),
        ),
        migrations.RunPython(fill_grades, migrations.RunPython.noop),
    ]
