"""Alumnae with an entry of the directory, for the tests."""

import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from alumni.community.models import Message, Profile, Report, Thread
from alumni.community.services import report, say_profile, write
from foundation.mail.models import Message as Mail
from foundation.people.models import Person
from tests import cast

NOW = cast.NOW


def alumna(**fields: Any) -> Person:
    """Who has completed a programme, with a login."""
    she = cast.alumna(**fields)
    cast.completed(date(2026, 6, 30), who=she)
    return she


def profile(who: Person | None = None, **said: Any) -> Profile:
    return say_profile(who or alumna(), by=None, now=NOW, **said)


def picture(kind: str = "JPEG", size: tuple[int, int] = (90, 120), mode: str = "RGB", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, kind, **more)
    return out.getvalue()


def sent_photo(name: str = "moi.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if content is None else content)


def taking(who: Person | None = None, **said: Any) -> Person:
    """An alumna whom others may write to."""
    return profile(who, **{"listed_to": "alumnae", "takes_messages": True, **said}).person


def message(text: str = "Bonjour.", author: Person | None = None, to: Person | None = None) -> Message:
    return write(author or taking(), to or taking(), text, by=None, now=NOW)


def thread(owner: Person) -> Thread:
    """Begun with the owner by somebody else, whatever the owner is."""
    return Thread.objects.create(starter=taking(), other=owner, begun_at=NOW, last_at=NOW)


def reported() -> Report:
    made = message()
    return report(made.thread, made.author, "Elle insiste.", now=NOW)


def mailed(she: Person, kind: str) -> dict[str, int]:
    """What a letter of a kind is about; nothing else is written."""
    cast.completed(date(2026, 6, 30), who=she)
    about = (
        {"thread_report": reported().pk}
        if kind == "community_report"
        else {"thread_message": message(to=taking(she)).pk}
    )
    Mail.objects.filter(kind__startswith="community").delete()
    return about
