"""Not being asked for a while, or ever again: in one press, by herself or by staff."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.translation import gettext as _

from alumni.checkins.models import Pause
from foundation.errors import ServiceError
from foundation.history import delete_by, save_by
from foundation.people.models import Person

MONTHS = (3, 6, 12)
LONGEST = 120
STOP, RESUME = "stop", "resume"
CHOICES = (*map(str, MONTHS), STOP, RESUME)  # the buttons of her page


@transaction.atomic
def pause_checkins(
    person: Person, *, months: int | None, source: str, by: Any, now: datetime, reason: str = ""
) -> Pause:
    """Ask her no more for so many months from today where she lives, or never again where None.

    Nothing else is touched: what is planned waits, what is open can still be answered. A second press
    replaces the first.
    """
    if months is not None and not 1 <= months <= LONGEST:
        raise ServiceError(_("A pause lasts from 1 to %(most)s months.") % {"most": LONGEST})
    she = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    row = Pause.objects.filter(person=she).first() or Pause(person=she)
    row.since = now.astimezone(ZoneInfo(she.time_zone)).date()
    row.until = row.since + relativedelta(months=months) if months else None
    row.source, row.by, row.reason = source, by, reason[:300]
    save_by(row, by)
    return row


@transaction.atomic
def resume_checkins(person: Person, *, by: Any, now: datetime, reason: str = "") -> bool:
    """Ask her again from now on; False where nothing held her back. The history keeps the pause."""
    row = Pause.objects.select_for_update().filter(person=person).first()
    if row is None:
        return False
    delete_by(row, by, reason)
    return True


def follow_choice(person: Person, choice: str, *, source: str, by: Any, now: datetime) -> None:
    """Do what the button says that she pressed; `choice` is one of CHOICES."""
    if choice == RESUME:
        resume_checkins(person, by=by, now=now)
        return
    months = None if choice == STOP else int(choice)
    pause_checkins(person, months=months, source=source, by=by, now=now)
