"""Bounces that mail servers write in words of their own, without a report that machines can read.

`flufl.bounce` knows the wordings of some forty servers; for the rest, what counts is who writes (a
server, not a person), that the letter tells of a failure, and which addresses it names before the copy
of the mail begins.
"""

import logging
import re
from email.message import Message

from flufl.bounce import all_failures

from foundation.mail.came_back import ADDRESS, address_in, header, is_text, parts, quoted, report_text

log = logging.getLogger(__name__)

_DAEMON = re.compile(r"^(mailer[-_]?daemon|mail[._]delivery[._](sub)?system)\b", re.IGNORECASE)
_SERVER = re.compile(r"^(postmaster|post_master)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^(undeliver|returned mail|mail delivery failed|delivery (failure|status)|failure notice"
    r"|mail system error|non[- ]remis)",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"undeliver|(not|n't) (be )?(delivered|reach)|not able to be delivered|not relayed"
    r"|unable to deliver|deliver\w* (to .{0,80})?(has |was )?(failed|problems|errors)|deliver.{0,40}failed"
    r"|aborted|timed out|error|failure|rejected|unknown (user|host)|user unknown|is full|exceeds"
    r"|trouble delivering|\b5\d\d[ -]|\b5\.\d\.\d|échec|non remis",
    re.IGNORECASE,
)
# Wordings that say by themselves what they are and about whom, whoever signs.
_SAYS_ITSELF = re.compile(
    r"(?:could not be delivered to:|you are not a member of this mailing list)\s*<([^<>\s]+)>", re.IGNORECASE
)
_WARNING = re.compile(
    r"this is a warning only|still being retried|will (continue to )?retry|delayed", re.IGNORECASE
)
# Where the copy of our mail begins: headers that no letter has at the start of a line.
_COPY = re.compile(
    r"^(received|return-path|message-id|dkim-signature|delivered-to) ?:", re.IGNORECASE | re.MULTILINE
)
_OURS = re.compile(r"^.*(?:(?<!\w)from|sender|reply-to|cc) ?:.*$", re.IGNORECASE | re.MULTILINE)
_LIMIT = 1000


def is_daemon(mail: Message) -> bool:
    """Whether it calls itself a mail server's, in a way no person and no vacation program does."""
    return (
        bool(_DAEMON.match(_local_part(mail)))
        or "X-Failed-Recipients" in mail
        or (
            mail.get_content_type() == "multipart/report"
            and mail.get_param("report-type") == "delivery-status"
        )
    )


def is_from_server(mail: Message) -> bool:
    """Whether a mail server is likely to have written it."""
    return (
        is_daemon(mail)
        or bool(_SERVER.match(_local_part(mail)))
        or bool(_SUBJECT.match(header(mail, "Subject")))
    )


def _local_part(mail: Message) -> str:
    sender = header(mail, "From")
    return (address_in(sender) or sender).strip("\"'<> ")


def told(mail: Message) -> str:
    """The letter itself, up to the copy of our mail."""
    texts = [report_text(part) for part in parts(mail) if is_text(part) and not part.get_filename()]
    text = "\n".join(texts)
    copy = _COPY.search(text)
    return text[: copy.start()] if copy else text


def quoted_id(mail: Message) -> str:
    """The Message-ID of the copy in the text; "" where there is none."""
    for part in parts(mail):
        if found := re.search(
            r"^message-id\s*:\s*(<[^<>\s]+>)", report_text(part), re.IGNORECASE | re.MULTILINE
        ):
            return found[1]
    return ""


def is_warning(mail: Message) -> bool:
    return bool(_WARNING.search(told(mail)))


def recipients(mail: Message) -> dict[str, str]:
    """Who could not be reached, each with what the letter says of it; empty for any other mail."""
    letter = told(mail)
    if found := [address.lower() for address in _SAYS_ITSELF.findall(letter)]:
        return dict.fromkeys(found, letter[:_LIMIT])
    if not is_from_server(mail) or not _FAILED.search(f"{header(mail, 'Subject')}\n{letter}"):
        return {}
    strangers = set(_named(letter)) - _written_by(mail)
    known = _known_to_flufl(mail) & strangers
    failed = address_in_all(header(mail, "X-Failed-Recipients"))
    return _each_told(known or failed or strangers or _in_copy(mail), letter)


def address_in_all(text: str) -> set[str]:
    return {address.lower() for address in ADDRESS.findall(text)}


def _named(letter: str) -> set[str]:
    return address_in_all(_OURS.sub("", letter))


def _written_by(mail: Message) -> set[str]:
    """Who wrote the letter and who got it: the server and we, never the one who could not be reached."""
    names = ("From", "To", "Return-Path", "Delivered-To", "Errors-To")
    return address_in_all(" ".join(str(line) for name in names for line in mail.get_all(name, [])))


def _known_to_flufl(mail: Message) -> set[str]:
    try:
        temporary, permanent = all_failures(mail)
    except Exception as fault:  # noqa: BLE001 - its detectors raise what they like at mails they did not expect
        log.info("flufl.bounce cannot read a mail: %s", fault)
        return set()
    return {address.decode(errors="replace").lower() for address in temporary | permanent}


def _in_copy(mail: Message) -> set[str]:
    """To whom the copy was addressed, where the letter names nobody."""
    copy = quoted(mail)
    text = header(copy, "To") if copy is not None else ""
    if not text:
        whole = "\n".join(report_text(part) for part in parts(mail))
        found = re.search(r"^to\s*:(.*)$", whole, re.IGNORECASE | re.MULTILINE)
        text = found[1] if found else ""
    return address_in_all(text) - _written_by(mail)


def _each_told(addresses: set[str], letter: str) -> dict[str, str]:
    """Of one address the whole letter speaks; of several, each one's own lines: up to the next."""
    if len(addresses) == 1:
        return dict.fromkeys(addresses, letter[-_LIMIT:] if len(letter) > _LIMIT else letter)
    starts = sorted((max(letter.lower().find(address), 0), address) for address in addresses)
    ends = [*(start for start, _address in starts[1:]), len(letter)] if starts else []
    return {address: letter[start:end][:_LIMIT] for (start, address), end in zip(starts, ends, strict=True)}
