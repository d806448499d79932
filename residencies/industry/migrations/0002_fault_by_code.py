from typing import Any

from django.db import migrations, models


def forget(apps: Any, schema_editor: Any) -> None:
    """Sentences in the language of a worker: the next try says in the reader's why it cannot be."""
    events = apps.get_model("industry", "Event").objects.using(schema_editor.connection.alias)
    events.exclude(fault="").update(fault="")


class Migration(migrations.Migration):
    dependencies = [("industry", "0001_initial")]

    operations = [
        migrations.RunPython(forget, forget),
        migrations.AlterField(
            "event",
            "fault",
            models.CharField(
                blank=True,
                choices=[
                    ("released", "The schedule is released. Move, add or cancel single meetings now."),
                    ("no_slots", "Lay out the slots first."),
                    ("no_tables", "Name the tables first."),
                    ("no_wishes", "Nobody has wished for a meeting yet."),
                    ("pinned", "Pinned meetings break a rule. Move or unpin those that are marked."),
                    ("changed", "Wishes or days changed while the schedule was made. Make it again."),
                ],
                editable=False,
                max_length=12,
            ),
        ),
    ]
