"""The words staff wrote for each kind of mail: saved in versions, read once per process."""

import time
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.mail.models import Wording
from foundation.mail.placeholders import check

LOOK_AGAIN = 2.0  # seconds a process uses what it has read before it asks again
_Words = dict[tuple[str, str], Wording]
_read: tuple[float, _Words] | None = None  # when, and what was in use by kind and language


def kinds_with_texts() -> list[str]:
    return [kind for kind, facts in settings.MAIL_KINDS.items() if "example" in facts]


def names_of(kind: str) -> list[str]:
    """What may stand between `{{ }}` in the texts of this kind."""
    return [*settings.MAIL_KINDS[kind].get("names", []), "foundation"]


def wording_in_use(kind: str, language: str) -> Wording | None:
    """None where staff have written nothing. At most LOOK_AGAIN seconds behind another process."""
    return _in_use().get((kind, language))


def _in_use() -> _Words:
    """All of them in one query: they are a handful, and a sender writes hundreds of mails in that time."""
    global _read  # noqa: PLW0603 - of this process
    now = time.monotonic()
    if _read is None or now >= _read[0] + LOOK_AGAIN:
        _read = (now, {(row.kind, row.language): row for row in Wording.objects.filter(is_current=True)})
    return _read[1]


def forget() -> None:
    """Read the texts anew when they are needed next."""
    global _read  # noqa: PLW0603 - of this process
    _read = None


def faults(kind: str, texts: dict[str, str]) -> dict[str, ValidationError]:
    """What is wrong with each part, by its name; empty where all may be saved."""
    found: dict[str, ValidationError] = {}
    for part, text in texts.items():
        field: Any = Wording._meta.get_field(part)
        try:
            field.run_validators(text)
            check(text, names_of(kind))
            if part not in ("before", "after") and "\n" in text:
                raise ValidationError(_("This is one line: take the line breaks out."))
        except ValidationError as fault:
            found[part] = fault
    return found


def save_wording(
    kind: str, language: str, texts: dict[str, str], *, since: int, by: Any, now: datetime
) -> Wording:
    """Use `texts` ({part: text}) from now on, as a new version. Parts left out are built-in.

    `since` is the version that was read before the change, 0 for none. Raises ServiceError where a
    text is refused or somebody has saved a newer version.
    """
    if kind not in kinds_with_texts() or language not in dict(settings.LANGUAGES):
        raise ServiceError(_("There is no such mail."))
    texts = {part: _plain(texts.get(part, "")) for part in Wording.PARTS}
    if wrong := faults(kind, texts):
        raise ServiceError(" ".join(message for fault in wrong.values() for message in fault.messages))
    try:
        with transaction.atomic():
            row = _add_version(kind, language, texts, since, by, now)
    except IntegrityError as fault:  # two at the same moment
        raise _newer() from fault
    forget()
    return row


def _add_version(
    kind: str, language: str, texts: dict[str, str], since: int, by: Any, now: datetime
) -> Wording:
    mine = Wording.objects.filter(kind=kind, language=language)
    last = mine.aggregate(last=Max("version"))["last"] or 0
    if last != since:
        raise _newer()
    mine.filter(is_current=True).update(is_current=False)
    return Wording.objects.create(kind=kind, language=language, version=last + 1, by=by, at=now, **texts)


def restore_wording(row: Wording, *, by: Any, now: datetime) -> Wording:
    """Use the texts of an older version again, as a new one."""
    last = Wording.objects.filter(kind=row.kind, language=row.language).aggregate(last=Max("version"))["last"]
    return save_wording(row.kind, row.language, row.texts, since=last, by=by, now=now)


def _plain(text: str) -> str:
    """Browsers send line ends as CR LF."""
    return text.replace("\r\n", "\n").strip()


def _newer() -> ServiceError:
    return ServiceError(
        _("Somebody has saved a newer version meanwhile. Copy your text, open the page again and put it in.")
    )
