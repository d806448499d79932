"""One mail by SMTP on an open line of smtplib, in as few turns as the server allows (RFC 2920).

`smtplib.SMTP.sendmail` takes four turns a mail and does not say whether a lost line was lost before the
text was sent; the errors raised here are its own. Where the server takes commands together, the next mail
is announced in one breath with the end of the text before it, and a mail costs a single turn.
"""

import re
import smtplib
from contextlib import suppress

_STARTS_WITH_DOT = re.compile(rb"^\.", re.MULTILINE)
_PLAIN = re.compile(r"[\w.+=-]+@[\w.-]+", re.ASCII)
Reply = tuple[int, bytes]


def announcement(line: smtplib.SMTP, sender: str, to: str, size: int) -> list[str]:
    """The commands before the text of a mail."""
    line.ehlo_or_helo_if_needed()
    options = f" size={size}" if line.has_extn("size") else ""
    return [f"mail FROM:{_quoted(sender)}{options}", f"rcpt TO:{_quoted(to)}", "data"]


def takes_many(line: smtplib.SMTP) -> bool:
    """Whether commands may be sent before the one before them was answered."""
    return line.has_extn("pipelining")


def begin(line: smtplib.SMTP, commands: list[str], *, announced: bool = False) -> None:
    """Announce a mail, unless that was done before; once this returns the server waits for its text."""
    if announced and line.sock is None:
        raise smtplib.SMTPServerDisconnected("hung up before it answered")
    if not announced and not takes_many(line):
        said = _in_turn(line, commands)
    else:
        if not announced:
            line.send(_lines(commands))
        said = {command[:4]: line.getreply() for command in commands}
    if said["mail"][0] != 250:
        _drop(line, said)
        raise smtplib.SMTPSenderRefused(*said["mail"], commands[0])
    if said["rcpt"][0] not in (250, 251):
        _drop(line, said)
        raise smtplib.SMTPRecipientsRefused({commands[1]: said["rcpt"]})
    if said["data"][0] != 354:
        _drop(line, said)
        raise smtplib.SMTPDataError(*said["data"])


def send_text(line: smtplib.SMTP, text: bytes, following: list[str]) -> None:
    """The text of the mail that was begun, and the commands that announce the one after it.

    Once this returns the server has taken it over.
    """
    end = b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n"
    line.send(_STARTS_WITH_DOT.sub(b"..", text) + end + _lines(following).encode())
    code, reply = line.getreply()
    if code != 250:
        if code == 421 or not following:  # what follows begins anew by itself
            _reset(line, code)
        raise smtplib.SMTPDataError(code, reply)


def _quoted(address: str) -> str:
    return f"<{address}>" if _PLAIN.fullmatch(address) else smtplib.quoteaddr(address)


def _lines(commands: list[str]) -> str:
    return "".join(f"{command}\r\n" for command in commands)


def _in_turn(line: smtplib.SMTP, commands: list[str]) -> dict[str, Reply]:
    """Each once the one before was granted; the replies by the commands' first words."""
    said: dict[str, Reply] = {}
    for command in commands:
        said[command[:4]] = line.docmd(command)
        if said[command[:4]][0] not in (250, 251):
            break
    return said


def _drop(line: smtplib.SMTP, said: dict[str, Reply]) -> None:
    """Nothing comes after all: a server that waits for a text all the same gets an empty one."""
    if said.get("data", (0,))[0] == 354:
        line.send(b".\r\n")
        line.getreply()
    _reset(line, next(code for code, _reply in said.values() if code not in (250, 251)))


def _reset(line: smtplib.SMTP, code: int) -> None:
    if code == 421:  # it hangs up
        line.close()
        return
    with suppress(smtplib.SMTPServerDisconnected):
        line.rset()
