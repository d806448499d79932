"""Who changed what: every save by a service names the one who asked for it."""

from typing import Any

from django.db.models import Model


def save_by(row: Model, by: Any, reason: str = "") -> None:
    """Save a row and put `by` (an account, or None for the system), and why, into its history."""
    row._history_user, row._change_reason = by, reason or None  # type: ignore[attr-defined]
    row.save()


def delete_by(row: Model, by: Any, reason: str = "") -> None:
    """Delete a row; who asked for it, and why, stay in its history."""
    row._history_user, row._change_reason = by, reason  # type: ignore[attr-defined]
    row.delete()
