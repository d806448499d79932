"""Reading mails that no standard holds together: their headers, their parts, and the copy of ours in them."""

import base64
import quopri
import re
from collections.abc import Iterator
from email import message_from_string
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

# The local part has an end (RFC 5321 §4.5.3.1.1): without one, a long word costs its length squared.
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_FIELD = re.compile(r"^[ \t]?([\w-]+)[ \t]*:[ \t]*(.*)$", re.MULTILINE)
_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")
_HEADERS_ONLY = ("text/rfc822-headers", "text/rfc822-header")


def header(mail: Message, name: str) -> str:
    """One header in Unicode and on one line; "" where there is none."""
    raws = (value for key, value in mail.raw_items() if key.lower() == name.lower())
    # Bytes beyond ASCII come as surrogates: old servers and new ones (RFC 6532) mean UTF-8.
    raw = str(next(raws, "")).encode(errors="surrogateescape").decode(errors="replace")
    try:
        text = str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):  # a charset nobody knows, bytes that are not of it
        text = raw
    return " ".join(text.split())


def parts(mail: Message) -> Iterator[Message]:
    """Its leaves, in order; what is attached as a mail of its own is one leaf."""
    if not mail.is_multipart() or mail.get_content_maintype() != "multipart":
        yield mail
        return
    for part in _inside(mail):
        yield from parts(part)


def _inside(mail: Message) -> list[Message]:
    payload = mail.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def is_text(part: Message) -> bool:
    """Whether a leaf is there to be read. One that calls itself multipart has lost its boundary."""
    kind = part.get_content_type().split()[0]  # the library keeps a parameter that lost its semicolon
    return kind == "text/plain" or kind.startswith("multipart/")


def report_text(part: Message) -> str:
    """The text of a leaf. Of `message/*` the library makes mails: this puts them together again."""
    if not part.is_multipart():
        payload = part.get_payload(decode=True)
        return _decoded(part, payload if isinstance(payload, bytes) else b"")
    raw = b"\n\n".join(block.as_bytes() for block in _inside(part))
    match str(part.get("Content-Transfer-Encoding", "")).strip().lower():
        case "base64":
            raw = base64.b64decode(raw)
        case "quoted-printable":
            raw = quopri.decodestring(raw)
    return _decoded(part, raw)


def _decoded(part: Message, raw: bytes) -> str:
    try:
        return raw.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:  # no such charset
        return raw.decode("utf-8", "replace")


def fields_in(text: str) -> list[tuple[str, str]]:
    """`Name: value` lines as (name in lower case, value), continued lines joined; the rest is left out."""
    unfolded = re.sub(r"\n[ \t]+", " ", text)
    return [(name.lower(), value.strip()) for name, value in _FIELD.findall(unfolded)]


def address_in(text: str) -> str:
    """The address of `rfc822; <her@example.org>` and the like, in lower case; "" where there is none."""
    found = ADDRESS.search(text.rpartition(";")[2])
    return found[0].lower() if found else ""


def quoted(mail: Message) -> Message | None:
    """The copy of our mail, or of its headers; None where there is none."""
    for part in parts(mail):
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            return next(iter(_inside(part)), None)
        if part.get_content_type() in _HEADERS_ONLY:
            return message_from_string(report_text(part).lstrip())
    return None


def first_id(mail: Message, *names: str) -> str:
    """The first Message-ID in these headers, with its angle brackets; "" where there is none."""
    found = _ID.search(" ".join(str(mail.get(name, "")) for name in names))
    return found[0] if found else ""
