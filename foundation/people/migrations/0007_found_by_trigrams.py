from django.db import migrations

from foundation.tables import TrigramIndexes


class Migration(migrations.Migration):
    dependencies = [("people", "0006_undoing_merges")]

    operations = [
        TrigramIndexes(
            indexes={
                "person_search_trgm": ("people_person", "search_key"),
                "person_sound_trgm": ("people_person", "sound_key"),
                "person_email_trgm": ("people_person", "upper(email)"),
                "organisation_search_trgm": ("people_organisation", "search_key"),
                "organisation_sound_trgm": ("people_organisation", "sound_key"),
            }
        )
    ]
