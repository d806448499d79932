"""What happens to webhooks before and beside their delivery (which is `delivery.py`)."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.hooks import wire
from foundation.hooks.models import Delivery, Endpoint, Event
from foundation.hooks.signing import new_secret
from foundation.people.models import is_staff_with
from foundation.waking import wake

BATCH = 500
BOTH_GOOD = timedelta(days=7)  # an older secret, after a new one was made
KEPT = timedelta(days=30)  # what was delivered or given up
STOPPED_BY_RECEIVER = gettext_noop("The receiver answered that it is gone (410).")
NO_LONGER = gettext_noop("Who answers for it may not see any more what it is told.")
STILL_OPEN = gettext_lazy("It has not been delivered or given up: it is tried by itself.")
State = Delivery.State


def announce(kind: str, rows: Iterable[Any], *, now: datetime) -> int:
    """Tell of what happened to these rows, in the caller's transaction; how many deliveries were written.

    `kind` is one of `settings.HOOK_EVENTS`. Once for each row (and its `mark`): twice is as good as once.
    Where nobody listens it is one short question to the database.
    """
    about = list(rows)
    sides = [row.pk for row in _listening(kind)] if about else []
    if not sides:
        return 0
    events = [_event(kind, row, now) for row in about]
    Event.objects.bulk_create(events, batch_size=BATCH, ignore_conflicts=True)
    ours = [one.uid for one in events]
    fresh = [
        pk
        for at in range(0, len(ours), BATCH)
        for pk in Event.objects.filter(uid__in=ours[at : at + BATCH])
        .order_by("pk")
        .values_list("pk", flat=True)
    ]
    until = now + timedelta(days=settings.HOOKS_DAYS)
    made = [
        Delivery(event_id=event, endpoint_id=side, not_before=now, tries_until=until)
        for event in fresh
        for side in sides
    ]
    Delivery.objects.bulk_create(made, batch_size=BATCH)
    transaction.on_commit(wake_delivery, robust=True)
    return len(made)


def _listening(kind: str) -> list[Endpoint]:
    """Who wants to be told, as long as who answers for it may see what it is told; the others are paused."""
    found = []
    for row in Endpoint.objects.select_related("made_by"):
        if kind not in row.events:
            continue
        if _may_hear(row.made_by, kind):
            found.append(row)
        elif row.is_active:
            pause_endpoint(row, because=NO_LONGER, by=None)
    return found


def _may_hear(account: Any, kind: str) -> bool:
    return account is not None and is_staff_with(account, settings.HOOK_EVENTS[kind]["right"])


def _event(kind: str, row: Any, now: datetime) -> Event:
    spec = settings.HOOK_EVENTS[kind]
    number = getattr(row, spec.get("number", "pk"))
    mark = f":{getattr(row, spec['mark'])}" if "mark" in spec else ""
    uid = f"evt_{uuid4().hex}"
    data = {
        "id": number,
        "url": f"{settings.SITE_URL}/api/v1/{spec['rows']}/{number}/",
        **{name.removesuffix("_id"): _plain(getattr(row, name)) for name in spec["facts"]},
    }
    told = {"id": uid, "type": kind, "timestamp": _plain(now), "data": data}
    body = json.dumps(told, separators=(",", ":"))
    return Event(uid=uid, key=f"{kind}:{row.pk}{mark}", kind=kind, subject=number, body=body, at=now)


def _plain(value: Any) -> Any:
    """As the API writes it: instants in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def wake_delivery() -> None:
    """Tell a worker that something waits. May fail: the poll finds it within a minute."""
    wake("hooks.deliver")


@transaction.atomic
def register_endpoint(
    *, url: str, events: Sequence[str], description: str, by: Any, now: datetime
) -> tuple[Endpoint, str]:
    """A new endpoint, and its secret, which nobody is shown again."""
    row = Endpoint(made_by=by, made_at=now, secret=new_secret())
    _fill(row, url, events, description, by)
    save_by(row, by)
    return row, row.secret


@transaction.atomic
def change_endpoint(
    endpoint: Endpoint, *, url: str, events: Sequence[str], description: str, by: Any
) -> Endpoint:
    """What waits goes to the new address; events it no longer wants are not written any more."""
    row = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    if row.url != url:
        row.faults, row.rests_until = 0, None
    _fill(row, url, events, description, by)
    save_by(row, by)
    return row


def _fill(row: Endpoint, url: str, events: Sequence[str], description: str, by: Any) -> None:
    check_endpoint(row, url, events, by)
    row.url, row.events, row.description = url, [k for k in settings.HOOK_EVENTS if k in events], description


def check_endpoint(row: Endpoint, url: str, events: Sequence[str], by: Any) -> None:
    """Raises ServiceError for an address or events that `by` cannot register here."""
    try:
        wire.checked(url)
    except wire.Forbidden:
        raise ServiceError(
            _(
                "“%(url)s” cannot be sent to: it has to begin with https:// and a name that is known in the"
                " internet, without a login."
            )
            % {"url": url}
        ) from None
    if not events:
        raise ServiceError(_("Choose at least one event."))
    for kind in events:
        if kind not in settings.HOOK_EVENTS:
            raise ServiceError(_("“%(kind)s” is not an event.") % {"kind": kind})
    # What it had before somebody else may have chosen, who may see it.
    _check_rights([kind for kind in events if kind not in row.events], by)


def _check_rights(kinds: Iterable[str], by: Any) -> None:
    for kind in kinds:
        if not _may_hear(by, kind):
            told = {"event": settings.HOOK_EVENTS[kind]["name"]}
            raise ServiceError(_("You may not see what “%(event)s” tells of.") % told)


@transaction.atomic
def rotate_secret(endpoint: Endpoint, *, by: Any, now: datetime) -> str:
    """A new secret, shown once; for a week all is signed with the older one as well."""
    row = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    row.older_secret, row.older_until = row.secret, now + BOTH_GOOD
    row.secret = new_secret()
    save_by(row, by, "secret")
    return row.secret


@transaction.atomic
def pause_endpoint(endpoint: Endpoint, *, because: str, by: Any) -> Endpoint:
    """Nothing is sent to it until it is resumed; what waits, and what comes, is kept."""
    row = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    row.is_active, row.paused_because = False, because[:300]
    save_by(row, by)
    return row


@transaction.atomic
def resume_endpoint(endpoint: Endpoint, *, by: Any, now: datetime) -> Endpoint:
    """What has waited is sent, and has all its days again. Who resumes it answers for it from then on.

    Raises ServiceError where she may not see what it is told.
    """
    row = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    _check_rights(row.events, by)
    row.made_by = by
    row.is_active, row.paused_because, row.faults, row.rests_until = True, "", 0, None
    save_by(row, by)
    until = now + timedelta(days=settings.HOOKS_DAYS)
    row.deliveries.filter(state=State.WAITING).update(tries_until=until, not_before=now)
    transaction.on_commit(wake_delivery, robust=True)
    return row


@transaction.atomic
def redeliver(rows: Any, *, now: datetime) -> int:
    """Send again, under the same number, what was delivered or given up; how many that are."""
    until = now + timedelta(days=settings.HOOKS_DAYS)
    done = rows.filter(state__in=[State.DELIVERED, State.GIVEN_UP]).update(
        state=State.WAITING,
        attempts=0,
        not_before=now,
        tries_until=until,
        delivered_at=None,
        reason="",
        code=None,
    )
    if done:
        transaction.on_commit(wake_delivery, robust=True)
    return int(done)


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Events of which nothing waits any more and that are older than a month; how many."""
    open_ones = Delivery.objects.filter(event=OuterRef("pk"), state__in=[State.WAITING, State.SENDING])
    old = Event.objects.filter(~Exists(open_ones), at__lt=now - KEPT)
    # An endpoint that was paused and forgotten keeps nothing for ever.
    left = Delivery.objects.filter(endpoint__is_active=False, event__at__lt=now - 3 * KEPT)
    left.exclude(state=State.SENDING).delete()
    _all, kinds = old.delete()
    return kinds.get("hooks.Event", 0)
