"""Somebody who works here is shown what is sensitive of a person: whoever keeps a record of it is told."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


def tell_reading(person: Any, what: str, number: int, *, by: Any, face: str = "desk") -> None:
    """`what` is one of `privacy.Reading.What`; `number` is the record's. Nothing is told where nobody is
    on record.
    """
    for path in settings.READINGS:
        import_string(path)(person, what, number, by=by, face=face, now=timezone.now())
