"""Giving applications to readers: all at once, under the jury's lock, or one by hand."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from residencies.calls.models import Application
from residencies.calls.services import move_applications
from residencies.selection.models import Assignment, Juror, Jury
from residencies.selection.selectors.giving import Proposal, proposal, standing_conflicts
from residencies.selection.selectors.reading import read_by, waiting_for
from residencies.selection.services.conflicts import detect_conflicts
from residencies.selection.services.juries import locked_jury
from residencies.selection.services.reminding import tell_jurors


@transaction.atomic
def give_out(jury: Jury, *, by: Any, now: datetime) -> Proposal:
    """Take what waits into reading, give it to readers and open the jury's pages; later again for more.

    Conflicts are looked for first. Returns what was made; where readers are lacking it says why.
    """
    row = locked_jury(jury)
    check_giving(row, now)
    if not row.criteria.exists():
        raise ServiceError(_("The jury has no criteria yet: add them first."))
    if not row.jurors.sitting().exists():
        raise ServiceError(_("Nobody has accepted to sit in this jury yet."))
    move_applications(waiting_for(row), Application.State.REVIEW, by=by, now=now)
    detect_conflicts(row, now=now, by=by)
    made = proposal(row)
    Assignment.objects.bulk_create(
        [
            Assignment(application_id=int(str(application)), juror_id=int(str(juror)), made_at=now)
            for application, juror in made.result.pairs
        ],
        batch_size=500,
    )
    if row.opened_at is None:
        row.opened_at = now
        save_by(row, by)
    tell_jurors(row, {int(str(juror)) for _application, juror in made.result.pairs}, now=now)
    return made


def check_giving(jury: Jury, now: datetime) -> None:
    """Raises ServiceError where nothing may be given: of a sealed call, nothing before it has closed."""
    if jury.closed_at:
        raise ServiceError(_("The reading is closed."))
    if jury.call.is_sealed_at(now):
        raise ServiceError(_("The call is sealed until it closes."))


@transaction.atomic
def give_one(juror: Juror, application: Application, *, by: Any, now: datetime) -> Assignment:
    """One more reader, by hand; above her capacity if staff want it, never across a conflict.

    Twice is as good as once.
    """
    jury = locked_jury(juror.jury)
    check_giving(jury, now)
    row = Juror.objects.select_related("person").get(pk=juror.pk)
    if row.state != Juror.State.ACCEPTED:
        raise ServiceError(_("%(name)s does not sit in this jury.") % {"name": row})
    if not read_by(jury).filter(pk=application.pk).exists():
        raise ServiceError(_("This jury does not read it."))
    detect_conflicts(jury, now=now, by=by)
    if (application.pk, row.pk) in standing_conflicts(jury):
        raise ServiceError(
            _("%(name)s is in conflict with it, or may be: look at that first.") % {"name": row}
        )
    given, _new = Assignment.objects.get_or_create(
        juror=row, application=application, defaults={"made_at": now}
    )
    return given


@transaction.atomic
def take_back(assignment: Assignment, *, by: Any, now: datetime) -> None:
    """She does not read it any more. What was handed in is not taken away."""
    jury = locked_jury(assignment.juror.jury)
    if jury.closed_at:
        raise ServiceError(_("The reading is closed."))
    row = Assignment.objects.select_for_update(of=("self",)).filter(pk=assignment.pk).first()
    if row is None:
        return
    review = getattr(row, "review", None)
    if review is not None and review.submitted_at:
        raise ServiceError(_("She has handed it in: it stays."))
    row.delete()
