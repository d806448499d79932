"""What came of a call, and the answers that are given in it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.checkins.models import CheckIn, Contact, Pause
from alumni.checkins.pausing import pause_checkins
from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.people.models import Person

OPEN_DAYS = 14  # for answers that somebody of the staff fills in with her
State = CheckIn.State


@transaction.atomic
def record_contact(
    person: Person,
    *,
    channel: str,
    outcome: str,
    by: Any,
    now: datetime,
    checkin: CheckIn | None = None,
    call_back_on: date | None = None,
    note: str = "",
) -> Contact:
    """Keep that a person was tried to be reached, and do what follows from it.

    Without `checkin` it is about her newest one that nobody answered, if there is one. "Asked not to
    be asked" stops her check-ins. Raises ServiceError for a call back without a day to come.
    """
    back = outcome == Contact.Outcome.CALL_BACK
    if back and (call_back_on is None or call_back_on <= timezone.localdate(now)):
        raise ServiceError(_("Say on which day to call back: tomorrow or later."))
    row = Contact(
        person=person,
        checkin=checkin or _newest_unanswered(person),
        by=by,
        at=now,
        channel=channel,
        outcome=outcome,
        call_back_on=call_back_on if back else None,
        note=note,
    )
    save_by(row, by)
    if outcome == Contact.Outcome.ASKED_NOT_TO:
        pause_checkins(person, months=None, source=Pause.Source.CALL, by=by, now=now)
    return row


def _newest_unanswered(person: Person) -> CheckIn | None:
    unheard = [State.PLANNED, State.ASKED, State.SILENT]
    return CheckIn.objects.filter(person=person, state__in=unheard).order_by("-due_on", "-pk").first()


@transaction.atomic
def reopen_checkin(checkin: CheckIn, *, by: Any, now: datetime) -> CheckIn:
    """Open a check-in for answers given in a call, asked by mail before or not; sends nothing.

    Raises ServiceError for one that was cancelled.
    """
    row = CheckIn.objects.select_for_update(of=("self",)).get(pk=checkin.pk)
    if row.state == State.CANCELLED:
        raise ServiceError(_("This check-in was cancelled."))
    if row.state == State.ANSWERED and row.closes_at and row.closes_at > now:
        return row
    row.state = State.ANSWERED if row.answered_at else State.ASKED
    row.asked_at = row.asked_at or now
    row.closes_at = max(row.closes_at or now, now + timedelta(days=OPEN_DAYS))
    # She is on the list because of it, and stays on it until there is an answer or a word of staff.
    row.call_at, row.remind_on = row.call_at or now, None
    save_by(row, by)
    return row
