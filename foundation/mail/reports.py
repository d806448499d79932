"""What follows when a mail comes back, or when somebody complains of one.

A report has an effect only where it proves that it is about a mail of ours: it names the Message-ID of
one we sent, or came to the return path of one (`return_path.py`), and names the address that mail went
to. Both are known to that mailbox and the servers on the way alone, so nobody can silence a stranger.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from foundation.mail import bounces, departures, return_path
from foundation.mail.addresses import address_hash, address_hashes
from foundation.mail.came_back import ADDRESS
from foundation.mail.models import Message, Report, Suppression
from foundation.mail.services import suppress
from foundation.mail.severity import refuses_address, status_in

STRIKES = 3  # mails that failed within Report.WINDOW

Kind = Report.Kind
Reason = Suppression.Reason
Stream = Message.Stream


@dataclass(frozen=True)
class Told:
    """What somebody says came of one mail. `key` makes it the same report when it is told again.

    `message_id` is that of our mail (`<…>`) and `message_pk` its number from a return path; one of
    them is the proof. `address` may be "" in a complaint alone: those who pass them on blot it out.
    """

    key: str
    kind: str
    source: str
    address: str = ""
    is_hard: bool = False
    status: str = ""
    diagnostic: str = ""
    message_id: str = ""
    message_pk: int | None = None


@transaction.atomic
def take_in_mail(raw: bytes, *, source: str, now: datetime) -> bounces.Verdict:
    """Read a mail that came in and do what it calls for, once. Returns what it was."""
    verdict = bounces.read(raw)
    pk = return_path.message_of(verdict.sent_to)
    for recipient in verdict.recipients or (bounces.Recipient(""),):
        told = Told(
            key=f"{_mail_key(raw)} {recipient.address}",
            kind=verdict.kind,
            source=source,
            address=recipient.address,
            is_hard=recipient.is_hard,
            status=recipient.status,
            diagnostic=recipient.diagnostic,
            message_id=verdict.message_id,
            message_pk=pk,
        )
        take_in_report(told, now=now)
    return verdict


def _mail_key(raw: bytes) -> str:
    """The same mail by another way has other `Received` lines on top, and the same Message-ID and body."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    own, body = bounces.own_id(lines), lines.partition(b"\n\n")[2].strip()
    return f"{own} {sha256(body if own else lines).hexdigest()}"


@transaction.atomic
def take_in_report(told: Told, *, now: datetime) -> Report | None:
    """Keep the report and do what it calls for; None where it is known already."""
    message = _message_of(told)
    is_bounce = told.kind == Kind.BOUNCE
    severity = (Report.Severity.HARD if told.is_hard else Report.Severity.SOFT) if is_bounce else ""
    address = message.to_addr if message else told.address
    report, is_new = Report.objects.get_or_create(
        key=sha256(told.key.encode()).hexdigest(),
        defaults={
            "message": message,
            "kind": told.kind,
            "severity": severity,
            "address_hash": address_hash(address) if address else "",
            "status": told.status[:12],
            "diagnostic": _without_names(told.diagnostic)[:500],
            "source": told.source[:50],
            "at": now,
        },
    )
    if not is_new:
        return None
    if message:
        _follow(report, message, now)
    return report


def take_in_refusal(message: Message, code: int | None, said: str, *, now: datetime) -> Report | None:
    """A server refused the mail for good: if it means the address, that is a hard bounce told at once.

    In the transaction that settles the message, so that the two are there together, and once: whoever
    holds the message (`fence`) settles it. A refusal of the mail or of us is no word about the address.
    """
    if not refuses_address(code, said):
        return None
    told = Told(
        key=f"refused {message.pk} {message.fence}",
        kind=Kind.BOUNCE,
        source="SMTP",
        address=message.to_addr,
        is_hard=True,
        status=status_in("", said),
        diagnostic=f"{code} {said}",
        message_pk=message.pk,
    )
    return take_in_report(told, now=now)


def _message_of(told: Told) -> Message | None:
    """The mail it proves to be about; None where it proves nothing."""
    tried = Message.objects.filter(attempts__gt=0)  # nobody knows the Message-ID of one that never left
    if told.message_pk is not None:
        tried = tried.filter(pk=told.message_pk)
    elif told.message_id:
        tried = tried.filter(message_id=told.message_id)
    else:
        return None
    message = tried.select_for_update(of=["self"]).first()
    if message is None:
        return None
    names_nobody = told.kind != Kind.BOUNCE and not told.address
    is_hers = told.address.lower() == message.to_addr.lower()
    return message if is_hers or names_nobody else None


def _follow(report: Report, message: Message, now: datetime) -> None:
    if report.kind == Kind.COMPLAINT:
        suppress(message.to_addr, Stream.SUBSCRIBED, Reason.COMPLAINED, now=now, evidence=report)
        _mark(message, Message.State.COMPLAINED, report)
    if report.kind == Kind.BOUNCE:
        for stream in _closed_by(report, message.to_addr, now):
            suppress(message.to_addr, stream, Reason.BOUNCED, now=now, evidence=report)
        _mark(message, Message.State.BOUNCED, report)


def _closed_by(report: Report, address: str, now: datetime) -> list[str]:
    """The streams that a bounce ends: a dead address gets nothing, one in trouble no news."""
    if report.severity == Report.Severity.HARD:
        return [Stream.TRANSACTIONAL, Stream.SUBSCRIBED]
    strikes = Report.objects.soft_trouble(now).filter(address_hash__in=address_hashes(address))
    return [Stream.SUBSCRIBED] if strikes.values("message").distinct().count() >= STRIKES else []


def _mark(message: Message, state: str, report: Report) -> None:
    """Only what was sent can come back; a mail that is tried again goes its own way."""
    departures.follow_notes([message.pk])
    Message.objects.filter(pk=message.pk, state=Message.State.SENT).update(
        state=state, reason=report.diagnostic[:300]
    )


def _without_names(text: str) -> str:
    """What a server said, on one line; whom it named is kept as a hash alone."""
    return " ".join(ADDRESS.sub("…", text).split())
