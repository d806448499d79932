"""Files of applications that no row names."""

from datetime import datetime

from foundation.sweeping import sweep_folder
from residencies.calls.models import Attachment

FOLDER = "applications"


def sweep_files(*, now: datetime) -> int:
    """Delete what has lain there for a day and belongs to no application; returns how many files."""
    return sweep_folder(FOLDER, Attachment, now=now)
