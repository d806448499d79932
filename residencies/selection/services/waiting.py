"""Waiting lists: one for each strand, in their order and without a gap."""

from datetime import datetime
from typing import Any

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from residencies.selection.models import Decision, Deliberation

FIELDS = ["outcome", "rank", "reason", "comment", "decided_at", "version"]


def waiting(deliberation: Deliberation) -> list[Decision]:
    """The lists of all strands, each in its order."""
    rows = deliberation.decisions.filter(outcome=Decision.Outcome.WAITING).select_related("application")
    return list(rows.order_by("rank", "pk"))


def keep(deliberation: Deliberation, changed: list[Decision], *, by: Any, now: datetime) -> None:
    """Save what was decided: whoever is new on a waiting list at its end, and no list with a gap.

    The deliberation is locked by the caller; its version counts one up.
    """
    deliberation.version += 1
    Deliberation.objects.filter(pk=deliberation.pk).update(version=deliberation.version)
    for one in changed:
        one.decided_at, one.version = now, deliberation.version
    moved = _ranked(waiting(deliberation), changed)
    new = [one for one in changed if one.pk is None]
    old = [one for one in [*changed, *moved] if one.pk is not None]
    told = {"default_user": by, "default_date": now, "batch_size": 500}
    if old:
        bulk_update_with_history(old, Decision, FIELDS, **told)
    if new:
        bulk_create_with_history(new, Decision, **told)


def _ranked(listed: list[Decision], changed: list[Decision]) -> list[Decision]:
    """Give `changed` their ranks; returns those of the others that move up to close a gap."""
    keys = {one.pk for one in changed if one.pk}
    waits = [one for one in changed if one.outcome == Decision.Outcome.WAITING]
    others = [one for one in listed if one.pk not in keys]
    lines: dict[int | None, list[Decision]] = {}
    placed = [one for one in waits if one.rank is not None]
    for one in sorted([*others, *placed], key=lambda one: one.rank or 0):
        lines.setdefault(one.application.track_id, []).append(one)
    for one in waits:
        if one.rank is None:
            lines.setdefault(one.application.track_id, []).append(one)
    moved = []
    for line in lines.values():
        for place, one in enumerate(line, start=1):
            if one.rank != place:
                one.rank = place
                if one.pk not in keys and one.pk is not None:
                    moved.append(one)
    return moved
