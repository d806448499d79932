"""The recipient's domain of the messages that are there already."""

from django.db import migrations
from django.db.models import Value
from django.db.models.functions import Lower, StrIndex, Substr


def fill(apps, schema_editor):
    after_at = Substr("to_addr", StrIndex("to_addr", Value("@")) + 1)
    apps.get_model("mail", "Message").objects.filter(to_domain="").update(to_domain=Lower(after_at))


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_delivery")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
