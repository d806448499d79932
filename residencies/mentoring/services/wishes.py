"""Whom someone would like to have, and whom never."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import delete_by, save_by
from residencies.mentoring.models import MOST_WISHES, Side, Veto, Wish
from residencies.mentoring.selectors.mine import Asked, mentees_to_wish, mentors_to_wish
from residencies.mentoring.services.locks import lock_mentors, locked_round


@transaction.atomic
def set_wishes(asked: Asked, numbers: Sequence[int], *, now: datetime) -> None:
    """All of hers, the first one first; those that were there go. Twice is as good as once.

    `numbers` are mentors for a mentee, participations for a mentor. Raises ServiceError for one twice, too
    many, somebody who is not in the round, or a round that has ended.
    """
    round_ = locked_round(asked.round)
    if round_.wishes_until <= now:
        raise ServiceError(_("The time for wishes is over."))
    if len(set(numbers)) < len(numbers):
        raise ServiceError(_("Each place may be given once, and nobody gets two."))
    if len(numbers) > MOST_WISHES:
        raise ServiceError(_("Choose %(most)d at most.") % {"most": MOST_WISHES})
    choices = mentors_to_wish(asked, now) if asked.participation else mentees_to_wish(asked)
    if not set(numbers) <= {choice.number for choice in choices}:
        raise ServiceError(_("Somebody you chose is not there any more. Look again."))
    if asked.participation is not None:
        fixed: dict[str, Any] = {"participation_id": asked.participation.pk, "said_by": Side.MENTEE}
        chosen = "mentor_id"
    else:
        fixed = {"mentor_id": asked.mentor.pk if asked.mentor else 0, "said_by": Side.MENTOR}
        chosen = "participation_id"
    Wish.objects.filter(round=round_, **fixed).delete()
    Wish.objects.bulk_create(
        Wish(round=round_, rank=rank, **fixed, **{chosen: number})
        for rank, number in enumerate(numbers, start=1)
    )


@transaction.atomic
def say_veto(asked: Asked, number: int, *, reason: str, by: Any, now: datetime) -> Veto:
    """These two are never paired. Nobody but the staff learns of it. Twice is as good as once."""
    lock_mentors([asked.mentor.pk if asked.mentor else number])  # so that no round pairs them meanwhile
    choices = mentors_to_wish(asked, now) if asked.participation else mentees_to_wish(asked)
    if number not in {choice.number for choice in choices}:
        raise ServiceError(_("Somebody you chose is not there any more. Look again."))
    if asked.participation is not None:
        pair: dict[str, Any] = {"mentor_id": number, "mentee": asked.participation.person}
        pair["said_by"] = Side.MENTEE
    else:
        mentee = asked.round.edition.participations.select_related("person").get(pk=number).person
        pair = {"mentor": asked.mentor, "mentee": mentee, "said_by": Side.MENTOR}
    row = Veto.objects.filter(**pair).first()
    if row is None:
        row = Veto(**pair, reason=reason.strip()[:5000], at=now)
        save_by(row, by)
    return row


@transaction.atomic
def withdraw_veto(veto: Veto, *, by: Any) -> None:
    delete_by(veto, by)
