"""Files handed out in a session: what they are is judged by their content."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.files.sweeping import sweep
from foundation.files.types import clean_name, content_type
from residencies.workshops.models import Material

ACCEPTS = ["pdf", "image", "text", "table", "slides", "audio"]
MOST_MEGABYTES = 50
_MEGABYTE = 1_000_000


def check_material(upload: Any) -> tuple[str, str]:
    """(name to be shown, content type) of an upload; raises ServiceError for what is not taken."""
    name = clean_name(upload.name or "")
    if upload.size > MOST_MEGABYTES * _MEGABYTE:
        told = {"name": name, "most": MOST_MEGABYTES}
        raise ServiceError(_("“%(name)s” is too big: at most %(most)d MB are possible.") % told)
    if not upload.size:
        raise ServiceError(_("“%(name)s” is empty.") % {"name": name})
    upload.seek(0)
    kind = content_type(upload, upload.name or "", ACCEPTS)
    upload.seek(0)
    return clean_name(upload.name or "", kind), kind


def sweep_materials(*, now: datetime) -> int:
    """Delete files of materials that were taken away or replaced; returns how many."""
    return sweep(Material, "workshops", now=now)
