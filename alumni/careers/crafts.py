"""Which rung of its department a role stands on, and which departments a track trains for."""

from foundation.films.models import Role

Department = Role.Department

TRAINEE, ASSISTANT, HEAD = "trainee", "assistant", "head"
RUNGS = (TRAINEE, ASSISTANT, HEAD)
# By a role's code; one that is not here stands on no rung.
GRADES = {
    **dict.fromkeys(["first_assistant_director", "second_assistant_director", "assistant_editor"], ASSISTANT),
    **dict.fromkeys(
        [
            *("showrunner", "director", "co_director", "screenwriter", "producer", "line_producer"),
            *("cinematographer", "sound_recordist", "sound_designer", "sound_mixer", "editor"),
            *("production_designer", "costume_designer", "composer", "vfx_supervisor"),
        ],
        HEAD,
    ),
}
DIRECTORS = ("director", "co_director")


def grade_of(slug: str) -> str:
    """A rung, or '' for a role that stands on none."""
    return GRADES.get(slug, "")


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
