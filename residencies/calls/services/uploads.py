"""Files of an application: streamed into private storage, measured on the way, and then judged by content.

Nothing is held in memory but one piece of a file. What is refused leaves no file behind, and whatever
was typed beside it is not touched.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.files.storing import MEGABYTE, Limits, delete_file, forget, store, undone_if_refused
from residencies.calls.checking import is_frozen
from residencies.calls.models import Addendum, Application, Attachment, Question
from residencies.calls.models.given import private_path
from residencies.calls.selectors import answers_of, asked, questions_of, values_of
from residencies.calls.services.filling import check_addable, editable, locked, note_change

USUAL_MEGABYTES = 20
SPARE = 50 * MEGABYTE
ADDED_TYPES, MOST_ADDED = ["pdf", "image", "text"], 5  # of an addition


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


def attach_file(application: Application, question: Question, upload: Any, *, now: datetime) -> Attachment:
    """Keep a file as an answer; `upload` has a name and `chunks()`, as Django's uploads do.

    `now` is when the server began to receive it. Where one file is asked for it takes the place of the
    one before; the same file twice is there once. Raises ServiceError, in words for the applicant, for a
    file that is not taken.
    """
    limits = limits_of(question)
    with transaction.atomic():  # before it is stored for nothing; and again when it is
        _check_place(editable(application, now), question, now)
    row = Attachment(application=application, question=question, uploaded_at=now)
    store(row, private_path(row, ""), upload, limits)
    with undone_if_refused(row), transaction.atomic():
        _check_place(editable(application, now), question, now)
        here = Attachment.objects.filter(application=application, question=question)
        return _kept(row, list(here.order_by("pk")), limits)


def add_file(addendum: Addendum, upload: Any, *, now: datetime) -> Attachment:
    """As `attach_file`, for what is added to an application that was sent."""
    limits = Limits(ADDED_TYPES, USUAL_MEGABYTES, MOST_ADDED)
    application = addendum.application
    check_addable(application, now)
    row = Attachment(application=application, addendum=addendum, uploaded_at=now)
    store(row, private_path(row, ""), upload, limits)
    with undone_if_refused(row), transaction.atomic():
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


def _check_place(row: Application, question: Question, now: datetime) -> None:
    """Whether a file is asked for here and now; raises ServiceError."""
    values = values_of(answers_of(row).values())
    here = asked(questions_of(row.call.form), row.track, values, row.step)
    if question.kind != Question.Kind.FILE or question not in here:
        raise ServiceError(_("No file is asked for here."))
    if is_frozen(question, now):
        raise ServiceError(_("This answer is not changed any more."))


def _kept(row: Attachment, here: list[Attachment], limits: Limits) -> Attachment:
    """The row beside those that are here, under the application's lock."""
    for other in here:
        if other.sha256 == row.sha256:
            forget(row.file.storage, str(row.file.name))
            return other
    if limits.files == 1:
        for other in here:
            delete_file(other)
    elif len(here) >= limits.files:
        raise ServiceError(_("At most %(most)d files are possible here.") % {"most": limits.files})
    row.save()
    note_change(row.application)
    return row
