"""The outbox in figures, for the board and for /metrics: each a query or two, however many rows there are."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from foundation.mail.models import Attempt, Message
from foundation.zones import start_of

DAYS = 14  # what the board looks back on
SHOWN = 20  # domains and dead letters on the board
State = Message.State
CLOSED = [state for state in State if state not in Message.OPEN]
REFUSED = [State.FAILED, State.DEAD]
# The longest way through the outbox is the two days of tries: older rows cannot have been sent since.
_WAY = timedelta(days=3)


def start_of_board(now: datetime) -> datetime:
    """Midnight, so that the first day is a whole one."""
    return start_of(timezone.localdate(now)) - timedelta(days=DAYS - 1)


def by_state(since: datetime, rows: QuerySet[Message] | None = None) -> dict[str, int]:
    """How many of each state there are: all that are open, and those written `since` that are not."""
    rows = Message.objects.all() if rows is None else rows
    counted = _recent(rows, since).order_by().values("state").annotate(count=Count("pk"))
    found = dict(counted.values_list("state", "count"))
    return {state: found.get(state, 0) for state in State.values}


def by_domain(since: datetime, now: datetime, rows: QuerySet[Message]) -> list[Any]:
    """{domain, waiting, sent_today, refused, bounced, complained, suppressed} of those in most trouble."""
    counted = _recent(rows, since).order_by().values(domain=F("to_domain"))
    counted = counted.annotate(
        waiting=Count("pk", filter=Q(state__in=Message.OPEN)),
        sent_today=Count("pk", filter=Q(sent_at__gte=start_of(timezone.localdate(now)))),
        refused=Count("pk", filter=Q(state__in=REFUSED)),
        bounced=Count("pk", filter=Q(state=State.BOUNCED)),
        complained=Count("pk", filter=Q(state=State.COMPLAINED)),
        suppressed=Count("pk", filter=Q(state=State.SUPPRESSED)),
    )
    trouble = F("refused") + F("bounced") + F("complained")
    return list(counted.order_by("-waiting", trouble.desc(), "-sent_today", "domain")[:SHOWN])


def due(now: datetime) -> QuerySet[Message]:
    """What leaves at once where nothing holds it: due and not too late, or left by a sender that died."""
    queued = Q(state=State.QUEUED, not_before__lte=now)
    left = Q(state=State.SENDING, lease_until__lte=now)
    return _open().filter(queued | left).exclude(expires_at__lte=now)


def due_by_kind(now: datetime) -> list[Any]:
    """{kind, count, since} of those; `since` is when the oldest was due."""
    counted = due(now).order_by().values("kind")
    return list(counted.annotate(count=Count("pk"), since=Min("not_before")).order_by("-count", "kind"))


def not_due(now: datetime) -> dict[str, int]:
    """How many of the others that wait are `too_late`, and how many are to go `later`."""
    late = Q(expires_at__lte=now)
    return _open().aggregate(
        too_late=Count("pk", filter=late), later=Count("pk", filter=~late & Q(not_before__gt=now))
    )


def _open() -> QuerySet[Message]:
    return Message.objects.filter(state__in=Message.OPEN)


def sent_by_day(now: datetime, rows: QuerySet[Message]) -> list[tuple[date, int]]:
    """(day, how many left) for each of the last days, in the reader's time zone."""
    since = start_of_board(now)
    sent = rows.filter(state__in=Message.LEFT, created_at__gte=since - _WAY, sent_at__gte=since)
    days = sent.order_by().annotate(day=TruncDate("sent_at")).values("day").annotate(count=Count("pk"))
    found = dict(days.values_list("day", "count"))
    first = timezone.localdate(since)
    return [(day, found.get(day, 0)) for day in (first + timedelta(days=past) for past in range(DAYS))]


def dead_letters(rows: QuerySet[Message]) -> QuerySet[Message]:
    """The newest that were refused or given up."""
    return rows.filter(state__in=REFUSED).select_related("person").order_by("-created_at", "-pk")[:SHOWN]


def stuck(now: datetime) -> int:
    """How many were left by a sender that died: nobody has taken them yet."""
    return Message.objects.filter(state=State.SENDING, lease_until__lte=now).count()


def sent_since(moment: datetime) -> int:
    rows = Message.objects.filter(state__in=Message.LEFT, created_at__gte=moment - _WAY)
    return rows.filter(sent_at__gte=moment).count()


def tries_since(moment: datetime) -> dict[str, int]:
    """How many tries to deliver ended how."""
    tries = Attempt.objects.filter(at__gte=moment).order_by().values("outcome").annotate(count=Count("pk"))
    return dict(tries.values_list("outcome", "count"))


def _recent(rows: QuerySet[Message], since: datetime) -> QuerySet[Message]:
    """Named states, so that the index `message_state` is read and not the whole table."""
    return rows.filter(Q(state__in=Message.OPEN) | Q(state__in=CLOSED, created_at__gte=since))
