"""Projects by the track of the programme in which they are, or were."""

from typing import Any

from residencies.programmes.models import Participation, Track


class ProjectTracks:
    """For the slate of projects, which stands on a floor below."""

    def choices(self) -> list[tuple[str, str]]:
        """Each name once, whatever programmes have such a track."""
        found: dict[str, str] = {}
        for track in Track.objects.order_by("slug", "pk"):
            found.setdefault(track.slug, str(track))
        return list(found.items())

    def works(self, code: str) -> Any:
        """Numbers of works, to be looked for in a query."""
        rows = Participation.objects.filter(track__slug=code, work__isnull=False)
        return rows.exclude(state__in=Participation.LEFT).order_by().values("work")
