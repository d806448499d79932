"""Links in mails of this room."""

from foundation.links import Link
from residencies.selection.models import Juror

_JUROR = Link("selection.juror")


def juror_token(row: Juror) -> str:
    """Opens the page where she accepts or declines; it ends when she is invited anew, or removed."""
    return _JUROR.token(row)


def juror_of_token(token: str) -> Juror | None:
    """None for a link that was never ours, or has ended."""
    rows = Juror.objects.select_related("person__account", "jury__call__edition__programme", "jury__track")
    row, current = _JUROR.row(token, rows)
    return row if current else None
