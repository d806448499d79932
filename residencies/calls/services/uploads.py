"""Files of an application: streamed into private storage, measured on the way, and then judged by content.

Nothing is held in memory but one piece of a file. What is refused leaves no file behind, and whatever
was typed beside it is not touched.
"""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.filetypes import clean_name, content_type
from residencies.calls.checking import is_frozen
from residencies.calls.models import Addendum, Application, Attachment, Question
from residencies.calls.models.applying import private_path
from residencies.calls.selectors import answers_of, asked, questions_of, values_of
from residencies.calls.services.filling import check_addable, editable, locked, note_change

log = logging.getLogger(__name__)

MEGABYTE = 1_000_000
USUAL_MEGABYTES = 20
SPARE = 50 * MEGABYTE
ADDED_TYPES, MOST_ADDED = ["pdf", "image", "text"], 5  # of an addition


@dataclass(frozen=True)
class Limits:
    """What is taken in one place."""

    accepts: list[str]
    megabytes: int
    files: int

    @property
    def size(self) -> int:
        return self.megabytes * MEGABYTE


def limits_of(question: Question) -> Limits:
    return Limits(question.accepts, question.max_megabytes or USUAL_MEGABYTES, question.max_files or 1)


def most_of_a_request(application: Application) -> int:
    """Bytes of files that a page of hers may send at once: all that may be sent there, and some more, for
    what is too big is told beside the place where it was chosen.
    """
    if application.is_sent:
        return SPARE + USUAL_MEGABYTES * MEGABYTE * MOST_ADDED
    here = [one for one in questions_of(application.call.form) if one.step == application.step]
    limits = [limits_of(one) for one in here if one.kind == Question.Kind.FILE]
    return SPARE + sum(limit.size * limit.files for limit in limits)


class _Measured(File):  # type: ignore[type-arg]
    """Passes a file on piece by piece; raises ServiceError as soon as it is too big."""

    def __init__(self, upload: Any, limits: Limits) -> None:
        super().__init__(None, clean_name(upload.name or ""))
        self.upload, self.limits = upload, limits
        self.length, self.digest = 0, hashlib.sha256()

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        for piece in self.upload.chunks():
            self.length += len(piece)
            if self.length > self.limits.size:
                told = {"name": self.name, "most": self.limits.megabytes}
                raise ServiceError(_("“%(name)s” is too big: at most %(most)d MB are possible.") % told)
            self.digest.update(piece)
            yield piece
        if not self.length:
            raise ServiceError(_("“%(name)s” is empty.") % {"name": self.name})


def attach_file(application: Application, question: Question, upload: Any, *, now: datetime) -> Attachment:
    """Keep a file as an answer; `upload` has a name and `chunks()`, as Django's uploads do.

    `now` is when the server began to receive it. Where one file is asked for it takes the place of the
    one before; the same file twice is there once. Raises ServiceError, in words for the applicant, for a
    file that is not taken.
    """
    limits = limits_of(question)
    with transaction.atomic():  # before it is stored for nothing; and again when it is
        _check_place(editable(application, now), question, now)
    row = _stored(Attachment(application=application, question=question, uploaded_at=now), upload, limits)
    with _undone_if_refused(row), transaction.atomic():
        _check_place(editable(application, now), question, now)
        here = Attachment.objects.filter(application=application, question=question)
        return _kept(row, list(here.order_by("pk")), limits)


def add_file(addendum: Addendum, upload: Any, *, now: datetime) -> Attachment:
    """As `attach_file`, for what is added to an application that was sent."""
    limits = Limits(ADDED_TYPES, USUAL_MEGABYTES, MOST_ADDED)
    application = addendum.application
    check_addable(application, now)
    row = _stored(Attachment(application=application, addendum=addendum, uploaded_at=now), upload, limits)
    with _undone_if_refused(row), transaction.atomic():
        check_addable(locked(application), now)
        return _kept(row, list(addendum.attachments.order_by("pk")), limits)


@transaction.atomic
def remove_file(attachment: Attachment, *, now: datetime) -> None:
    """Take a file back from an application that can still be filled in; twice is as good as once."""
    row = editable(attachment.application, now)
    here = Attachment.objects.filter(pk=attachment.pk, application=row).select_related("question").first()
    if here is None:
        return
    if here.question is None or is_frozen(here.question, now):
        raise ServiceError(_("This answer is not changed any more."))
    delete_file(here)
    note_change(row)


def delete_file(row: Attachment) -> None:
    """The row now, what is stored once that is certain."""
    storage, name = row.file.storage, str(row.file.name)
    row.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)


def _check_place(row: Application, question: Question, now: datetime) -> None:
    """Whether a file is asked for here and now; raises ServiceError."""
    values = values_of(answers_of(row).values())
    here = asked(questions_of(row.call.form), row.track, values, row.step)
    if question.kind != Question.Kind.FILE or question not in here:
        raise ServiceError(_("No file is asked for here."))
    if is_frozen(question, now):
        raise ServiceError(_("This answer is not changed any more."))


def _stored(row: Attachment, upload: Any, limits: Limits) -> Attachment:
    """Stream the file into storage and find out what it is; the row is not saved."""
    storage, name = Attachment._meta.get_field("file").storage, private_path(row, "")
    measured = _Measured(upload, limits)
    with _undone_if_refused(row):
        row.file.name = name
        try:
            row.file.name = storage.save(name, measured)
        except OSError as fault:  # the disk is full, or not there
            log.exception("a file could not be stored")
            raise ServiceError(
                _("“%(name)s” could not be stored. Nothing else is lost: please try again.")
                % {"name": measured.name}
            ) from fault
        with storage.open(row.file.name) as kept:
            row.content_type = content_type(kept, upload.name or "", limits.accepts)
    row.name = clean_name(upload.name or "", row.content_type)
    row.size, row.sha256 = measured.length, measured.digest.hexdigest()
    return row


class _undone_if_refused:  # noqa: N801 - reads as a sentence
    """Whatever goes wrong inside, the stored file does not stay."""

    def __init__(self, row: Attachment) -> None:
        self.row = row

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, fault: Any, trace: Any) -> None:
        if kind is not None and self.row.file.name:
            _forget(self.row.file.storage, self.row.file.name)


def _forget(storage: Storage, name: str) -> None:
    try:
        storage.delete(name)
    except OSError:
        log.exception("a refused file could not be deleted")


def _kept(row: Attachment, here: list[Attachment], limits: Limits) -> Attachment:
    """The row beside those that are here, under the application's lock."""
    for other in here:
        if other.sha256 == row.sha256:
            _forget(row.file.storage, str(row.file.name))
            return other
    if limits.files == 1:
        for other in here:
            delete_file(other)
    elif len(here) >= limits.files:
        raise ServiceError(_("At most %(most)d files are possible here.") % {"most": limits.files})
    row.save()
    note_change(row.application)
    return row
