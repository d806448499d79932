"""What a mail that came back says: bytes in, a `Verdict` out. Knows no database and changes nothing.

Reports in a form that machines read are read here: RFC 3464 (delivery), RFC 5965 (complaints) and the
marks of automatic replies (RFC 3834). Letters that servers write in their own words: `server_letters`.
"""

import logging
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from enum import StrEnum

from foundation.mail import server_letters
from foundation.mail.came_back import (
    address_in,
    fields_in,
    first_id,
    header,
    is_text,
    parts,
    quoted,
    report_text,
)
from foundation.mail.severity import is_hard, status_in

log = logging.getLogger(__name__)

_READ = 1_000_000  # bytes; a report stands before the copy of the mail


class Kind(StrEnum):
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    AUTO_REPLY = "auto_reply"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    OTHER = "other"


@dataclass(frozen=True)
class Recipient:
    """An address it is about, in lower case; `status` is an RFC 3463 code or ""."""

    address: str
    status: str = ""
    diagnostic: str = ""
    is_hard: bool = False


@dataclass(frozen=True)
class Verdict:
    """`message_id` is that of the mail it is about (`<…>`, or ""); `sent_to` where the report itself went."""

    kind: Kind
    recipients: tuple[Recipient, ...] = ()
    message_id: str = ""
    sent_to: tuple[str, ...] = ()


_AUTO_SUBJECT = re.compile(
    r"(auto(matic|matique)?[- ]?(reply|response|répondeur)\b|autoreply|out of (the )?office|away until"
    r"|réponse automatique|absen(t|ce) du bureau|رد تلقائي)",
    re.IGNORECASE,
)
_AUTO_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply-From")
_NAMES_HER = ("original-rcpt-to", "removal-recipient")
_ASKED = {"abuse", "fraud", "opt-out", "opt-out-list"}  # RFC 5965 §7.3; the rest is not her word
_DONE = {"delivered", "relayed", "expanded", "deliverable"}  # the last one is Postfix's own


def read(raw: bytes) -> Verdict:
    """What the mail says. Never raises for what is in it: what cannot be read is `Kind.OTHER`."""
    lines = raw[:_READ].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return _verdict(message_from_bytes(lines))
    except Exception:  # a stranger wrote it, and the email library has no list of what it raises
        log.exception("a mail that came back cannot be read")
        return Verdict(Kind.OTHER)


def own_id(raw: bytes) -> str:
    """The Message-ID of the mail itself, without reading the rest; "" where it has none."""
    head = raw.partition(b"\n\n")[0].decode("ascii", "replace")
    return next((value for name, value in fields_in(head) if name == "message-id"), "")


def _verdict(mail: Message) -> Verdict:
    return (
        _complaint(mail)
        or _report(mail)
        or _attached_report(mail)
        or _auto_reply(mail)
        or _letter(mail)
        or Verdict(Kind.OTHER)
    )


def _complaint(mail: Message) -> Verdict | None:
    """RFC 5965, Hotmail's form of it, and the mail by which a mail program unsubscribes."""
    copy = quoted(mail)
    to_in_copy = [address for _name, address in getaddresses(copy.get_all("To", []))] if copy else []
    for part in parts(mail):
        if part.get_content_type() == "message/feedback-report":
            said = fields_in(report_text(part))
            kinds = {value.lower() for name, value in said if name == "feedback-type"}
            if not kinds & _ASKED:
                return Verdict(Kind.OTHER)
            named = [value for name, value in said if name in _NAMES_HER]
            return _said_by(mail, Kind.COMPLAINT, named or to_in_copy)
    if copy and "X-HmXmrOriginalRecipient" in copy:
        return _said_by(mail, Kind.COMPLAINT, [header(copy, "X-HmXmrOriginalRecipient")])
    if header(mail, "Subject").lower() == "unsubscribe" and _is_automatic(mail):
        return _said_by(mail, Kind.COMPLAINT, [header(mail, "From")])
    return None


def _report(mail: Message) -> Verdict | None:
    """RFC 3464, as a part of its own or, where a server of old put it, in the text."""
    about = [part for part in parts(mail) if part.get_content_type() == "message/delivery-status"]
    texts = [report_text(part) for part in about]
    if not about and server_letters.is_from_server(mail):
        texts = [report_text(part) for part in parts(mail) if is_text(part)]
    told = server_letters.told(mail)
    blocks = [block for text in texts for block in _blocks(text)]
    failed = [block for block in blocks if block["action"] == "failed"]
    whole = told if len(failed) == 1 else ""  # of several failures, the letter does not say which is which
    if failed:
        return _verdict_of(mail, Kind.BOUNCE, [_recipient(block, whole) for block in failed])
    if any(block["action"] == "delayed" for block in blocks):
        return _verdict_of(mail, Kind.DELAYED, [_recipient(block, "") for block in blocks])
    if any(block["action"] in _DONE for block in blocks):
        return _verdict_of(mail, Kind.DELIVERED, [_recipient(block, "") for block in blocks])
    return None


def _blocks(text: str) -> list[dict[str, str]]:
    """The recipients of a report: each has an action and the address we wrote to."""
    found = []
    for block in re.split(r"\n\s*\n", text):
        said = dict(reversed(fields_in(block)))
        # The original one is what we wrote to; the final one may be where she has it forwarded.
        address = address_in(said.get("original-recipient", "")) or address_in(
            said.get("final-recipient", "")
        )
        action = said.get("action", "").lower()
        if address and action:
            found.append({**said, "address": address, "action": action})
    return found


def _recipient(block: dict[str, str], told: str) -> Recipient:
    said = re.sub(r"^[\w-]+\s*;\s*", "", block.get("diagnostic-code", "")) or told
    status = status_in(block.get("status", ""), said)
    return Recipient(block["address"], status, said, is_hard(status, said))


def _attached_report(mail: Message) -> Verdict | None:
    """A gateway's letter with the report attached. A person who forwards one is no server."""
    copy = quoted(mail)
    if copy is None or not server_letters.is_from_server(mail):
        return None
    return _report(copy) if copy.get_content_type() == "multipart/report" else None


def _auto_reply(mail: Message) -> Verdict | None:
    if server_letters.is_daemon(mail) or not _is_automatic(mail):
        return None
    return Verdict(Kind.AUTO_REPLY, (), first_id(mail, "In-Reply-To", "References"), _sent_to(mail))


def _is_automatic(mail: Message) -> bool:
    submitted = header(mail, "Auto-Submitted").lower()
    return (
        submitted.startswith("auto-replied")
        or header(mail, "Precedence").lower() == "auto_reply"
        or any(name in mail for name in _AUTO_HEADERS)
        or bool(_AUTO_SUBJECT.match(header(mail, "Subject")))
    )


def _letter(mail: Message) -> Verdict | None:
    if not (found := server_letters.recipients(mail)):
        return None
    if server_letters.is_warning(mail):
        return _verdict_of(mail, Kind.DELAYED, [Recipient(address) for address in found])
    heard = [
        Recipient(address, status_in("", said), said, is_hard("", said)) for address, said in found.items()
    ]
    return _verdict_of(mail, Kind.BOUNCE, heard)


def _said_by(mail: Message, kind: Kind, named: list[str]) -> Verdict:
    addresses = dict.fromkeys(filter(None, map(address_in, named)))
    return _verdict_of(mail, kind, [Recipient(address) for address in addresses])


def _verdict_of(mail: Message, kind: Kind, recipients: list[Recipient]) -> Verdict:
    return Verdict(kind, tuple(recipients), _about(mail), _sent_to(mail))


def _about(mail: Message) -> str:
    """The Message-ID of the mail that came back: in the copy of it, else where a reply names it."""
    copy = quoted(mail)
    attached = quoted(copy) if copy is not None else None
    for source in (attached, copy):
        if source is not None and (known := first_id(source, "Message-ID")):
            return known
    return server_letters.quoted_id(mail) or first_id(mail, "In-Reply-To", "References")


def _sent_to(mail: Message) -> tuple[str, ...]:
    lines = [line for name in ("To", "Delivered-To", "X-Original-To") for line in mail.get_all(name, [])]
    found = (address.lower() for _name, address in getaddresses(map(str, lines)) if address)
    return tuple(dict.fromkeys(found))
