"""Which works are features."""

from foundation.films.models import Work

LEAST_MINUTES = 60  # from which a documentary or an animation is one
BY_LENGTH = (Work.Kind.DOCUMENTARY, Work.Kind.ANIMATION)
MAYBE_FEATURES = ("", Work.Kind.FEATURE, *BY_LENGTH)


def is_feature(kind: str, minutes: int | None) -> bool | None:
    """By its kind and its running time; None where these do not tell."""
    if kind and kind not in BY_LENGTH:
        return kind == Work.Kind.FEATURE
    if minutes is None or (not kind and minutes >= LEAST_MINUTES):
        return None
    return minutes >= LEAST_MINUTES
