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
    new = [one for one in changed if one._state.adding]
    old = [one for one in [*changed, *moved] if not one._state.adding]
    told = {"default_user": by, "default_date": now, "batch_size": 500}
    if old:
        bulk_update_with_history(old, Decision, FIELDS, **told)
    if new:
        bulk_create_with_history(new, Decision, **told)


def _ranked(listed: list[Decision], changed: list[Decision]) -> list[Decision]:
    """Give `changed` their ranks; returns those of the others that move up to close a gap."""
    keys = {one.pk for one in changed}
    others = [one for one in listed if one.pk not in keys]
    waits = [one for one in changed if one.outcome == Decision.Outcome.WAITING]
    new = [one for one in waits if one.rank is None]
    known = sorted([*others, *(one for one in waits if one.rank is not None)], key=lambda one: one.rank or 0)
    lines: dict[int | None, list[Decision]] = {}
    for one in [*known, *new]:
        lines.setdefault(one.application.track_id, []).append(one)
    places = {id(one): place for line in lines.values() for place, one in enumerate(line, start=1)}
    moved = [one for one in others if one.rank != places[id(one)]]
    for one in [*known, *new]:
        one.rank = places[id(one)]
    return moved
