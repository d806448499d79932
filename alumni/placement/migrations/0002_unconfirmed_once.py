from typing import Any

from django.db import migrations, models

SAME = ("contact_email", "role", "title", "production", "starts_on", "ends_on")


def forget_doubles(apps: Any, schema_editor: Any) -> None:
    """Of what was asked for twice, and confirmed by nobody, the last stays: its link was mailed last."""
    rows = apps.get_model("placement", "Posting").objects.using(schema_editor.connection.alias)
    unconfirmed = rows.filter(state="unconfirmed")
    last = unconfirmed.order_by().values(*SAME).annotate(last=models.Max("pk")).values("last")
    unconfirmed.exclude(pk__in=list(last.values_list("last", flat=True))).delete()


class Migration(migrations.Migration):
    dependencies = [("placement", "0001_initial")]

    operations = [
        migrations.RunPython(forget_doubles, migrations.RunPython.noop),
        migrations.AddConstraint(
            "posting",
            models.UniqueConstraint(
                condition=models.Q(("state", "unconfirmed")),
                fields=SAME,
                name="posting_unconfirmed_once",
                violation_error_message="This posting waits to be confirmed already: confirm it by the link in the mail.",
            ),
        ),
    ]
