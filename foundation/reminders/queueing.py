"""What is due becomes mail: in her decent hours, within her weekly budget, and never a burst."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from foundation.hours import is_open
from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue_many, is_address
from foundation.people.models import Person
from foundation.reminders.models import Occurrence, Rule
from foundation.reminders.selectors import refusing

BATCH = 500
WEEK = timedelta(days=7)
KINDS = {Message.Stream.SUBSCRIBED: "reminder", Message.Stream.TRANSACTIONAL: "notice"}
State, Reason = Occurrence.State, Occurrence.Reason


def queue_due(*, now: datetime) -> int:
    """Write the mails whose hour has come where each person lives; returns how many.

    The hour is the wall clock of her zone by today's zone data, looked at now and stored nowhere.
    """
    queued = 0
    rules = list(Rule.objects.filter(is_active=True))
    planned = Occurrence.objects.planned().filter(due_on__lte=now.date() + timedelta(days=1))
    for zone, country in planned.values_list("person__time_zone", "person__country").distinct().order_by():
        local = now.astimezone(ZoneInfo(zone))
        here = planned.filter(person__time_zone=zone, person__country=country, due_on__lte=local.date())
        if willing := [
            rule.pk
            for rule in rules
            if is_open(
                local,
                country,
                opens=rule.opens,
                closes=rule.closes,
                on_weekends=rule.on_weekends,
                on_holidays=rule.on_holidays,
            )
        ]:
            queued += _queue_all(here.filter(rule__in=willing), local.date(), now)
    return queued


def _queue_all(rows: QuerySet[Occurrence], today: date, now: datetime) -> int:
    """Batch by batch and always onwards: a row that is held holds up nobody else's."""
    queued = last = 0
    while numbers := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        queued += _queue(numbers, today, now)
        last = numbers[-1]
    return queued


@transaction.atomic
def _queue(numbers: list[int], today: date, now: datetime) -> int:
    found = Occurrence.objects.filter(pk__in=numbers)
    # Her week is counted under a lock, so that two processes do not both take her last place in it.
    people = Person.objects.select_for_update(no_key=True).filter(pk__in=found.values("person"))
    week = Week(list(people.order_by("pk").values_list("pk", flat=True)), now)
    rows = list(_locked(found, today))
    unwilling = _unwilling(rows)
    changed = [row for row in rows if _decide(row, today, week, unwilling)]
    _write(changed, now)
    return sum(row.state == State.QUEUED for row in changed)


def _locked(found: QuerySet[Occurrence], today: date) -> QuerySet[Any]:
    """What ends first comes first; `is_superseded` where a later repetition is due or has left."""
    same = {name: OuterRef(name) for name in ("rule", "object_id", "person", "anchor_on")}
    later = Occurrence.objects.filter(
        **same, sequence__gt=OuterRef("sequence"), due_on__lte=today, state__in=[State.PLANNED, State.QUEUED]
    )
    rows = found.filter(state=State.PLANNED).annotate(is_superseded=Exists(later))
    rows = rows.select_for_update(of=("self",), skip_locked=True).select_related("person", "rule")
    return rows.order_by("expires_on", "pk")


def _unwilling(rows: Iterable[Occurrence]) -> set[tuple[str, str]]:
    """(address, stream) of those who want no such mail."""
    return {
        (email, stream)
        for stream in Message.Stream.values
        for email in refusing({row.person.email for row in rows if row.rule.stream == stream}, stream)
    }


def _decide(row: Any, today: date, week: "Week", unwilling: set[tuple[str, str]]) -> bool:
    """Set what becomes of a row; whether that is something new."""
    before = row.state, row.reason
    if row.is_superseded:  # after an outage the last repetition alone is sent
        row.state, row.reason = State.SKIPPED, Reason.LATER
    elif row.expires_on < today:
        row.state, row.reason = State.SKIPPED, row.reason or Reason.TOO_LATE
    elif not is_address(row.person.email):
        row.reason = Reason.NO_ADDRESS
    elif (row.person.email, row.rule.stream) in unwilling:
        row.state, row.reason = State.CANCELLED, Reason.OPTED_OUT
    elif not week.takes(row):
        row.reason = Reason.BUDGET
    else:
        row.state, row.reason = State.QUEUED, ""
    return (row.state, row.reason) != before


def _write(rows: list[Occurrence], now: datetime) -> None:
    going = {row.key: row for row in rows if row.state == State.QUEUED}
    enqueue_many((_draft(row) for row in going.values()), now=now)
    written = Message.objects.filter(dedupe_key__in=going).values_list("dedupe_key", "pk")
    for key, message in written:
        going[key].message_id, going[key].queued_at = message, now
    Occurrence.objects.bulk_update(rows, ["state", "reason", "queued_at", "message"], batch_size=200)


def _draft(row: Occurrence) -> Draft:
    she = row.person
    return Draft(
        key=row.key,
        kind=KINDS[Message.Stream(row.rule.stream)],
        to=she.email,
        language=row.rule.language_for(she.language),
        person=she,
        context={"occurrence": row.pk},
        expires_at=datetime.combine(row.expires_on + timedelta(days=1), time.min, ZoneInfo(she.time_zone)),
    )


class Week:
    """How much subscribed mail some people got in the last seven days, of every kind there is."""

    def __init__(self, people: list[int], now: datetime) -> None:
        open_or_sent = Q(state__in=Message.OPEN) | Q(sent_at__gt=now - WEEK)
        counted = Message.objects.filter(open_or_sent, person__in=people, stream=Message.Stream.SUBSCRIBED)
        counted = counted.exclude(reminder__rule__is_exempt=True).order_by()
        self.got: Counter[Any] = Counter(dict(counted.values_list("person").annotate(n=Count("pk"))))

    def takes(self, row: Occurrence) -> bool:
        """Whether there is room for it, which is then taken."""
        if (
            row.rule.is_exempt
            or row.rule.stream != Message.Stream.SUBSCRIBED
            or not settings.MAIL_WEEKLY_BUDGET
        ):
            return True
        self.got[row.person_id] += 1
        return self.got[row.person_id] <= settings.MAIL_WEEKLY_BUDGET
