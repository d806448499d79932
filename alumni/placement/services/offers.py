"""Offers of work: made in an order, sent at a decent hour, answered, given back, passed on.

Who holds a place changes under the lock of its posting, and `held` says how many do: the database refuses
more than there are.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from alumni.placement.models import Offer, Posting
from alumni.placement.services.locks import locked_offer, locked_posting, recount, refuse, set_state
from alumni.placement.services.telling import tell_production
from foundation.errors import ServiceError
from foundation.films.models import Credit
from foundation.films.services import add_credit
from foundation.history import delete_by, save_by, update_by
from foundation.hooks.services import announce as announce_event
from foundation.jobs.services import settle_each
from foundation.mail.services import is_address, may_write, tell_each
from foundation.people.models import Person
from residencies.programmes.selectors.audiences import paused

State = Offer.State
LONGEST_WORD = 1000
MOST_DAYS = 30


@transaction.atomic
def offer_posting(
    posting: Posting, people: Sequence[Person], *, at_once: bool, days: int, by: Any, now: datetime
) -> list[Offer]:
    """Offer it to people, all at once or in this order, each with so many days to answer.

    In order, as many are asked as there are places, and the next where one says no or nothing. At once,
    whoever accepts first has the place. Who was asked already stays as she is. Raises ServiceError where the
    posting is not open, or somebody cannot be asked: then nobody is.
    """
    row = locked_posting(posting)
    if not row.is_open(now):
        raise refuse(_("This posting is not open: %(state)s."), row)
    if not 1 <= days <= MOST_DAYS:
        raise ServiceError(_("Give her from 1 to %(most)d days to answer.") % {"most": MOST_DAYS})
    known = set(row.offers.active().values_list("person", flat=True))
    new = [one for one in dict.fromkeys(people) if one.pk not in known]
    if not new:
        return []
    _check_may_be_asked(new, row, now)
    last = row.offers.aggregate(last=Max("position"))["last"] or 0
    # Position 0 waits for no place: it is sent as soon as the hour is decent.
    made = [
        Offer(posting=row, person=one, position=0 if at_once else last + number, days=days, made_at=now)
        for number, one in enumerate(new, start=1)
    ]
    made = bulk_create_with_history(made, Offer, batch_size=500, default_user=by, default_date=now)
    fill(row, now)
    return made


def _check_may_be_asked(people: Sequence[Person], posting: Posting, now: datetime) -> None:
    keys = [one.pk for one in people]
    held = paused(keys, timezone.localdate(now))
    no = set(Person.objects.filter(pk__in=keys, work_profile__consent=False).values_list("pk", flat=True))
    for one in people:
        if not is_address(one.email):
            raise ServiceError(_("%(name)s has no e-mail address: add one first.") % {"name": one})
        if one.pk in held:
            raise ServiceError(_("%(name)s has paused: she is not to be written to.") % {"name": one})
        if one.pk in no:
            raise ServiceError(_("%(name)s does not want to be proposed.") % {"name": one})


def fill(posting: Posting, now: datetime) -> int:
    """Ask who is next, at a decent hour of hers; the posting is locked. Returns how many were asked."""
    if not posting.is_open(now):
        return 0
    free = posting.free - posting.offers.filter(state__in=Offer.OPEN).count()
    called = []
    line = list(posting.offers.in_line().select_related("person"))
    away = paused([row.person_id for row in line], timezone.localdate(now)) if line else set()
    for row in line:
        if row.position and free <= 0:
            break
        if row.person_id in away:  # since it was made: it waits until she is back, and lets others pass
            continue
        if row.position:
            free -= 1
        if may_write(row.person, now):
            row.state, row.sent_at = State.SENT, now
            row.answer_by = now + timedelta(days=row.days)
            row.posting = posting
            save_by(row, None)
            called.append(row)
    tell_each(called, "placement_offer", about="work_offer", now=now)
    return len(called)


@transaction.atomic
def note_interest(offer: Offer, *, by: Any, now: datetime) -> Offer:
    """She is interested and has not decided. Twice is as good as once."""
    row = locked_offer(offer)
    _check_answerable(row, now)
    if row.state == State.SENT:
        row.state, row.answered_at = State.INTERESTED, now
        save_by(row, by)
    return row


@transaction.atomic
def accept_offer(
    offer: Offer, *, by: Any, now: datetime, shares_phone: bool = False, word: str = ""
) -> Offer:
    """The work is hers: her credit is announced, and the production gets her name, her address and what else
    she agreed to. Twice is as good as once.

    Raises ServiceError where it is too late, all places are taken, or she works elsewhere in those days.
    """
    row = locked_offer(offer)
    if row.state in Offer.PLACED:
        return row
    _check_answerable(row, now)
    about = row.posting
    if about.free == 0:
        raise ServiceError(_("All places are taken by now. Thank you for your answer."))
    Person.objects.select_for_update().get(pk=row.person_id)  # of two works in the same days she has one
    others = Offer.objects.filter(person=row.person, state=State.ACCEPTED)
    if others.meeting(about.starts_on, about.ends_on).exists():
        raise ServiceError(_("You have accepted other work in these days."))
    row.state, row.answered_at, row.accepted_at = State.ACCEPTED, now, now
    row.shares_phone, row.word = shares_phone, word.strip()[:LONGEST_WORD]
    announce(row, by=by)
    save_by(row, by)
    announce_event("placement.accepted", [row], now=now)
    recount(about)
    tell_production(row, "placement_contact", now)
    if about.free == 0:
        end_waiting(about, by=by, now=now)
        end_open(about, by=by, now=now)
        if about.state == Posting.State.OPEN:
            set_state(about, Posting.State.FILLED, by=by)
    return row


def announce(row: Offer, *, by: Any) -> None:
    """Her credit, once it is known on which film; one that stands already is taken as it is."""
    work, role = row.posting.work, row.posting.role
    if row.credit is not None or work is None:
        return
    known = Credit.objects.filter(work=work, person=row.person, role=role, scope="work").first()
    if known is not None and Offer.objects.filter(credit=known).exists():
        return  # it came from an earlier place on this film
    status = Credit.Status.ANNOUNCED
    row.credit = known or add_credit(row.person, work=work, role=role, status=status, by=by)
    row.is_credit_ours = known is None


def _check_answerable(row: Offer, now: datetime) -> None:
    if row.state in Offer.OPEN and not row.is_answerable(now):
        raise ServiceError(_("The time to answer is over."))
    if row.state not in Offer.OPEN:
        raise ServiceError(
            _("There is nothing to answer any more: %(state)s.") % {"state": row.get_state_display()}
        )


@transaction.atomic
def decline_offer(offer: Offer, *, by: Any, now: datetime, reason: str = "") -> Offer:
    """She does not want it; who is next is asked. Twice is as good as once."""
    row = locked_offer(offer)
    if row.state == State.DECLINED:
        return row
    _check_answerable(row, now)
    row.answered_at = now
    _end(row, State.DECLINED, by=by, now=now, reason=reason)
    fill(row.posting, now)
    return row


@transaction.atomic
def withdraw(offer: Offer, *, by: Any, now: datetime, reason: str = "") -> Offer:
    """She gives back what she has accepted: the production is told, and who is next is asked."""
    row = locked_offer(offer)
    if row.state == State.WITHDRAWN:
        return row
    if row.state != State.ACCEPTED:
        raise ServiceError(
            _("There is nothing to give back: %(state)s.") % {"state": row.get_state_display()}
        )
    _end(row, State.WITHDRAWN, by=by, now=now, reason=reason)
    _free(row, by=by, now=now)
    tell_production(row, "placement_withdrawn", now)
    return row


@transaction.atomic
def take_back_offer(offer: Offer, *, reason: str, by: Any, now: datetime) -> Offer:
    """The production, or staff for it, takes it back, accepted or not; she is told if she knew of it."""
    row = locked_offer(offer)
    if row.state == State.TAKEN_BACK:
        return row
    if row.state not in (State.WAITING, *Offer.OPEN, State.ACCEPTED):
        raise ServiceError(
            _("There is nothing to take back: %(state)s.") % {"state": row.get_state_display()}
        )
    was_placed, knew = row.state == State.ACCEPTED, row.sent_at is not None
    _end(row, State.TAKEN_BACK, by=by, now=now, reason=reason)
    if knew:
        tell_each([row], "placement_over", about="work_offer", now=now)
    if was_placed:
        _free(row, by=by, now=now)
    else:
        fill(row.posting, now)
    return row


def _free(row: Offer, *, by: Any, now: datetime) -> None:
    """Her place is free again, and who is next is asked; the posting is locked."""
    posting = row.posting
    recount(posting)
    if posting.state == Posting.State.FILLED:
        is_late = posting.closes_at is None or posting.closes_at <= now
        set_state(posting, Posting.State.CLOSED if is_late else Posting.State.OPEN, by=by)
    fill(posting, now)


def drop_credit(row: Offer, *, by: Any, reason: str) -> None:
    """What was announced will not be: the credit that this offer made goes, another stays."""
    credit = row.credit
    row.credit = None
    if credit is not None and row.is_credit_ours and credit.status == Credit.Status.ANNOUNCED:
        delete_by(credit, by, reason)


def _end(row: Offer, state: str, *, by: Any, now: datetime, reason: str = "") -> None:
    drop_credit(row, by=by, reason=str(State(state).label))
    row.state, row.ended_at, row.reason = state, now, reason.strip()
    save_by(row, by)


def end_waiting(posting: Posting, *, by: Any, now: datetime) -> None:
    """Those who were not asked yet; the posting is locked."""
    _end_all(list(posting.offers.in_line()), by=by, now=now)


def end_open(posting: Posting, *, by: Any, now: datetime, with_placed: bool = False) -> None:
    """Those who were asked, and with `with_placed` who has accepted; they are told. The posting is locked."""
    states = [*Offer.OPEN, State.ACCEPTED] if with_placed else Offer.OPEN
    rows = list(posting.offers.filter(state__in=states).select_related("person", "credit"))
    for row in rows:
        row.posting = posting
    placed = [row for row in rows if row.state == State.ACCEPTED]
    for row in placed:
        _end(row, State.TAKEN_BACK, by=by, now=now)
    _end_all([row for row in rows if row.state in Offer.OPEN], by=by, now=now)
    tell_each(rows, "placement_over", about="work_offer", now=now)
    if placed:
        recount(posting)


def _end_all(rows: list[Offer], *, by: Any, now: datetime) -> None:
    for row in rows:
        row.state, row.ended_at = State.ENDED, now
    update_by(rows, ["state", "ended_at"], by, now=now)


def settle_postings(*, now: datetime) -> int:
    """Close what has closed, end offers that were not answered in time and ask who is next; returns how many
    were asked. Safe to run at any time, by any number of processes. Raises as `settle_each` does.
    """
    due = Q(pk__in=Offer.objects.overdue(now).order_by().values("posting"))
    due |= Q(pk__in=Posting.objects.over(now).order_by().values("pk"))
    due |= Q(pk__in=Offer.objects.filter(state=State.WAITING).order_by().values("posting"))
    return settle_each(Posting.objects.filter(due).order_by("pk"), lambda row: _settle(row, now))


@transaction.atomic
def _settle(posting: Posting, now: datetime) -> int:
    row = locked_posting(posting)
    late = list(row.offers.overdue(now))
    for one in late:
        one.state, one.ended_at = State.LAPSED, now
    update_by(late, ["state", "ended_at"], None, now=now)
    if row.state == Posting.State.OPEN and not row.is_open(now):
        end_waiting(row, by=None, now=now)
        set_state(row, Posting.State.CLOSED, by=None)
    return fill(row, now)
