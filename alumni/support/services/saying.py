"""The words and files of a message, checked before anything is written."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from alumni.support.models import LONGEST, SealedFile, sealed_path
from foundation.errors import ServiceError
from foundation.files import storing

LIMITS = storing.Limits(accepts=["pdf", "image", "text", "table"], megabytes=10, files=3)


@sensitive_variables()
def clean_text(text: str) -> str:
    """Raises ServiceError where it is too long."""
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise ServiceError(_("Please write %(most)d characters at most.") % {"most": LONGEST})
    return text


@contextmanager
@sensitive_variables()
def stored(uploads: Sequence[Any]) -> Iterator[list[SealedFile]]:
    """The files sealed in storage, without their rows; whatever goes wrong inside, none of them stays."""
    if len(uploads) > LIMITS.files:
        raise ServiceError(_("At most %(most)d files at a time are possible.") % {"most": LIMITS.files})
    with ExitStack() as undone:
        rows = []
        for upload in uploads:
            row = SealedFile()
            storing.store(row, sealed_path(row, ""), upload, LIMITS)
            undone.enter_context(storing.undone_if_refused(row))
            rows.append(row)
        yield rows


def forget_files(files: list[SealedFile]) -> None:
    for file in files:
        storing.forget(file.file.storage, str(file.file.name))


@sensitive_variables()
def say(row: Any, text: str, files: list[SealedFile], **facts: Any) -> Any:
    """A message of the thread, with its files."""
    message = row.messages.create(text=text, **facts)
    for file in files:
        file.message = message
    SealedFile.objects.bulk_create(files)
    return message
