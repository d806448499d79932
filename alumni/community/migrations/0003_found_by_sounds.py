from django.db import migrations

from foundation.tables import SoundIndexes, TrigramIndexes, figures_of


class Migration(migrations.Migration):
    dependencies = [("community", "0002_photographs")]

    operations = [
        TrigramIndexes(indexes={"profile_search_trgm": ("community_profile", "search_key")}),
        SoundIndexes(indexes={"profile_sounds": ("community_profile", "sound_key")}),
        figures_of("community_profile"),
    ]
