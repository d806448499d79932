"""Reports: asked for, handed in as a text or a file, accepted or sent back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.files.storing import delete_file
from foundation.files.sweeping import sweep
from foundation.history import save_by
from residencies.grants import filing
from residencies.grants.models import Document, Grant, Report
from residencies.grants.services.locks import locked_grant, locked_report
from residencies.grants.services.telling import tell

LONGEST = 20_000  # letters of a report that is typed


@transaction.atomic
def ask_report(
    grant: Grant, kind: str, due_on: date, *, by: Any, now: datetime, token: UUID | None = None
) -> Report:
    """A report is due on a day. Twice with the same `token` is as good as once."""
    row = locked_grant(grant, by=by)
    if token and (there := Report.objects.filter(grant=row, token=token).first()):
        return there
    if row.state == Grant.State.CANCELLED:
        raise ServiceError(_("The grant was cancelled."))
    made = Report(grant=row, kind=kind, due_on=due_on, token=token)
    save_by(made, by)
    return made


def hand_in_report(report: Report, *, by: Any, now: datetime, text: str = "", upload: Any = None) -> Report:
    """Her report: a text, a file, or both. Until it is accepted it may be handed in anew, which takes the
    place of what was there; a file stays unless another is sent.
    """
    with transaction.atomic():  # before a file is stored for nothing; and again when it is
        row = _open(report)
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise ServiceError(
            _("A typed report has %(most)d characters at most: send it as a file.") % {"most": LONGEST}
        )
    if not text and not upload and row.document_id is None:
        raise ServiceError(_("Write your report, or choose a file."))
    paper = filing.store(row.grant, upload, now=now) if upload else None
    with filing.gone_if_refused(paper), transaction.atomic():
        row = _open(report)
        before = row.document if paper else None
        if paper:
            paper.save()
            row.document = paper
        row.text, row.handed_in_at, row.missing = text, now, ""
        save_by(row, by)
        if before is not None:
            delete_file(before)
        return row


def _open(report: Report) -> Report:
    row = locked_report(report, by=None)  # she does it herself
    if row.grant.state == Grant.State.CANCELLED:
        raise ServiceError(_("The grant was cancelled: no report is needed any more."))
    if row.accepted_at is not None:
        raise ServiceError(_("This report is accepted already."))
    return row


@transaction.atomic
def accept_report(report: Report, *, by: Any, now: datetime) -> Report:
    """What was handed in is enough; twice is as good as once."""
    row = locked_report(report, by=by)
    if row.accepted_at is not None:
        return row
    if row.handed_in_at is None:
        raise ServiceError(_("It is not handed in yet."))
    row.accepted_at, row.accepted_by = now, by
    save_by(row, by)
    return row


@transaction.atomic
def send_back_report(report: Report, *, missing: str, by: Any, now: datetime) -> Report:
    """It is due again: `missing` says to her what it lacks, and she is told by mail. What she wrote stays, to
    be gone on with.
    """
    row = locked_report(report, by=by)
    if row.handed_in_at is None or row.accepted_at is not None:
        raise ServiceError(_("Only a report that waits for your word can be sent back."))
    if not missing.strip():
        raise ServiceError(_("Say what is missing: she reads it."))
    key = f"report:{row.pk}:returned:{row.handed_in_at:%Y%m%d%H%M%S%f}"  # once for each handing in
    row.handed_in_at, row.missing = None, missing.strip()
    save_by(row, by)
    tell("report_returned", row.grant, {"report": row.pk}, key=key, now=now)
    return row


def sweep_documents(*, now: datetime) -> int:
    """Delete stored files that belong to no report and no payment; returns how many."""
    return sweep(Document, "grants", now=now)
