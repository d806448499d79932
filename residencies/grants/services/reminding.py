"""Telling grantees what they owe: before and after a report is due, and when it holds up a payment."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue_many, may_write
from residencies.grants.models import Instalment, Report
from residencies.grants.services.telling import draft

BEFORE, AGAIN, TIMES = 14, 14, 3  # days before; days between reminders once it is overdue; how many of those
SOON = timedelta(days=7)  # before an instalment is due she is told that it is held up


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Queue what is to be said today, in working hours of her zone; returns how many mails. Twice is as good
    as once: what was said is not said again, unless its day has been moved.
    """
    today = timezone.localdate(now)
    drafts = [*_due(today, now), *_overdue(today, now), *_blocked(today, now)]
    there = Message.objects.filter(dedupe_key__in=[one.key for one in drafts])
    known = set(there.values_list("dedupe_key", flat=True))
    return enqueue_many([one for one in drafts if one.key not in known], now=now)


def _due(today: date, now: datetime) -> Iterator[Draft]:
    rows = Report.objects.waiting().filter(due_on__gte=today, due_on__lte=today + timedelta(days=BEFORE))
    for row in rows.select_related("grant__person").order_by("pk"):
        if may_write(row.grant.person, now):
            key = f"report:{row.pk}:due:{row.due_on:%Y%m%d}"
            yield draft("report_due", row.grant, {"report": row.pk}, key=key)


def _overdue(today: date, now: datetime) -> Iterator[Draft]:
    oldest = today - timedelta(days=AGAIN * TIMES)
    rows = Report.objects.overdue(today).filter(due_on__gte=oldest)
    for row in rows.select_related("grant__person").order_by("pk"):
        if may_write(row.grant.person, now):
            time_of = ((today - row.due_on).days - 1) // AGAIN
            key = f"report:{row.pk}:overdue:{row.due_on:%Y%m%d}:{time_of}"
            yield draft("report_overdue", row.grant, {"report": row.pk}, key=key)


def _blocked(today: date, now: datetime) -> Iterator[Draft]:
    """A payment that would come within a week, or is late, and waits for a report that is overdue."""
    late = Report.objects.overdue(today).filter(grant=OuterRef("grant"))
    rows = Instalment.objects.unpaid().filter(Exists(late), due_on__lte=today + SOON)
    rows = rows.exclude(due_on__lt=today - timedelta(days=AGAIN * TIMES))
    for row in rows.select_related("grant__person").order_by("pk"):
        if may_write(row.grant.person, now):
            key = f"instalment:{row.pk}:blocked:{row.due_on:%Y%m%d}"
            yield draft("payment_blocked", row.grant, {"instalment": row.pk}, key=key)
