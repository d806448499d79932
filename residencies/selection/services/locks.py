"""Rows held, so that nobody else acts on them meanwhile."""

from residencies.selection.models import Deliberation


def locked_deliberation(deliberation: Deliberation) -> Deliberation:
    rows = Deliberation.objects.select_for_update(of=("self",)).select_related("call__edition__programme")
    return rows.get(pk=deliberation.pk)
