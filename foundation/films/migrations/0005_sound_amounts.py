"""Amounts of awards that the next step would refuse; on its own, for PostgreSQL puts no constraint on rows
just changed.

A currency in small letters is written in capitals. What makes no sense as an amount moves to the note: nobody
but the staff knows what was meant.
"""

from django.db import migrations
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat, Trim, Upper

SOUND = Q(amount=None, currency="") | Q(amount__gte=0, currency__regex="^[A-Z]{3}$")


def mend(apps, schema_editor):
    rows = apps.get_model("films", "Award").objects
    rows.exclude(currency=Upper("currency")).update(currency=Upper("currency"))
    told = Trim(Concat("note", Value(" "), Cast("amount", CharField()), Value(" "), F("currency")))
    rows.exclude(amount=None).exclude(SOUND).update(note=told, amount=None, currency="")


class Migration(migrations.Migration):
    dependencies = [("films", "0004_award_amount")]

    operations = [migrations.RunPython(mend, migrations.RunPython.noop)]
