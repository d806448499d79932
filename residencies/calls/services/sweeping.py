"""Stored files that belong to no application."""

from datetime import datetime

from foundation.files.sweeping import sweep
from residencies.calls.models import Attachment

FOLDER = "applications"  # `private_path` has one folder for each call


def sweep_files(*, now: datetime) -> int:
    """Delete what has lain there for a day and belongs to no application; returns how many files."""
    return sweep(Attachment, FOLDER, now=now)
