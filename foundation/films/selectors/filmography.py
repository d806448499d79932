"""Who did what on how many works: a series is one work, however many of its episodes somebody made."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from foundation.films.models import Credit, Role, Work


@dataclass(frozen=True)
class Line:
    """A role on a work. `episodes` are those it was on, 0 where it is credited for the whole; the same role
    on the whole and on episodes of it is one line. None: on an episode, and nobody knows on which.
    """

    work: Work
    role: Role
    episodes: int | None
    is_whole: bool
    is_verified: bool


def filmography(credits: QuerySet[Credit]) -> list[Line]:
    """One person's, newest first and what has no year last. In three queries.

    The lines of a work are as many as roles on it; works are counted by their number, not by lines.
    """
    whole = Q(scope=Credit.Scope.WORK)
    grouped = list(
        credits.order_by()
        .values("work_id", "role_id")
        .annotate(
            episodes=Count("episode", distinct=True),
            whole=Count("pk", filter=whole),
            verified=Count("pk", filter=Q(verification=Credit.Verification.VERIFIED)),
            all=Count("pk"),
        )
    )
    works = Work.objects.in_bulk({row["work_id"] for row in grouped})
    roles = Role.objects.in_bulk({row["role_id"] for row in grouped})
    lines = [
        Line(
            works[row["work_id"]],
            roles[row["role_id"]],
            None if not row["whole"] and not row["episodes"] else row["episodes"],
            bool(row["whole"]),
            row["verified"] == row["all"],
        )
        for row in grouped
    ]
    return sorted(lines, key=_newest_first)


def _newest_first(line: Line) -> tuple[bool, int, int, str]:
    return (line.work.year is None, -(line.work.year or 0), line.work.pk, line.role.slug)
