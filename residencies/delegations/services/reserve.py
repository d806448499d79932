"""The reserve of a delegation: places that have become free are offered in its order, each to one at a time.

Whatever offers, takes or gives back a place does so under the lock of its delegation; that no place is
offered twice the database holds by itself. A place is a member who has left: by which door, programmes
know, and the task of each minute finds her.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from foundation.errors import ServiceError
from foundation.history import save_by, update_by
from foundation.jobs.services import settle_each
from foundation.mail.services import is_address, tell_each
from foundation.people.models import Person
from residencies.delegations.models import Delegation, Member, Reserve
from residencies.delegations.services.files import locked, open_files
from residencies.programmes.models import Participation
from residencies.programmes.services import replace_participation

State = Reserve.State


@transaction.atomic
def join_reserve(delegation: Delegation, person: Person, *, by: Any, now: datetime) -> Reserve:
    """At the end of the list; if a place is free she is offered it. Twice is as good as once.

    Raises ServiceError for one who travels already, or without an address to write an offer to.
    """
    row = locked(delegation)
    there = row.reserves.filter(person=person, state__in=[State.WAITING, *Reserve.HOLDING]).first()
    if there is not None:
        return there
    if row.members.going().filter(participation__person=person).exists():
        raise ServiceError(_("%(who)s travels with it already.") % {"who": person})
    if not is_address(person.email):
        raise ServiceError(
            _("%(who)s has no e-mail address: an offer could not reach her.") % {"who": person}
        )
    last = row.reserves.aggregate(last=Max("position"))["last"] or 0
    made = Reserve(delegation=row, person=person, position=last + 1)
    save_by(made, by)
    fill(row, now)
    made.refresh_from_db()
    return made


@transaction.atomic
def leave_reserve(reserve: Reserve, *, by: Any, now: datetime) -> Reserve:
    """Staff take her off the list; an offer that was out goes to the next. Twice is as good as once."""
    row = _locked(reserve)
    if row.state == State.ENDED:
        return row
    if row.state not in (State.WAITING, State.OFFERED):
        raise ServiceError(_("She has answered already: %(state)s.") % {"state": row.get_state_display()})
    _end([row], State.ENDED, by=by, now=now)
    fill(row.delegation, now)
    return row


@transaction.atomic
def accept_place(reserve: Reserve, *, by: Any, now: datetime) -> Reserve:
    """She goes in the place of who left: confirmed, with a file of her own. Twice is as good as once.

    Raises ServiceError where it is too late, or nothing is offered to her.
    """
    row = _locked(reserve)
    if row.state == State.ACCEPTED:
        return row
    if row.state == State.OFFERED and not row.is_answerable(now):
        raise ServiceError(_("The time to answer is over."))
    if row.state != State.OFFERED or row.place is None:
        raise ServiceError(_("No place is offered to you: %(state)s.") % {"state": row.get_state_display()})
    replace_participation(row.place.participation, row.person, by=by, now=now)
    _end([row], State.ACCEPTED, by=by, now=now)
    open_files(row.delegation, by=by, now=now)
    return row


@transaction.atomic
def decline_place(reserve: Reserve, *, by: Any, now: datetime) -> Reserve:
    """She does not take it: it is offered to the next. Twice is as good as once."""
    row = _locked(reserve)
    if row.state == State.DECLINED:
        return row
    if row.state != State.OFFERED:
        raise ServiceError(_("No place is offered to you: %(state)s.") % {"state": row.get_state_display()})
    _end([row], State.DECLINED, by=by, now=now)
    fill(row.delegation, now)
    return row


def settle_reserves(*, now: datetime) -> int:
    """Open files that are missing, end offers that were not answered in time or whose place is not free any
    more, and offer what is; returns how many offers were made. Safe to run at any time, by any number of
    processes. Raises as `settle_each` does.
    """
    return settle_each(_to_settle(now), lambda row: _settle(row, now))


def _to_settle(now: datetime) -> list[Delegation]:
    """Those with a file to be opened, an offer that has run out, or a place that is free."""
    new = Participation.objects.filter(edition=OuterRef("edition"), trip=None)
    new = new.exclude(state__in=Participation.LEFT)
    free = Member.objects.gone().filter(delegation=OuterRef("pk"))  # type: ignore[attr-defined]
    open_ = Reserve.objects.filter(delegation=OuterRef("pk"), state__in=[State.WAITING, State.OFFERED])
    rows = Delegation.objects.not_over(timezone.localdate(now) - timedelta(days=1))
    has_work = Exists(new) | Exists(open_.overdue(now)) | (Exists(free) & Exists(open_))
    dead = open_.filter(state=State.OFFERED).exclude(place__participation__state__in=Participation.LEFT)
    return list(rows.filter(has_work | Exists(dead)).order_by("pk"))


@transaction.atomic
def _settle(delegation: Delegation, now: datetime) -> int:
    row = locked(delegation)
    open_files(row, by=None, now=now)
    offered = row.reserves.filter(state=State.OFFERED).select_related("person", "place__participation")
    back = [one for one in offered if one.place and one.place.goes]
    _end(back, State.ENDED, by=None, now=now)
    late = [one for one in offered if one not in back and not one.is_answerable(now)]
    _end(late, State.LAPSED, by=None, now=now)
    tell_each(late, "delegation_lapsed", about="reserve", now=now)
    return fill(row, now)


def fill(delegation: Delegation, now: datetime) -> int:
    """Offer each free place to who is next; the delegation is locked. Returns how many offers."""
    ends = last_moment(delegation, now)
    if ends <= now:
        return 0
    held = Reserve.objects.filter(place=OuterRef("pk"), state__in=Reserve.HOLDING)
    free = delegation.members.gone().exclude(Exists(held)).order_by("pk")
    pairs = list(zip(free, delegation.reserves.waiting().select_related("person"), strict=False))
    for place, row in pairs:
        row.place, row.state, row.offered_at, row.answer_by = place, State.OFFERED, now, ends
    called = [row for _place, row in pairs]
    bulk_update_with_history(
        called, Reserve, ["place", "state", "offered_at", "answer_by"], batch_size=500, default_date=now
    )
    tell_each(called, "delegation_offer", about="reserve", now=now)
    return len(called)


def last_moment(delegation: Delegation, now: datetime) -> datetime:
    """Until when an offer made now can be answered: so many days, but not once the delegation leaves."""
    zone = ZoneInfo(delegation.time_zone)
    day = delegation.leaves_on
    return min(
        now + timedelta(days=delegation.answer_days), datetime(day.year, day.month, day.day, tzinfo=zone)
    )


def _locked(reserve: Reserve) -> Reserve:
    delegation = locked(reserve.delegation)
    row = Reserve.objects.select_related("person", "place__participation").get(pk=reserve.pk)
    row.delegation = delegation
    return row


def _end(rows: list[Reserve], state: str, *, by: Any, now: datetime) -> None:
    for row in rows:
        row.state, row.ended_at = state, now
    update_by(rows, ["state", "ended_at"], by, now=now)
