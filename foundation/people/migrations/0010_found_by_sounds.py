from django.db import migrations

from foundation.tables import SoundIndexes, figures_of


class Migration(migrations.Migration):
    dependencies = [("people", "0009_addresses_by_upper")]

    operations = [
        SoundIndexes(
            indexes={
                "person_sounds": ("people_person", "sound_key"),
                "organisation_sounds": ("people_organisation", "sound_key"),
            },
            instead_of={
                "person_sound_trgm": ("people_person", "sound_key"),
                "organisation_sound_trgm": ("people_organisation", "sound_key"),
            },
        ),
        figures_of("people_person", "people_organisation"),
    ]
