"""Leave and return: her state stays, and the days she is away are known."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from residencies.programmes.models import Absence, Participation


@transaction.atomic
def begin_absence(
    participation: Participation,
    *,
    away_from: date,
    by: Any,
    now: datetime,
    back_on: date | None = None,
    reason: str = "",
) -> Absence:
    """Note that she is away from a day on, until the day she is `back_on` if that is known.

    Raises ServiceError for whoever does not take part now, or is noted as away on one of these days.
    """
    row = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=participation.pk)
    )
    if row.state not in Participation.RUNNING:
        raise ServiceError(_("%(who)s does not take part now.") % {"who": row.person})
    _check_days(away_from, back_on)
    before_her_return = Q(back_on=None) | Q(back_on__gt=away_from)
    here = Absence.objects.filter(before_her_return, participation=row)
    if back_on:
        here = here.filter(away_from__lt=back_on)
    if here.exists():
        raise ServiceError(_("%(who)s is noted as away on some of these days.") % {"who": row.person})
    made = Absence(participation=row, away_from=away_from, back_on=back_on, reason=reason)
    save_by(made, by)
    return made


@transaction.atomic
def end_absence(absence: Absence, *, back_on: date, by: Any, now: datetime) -> Absence:
    """She is back, or will be, on a day; a later one or an earlier one takes its place."""
    Participation.objects.select_for_update(of=("self",)).get(pk=absence.participation_id)
    row = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    _check_days(row.away_from, back_on)
    later = Absence.objects.filter(participation=row.participation_id, away_from__lt=back_on)
    if later.filter(away_from__gt=row.away_from).exists():
        raise ServiceError(_("Another absence begins before that day."))
    row.back_on = back_on
    save_by(row, by)
    return row


def _check_days(away_from: date, back_on: date | None) -> None:
    if back_on and back_on <= away_from:
        raise ServiceError(_("She comes back after the first day away."))
