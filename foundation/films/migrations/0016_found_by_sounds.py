from django.db import migrations

from foundation.tables import SoundIndexes, figures_of


class Migration(migrations.Migration):
    dependencies = [("films", "0015_credits_by_word")]

    operations = [
        SoundIndexes(
            indexes={"work_sounds": ("films_work", "sound_key")},
            instead_of={"work_sound_trgm": ("films_work", "sound_key")},
        ),
        figures_of("films_work"),
    ]
