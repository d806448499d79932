from django.db import migrations

from foundation.tables import TrigramIndexes


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_squashed_0003_incomplete")]

    operations = [
        TrigramIndexes(
            indexes={
                "application_number_trgm": ("calls_application", "upper(number)"),
                "application_title_trgm": ("calls_application", "upper(title)"),
                "application_name_trgm": ("calls_application", "upper(name)"),
                "application_email_trgm": ("calls_application", "upper(email)"),
            }
        )
    ]
