"""A round is matched, pinned, matched again, and made true with one press."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from foundation.errors import ServiceError
from foundation.history import delete_by, save_by
from foundation.mail.services import enqueue_many
from residencies.mentoring.matching import Impossible, as_json, barred, match
from residencies.mentoring.models import MentorProfile, Mentorship, Pairing, Pin, Round
from residencies.mentoring.selectors.rounds import bar, field_of
from residencies.mentoring.services.letters import draft
from residencies.mentoring.services.locks import lock_mentors, locked_round
from residencies.programmes.models import Participation


@transaction.atomic
def solve_round(round_: Round, *, by: Any, now: datetime) -> Round:
    """The best pairs for all who have no mentor. Replaces what was proposed; nobody is told."""
    row = locked_round(round_)
    field = field_of(row, now)
    try:
        made = match(field.mentees, field.mentors, field.said)
    except Impossible as fault:
        raise ServiceError(_pins_at_fault(fault)) from fault
    chosen = dict(made.pairs)
    lacks = {lack.mentee: lack for lack in made.lacks}
    row.pairings.all().delete()
    Pairing.objects.bulk_create(
        Pairing(
            round=row,
            participation_id=mentee.id,
            mentor_id=chosen.get(mentee.id),
            points=made.reasons[mentee.id].points if mentee.id in chosen else 0,
            reasons=as_json(made.reasons[mentee.id] if mentee.id in chosen else lacks[mentee.id]),
            second_id=second.mentor if (second := made.seconds.get(mentee.id)) else None,
            second_costs=second.costs if second else None,
        )
        for mentee in field.mentees
    )
    row.solved_at, row.total = now, made.total
    save_by(row, by)
    return row


def _pins_at_fault(fault: Impossible) -> str:
    mentee, mentor = fault.pairs[0]
    person = Participation.objects.select_related("person").get(pk=mentee).person
    named = MentorProfile.objects.select_related("person").get(pk=mentor)
    return _("%(mentee)s and %(mentor)s cannot be pinned together: %(why)s.") % {
        "mentee": person,
        "mentor": named,
        "why": bar(fault.why),
    }


@transaction.atomic
def pin_pair(
    round_: Round, participation: int, mentor: int, *, together: bool, by: Any, now: datetime
) -> Pin:
    """These two together, or not. The proposal stays as it is until it is solved again."""
    row = locked_round(round_)
    field = field_of(row, now)
    mentee = next((one for one in field.mentees if one.id == participation), None)
    chosen = next((one for one in field.mentors if one.id == mentor), None)
    if mentee is None or chosen is None:
        raise ServiceError(_("Somebody you chose is not there any more. Look again."))
    if together:
        why = barred(mentee, chosen, field.said)
        if why and why != "apart":  # staff's own word gives way to their new one
            raise ServiceError(_pins_at_fault(Impossible(why, [(participation, mentor)])))
        for other in row.pins.filter(participation=participation, is_together=True).exclude(mentor=mentor):
            delete_by(other, by)
    pin = row.pins.filter(participation=participation, mentor=mentor).first()
    pin = pin or Pin(round=row, participation_id=participation, mentor_id=mentor)
    pin.is_together = together
    save_by(pin, by)
    return pin


def unpin(pin: Pin, *, by: Any) -> None:
    locked_round(pin.round)
    delete_by(pin, by)


@transaction.atomic
def confirm_round(round_: Round, *, solved_at: datetime | None, by: Any, now: datetime) -> list[Mentorship]:
    """Each proposed pair is asked for, and the mentors are written to; all, or none.

    `solved_at` is that of the proposal that was looked at: a newer one is told, not confirmed unseen.
    Raises ServiceError where a pair cannot be any more.
    """
    row = locked_round(round_)
    if row.solved_at is None or row.solved_at != solved_at:
        raise ServiceError(_("The proposal has changed meanwhile: look at it again."))
    pairs = list(row.pairings.filter(mentor__isnull=False).order_by("pk"))
    lock_mentors({pair.mentor_id for pair in pairs if pair.mentor_id})
    _check_pairs(row, pairs, now)
    new = [
        Mentorship(
            mentor_id=pair.mentor_id or 0,
            participation_id=pair.participation_id,
            round=row,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            hours_agreed=row.hours,
            fee_per_hour=row.fee_per_hour,
            currency=row.currency,
            requested_at=now,
        )
        for pair in pairs
    ]
    if not new:
        raise ServiceError(_("There is no pair to confirm."))
    made = bulk_create_with_history(new, Mentorship, default_user=by, default_date=now)
    row.pairings.all().delete()
    row.confirmed_at, row.solved_at = now, None
    save_by(row, by)
    written = Mentorship.objects.filter(pk__in=[one.pk for one in made])
    written = written.select_related("mentor__person").order_by("pk")
    enqueue_many(
        [draft(one, "mentoring_request", one.mentor.person) for one in written if one.mentor.person.email],
        now=now,
    )
    return list(made)


def _check_pairs(round_: Round, pairs: list[Pairing], now: datetime) -> None:
    """What was proposed may have become impossible: someone has a mentor by now, a place was taken."""
    field = field_of(round_, now)
    mentees = {one.id: one for one in field.mentees}
    mentors = {one.id: one for one in field.mentors}
    loads: dict[Any, int] = dict.fromkeys(mentors, 0)
    for pair in pairs:
        mentee, mentor = mentees.get(pair.participation_id), mentors.get(pair.mentor_id or 0)
        stands = mentee and mentor and not barred(mentee, mentor, field.said)
        if stands and mentor and loads[mentor.id] < mentor.room:
            loads[mentor.id] += 1
            continue
        raise ServiceError(_("%(pair)s cannot be any more: solve again.") % {"pair": pair})
