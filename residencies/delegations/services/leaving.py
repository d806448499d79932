"""One who cannot go: refused a visa, or by her own word. Her place goes to who stands ready, at once."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from residencies.delegations.models import Member, Papers
from residencies.delegations.services.files import locked
from residencies.delegations.services.reserve import fill
from residencies.programmes.models import Participation
from residencies.programmes.services import change_state

State = Participation.State


@transaction.atomic
def record_refusal(member: Member, *, on: date, by: Any, now: datetime) -> Member:
    """Her visa was refused on a day: she declines, and the next in reserve is written to.

    Twice is as good as once. Raises ServiceError for a day to come, a visa that was granted, or one who has
    left otherwise.
    """
    if on > timezone.localdate(now):
        raise ServiceError(_("The day of the refusal lies in the future."))
    row = _locked(member)
    papers = Papers.objects.select_for_update(of=("self",)).filter(member=row).first() or Papers(member=row)
    if papers.refused_on and not row.goes:
        return row
    if papers.granted_until:
        raise ServiceError(_("Her visa is recorded as granted: take that away first."))
    _check_goes(row)
    papers.visa, papers.refused_on = Papers.Visa.YES, on
    save_by(papers, by)
    reason = _("Her visa was refused on %(day)s.") % {"day": date_format(on)}
    _leave(row, Participation.Cause.VISA, reason, by=by, now=now)
    return row


@transaction.atomic
def record_withdrawal(member: Member, *, cause: str = "", reason: str = "", by: Any, now: datetime) -> Member:
    """She does not go, by her own word; the next in reserve is written to. Twice is as good as once."""
    row = _locked(member)
    if row.goes:
        _leave(row, cause, reason.strip(), by=by, now=now)
    return row


def _locked(member: Member) -> Member:
    delegation = locked(member.delegation)
    row = Member.objects.select_related("participation__person").get(pk=member.pk)
    row.delegation = delegation
    return row


def _check_goes(row: Member) -> None:
    if not row.goes:
        told = {"who": row.person, "state": row.participation.get_state_display()}
        raise ServiceError(_("%(who)s does not travel any more: %(state)s.") % told)


def _leave(row: Member, cause: str, reason: str, *, by: Any, now: datetime) -> None:
    invited = row.participation.state == State.INVITED
    to = State.DECLINED if invited else State.WITHDRAWN
    row.participation = change_state(row.participation, to, by=by, now=now, cause=cause, reason=reason)
    fill(row.delegation, now)
