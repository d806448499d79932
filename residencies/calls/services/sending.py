"""Sending an application in, and what may follow: taking it back, or adding to it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.files.storing import delete_file
from foundation.history import save_by
from foundation.hooks.services import announce
from foundation.mail.services import enqueue
from residencies.calls.checking import Gap, check_eligibility, what_is_missing
from residencies.calls.models import Addendum, Application, Member
from residencies.calls.selectors import Reply, questions_of, replies
from residencies.calls.services.beginning import mail_of
from residencies.calls.services.filling import check_addable, check_open, locked

State = Application.State
MOST_ADDENDA, LONGEST_ADDENDUM = 20, 10_000


class NotReady(ServiceError):
    """What was to be sent is not complete, or not eligible; `gaps` says all that stands in the way."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__(" ".join(gap.text for gap in gaps))
        self.gaps = gaps


@transaction.atomic
def submit(application: Application, *, by: Any, now: datetime) -> Application:
    """Send in the step it stands in, once: a second press finds it sent and changes nothing.

    `now` is when the server received it; it counts until the call's closing and its minutes of grace.
    What stands in hidden questions is dropped. The lead of a team signs by this. Raises NotReady with
    all that is missing, ServiceError where it is too late.
    """
    row = locked(application)
    if row.state == State.WITHDRAWN:
        raise ServiceError(_("This application was withdrawn."))
    if row.is_sent:
        return row
    check_open(row, now)
    given = replies(row)
    gaps = what_is_missing(row, given, now=now)
    gaps += [Gap("eligibility", one.text) for one in check_eligibility(row, given) if one.forbids]
    if gaps:
        raise NotReady(gaps)
    _drop_hidden(row, given)
    _sign_lead(row, now)
    if row.step == 1:
        row.state, row.submitted_at = State.SUBMITTED, now
    else:
        row.second_submitted_at = now
    row.version += 1
    row.told_at = None  # that it was late: the call was extended since
    save_by(row, by)
    if row.step == 1 and not row.call.is_sealed:  # of a sealed call nobody knows how many there are
        announce("application.submitted", [row], now=now)
    enqueue(mail_of(row, "application_receipt", f"application:{row.pk}:receipt:{row.step}", 2), now=now)
    return row


def _drop_hidden(row: Application, given: list[Reply]) -> None:
    """An application that was sent holds answers and files to what was asked, and nothing else."""
    shown = {reply.question.pk for reply in given}
    questions = questions_of(row.call.form)
    hidden = [one.pk for one in questions if one.step == row.step and one.pk not in shown]
    if not hidden:
        return
    row.answers.filter(question__in=hidden).delete()
    for file in row.attachments.filter(question__in=hidden):
        delete_file(file)


def _sign_lead(row: Application, now: datetime) -> None:
    for lead in Member.objects.filter(application=row, is_lead=True, withdrawn_at=None, signed_at=None):
        lead.signed_at = now
        save_by(lead, None)


@transaction.atomic
def withdraw(application: Application, *, by: Any, now: datetime, reason: str = "") -> Application:
    """Take an application back, a draft as well as one that was sent; twice is as good as once."""
    row = locked(application)
    if row.state == State.WITHDRAWN:
        return row
    if row.is_told_no:
        raise ServiceError(_("It was decided about already."))
    row.state, row.withdrawn_at, row.reason, row.replace_by = State.WITHDRAWN, now, reason.strip(), None
    save_by(row, by, row.reason)
    return row


@transaction.atomic
def add_addendum(application: Application, text: str, *, now: datetime) -> Addendum:
    """Add to an application that was sent, where the call allows it; files follow with `attach_file`."""
    row = locked(application)
    check_addable(row, now)
    if not text.strip():
        raise ServiceError(_("Please say what you add."))
    if len(text) > LONGEST_ADDENDUM:
        raise ServiceError(_("At most %(most)d characters are possible.") % {"most": LONGEST_ADDENDUM})
    if row.addenda.count() >= MOST_ADDENDA:
        raise ServiceError(_("No more can be added."))
    return Addendum.objects.create(application=row, text=text.strip().replace("\0", ""), at=now)
