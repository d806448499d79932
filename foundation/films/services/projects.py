"""What those who lead a project say of it themselves."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.films.models import Work
from foundation.history import save_by

LONGEST = {"logline": 600, "synopsis_fr": 10_000, "synopsis_ar": 10_000, "synopsis_en": 10_000}


@transaction.atomic
def write_project(work: Work, said: Mapping[str, str], *, by: Any) -> Work:
    """Its logline and synopses, by the names of its fields; what is not said stays as it is."""
    row = Work.objects.select_for_update().get(pk=work.pk)
    texts = {name: text_of(said[name], most) for name, most in LONGEST.items() if name in said}
    if any(getattr(row, name) != text for name, text in texts.items()):
        for name, text in texts.items():
            setattr(row, name, text)
        save_by(row, by)
    return row


def text_of(typed: str, most: int) -> str:
    """As it is kept. Raises ServiceError for more than `most` characters."""
    text = typed.replace("\0", "").replace("\r\n", "\n").strip()
    if len(text) > most:
        raise ServiceError(_("This text has %(most)d characters at most.") % {"most": most})
    return text
