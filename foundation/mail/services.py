"""What happens to mail before and beside its delivery (which is `delivery.py`)."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import make_msgid
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.html import escape
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import delete_by
from foundation.hours import CLOSES, OPENS, is_open
from foundation.mail.addresses import address_hash, address_hashes
from foundation.mail.models import Message, Postman, Report, Suppression
from foundation.mail.names import still
from foundation.people.models import Person
from foundation.waking import wake

TEXTS = ("subject", "text", "html")  # of a message, as it is frozen


@dataclass(frozen=True)
class Draft:
    """A mail to be: `key` makes it exist once; `context` holds numbers of rows, no personal text.

    `to` and `language` are those of `person` today: the mail follows her until it leaves (`recipients`).
    """

    key: str
    kind: str
    to: str
    language: str
    person: Person | None = None
    context: dict[str, Any] = field(default_factory=dict)
    secret: str = ""
    priority: int = 5
    not_before: datetime | None = None
    expires_at: datetime | None = None


def enqueue(draft: Draft, *, now: datetime) -> None:
    """Write the mail in the caller's transaction; a second call with the same key does nothing."""
    enqueue_many([draft], now=now)


def enqueue_many(drafts: Iterable[Draft], *, now: datetime) -> int:
    """Write many mails; returns how many rows were asked for. Bad addresses raise ServiceError."""
    rows = [_row(draft, now) for draft in drafts]
    if rows:
        Message.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        transaction.on_commit(wake_delivery, robust=True)
    return len(rows)


def tell_each(rows: Iterable[Any], kind: str, *, about: str, now: datetime) -> None:
    """The letter of a kind, once for each row, to the person of the row, who is read with it; nobody without
    an address. Its key is “about:number:kind”, its context {about: number}.
    """
    drafts = [
        Draft(
            key=f"{about}:{row.pk}:{kind}",
            kind=kind,
            to=row.person.email,
            language=row.person.language,
            person=row.person,
            context={about: row.pk},
            priority=2,
        )
        for row in rows
        if is_address(row.person.email)
    ]
    enqueue_many(drafts, now=now)


def may_write(person: Person, now: datetime) -> bool:
    """Whether she has an address and sits at her desk: in working hours of her zone, on no holiday of her
    country.
    """
    local = now.astimezone(ZoneInfo(person.time_zone))
    return is_address(person.email) and is_open(local, str(person.country or ""), opens=OPENS, closes=CLOSES)


def is_address(text: str) -> bool:
    """Whether a mail can be written to it: one mailbox, nothing else."""
    try:
        Message._meta.get_field("to_addr").clean(text, None)
    except ValidationError:
        return False
    return True


def _row(draft: Draft, now: datetime) -> Message:
    if not is_address(draft.to):
        raise ServiceError(_("“%(address)s” is not an e-mail address.") % {"address": draft.to})
    return Message(
        dedupe_key=draft.key,
        message_id=make_msgid(domain=settings.MAIL_DOMAIN),
        kind=draft.kind,
        stream=settings.MAIL_KINDS[draft.kind]["stream"],
        person=draft.person,
        to_addr=draft.to,
        language=draft.language,
        context=draft.context,
        secret=draft.secret,
        priority=draft.priority,
        not_before=draft.not_before or now,
        expires_at=draft.expires_at,
        created_at=now,
    )


def wake_delivery() -> None:
    """Tell a worker that mail is waiting. May fail: the poll finds the row within a minute."""
    wake("mail.drain")


def suppress(
    address: str, stream: str, reason: str, *, now: datetime, evidence: Report | None = None
) -> None:
    """No more mail of `stream` to `address`; twice is as good as once."""
    Suppression.objects.get_or_create(
        address_hash=address_hash(address),
        stream=stream,
        defaults={"reason": reason, "since": now, "evidence": evidence},
    )


def is_suppressed(message: Message) -> bool:
    """Whether her address gets no more of this stream."""
    return message.pk in suppressed([message])


def suppressed(messages: Sequence[Message]) -> set[int]:
    """The numbers of those messages whose address gets no more of their stream."""
    hashes = {message.pk: address_hashes(message.to_addr) for message in messages}
    wanted = {digest for digests in hashes.values() for digest in digests}
    listed = set(Suppression.objects.filter(address_hash__in=wanted).values_list("address_hash", "stream"))
    return {
        message.pk
        for message in messages
        if any((digest, message.stream) in listed for digest in hashes[message.pk])
    }


def lift_suppression(row: Suppression, *, by: Any, reason: str) -> None:
    """Let mail of the stream reach the address again; who did it and why stays in the history."""
    delete_by(row, by, reason)


@transaction.atomic
def retry_message(message: Message, *, by: Any, now: datetime) -> None:
    """Put a message that did not arrive back into the queue, under its own Message-ID."""
    done = Message.objects.filter(pk=message.pk, state__in=Message.RETRIABLE).update(
        state=Message.State.QUEUED, attempts=0, not_before=now, sent_at=None, reason=""
    )
    if not done:
        raise ServiceError(_("Only a refused, returned or given-up message can be tried again."))
    transaction.on_commit(wake_delivery, robust=True)


@transaction.atomic
def cancel_messages(rows: Any, *, reason: str) -> int:
    """Cancel those of `rows` that still wait; returns how many."""
    return rows.filter(state=Message.State.QUEUED).update(
        state=Message.State.CANCELLED, reason=reason[:300], secret=""
    )


def pause_delivery(paused: bool, *, by: Any, reason: str = "") -> None:
    """Stop or resume the sending of all mail; what is queued stays queued."""
    said = {"paused": paused, "paused_by": by, "pause_reason": reason[:300] if paused else ""}
    Postman.objects.update_or_create(pk=1, defaults={**said, "closed_until": None, "faults": 0})
    if not paused:
        transaction.on_commit(wake_delivery, robust=True)


def forget_names(names: Collection[str], about: Collection[Any], instead: str) -> None:
    """Put `instead` in the place of somebody's names and addresses, in whatever mail was written to others.

    A name of one word may be somebody else's as well: it goes where the mail tells of one of the rows whose
    numbers are `about`.
    """
    shapes = {name: {shape for one in (name, still(name)) for shape in (one, escape(one))} for name in names}
    stands = Q()
    for shape in {shape for some in shapes.values() for shape in some}:
        for part in TEXTS:
            stands |= Q(**{f"{part}__contains": shape})
    longest_first = sorted(shapes.items(), key=lambda one: -len(one[0]))
    patterns = [(name, re.compile(_whole_words(some))) for name, some in longest_first]
    changed = []
    for row in Message.objects.filter(stands).only("context", *TEXTS) if stands else ():
        is_about = not {*_numbers(row.context)}.isdisjoint(about)
        for name, pattern in patterns:
            if is_about or " " in name or "@" in name:
                for part in TEXTS:
                    setattr(row, part, pattern.sub(instead, getattr(row, part)))
        changed.append(row)
    Message.objects.bulk_update(changed, TEXTS, batch_size=100)


def _whole_words(shapes: Iterable[str]) -> str:
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(shapes, key=len, reverse=True)))})(?!\w)"


def _numbers(context: dict[str, Any]) -> Iterator[Any]:
    for value in context.values():
        yield from value if isinstance(value, list) else [value]
