"""No mentor takes more than twenty; on its own, for PostgreSQL puts no constraint on rows just changed."""

from django.db import migrations

MOST = 20


def cut(apps, schema_editor):
    apps.get_model("mentoring", "MentorProfile").objects.filter(capacity__gt=MOST).update(capacity=MOST)


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0007_pairs_due")]

    operations = [migrations.RunPython(cut, migrations.RunPython.noop)]
