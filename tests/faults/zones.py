"""A task for `celery worker --include`: what time a worker thinks it is in Casablanca."""

import zoneinfo
from datetime import datetime
from pathlib import Path

from celery import shared_task


@shared_task(name="tests.zone")
def zone(file: str) -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=zoneinfo.ZoneInfo("Africa/Casablanca"))
    Path(file).write_text(f"{noon.utcoffset()} {zoneinfo.TZPATH}")
