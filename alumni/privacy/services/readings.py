"""Who read what is sensitive: reading is the act that is recorded, so a page that shows it writes a row."""

from datetime import datetime
from typing import Any

from alumni.privacy.models import Reading
from foundation.people.models import Person


def note_reading(person: Person | None, what: str, number: int, *, by: Any, face: str, now: datetime) -> None:
    """Note that somebody read it; not where it is her own, or nobody's on record."""
    if person is None or person.account_id == by.pk:
        return
    Reading.objects.create(person=person, reader=by, what=what, number=number, face=face, at=now)
