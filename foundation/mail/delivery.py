"""The outbox on its way: claim by lease and fence, send outside any transaction, settle at once.

Any number of processes may run `drain` at a time. One message is in flight per process, so a
process killed between the server's 250 and the settling costs one extra copy, under the same
Message-ID, and nothing else.
"""

import logging
import random
import smtplib
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from foundation.mail import providers
from foundation.mail.letters import NotWanted, build, letter_for, render
from foundation.mail.models import Attempt, Message, Postman
from foundation.mail.services import is_suppressed

log = logging.getLogger(__name__)

# Minutes until the second try, the third …, each times 1 to 1.5: two days in all, since a full
# mailbox or a server that is being moved takes that long.
WAITS = (1, 10, 30, 120, 360, 960, 1440)
MAX_ATTEMPTS = len(WAITS) + 1
MESSAGE_TOO_LARGE = 552
State = Message.State

# Raw, because the ORM drops SKIP LOCKED on SQLite without a word (one statement is atomic there)
# and hides the two states from SQLite behind parameters, which then reads the whole table instead
# of the index `message_open`. Leases run by the database's clock, so senders need not agree.
_DIALECTS = {
    "postgresql": {
        "clock": "clock_timestamp()",
        "lease": "clock_timestamp() + make_interval(secs => %s)",
        "skip_locked": "FOR UPDATE SKIP LOCKED",
    },
    "sqlite": {
        "clock": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')",
        "lease": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', %s || ' seconds')",
        "skip_locked": "",
    },
}
_CLAIM = """
UPDATE mail_message SET state = 'sending', lease_until = {lease}, fence = fence + 1, attempts = attempts + 1
WHERE id = (
    SELECT id FROM mail_message
    WHERE state IN ('queued', 'sending')
      AND (state = 'queued' AND not_before <= %s
           OR state = 'sending' AND lease_until < {clock} AND attempts < %s)
      AND NOT EXISTS (SELECT 1 FROM mail_postman WHERE paused OR closed_until > %s)
    ORDER BY priority, not_before, id LIMIT 1 {skip_locked}
) RETURNING id
"""


def drain(*, limit: int | None = None, stop: Callable[[], bool] = lambda: False) -> Counter[str]:
    """Send what is due until nothing is left, `limit` is reached or `stop` says so; outcomes by name."""
    outcomes: Counter[str] = Counter()
    _bury_poison()
    server = get_connection()
    try:
        while (limit is None or outcomes.total() < limit) and not stop():
            if outcomes.total() % 50 == 0:
                Postman.objects.update_or_create(pk=1, defaults={"looked_at": timezone.now()})
            message = claim(timezone.now())
            if message is None:
                break
            outcomes[deliver(message, server)] += 1
            if outcomes[State.SENT] == 1:
                Postman.objects.filter(pk=1, faults__gt=0).update(faults=0, closed_until=None)
    finally:
        _hang_up(server)
    return outcomes


def claim(now: datetime) -> Message | None:
    """Take the next message that is due or whose sender died, for MAIL_LEASE seconds.

    None where nothing is due, mail is paused, or the server is left alone for a while.
    """
    moment = connection.ops.adapt_datetimefield_value(now)
    statement = _CLAIM.format(**_DIALECTS[connection.vendor])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [settings.MAIL_LEASE, moment, MAX_ATTEMPTS, moment])
        row = cursor.fetchone()
    return Message.objects.select_related("person").get(pk=row[0]) if row else None


def deliver(message: Message, server: Any) -> str:
    """Send one claimed message and settle it. Returns the outcome's name."""
    if message.expires_at and message.expires_at <= timezone.now():
        return settle(message, State.EXPIRED, reason="too late")
    if is_suppressed(message):
        return settle(message, State.SUPPRESSED, reason="address suppressed")
    try:
        _connect(server)
    except Exception as fault:  # noqa: BLE001 - bad host, port, certificate, password, setting …
        return _server_down(message, server, fault)
    try:
        mail = _write(message, server)
    except NotWanted as why:
        return settle(message, State.CANCELLED, reason=str(why))
    except (OperationalError, InterfaceError):
        raise  # the database's trouble, not the message's: its lease runs out and it is tried again
    except Exception as fault:  # one bad row must not stop the queue
        log.exception("message %s cannot be written", message.pk)
        return settle(message, State.DEAD, reason=_said(fault))
    return _send(message, mail, server) if mail else "lost lease"


def _write(message: Message, server: Any) -> EmailMultiAlternatives | None:
    """The mail, with its texts frozen at the first try; None where the lease has passed to another.

    Renews the lease: connecting may have taken long, and from here on the cap keeps us within it.
    """
    letter = letter_for(message)
    texts = {} if message.subject else render(message, letter)
    for part, text in texts.items():
        setattr(message, part, text)
    mail = build(message, letter, server)
    lease = Now() + timedelta(seconds=settings.MAIL_LEASE)
    return mail if _change(message, **texts, lease_until=lease) else None


def _send(message: Message, mail: EmailMultiAlternatives, server: Any) -> str:
    try:
        with _capped(server):
            server.send_messages([mail])
    except Exception as fault:  # noqa: BLE001 - sorted out by kind
        return _failed(message, server, fault)
    return settle(message, State.SENT, code=250)


def _failed(message: Message, server: Any, fault: Exception) -> str:
    """Whose fault was it: the address's, the server's, the line's or our own?"""
    if told := providers.blame(fault):
        return _blamed(message, server, fault, told)
    match fault:
        case smtplib.SMTPRecipientsRefused():
            return _refused(message, *next(iter(fault.recipients.values())))
        case smtplib.SMTPSenderRefused() if fault.smtp_code != MESSAGE_TOO_LARGE:
            # Every message has the same sender: it is we who may not send, not this message.
            return _server_down(message, server, fault)
        case smtplib.SMTPResponseException():
            return _refused(message, fault.smtp_code, fault.smtp_error)
        case OSError():  # as are all of smtplib's
            _hang_up(server)
            return _later(message, None, _said(fault))
        case _:
            _hang_up(server)
            return settle(message, State.DEAD, reason=_said(fault))


def _blamed(message: Message, server: Any, fault: Exception, told: providers.Blame) -> str:
    """What a provider's API answered."""
    match told.whose:
        case providers.Whose.RECIPIENT:
            return settle(message, State.FAILED, code=told.code, reason=told.said)
        case providers.Whose.SERVER:
            return _server_down(message, server, fault)
        case providers.Whose.LETTER:
            return settle(message, State.DEAD, code=told.code, reason=told.said)
    return _later(message, told.code, told.said)


def _refused(message: Message, code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    if 500 <= code < 600:
        return settle(message, State.FAILED, code=code, reason=text)
    return _later(message, code, text)


def _later(message: Message, code: int | None, reason: str) -> str:
    if message.attempts >= MAX_ATTEMPTS:
        return settle(message, State.DEAD, code=code, reason=reason)
    wait = timedelta(minutes=WAITS[message.attempts - 1]) * random.uniform(1, 1.5)  # noqa: S311
    return settle(message, State.QUEUED, code=code, reason=reason, not_before=timezone.now() + wait)


def _server_down(message: Message, server: Any, fault: Exception) -> str:
    """Nothing can be sent: give the message back with its attempt, and leave the server alone a while."""
    _hang_up(server)
    postman, _ = Postman.objects.get_or_create(pk=1)
    wait = timedelta(seconds=min(300, 5 * 2 ** min(postman.faults, 6)))
    Postman.objects.filter(pk=1).update(
        closed_until=timezone.now() + wait, faults=min(postman.faults + 1, 1000)
    )
    log.warning("the mail server cannot be used, next try in %s: %s", wait, fault)
    _change(message, state=State.QUEUED, lease_until=None, attempts=message.attempts - 1, reason=_said(fault))
    return "server down"


def settle(message: Message, state: str, *, code: int | None = None, reason: str = "", **more: Any) -> str:
    """Record the outcome, unless the lease has passed to someone else. Returns its name."""
    now = timezone.now()
    if state not in Message.OPEN:
        more["secret"] = ""
    if state == State.SENT:
        more["sent_at"] = now
    with transaction.atomic():
        if not _change(message, state=state, lease_until=None, reason=reason[:300], **more):
            return "lost lease"
        Attempt.objects.create(
            message=message, number=message.attempts, at=now, outcome=state, code=code, detail=reason[:300]
        )
    return state


def _change(message: Message, **fields: Any) -> bool:
    """Change a message while it is ours. False where the lease has passed to someone else."""
    ours = Message.objects.filter(pk=message.pk, fence=message.fence, state=State.SENDING)
    return bool(ours.update(**fields))


def _bury_poison() -> None:
    """A message that killed its sender each time is given up."""
    poison = Message.objects.filter(state=State.SENDING, lease_until__lt=Now(), attempts__gte=MAX_ATTEMPTS)
    if buried := poison.update(
        state=State.DEAD, lease_until=None, reason="its sender died each time", secret=""
    ):
        log.error("%s messages given up: their sender died each time", buried)


def _connect(server: Any) -> None:
    """Servers drop a line after some messages or minutes: ask whether it is there before using it again."""
    line = getattr(server, "connection", None)
    if line is not None:
        with suppress(OSError):
            if line.noop()[0] == 250:
                return
        _hang_up(server)
    server.open()


def _hang_up(server: Any) -> None:
    try:
        server.close()
    except OSError:
        server.connection = None


@contextmanager
def _capped(server: Any) -> Iterator[None]:
    """Cut the line after MAIL_SEND_CAP seconds: a server that trickles must not outlive the lease."""

    def cut() -> None:
        with suppress(OSError, AttributeError):  # closed already
            # `close` would leave a read that is waiting where it is; the plain socket's, below TLS.
            socket.socket.shutdown(server.connection.sock, socket.SHUT_RDWR)

    timer = threading.Timer(settings.MAIL_SEND_CAP, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:300]
