from django.db import migrations

from foundation.tables import TrigramIndexes


class Migration(migrations.Migration):
    dependencies = [("films", "0013_accreditations")]

    operations = [
        TrigramIndexes(
            indexes={
                "work_search_trgm": ("films_work", "search_key"),
                "work_sound_trgm": ("films_work", "sound_key"),
            }
        )
    ]
