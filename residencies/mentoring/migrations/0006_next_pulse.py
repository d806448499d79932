"""When a pair is to be asked next; on its own, for PostgreSQL puts no constraint on rows just changed.

Nobody is asked of the years before: a pair that was never asked hears of it with the next question of its own
rhythm that comes after today.
"""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import Exists, OuterRef
from django.utils import timezone

FIRST, EVERY = timedelta(days=30), timedelta(days=60)
BATCH = 1000


def say_when(apps, schema_editor):
    now = timezone.now()
    mentorships = apps.get_model("mentoring", "Mentorship").objects.filter(state="active")
    asked = apps.get_model("mentoring", "Pulse").objects.filter(mentorship=OuterRef("pk"))
    rows = list(mentorships.annotate(was_asked=Exists(asked)).only("pk", "active_at"))
    for row in rows:
        row.next_pulse_at = now if row.was_asked else first_after(row.active_at, now)
    mentorships.bulk_update(rows, ["next_pulse_at"], batch_size=BATCH)


def first_after(active_at, now):
    missed = (now - active_at - FIRST) // EVERY + 1  # fewer than one: the first is to come
    return active_at + FIRST + max(missed, 0) * EVERY


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0005_closing_reviews")]

    operations = [
        migrations.AddField(
            model_name="historicalmentorship",
            name="next_pulse_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="mentorship",
            name="next_pulse_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(say_when, migrations.RunPython.noop),
    ]
