"""Mails that come back, about mails of ours."""

from django.utils import timezone

from foundation.mail.models import Message
from tests.mail.notes import note


def sent(**fields) -> Message:
    """A mail that has left the house."""
    row = note(**fields)
    Message.objects.filter(pk=row.pk).update(state="sent", attempts=1, sent_at=timezone.now())
    row.refresh_from_db()
    return row


def bounce(about: Message, *, status: str = "5.1.1", said: str = "550 5.1.1 user unknown", **more) -> bytes:
    """A report by RFC 3464; `address`, `message_id`, `action`, `to` and `number` may be others than true."""
    address = more.get("address", about.to_addr)
    return f"""\
From: MAILER-DAEMON@mx.example.org
To: {more.get("to", "equipe@masar.example")}
Subject: Undelivered Mail Returned to Sender
Message-ID: <{more.get("number", about.pk)}@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver it.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {address}
Action: {more.get("action", "failed")}
Status: {status}
Diagnostic-Code: smtp; {said}

--b
Content-Type: text/rfc822-headers

Message-ID: {more.get("message_id", about.message_id)}
To: {address}

--b--
""".encode()


def soft(about: Message, **more) -> bytes:
    return bounce(about, status="4.2.2", said=f"452 mailbox of <{about.to_addr}> is full", **more)


def complaint(about: Message, recipient: str | None = None) -> bytes:
    """By RFC 5965; `recipient` "" is one that is blotted out."""
    named = about.to_addr if recipient is None else recipient
    line = f"Original-Rcpt-To: {named}\n" if named else ""
    return f"""\
From: fbl@example.org
To: equipe@masar.example
Subject: Fw: news
Message-ID: <fbl-{about.pk}@example.org>
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
{line}Version: 1

--b
Content-Type: text/rfc822-headers

Message-ID: {about.message_id}

--b--
""".encode()


def vacation(about: Message) -> bytes:
    return f"""\
From: {about.to_addr}
To: equipe@masar.example
Subject: Absente
Message-ID: <vacation-{about.pk}@example.org>
In-Reply-To: {about.message_id}
Auto-Submitted: auto-replied

I am away.
""".encode()


LETTER = b"From: hajar@example.org\nTo: equipe@masar.example\nMessage-ID: <1@example.org>\n\nHello.\n"
