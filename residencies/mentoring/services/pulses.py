"""Asking both of a pair how it is going: 30 days after it became active, then every 60."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.mail.services import Draft, enqueue_many, may_write
from residencies.mentoring.models import FIRST_PULSE, LONGEST_WORD, PULSE_EVERY, Mentorship, Pulse, Side
from residencies.programmes.selectors.audiences import paused

MAIL_LASTS = timedelta(days=7)  # a question that could not leave for so long is not put any more
BATCH = 500
# By mentorship and side: the number of the last question put, and when.
Last = dict[tuple[int, str], tuple[int, datetime]]


def number_due(active_at: datetime, now: datetime) -> int:
    """Which question is the latest that is due; 0 before the first."""
    since = now - active_at - FIRST_PULSE
    return since // PULSE_EVERY + 1 if since >= timedelta(0) else 0


def ask_pulses(*, now: datetime) -> int:
    """Put the questions that are due, in working hours of her zone; returns how many.

    Twice is as good as once. After downtime she is asked the latest alone, and never twice within 30 days.
    """
    due = list(Mentorship.objects.to_be_asked(now).order_by("next_pulse_at").values_list("pk", flat=True))
    return sum(_ask(due[start : start + BATCH], now) for start in range(0, len(due), BATCH))


@transaction.atomic
def _ask(numbers: list[int], now: datetime) -> int:
    rows = Mentorship.objects.to_be_asked(now).filter(pk__in=numbers).order_by("pk")
    rows = rows.select_related("mentor__person", "participation__person")
    held = list(rows.select_for_update(of=("self",), skip_locked=True))
    last = _last(held)
    made = Pulse.objects.bulk_create(_due(held, last, now))
    last |= {(one.mentorship_id, one.side): (one.number, one.asked_at) for one in made}
    _move_on(held, last, now)
    return enqueue_many([_mail(one) for one in made], now=now)


def _last(rows: list[Mentorship]) -> Last:
    put = Pulse.objects.filter(mentorship__in=[one.pk for one in rows]).order_by()
    counted = put.values_list("mentorship", "side").annotate(Max("number"), Max("asked_at"))
    return {(mentorship, side): (number, at) for mentorship, side, number, at in counted}


def _due(rows: list[Mentorship], last: Last, now: datetime) -> Iterator[Pulse]:
    people = {one.person_of(side).pk for one in rows for side in Side}
    away = paused(list(people), timezone.localdate(now))
    for row in rows:
        number = number_due(row.active_at or now, now)
        for side in Side:
            person, (put, at) = row.person_of(side), last.get((row.pk, side), (0, None))
            is_new = put < number and (at is None or at <= now - FIRST_PULSE)
            if is_new and person.pk not in away and may_write(person, now):
                yield Pulse(mentorship=row, side=side, number=number, asked_at=now)


def _move_on(rows: list[Mentorship], last: Last, now: datetime) -> None:
    """Pairs both of whom have the latest question are left alone until one of them may have the next."""
    moved = []
    for row in rows:
        since = row.active_at or now
        number = number_due(since, now)
        put = [last.get((row.pk, side), (0, now)) for side in Side]
        if all(asked >= number for asked, _at in put):
            row.next_pulse_at = max(
                since + FIRST_PULSE + number * PULSE_EVERY, min(at for _asked, at in put) + FIRST_PULSE
            )
            moved.append(row)
    Mentorship.objects.bulk_update(moved, ["next_pulse_at"])


def _mail(row: Pulse) -> Draft:
    person = row.person
    return Draft(
        key=f"pulse:{row.mentorship_id}:{row.side}:{row.number}",
        kind="mentoring_pulse",
        to=person.email,
        language=person.language,
        person=person,
        context={"pulse": row.pk},
        expires_at=row.asked_at + MAIL_LASTS,
    )


@transaction.atomic
def answer_pulse(pulse: Pulse, *, answer: str, word: str = "", now: datetime) -> Pulse:
    """How she says it is going; she may change it while it is open. The other half never learns of it.

    What is new in it is to be settled anew, if she wants to talk. Twice is as good as once.
    """
    row = Pulse.objects.select_for_update(of=("self",)).get(pk=pulse.pk)
    if not row.is_open(now):
        raise ServiceError(_("This question is closed. Write to the team whenever you want to."))
    if answer not in Pulse.Answer:
        raise ServiceError(_("Choose one of the three answers."))
    said = (answer, word.strip()[:LONGEST_WORD])
    if said != (row.answer, row.word):
        row.answer, row.word = said
        row.answered_at, row.settled_at, row.settled_by = now, None, None
        row.save()
    return row


@transaction.atomic
def settle_pulse(pulse: Pulse, *, by: Any, now: datetime) -> Pulse:
    """Somebody of the staff has spoken to her. Twice is as good as once."""
    row = Pulse.objects.select_for_update(of=("self",)).get(pk=pulse.pk)
    if row.answer != Pulse.Answer.TALK:
        raise ServiceError(_("She has not asked to talk to somebody."))
    if row.settled_at is None:
        row.settled_at, row.settled_by = now, by
        row.save()
    return row
