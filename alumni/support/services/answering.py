"""The thread goes on: who reads is noted, who writes is told to the other."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from alumni.support.models import Message, Reading, SupportRequest
from alumni.support.selectors import responsible
from alumni.support.services.moving import locked, move, tell, tell_her
from alumni.support.services.saying import clean_text, forget_files, say, stored
from foundation.errors import ServiceError

State = SupportRequest.State


@transaction.atomic
def note_reading(request: SupportRequest, *, by: Any, now: datetime) -> None:
    """Somebody other than she opens the thread; her own looks are nobody's business. Twice within the hour
    is one reading. Raises ServiceError.
    """
    row = locked(request, by=by)
    if row.person.account_id == by.pk:
        return
    if not row.readings.filter(reader=by, at__gt=now - Reading.FRESH).exists():
        row.readings.create(reader=by, at=now)


@sensitive_variables()
def write(
    request: SupportRequest,
    text: str,
    *,
    by: Any,
    now: datetime,
    uploads: Sequence[Any] = (),
    token: UUID | None = None,
) -> Message:
    """A message of hers, or an answer. Hers opens a closed request again; the other side is told by mail that
    there is a message. Twice with the same `token` is as good as once. Raises ServiceError.
    """
    text = clean_text(text)
    if not text and not uploads:
        raise ServiceError(_("Write a few words, or choose a file."))
    with stored(uploads) as files, transaction.atomic():
        row = locked(request, by=by)
        if token and (there := row.messages.filter(token=token).first()):
            if there.text == text:
                forget_files(files)
                return there
            token = None  # written anew in a page that was kept: nothing typed is lost
        is_hers = row.person.account_id == by.pk
        if row.state == State.CLOSED and not is_hers:
            raise ServiceError(_("This request is closed. She can open it again by writing."))
        message: Message = say(row, text, files, author=by, is_hers=is_hers, at=now, token=token)
        (_asked_on if is_hers else _answered)(row, message, now)
        return message


def _asked_on(row: SupportRequest, message: Message, now: datetime) -> None:
    if row.state == State.CLOSED:
        again = State.WAITING if row.first_answered_at else _unanswered(row)
        move(row, again, now=now, closed_at=None, helped="")
    elif row.state == State.ANSWERED:
        move(row, State.WAITING, now=now)
    tell(row, responsible(row), key=f"message:{message.pk}", now=now)


def _unanswered(row: SupportRequest) -> str:
    return State.ASSIGNED if row.adviser_id else State.NEW


def _answered(row: SupportRequest, message: Message, now: datetime) -> None:
    move(row, State.ANSWERED, now=now, first_answered_at=row.first_answered_at or now)
    tell_her(row, key=f"message:{message.pk}", now=now)
