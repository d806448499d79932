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
from residencies.mentoring.models import LONGEST_WORD, Mentorship, MentorshipQuerySet, Pulse, Side
from residencies.programmes.selectors.audiences import paused

FIRST, EVERY = timedelta(days=30), timedelta(days=60)
MAIL_LASTS = timedelta(days=7)  # a question that could not leave for so long is not put any more
BATCH = 500


def number_due(active_at: datetime, now: datetime) -> int:
    """Which question is the latest that is due; 0 before the first."""
    since = now - active_at - FIRST
    return since // EVERY + 1 if since >= timedelta(0) else 0


def ask_pulses(*, now: datetime) -> int:
    """Put the questions that are due, in working hours of her zone; returns how many.

    Twice is as good as once. After downtime she is asked the latest alone, and never twice within 30 days.
    """
    due = sorted({one.mentorship_id for one in _due(_running(now), now)})
    return sum(_ask(due[start : start + BATCH], now) for start in range(0, len(due), BATCH))


@transaction.atomic
def _ask(numbers: list[int], now: datetime) -> int:
    held = _running(now).filter(pk__in=numbers).select_for_update(of=("self",), skip_locked=True)
    made = Pulse.objects.bulk_create(_due(held, now))
    return enqueue_many([_mail(one) for one in made], now=now)


def _running(now: datetime) -> MentorshipQuerySet:
    rows = Mentorship.objects.filter(
        state=Mentorship.State.ACTIVE, active_at__lte=now - FIRST, ends_on__gte=timezone.localdate(now)
    )
    return rows.select_related("mentor__person", "participation__person").order_by("pk")


def _due(rows: MentorshipQuerySet, now: datetime) -> Iterator[Pulse]:
    """Questions to be put now: read again once the rows are held, for another process may have put them."""
    found = list(rows)
    people = {one.person_of(side).pk for one in found for side in Side}
    away = paused(list(people), timezone.localdate(now))
    last = {
        (number, side): facts
        for number, side, *facts in Pulse.objects.filter(mentorship__in=[one.pk for one in found])
        .order_by()
        .values_list("mentorship", "side")
        .annotate(Max("number"), Max("asked_at"))
    }
    for row in found:
        number = number_due(row.active_at or now, now)
        for side in Side:
            person, asked = row.person_of(side), last.get((row.pk, side))
            is_new = asked is None or (asked[0] < number and asked[1] <= now - FIRST)
            if is_new and person.pk not in away and may_write(person, now):
                yield Pulse(mentorship=row, side=side, number=number, asked_at=now)


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
