"""Files handed out in a session: what they are is judged by their content."""

from datetime import datetime
from typing import Any

from foundation.files.storing import Limits
from foundation.files.sweeping import sweep
from foundation.files.types import clean_name, content_type
from residencies.workshops.models import Material

LIMITS = Limits(["pdf", "image", "text", "table", "slides", "audio"], megabytes=50, files=1)


def check_material(upload: Any) -> tuple[str, str]:
    """(name to be shown, content type) of an upload that the form of the desk keeps until all its lines are
    sound, and then stores; raises ServiceError for what is not taken.
    """
    name = upload.name or ""
    LIMITS.check(clean_name(name), upload.size)
    upload.seek(0)
    kind = content_type(upload, name, LIMITS.accepts)
    upload.seek(0)
    return clean_name(name, kind), kind


def sweep_materials(*, now: datetime) -> int:
    """Delete files of materials that were taken away or replaced; returns how many."""
    return sweep(Material, "workshops", now=now)
