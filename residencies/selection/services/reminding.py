"""Telling jurors what is theirs to read: when it is given, before and after it is due, or now."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue_many, may_write
from residencies.selection.models import Assignment, Juror, Jury

BEFORE, AFTER, NO_LONGER = timedelta(days=3), timedelta(days=1), timedelta(days=15)


def tell_jurors(jury: Jury, jurors: Collection[int], *, now: datetime) -> int:
    """That they were given something, at most once an hour."""
    rows = jury.jurors.filter(pk__in=jurors).select_related("person")
    return _write(rows, "new", f"{now:%Y%m%d%H}", now)


@transaction.atomic
def remind_jurors(jury: Jury, *, now: datetime) -> int:
    """Write to all who have not handed in everything, once an hour at most; returns to how many."""
    if not jury.is_reading:
        return 0
    return _write(owing().filter(jury=jury), "now", f"{now:%Y%m%d%H}", now)


@transaction.atomic
def queue_reminders(*, now: datetime) -> int:
    """Some days before reading is due and the day after it was, once each, while she sits at her desk:
    in working hours of her zone, on no holiday of her country. Twice is as good as once.

    A day that is moved is reminded of anew.
    """
    reading = owing().filter(jury__closed_at=None)
    before = reading.filter(jury__due_at__gt=now, jury__due_at__lte=now + BEFORE)
    after = reading.filter(jury__due_at__lte=now - AFTER, jury__due_at__gt=now - NO_LONGER)
    drafts = [*_planned(before, "before", now), *_planned(after, "after", now)]
    there = Message.objects.filter(dedupe_key__in=[draft.key for draft in drafts])
    known = set(there.values_list("dedupe_key", flat=True))
    return enqueue_many([draft for draft in drafts if draft.key not in known], now=now)


def owing() -> QuerySet[Juror]:
    """Those who sit in a jury that has begun and have something that is not handed in."""
    open_ones = Assignment.objects.readable().open().filter(juror=OuterRef("pk"))
    rows = Juror.objects.sitting().filter(Exists(open_ones), jury__opened_at__isnull=False)
    return rows.select_related("person", "jury").order_by("pk")


def _planned(jurors: Iterable[Juror], occasion: str, now: datetime) -> Iterator[Draft]:
    for juror in jurors:
        if may_write(juror.person, now):
            yield _draft(juror, occasion, f"{juror.jury.due_at:%Y%m%d%H%M}")


def _write(jurors: Iterable[Juror], occasion: str, once: str, now: datetime) -> int:
    return enqueue_many([_draft(juror, occasion, once) for juror in jurors if juror.person.email], now=now)


def _draft(juror: Juror, occasion: str, once: str) -> Draft:
    person = juror.person
    return Draft(
        key=f"juror:{juror.pk}:{occasion}:{once}",
        kind="jury_reading",
        to=person.email,
        language=person.language,
        person=person,
        context={"juror": juror.pk, "occasion": occasion},
    )
