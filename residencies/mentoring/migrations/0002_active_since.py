"""Since when a mentorship is active; on its own, for PostgreSQL puts no constraint on rows just changed."""

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def note_since_when(apps, schema_editor):
    """A mentorship is active since its first session was logged."""
    mentorships = apps.get_model("mentoring", "Mentorship").objects
    sessions = apps.get_model("mentoring", "MentoringSession").objects.filter(mentorship=OuterRef("pk"))
    first = sessions.order_by("logged_at").values("logged_at")[:1]
    came_about = mentorships.filter(state__in=["active", "closed", "ended"])
    came_about.update(active_at=Subquery(first))
    mentorships.filter(state="active", active_at=None).update(active_at=F("heard_at"))


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="historicalmentorship",
            name="active_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="active since"),
        ),
        migrations.AddField(
            model_name="mentorship",
            name="active_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="active since"),
        ),
        migrations.RunPython(note_since_when, migrations.RunPython.noop),
    ]
