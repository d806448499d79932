"""Telling applicants what was decided, in one act; and the places that are offered after it.

Whatever changes who holds a place does so under the lock of its deliberation, so that there are never
more offers than places. The locks are taken in one order: deliberation, applications, offers.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from foundation import hours
from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.hooks.services import announce
from foundation.mail.services import Draft, enqueue, enqueue_many
from residencies.calls.models import Application, Call
from residencies.calls.selectors import KEPT, beside
from residencies.calls.services import (
    mail_of,
    mails_to_all,
    mails_to_members,
    move_application,
    settle_applications,
    tell_out,
)
from residencies.selection.models import Decision, Deliberation, Offer, kept_from_room
from residencies.selection.selectors.telling import (
    concerned,
    in_line,
    occupancy,
    release_faults,
    to_settle,
    to_tell,
    with_decision,
)
from residencies.selection.services.enrolling import enrol, unenrol
from residencies.selection.services.locks import locked_deliberation

State, Outcome = Offer.State, Decision.Outcome
BATCH = 500
REMIND_DAYS = (7, 2)  # before the last moment to answer
DECENT = time(9), time(18)  # local: reminders leave within, and an offer ends at the end of such a day
KINDS = {outcome: f"decision_{outcome}" for outcome in Outcome}
# Where the letter says what to do now, those who signed beside her get another.
OF_MEMBERS = {Outcome.SELECTED: "member_selected", Outcome.SHORTLISTED: "member_shortlisted"}


class NotReady(ServiceError):
    """A release that cannot be; `faults` says all that stands in the way."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@transaction.atomic
def release_decisions(deliberation: Deliberation, *, by: Any, now: datetime) -> Deliberation:
    """Tell everyone, those out of the running as well: the applications move, offers are made and all
    letters written, or nothing at all.

    Twice is as good as once. A fixed number of statements for each few hundred applications. Raises
    NotReady with all that stands in the way, ServiceError where an application cannot be told.
    """
    row = locked_deliberation(deliberation)
    if row.released_at is not None:
        return row
    # Nobody withdraws between the last look and the letter.
    list(concerned(row).select_for_update().order_by("pk").values_list("pk"))
    if faults := release_faults(row, now, unseen=kept_from_room(by)):
        raise NotReady(faults)
    decisions = list(to_tell(row))
    settle_applications({one.application_id: one.outcome for one in decisions}, by=by, now=now)
    tell_out(row.call, by=by, now=now)
    row.released_at, row.released_by = now, by
    save_by(row, by)
    selected = [one for one in decisions if one.outcome == Outcome.SELECTED]
    if selected and row.answer_by is not None:
        ends = row.answer_by
        offers = [_offer(one, ends, now) for one in selected]
        bulk_create_with_history(offers, Offer, batch_size=BATCH, default_user=by, default_date=now)
    enqueue_many((mail for one in decisions for mail in _decision_mails(one)), now=now)
    announce("decision.released", decisions, now=now)
    return row


def _decision_mails(row: Decision) -> Iterator[Draft]:
    kind, other = KINDS[Outcome(row.outcome)], OF_MEMBERS.get(Outcome(row.outcome), "")
    return mails_to_all(row.application, kind, f"decision:{row.pk}", 4, of_members=other, decision=row.pk)


def _offer_mail(row: Offer, kind: str, key: str) -> Draft:
    """To the one who answers it."""
    return mail_of(row.decision.application, kind, f"offer:{row.pk}:{key}", 2, offer=row.pk)


def _member_mails(row: Offer, how: str) -> Iterator[Draft]:
    """To those for whom she has answered: accepted or declined."""
    about = row.decision.application
    prefetch_related_objects([about], beside())
    return mails_to_members(about, f"member_{how}", f"offer:{row.pk}:{how}", 2, offer=row.pk)


def _offer(decision: Decision, ends: datetime, now: datetime, note: str = "") -> Offer:
    remind = next_reminder(ends, now + timedelta(days=1))
    return Offer(decision=decision, made_at=now, answer_by=ends, remind_at=remind, note=note)


def next_reminder(ends: datetime, after: datetime) -> datetime | None:
    """The first of the reminders of an offer that is due after an instant; None after the last."""
    days = (ends - timedelta(days=number) for number in REMIND_DAYS)
    return min((one for one in days if one > after), default=None)


def last_moment(call: Call, days: int, now: datetime) -> datetime:
    """The evening of the first working day, where the call closes, that is so many days away."""
    local, (opens, closes) = now.astimezone(ZoneInfo(call.time_zone)), DECENT
    day = local.date() + timedelta(days=days)
    while True:
        morning = datetime.combine(day, opens, ZoneInfo(call.time_zone))
        if hours.is_open(morning, "", opens=opens, closes=closes):
            return datetime.combine(day, closes, ZoneInfo(call.time_zone))
        day += timedelta(days=1)


def _locked_offer(offer: Offer) -> Offer:
    """Under the locks of its deliberation and its application."""
    locked_deliberation(offer.decision.deliberation)
    list(Application.objects.select_for_update(of=("self",)).filter(pk=offer.decision.application_id))
    return with_decision(Offer.objects.all()).get(pk=offer.pk)


@transaction.atomic
def accept_offer(offer: Offer, *, by: Any, now: datetime) -> Offer:
    """Take the place: all who apply together take part from now on. Twice is as good as once.

    Raises ServiceError where it is too late, or the offer was answered otherwise.
    """
    row = _locked_offer(offer)
    if row.state == State.ACCEPTED:
        return row
    _check_answerable(row, now)
    row.state, row.answered_at, row.remind_at = State.ACCEPTED, now, None
    save_by(row, by)
    enrol(row.decision.application, by=by, now=now)
    enqueue(_offer_mail(row, "offer_accepted", "accepted"), now=now)
    enqueue_many(_member_mails(row, "accepted"), now=now)
    return row


@transaction.atomic
def decline_offer(offer: Offer, *, by: Any, now: datetime, reason: str = "") -> Offer:
    """Say no; the place goes to the next of the waiting list. Twice is as good as once.

    Raises ServiceError where it is too late, or the offer was answered otherwise.
    """
    row = _locked_offer(offer)
    if row.state == State.DECLINED:
        return row
    _check_answerable(row, now)
    row.state, row.answered_at, row.reason, row.remind_at = State.DECLINED, now, reason.strip(), None
    save_by(row, by)
    enqueue_many(_member_mails(row, "declined"), now=now)
    _call_next(row.decision.deliberation, now)
    return row


def _check_answerable(row: Offer, now: datetime) -> None:
    if row.state == State.OPEN and now >= row.answer_by:
        raise ServiceError(_("The time to answer is over."))
    if row.state != State.OPEN:
        told = {"state": row.get_state_display()}
        raise ServiceError(_("This offer cannot be answered any more: %(state)s.") % told)
    if row.decision.application.state == Application.State.WITHDRAWN:
        raise ServiceError(_("This application was withdrawn."))


@transaction.atomic
def offer_place(decision: Decision, *, reason: str, by: Any, now: datetime) -> Offer:
    """Offer a free place out of turn, or once more; why stays with the offer. Twice is as good as once.

    Raises ServiceError without a reason, or where no place is free.
    """
    if not reason.strip():
        raise ServiceError(_("Say why it is offered out of turn."))
    deliberation = locked_deliberation(decision.deliberation)
    row = Decision.objects.select_related("application__call", "application__person").get(pk=decision.pk)
    if held := row.offers.holding().first():
        return held
    if deliberation.released_at is None:
        raise ServiceError(_("Release the decisions first."))
    if not Application.objects.standing().filter(pk=row.application_id).exists():
        raise ServiceError(_("This application does not stand any more."))
    if not occupancy(deliberation).free:
        if occupancy(deliberation, unseen=kept_from_room(by)).free:
            raise ServiceError(str(KEPT))
        raise ServiceError(_("No place is free. Take an offer back first."))
    return _call(row, deliberation, by=by, now=now, note=reason.strip())


@transaction.atomic
def take_back_offer(offer: Offer, *, reason: str, by: Any, now: datetime) -> Offer:
    """Free a place that is offered or was accepted. No letter is written: staff tell her why themselves.

    Who was to take part by it is withdrawn. Twice is as good as once. Raises ServiceError without a reason.
    """
    if not reason.strip():
        raise ServiceError(_("Say why it is taken back."))
    row = _locked_offer(offer)
    if row.state == State.TAKEN_BACK:
        return row
    if row.state not in (State.OPEN, State.ACCEPTED):
        raise ServiceError(_("It holds no place any more: %(state)s.") % {"state": row.get_state_display()})
    _end(row, reason.strip(), by=by, now=now)
    return row


def _end(row: Offer, note: str, *, by: Any, now: datetime) -> None:
    if row.state == State.ACCEPTED:
        unenrol(row.decision.application, reason=note, by=by, now=now)
    row.state, row.note, row.remind_at = State.TAKEN_BACK, note, None
    save_by(row, by, note)


def settle_places(*, now: datetime) -> int:
    """End what was not answered in time or stands for nobody any more, and call the next of each waiting
    list; returns how many offers were made. Safe to run at any time, by any number of processes.
    """
    return sum(_settle(row, now) for row in to_settle(now).order_by("pk"))


@transaction.atomic
def _settle(deliberation: Deliberation, now: datetime) -> int:
    row = locked_deliberation(deliberation)
    offers = with_decision(Offer.objects.filter(decision__deliberation=row)).order_by("pk")
    for offer in offers.gone(now):
        _end(offer, _("The application does not stand any more."), by=None, now=now)
    for offer in offers.overdue(now):
        offer.state, offer.remind_at = State.LAPSED, None
        save_by(offer, None)
        enqueue(_offer_mail(offer, "offer_lapsed", "lapsed"), now=now)
    return _call_next(row, now)


def _call_next(deliberation: Deliberation, now: datetime) -> int:
    """Give what is free to whoever is next, strand by strand; the deliberation is locked."""
    begins = deliberation.call.edition.starts_on
    if begins is not None and begins <= now.date():
        return 0
    called = 0
    places = occupancy(deliberation)
    for track, strand in places.strands.items():
        for decision in in_line(strand, now):
            if not places.is_free(track):
                break
            _call(decision, deliberation, by=None, now=now)
            strand.held += 1
            called += 1
    return called


def _call(decision: Decision, deliberation: Deliberation, *, by: Any, now: datetime, note: str = "") -> Offer:
    move_application(decision.application, Application.State.SELECTED, by=by, now=now)
    row = _offer(decision, last_moment(deliberation.call, deliberation.offer_days, now), now, note)
    save_by(row, by, note)
    enqueue(_offer_mail(row, "offer_place", "place"), now=now)
    return row


def remind_offers(*, now: datetime) -> int:
    """Write the reminders whose hour has come where each applicant lives; returns how many.

    Whoever missed several is reminded once. Safe to run at any time, by any number of processes.
    """
    numbers = list(Offer.objects.to_remind(now).order_by("pk").values_list("pk", flat=True))
    return sum(_remind(numbers[at : at + BATCH], now) for at in range(0, len(numbers), BATCH))


@transaction.atomic
def _remind(numbers: list[int], now: datetime) -> int:
    found = Offer.objects.select_for_update(of=("self",), skip_locked=True).to_remind(now)
    found = found.filter(pk__in=numbers).select_related(
        "decision__application__call", "decision__application__person"
    )
    rows = [row for row in found.order_by("pk") if _is_decent(row.decision.application, now)]
    drafts = [_offer_mail(row, "offer_reminder", f"reminder:{row.remind_at:%Y%m%d}") for row in rows]
    for row in rows:
        row.remind_at = next_reminder(row.answer_by, now)
    Offer.objects.bulk_update(rows, ["remind_at"])
    return enqueue_many(drafts, now=now)


def _is_decent(about: Application, now: datetime) -> bool:
    zone = about.person.time_zone if about.person else about.call.time_zone
    country = str(about.person.country) if about.person else ""
    opens, closes = DECENT
    return hours.is_open(now.astimezone(ZoneInfo(zone)), country, opens=opens, closes=closes)
