"""Which departments a track trains for."""

from foundation.films.models import Role

Department = Role.Department

_WRITTEN_AND_DIRECTED = frozenset([Department.DIRECTING, Department.WRITING])
_WRITING = frozenset([Department.WRITING])
_PRODUCTION = frozenset([Department.PRODUCTION])
_IMAGE = frozenset([Department.CINEMATOGRAPHY])
_SOUND = frozenset([Department.SOUND])
_EDITING = frozenset([Department.EDITING])
_ART = frozenset([Department.ART])
_MUSIC = frozenset([Department.MUSIC])
_VFX = frozenset([Department.VFX])
_CAST = frozenset([Department.CAST])
_POST = frozenset([Department.EDITING, Department.SOUND, Department.MUSIC, Department.VFX])

# By a track's code, as programmes write them, in French and in English.
TRACKS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ["directing", "realisation", "fiction", "documentary", "documentaire", "film", "cinema"],
        _WRITTEN_AND_DIRECTED,
    ),
    **dict.fromkeys(["screenwriting", "writing", "scenario", "ecriture", "series"], _WRITING),
    **dict.fromkeys(["production", "producing"], _PRODUCTION),
    **dict.fromkeys(["post-production", "postproduction"], _POST),
    **dict.fromkeys(["cinematography", "image"], _IMAGE),
    **dict.fromkeys(["sound", "son"], _SOUND),
    **dict.fromkeys(["editing", "montage"], _EDITING),
    **dict.fromkeys(["art", "decor", "decors", "costumes"], _ART),
    **dict.fromkeys(["music", "musique"], _MUSIC),
    **dict.fromkeys(["vfx", "animation"], _VFX),
    **dict.fromkeys(["acting", "jeu"], _CAST),
}


def departments_of(track: str) -> frozenset[str] | None:
    """None for a track that is not in the table."""
    return TRACKS.get(track.lower().replace("_", "-"))
