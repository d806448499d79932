"""Files of members: opened for each who takes part, closed by her report."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from foundation.errors import ServiceError
from foundation.history import save_by
from residencies.delegations.models import Delegation, Member
from residencies.programmes.models import Participation

LONGEST = 20_000  # letters of each part of a report


@transaction.atomic
def open_files(delegation: Delegation, *, by: Any, now: datetime) -> int:
    """A file for each participation of the edition that has none and was not left; returns how many are
    new. Twice is as good as once.
    """
    row = locked(delegation)
    wanted = Participation.objects.filter(edition=row.edition_id, trip=None)
    wanted = wanted.exclude(state__in=Participation.LEFT).order_by("pk")
    made = [Member(delegation=row, participation=one) for one in wanted]
    if made:
        bulk_create_with_history(made, Member, batch_size=500, default_user=by, default_date=now)
    return len(made)


def locked(delegation: Delegation) -> Delegation:
    """Whatever changes who travels waits here for what does so already."""
    rows = Delegation.objects.select_for_update(of=("self",)).select_related("edition__programme")
    return rows.get(pk=delegation.pk)


@transaction.atomic
def hand_in_report(member: Member, *, met: str, follows: str = "", by: Any, now: datetime) -> Member:
    """Whom she met and what follows; handed in anew it takes the place of what was there.

    Raises ServiceError for nothing, for too much, for one who did not go, or before the departure.
    """
    rows = Member.objects.select_for_update(of=("self",)).select_related(
        "participation__person", "delegation"
    )
    row = rows.get(pk=member.pk)
    met, follows = (part.replace("\0", "").replace("\r\n", "\n").strip() for part in (met, follows))
    if not row.goes:
        raise ServiceError(_("You do not travel with this delegation: no report is needed."))
    if timezone.localdate(now) < row.delegation.leaves_on:
        raise ServiceError(_("The delegation has not left yet."))
    if not met:
        raise ServiceError(_("Say whom you met: names with commas are enough."))
    if max(len(met), len(follows)) > LONGEST:
        raise ServiceError(_("Each part has %(most)d characters at most.") % {"most": LONGEST})
    row.met, row.follows, row.reported_at = met, follows, now
    save_by(row, by)
    return row
